"""Which checked claims are meant: the filters that lists and exports share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, false, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from factcheck.context.search import query_terms
from factcheck.publishing.models import CheckedEntry
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
    """The statement of checked claims with the filter's conditions on their entries."""
    return statement.join(CheckedEntry, col(CheckedEntry.checked_id) == col(CheckedClaim.id)).where(
        *conditions(where)
    )


def conditions(where: CheckedFilter) -> Iterator[ColumnElement[bool]]:
    """What the filter asks of an entry."""
    for name in ("question", "speaker", "rating", "kind"):
        wanted = getattr(where, name)
        if wanted:
            yield col(getattr(CheckedEntry, name)) == wanted
    if where.article_id is not None:
        yield col(CheckedEntry.article_id) == where.article_id
    if where.language:
        yield from _in_language(where.language.lower())
    if where.speaker_ids:
        yield col(CheckedEntry.checked_id).in_(
            select(CheckedClaim.id)
            .join(Approval, col(Approval.id) == col(CheckedClaim.approval_id))
            .join(Verdict, col(Verdict.id) == col(Approval.verdict_id))
            .where(col(Verdict.speaker_id).in_(where.speaker_ids))
        )
    yield from _published(where.since, where.until)
    if where.q.strip():
        terms = query_terms(where.q)
        query = " ".join(f'"{term}"' for term in terms)
        yield has_words(col(CheckedEntry.checked_id), literal(query)) if terms else false()


def _published(since: date | None, until: date | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield col(CheckedEntry.published_at) >= beginning_of(since)
    end = end_of(until)
    if end is not None:
        yield col(CheckedEntry.published_at) < end


def _in_language(wanted: str) -> Iterator[ColumnElement[bool]]:
    yield col(CheckedEntry.subtag) == wanted.partition("-")[0]
    if "-" in wanted:
        language = col(CheckedEntry.language)
        yield (language == wanted) | language.startswith(f"{wanted}-", autoescape=True)


def beginning_of(day: date) -> datetime:
    """The first moment of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def end_of(until: date | None) -> datetime | None:
    """The first moment after a day in UTC; None when there is no end."""
    return None if until is None or until == date.max else beginning_of(until + timedelta(days=1))
