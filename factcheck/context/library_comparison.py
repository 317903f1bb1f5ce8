"""A quote held against the source library: the place that fits it best, or two that it joins.

Works without a transaction; every document's text is cut by the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck.context.attribution import attribute, warn_of_speaker
from factcheck.context.compare import Comparison as Alignment
from factcheck.context.compare import compare
from factcheck.context.models import Passage, SourceDocument
from factcheck.context.passages import Passage as Piece
from factcheck.context.passages import Place
from factcheck.context.search import search_passages
from factcheck.db import Database

COMPARED_DOCUMENTS = 5
CANDIDATE_PASSAGES = 20
# Two places of a document further apart (code points) are not looked at together.
LONGEST_SPAN = 20_000
_BEST_FIRST = ("verbatim", "marked_edits", "altered", "altered_material", "not_found")
_WHOLE = ("verbatim", "marked_edits")
# Of a quote with so much in one place no part is worth looking for in another.
_NEARLY_WHOLE = 0.85


@dataclass(frozen=True)
class Compared:
    """A quote's alignment with the document that fits it best; offsets are into its text."""

    document_id: int
    alignment: Alignment
    source_text: str


@dataclass(frozen=True)
class _Window:
    """A stretch of a document around a passage; the passages' offsets are into the document."""

    document_id: int
    start: int
    text: str
    passages: tuple[Piece, ...]


@dataclass(frozen=True)
class _Quote:
    """What is held: the words, in whose mouth they are put, and the language of their numbers."""

    text: str
    speaker: str | None
    language: str


def compare_with_library(
    database: Database, text: str, *, speaker: str | None = None, language: str = "en"
) -> Compared | None:
    """Hold a quote against the documents whose passages resemble it; the best fit wins.

    Of the same words those of `speaker` do. None when the library has nothing that resembles it.
    """
    quote = _Quote(text, speaker, language)
    with database.read() as session:
        passages = search_passages(session, text, limit=CANDIDATE_PASSAGES)
        windows = [_window(session, passage) for passage in _one_a_place(passages)]
    best = _best_of(windows, quote)
    if best is None or best.alignment.result in _WHOLE or best.alignment.score >= _NEARLY_WHOLE:
        return best
    with database.read() as session:
        spans = [_span(session, *pair) for pair in _two_in_a_document(windows)]
    found = [best, _best_of(spans, quote)]
    return min((one for one in found if one), key=lambda one: _rank(one, quote))


def _best_of(windows: Sequence[_Window], quote: _Quote) -> Compared | None:
    best: Compared | None = None
    for window in windows:
        alignment = compare(quote.text, window.text, language=quote.language)
        alignment = attribute(_shifted(alignment, window.start), window.passages)
        found = Compared(window.document_id, alignment, window.text)
        if best is None or _rank(found, quote) < _rank(best, quote):
            best = found
    return best


def _two_in_a_document(windows: Sequence[_Window]) -> Iterator[tuple[_Window, _Window]]:
    """Pairs of windows that do not touch: a quote may be joined from both places."""
    for one, other in combinations(windows, 2):
        first, last = sorted((one, other), key=lambda window: window.start)
        apart = first.start + len(first.text) < last.start
        far = last.start + len(last.text) - first.start > LONGEST_SPAN
        if first.document_id == last.document_id and apart and not far:
            yield first, last


def _span(session: Session, first: _Window, last: _Window) -> _Window:
    """The document from one window to the other."""
    text = _text_between(session, first.document_id, first.start, last.start + len(last.text))
    return _Window(first.document_id, first.start, text, (*first.passages, *last.passages))


def _one_a_place(passages: list[Passage]) -> list[Passage]:
    """At most a few documents, two places each, in the order of the search."""
    counts: dict[int, int] = {}
    kept = []
    for passage in passages:
        if passage.document_id not in counts and len(counts) == COMPARED_DOCUMENTS:
            continue
        counts[passage.document_id] = counts.get(passage.document_id, 0) + 1
        if counts[passage.document_id] <= 2:
            kept.append(passage)
    return kept


def _window(session: Session, passage: Passage) -> _Window:
    """The passage with its neighbours, since a quote may run over a passage's edge."""
    neighbours = session.exec(
        select(Passage).where(
            Passage.document_id == passage.document_id,
            col(Passage.number).between(passage.number - 2, passage.number + 2),
        )
    ).all()
    start = min(row.start_offset for row in neighbours)
    end = max(row.end_offset for row in neighbours)
    return _Window(
        passage.document_id,
        start,
        _text_between(session, passage.document_id, start, end),
        tuple(
            Piece(row.text, row.start_offset, row.end_offset, Place(**row.place))
            for row in neighbours
        ),
    )


def _text_between(session: Session, document_id: int, start: int, end: int) -> str:
    """Part of a document's text, cut by the database: a long document is not read whole."""
    part = func.substr(SourceDocument.text, start + 1, end - start)
    text: str = session.exec(select(part).where(SourceDocument.id == document_id)).one()
    return text


def _shifted(alignment: Alignment, offset: int) -> Alignment:
    if alignment.start is None or alignment.end is None:
        return alignment
    return replace(alignment, start=alignment.start + offset, end=alignment.end + offset)


def _rank(found: Compared, quote: _Quote) -> tuple[int, bool, float]:
    """The closest words first; of the same words, those of the speaker who is quoted."""
    another = warn_of_speaker(quote.speaker, found.alignment.said_by)
    return (
        _BEST_FIRST.index(found.alignment.result),
        another is not None,
        -found.alignment.score,
    )
