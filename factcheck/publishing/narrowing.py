"""Which checked claims are meant: the filters that lists and exports share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, false, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from factcheck.articles.models import Article
from factcheck.claims.models import Claim, Speaker
from factcheck.context.search import query_terms
from factcheck.tasks.models import Task
from factcheck.verdicts.models import Approval, CheckedClaim, Verdict


@dataclass(frozen=True)
class CheckedFilter:
    """What a list of checked claims shows; an empty field does not narrow it.

    `language` is a primary subtag (`en` finds `en-GB` too). `since` and `until` are days in UTC,
    both included, on which the check was first published. `q` are words that the claim, who said it
    and the article's title have together; of a check that was taken back nothing is found by words.
    `speaker` is a name, `speaker_ids` are rows.
    """

    question: str = ""
    speaker: str = ""
    rating: str = ""
    kind: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    article_id: int | None = None
    q: str = ""
    speaker_ids: tuple[int, ...] = ()


class has_words(GenericFunction[bool]):  # noqa: N801 - the name of a function in SQL
    """Whether a checked claim's words match a query, by the full-text search of the database.

    The query is words in quotation marks, which both databases take to mean all of them.
    """

    type = Boolean()
    inherit_cache = True


# What is put into the statements is what SQLAlchemy made of a column and a bound value.
_FTS5 = "{} IN (SELECT rowid FROM checked_index WHERE checked_index MATCH {})"
_TSEARCH = (
    "{} IN (SELECT checked_id FROM checked_text "
    "WHERE search @@ websearch_to_tsquery('english', {}))"
)


@compiles(has_words, "sqlite")
def _by_fts5(element: has_words, compiler: Any, **options: Any) -> str:
    return _FTS5.format(*(compiler.process(part, **options) for part in element.clauses))


@compiles(has_words, "postgresql")
def _by_tsearch(element: has_words, compiler: Any, **options: Any) -> str:
    return _TSEARCH.format(*(compiler.process(part, **options) for part in element.clauses))


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
    if where.speaker or where.speaker_ids or where.rating:
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
    if where.speaker_ids:
        yield col(Verdict.speaker_id).in_(where.speaker_ids)
    if where.rating:
        yield col(Verdict.rating) == where.rating
    if where.since is not None:
        yield col(CheckedClaim.published_at) >= beginning_of(where.since)
    if where.until is not None and where.until < date.max:
        yield col(CheckedClaim.published_at) < beginning_of(where.until + timedelta(days=1))
    if where.q.strip():
        terms = query_terms(where.q)
        query = " ".join(f'"{term}"' for term in terms)
        yield has_words(col(CheckedClaim.id), literal(query)) if terms else false()


def beginning_of(day: date) -> datetime:
    """The first moment of a day in UTC."""
    return datetime.combine(day, time(), UTC)
