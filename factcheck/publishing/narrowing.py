"""Which checked claims are meant: the filters that lists and exports share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from factcheck.articles.models import Article
from factcheck.claims.models import Claim, Speaker
from factcheck.tasks.models import Task
from factcheck.verdicts.models import Approval, CheckedClaim, Verdict


@dataclass(frozen=True)
class CheckedFilter:
    """What a list of checked claims shows; an empty field does not narrow it.

    `language` is a primary subtag (`en` finds `en-GB` too). `since` and `until` are days in UTC,
    both included, on which the check was first published.
    """

    question: str = ""
    speaker: str = ""
    rating: str = ""
    kind: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    article_id: int | None = None


def narrowed(
    statement: SelectOfScalar[CheckedClaim], where: CheckedFilter
) -> SelectOfScalar[CheckedClaim]:
    """The statement with the tables that the filter looks at, and with its conditions."""
    if where.question or where.kind or where.language or where.article_id is not None:
        statement = statement.join(Task, col(Task.id) == col(CheckedClaim.task_id))
    if where.kind or where.language or where.article_id is not None:
        statement = statement.join(Claim, col(Claim.id) == col(Task.claim_id))
    if where.language:
        statement = statement.join(Article, col(Article.id) == col(Claim.article_id))
    if where.speaker or where.rating:
        statement = statement.join(
            Approval, col(Approval.id) == col(CheckedClaim.approval_id)
        ).join(Verdict, col(Verdict.id) == col(Approval.verdict_id))
    if where.speaker:
        statement = statement.join(Speaker, col(Speaker.id) == col(Verdict.speaker_id))
    return statement.where(*conditions(where))


def conditions(where: CheckedFilter) -> Iterator[ColumnElement[bool]]:
    """What the filter asks of checked claim, task, claim, article, speaker and verdict."""
    if where.question:
        yield col(Task.question) == where.question
    if where.kind:
        yield col(Claim.kind) == where.kind
    if where.article_id is not None:
        yield col(Claim.article_id) == where.article_id
    if where.language:
        language, wanted = func.lower(col(Article.language)), where.language.lower()
        yield (language == wanted) | language.startswith(f"{wanted}-", autoescape=True)
    if where.speaker:
        yield col(Speaker.name) == where.speaker
    if where.rating:
        yield col(Verdict.rating) == where.rating
    if where.since is not None:
        yield col(CheckedClaim.published_at) >= _beginning(where.since)
    if where.until is not None and where.until < date.max:
        yield col(CheckedClaim.published_at) < _beginning(where.until + timedelta(days=1))


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
