"""Claims of a document: what somebody says without marks, what stands in quotations, and what
the article says in its own voice.

A reported statement is always given out, checkable or not. Of quotations and of the article's
own sentences only clauses that can be checked are; the rest is set aside with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from factcheck.extraction import kinds as k
from factcheck.extraction import words as w
from factcheck.extraction.checkable import (
    TOO_VAGUE,
    WORTH_ALONE,
    may_be_worth,
    reason_against,
)
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.credit import Credit
from factcheck.extraction.document import Document
from factcheck.extraction.offices import office_of
from factcheck.extraction.pieces import Piece
from factcheck.extraction.quantities import find_quantities
from factcheck.extraction.reported import Reported, find_reported
from factcheck.extraction.same import same_claims
from factcheck.extraction.segments import (
    Segment,
    coordinated,
    own_segments,
    quoted_segments,
    trimmed,
)
from factcheck.extraction.times import find_times
from factcheck.extraction.tokens import MASK
from factcheck.extraction.types import Claim, Quote, SetAside, Span, TimeSpan
from factcheck.extraction.wording import Wording
from factcheck.extraction.worth import Rate, rate
from factcheck.extraction.worth_reasons import with_source
from factcheck.messages import marked

MOST_QUOTED = 0.5
"""Share of a reported statement that may stand in marks; beyond it the quote says it all."""


class _Draft(NamedTuple):
    """A clause that may become a claim."""

    start: int
    end: int
    speaker: str | None = None
    speaker_raw: str | None = None
    cue: str | None = None
    in_quote: int | None = None
    origin: Literal["reported", "quoted", "own"] = "own"


@dataclass(slots=True)
class _Found:
    drafts: list[_Draft] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)


def find_claims(
    document: Document,
    quotes: Sequence[Quote],
    *,
    published: date | None = None,
    boilerplate: Sequence[Span] = (),
    rate: Rate = rate,
) -> tuple[tuple[Claim, ...], tuple[SetAside, ...]]:
    """The claims in the order of the text, and what was set aside and why.

    `published` is the article's date, for words such as "next month". Sentences that lie in
    `boilerplate` are not read. `rate` scores a clause. Linear in the length of the text.
    """
    found = _Found()
    credit = Credit(document)
    furniture = {document.sentence_at(span.start) for span in boilerplate}
    sentences = [
        Sentence(index, words, document.names.in_sentence(index))
        for index, words in enumerate(document.words)
        if words.tokens and index not in furniture
    ]
    _read_sentences(document, sentences, credit, found)
    for number, quote in enumerate(quotes):
        _read_quote(document, number, quote, found)
    found.aside.extend(_furniture(document.text, boilerplate))
    offices = _offices(document, found)
    claims, pieces = _read_clauses(document.text, found, published, offices, rate)
    found.aside.sort(key=lambda aside: aside.start)
    return same_claims(claims, pieces), tuple(found.aside)


def _read_sentences(
    document: Document, sentences: Sequence[Sentence], credit: Credit, found: _Found
) -> None:
    """What is reported in each sentence, then what the article says in its own voice."""
    reports = [find_reported(sentence) for sentence in sentences]
    for sentence, reported in zip(sentences, reports, strict=True):
        for one in reported:
            found.drafts.extend(_reported_drafts(document, sentence, one, credit))
        credit.note(sentence)
    for sentence, reported in zip(sentences, reports, strict=True):
        for segment in own_segments(sentence, document.text, list(map(_whole, reported))):
            _keep(document.text, segment, None, found)


def _whole(reported: Reported) -> tuple[int, int]:
    """The tokens that a statement, its cue and its source take up."""
    subject = reported.subject or reported.cue
    starts = (reported.start, reported.cue[0], subject[0])
    return min(starts), max(reported.end, reported.cue[1], subject[1] + 1)


def _reported_drafts(
    document: Document, sentence: Sentence, reported: Reported, credit: Credit
) -> Iterator[_Draft]:
    words = sentence.words
    speaker, raw = credit.speaker(sentence, reported.subject or reported.cue)
    cue = document.text[words.start(reported.cue[0]) : words.ends[reported.cue[1] - 1]]
    if _is_quotation(document, sentence, reported.start, reported.end):
        return
    parts = [(reported.start, reported.end)]
    if reported.shape in ("after", "noun"):
        parts = list(coordinated(sentence, reported.start, reported.end))
    for part in parts:
        first, end = trimmed(sentence, *part)
        if first < end and not _is_quotation(document, sentence, first, end):
            start, stop = words.start(first), words.ends[end - 1]
            yield _Draft(start, stop, speaker, raw, cue, None, "reported")


def _is_quotation(document: Document, sentence: Sentence, first: int, end: int) -> bool:
    """Whether most of the words stand in marks: then the quote says it all."""
    start, stop = sentence.words.start(first), sentence.words.ends[end - 1]
    marks = sentence.tags.count(w.QUOTE, first, end)
    quoted = document.masked.count(MASK, start, stop) - 2 * marks
    return quoted >= MOST_QUOTED * (stop - start)


def _read_quote(document: Document, number: int, quote: Quote, found: _Found) -> None:
    if quote.form != "direct":
        return
    for segment in quoted_segments(document.text, quote):
        if segment.reason is not None:
            _keep(document.text, segment, None, found)
            continue
        found.drafts.append(
            _Draft(
                segment.start,
                segment.end,
                quote.speaker or quote.speaker_raw,
                quote.speaker_raw,
                quote.cue,
                number,
                "quoted",
            )
        )


def _keep(text: str, segment: Segment, speaker: str | None, found: _Found) -> None:
    if segment.reason is None:
        found.drafts.append(_Draft(segment.start, segment.end, speaker))
        return
    words = text[segment.start : segment.end]
    found.aside.append(SetAside(segment.start, segment.end, words, segment.reason))


def _furniture(text: str, boilerplate: Sequence[Span]) -> Iterator[SetAside]:
    """What belongs to the page and not to the article."""
    for start, end in boilerplate:
        yield SetAside(start, end, text[start:end], OF_THE_PAGE)


def _offices(document: Document, found: _Found) -> dict[str, str]:
    """The office that each speaker of a claim holds, of those who hold one."""
    entities = {entity.name: entity for entity in document.names.entities}
    speakers = {draft.speaker for draft in found.drafts if draft.speaker is not None}
    return {
        speaker: office
        for speaker in speakers
        if (office := office_of(speaker, entities.get(speaker))) is not None
    }


def _read_clauses(
    text: str,
    found: _Found,
    published: date | None,
    offices: Mapping[str, str],
    rate: Rate,
) -> tuple[list[Claim], list[Sequence[Piece]]]:
    """The claims among the drafts, in order, and the pieces of each; the others are set aside.

    Each question is asked of all clauses before the next one: asked clause by clause, the
    patterns and word lists push each other out of the processor's cache.
    """
    drafts = sorted(found.drafts, key=lambda draft: (draft.start, draft.end))
    wordings = [Wording.of(text[draft.start : draft.end]) for draft in drafts]
    ahead = [
        k.looks_ahead(wording, reported=draft.origin == "reported")
        for draft, wording in zip(drafts, wordings, strict=True)
    ]
    times = [
        find_times(text, draft.start, draft.end, published, ahead=future)
        if wording.may_have_times()
        else ()
        for draft, wording, future in zip(drafts, wordings, ahead, strict=True)
    ]
    quantities = [
        find_quantities(text, draft.start, draft.end, spans) if wording.may_have_amounts() else ()
        for draft, wording, spans in zip(drafts, wordings, times, strict=True)
    ]
    kinds = [
        k.kinds_of(wording, amounts, ahead=future)
        for wording, amounts, future in zip(wordings, quantities, ahead, strict=True)
    ]
    against = [
        None if draft.origin == "reported" else reason_against(kind, spans)
        for draft, kind, spans in zip(drafts, kinds, times, strict=True)
    ]
    worths = [
        rate(wording.text, wording.pieces)
        if reason is None or (reason == TOO_VAGUE and may_be_worth(kind, wording))
        else None
        for wording, kind, reason in zip(wordings, kinds, against, strict=True)
    ]
    claims: list[Claim] = []
    pieces: list[Sequence[Piece]] = []
    for draft, wording, spans, amounts, kind, reason, worth in zip(
        drafts, wordings, times, quantities, kinds, against, worths, strict=True
    ):
        start, end, speaker, speaker_raw, cue, in_quote, _ = draft
        if worth is None or (reason is not None and worth.score < WORTH_ALONE):
            found.aside.append(SetAside(start, end, wording.text, reason or TOO_VAGUE))
            continue
        office = offices.get(speaker or "")
        claim = Claim(
            start,
            end,
            wording.text,
            kind.types,
            speaker,
            speaker_raw,
            cue,
            kind.checkable,
            worth.score,
            with_source(worth.reasons, office) if office else worth.reasons,
            amounts,
            spans,
            in_quote,
            _due(spans, published) if kind.ahead else None,
            kind.negated,
            kind.superlative,
        )
        claims.append(claim)
        pieces.append(wording.pieces)
    return claims, pieces


def read_statement(
    text: str, start: int, end: int, *, published: date | None = None, rate: Rate = rate
) -> Claim:
    """What a person pointed at, read as if somebody reported it: a claim whatever it says."""
    found = _Found(drafts=[_Draft(start, end, origin="reported")])
    claims, _ = _read_clauses(text, found, published, {}, rate)
    return claims[0]


def _due(times: Sequence[TimeSpan], published: date | None) -> date | None:
    """The last day by which a promise or prediction has come true or not, if one is named."""
    ends = [time.latest for time in times if time.latest is not None]
    return max((end for end in ends if published is None or end >= published), default=None)


OF_THE_PAGE = marked("part of the page, not of the article")
