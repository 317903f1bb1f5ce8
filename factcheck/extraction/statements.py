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
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.credit import Credit
from factcheck.extraction.document import Document
from factcheck.extraction.offices import office_of
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
from factcheck.extraction.sentences import MASK
from factcheck.extraction.times import find_times
from factcheck.extraction.types import Claim, Quantity, Quote, SetAside, Span, TimeSpan
from factcheck.extraction.wording import Wording
from factcheck.extraction.worth import Rate, rate
from factcheck.extraction.worth_reasons import with_source
from factcheck.messages import marked

MOST_QUOTED = 0.5
"""Share of a reported statement that may stand in marks; beyond it the quote says it all."""


@dataclass(slots=True)
class _Draft:
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
        Sentence(index, tokens, document.names.in_sentence(index))
        for index, tokens in enumerate(document.tokens)
        if tokens and index not in furniture
    ]
    _read_sentences(document, sentences, credit, found)
    for number, quote in enumerate(quotes):
        _read_quote(document, number, quote, found)
    found.aside.extend(_furniture(document.text, boilerplate))
    claims = _read_clauses(document.text, found, published, _offices(document, found), rate)
    found.aside.sort(key=lambda aside: aside.start)
    return same_claims(claims), tuple(found.aside)


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
    tokens = sentence.tokens
    speaker, raw = credit.speaker(sentence, reported.subject or reported.cue)
    cue = document.text[tokens[reported.cue[0]].start : tokens[reported.cue[1] - 1].end]
    if _is_quotation(document, sentence, reported.start, reported.end):
        return
    parts = [(reported.start, reported.end)]
    if reported.shape in ("after", "noun"):
        parts = list(coordinated(sentence, reported.start, reported.end))
    for part in parts:
        first, end = trimmed(sentence, *part)
        if first < end and not _is_quotation(document, sentence, first, end):
            start, stop = tokens[first].start, tokens[end - 1].end
            yield _Draft(start, stop, speaker, raw, cue, None, "reported")


def _is_quotation(document: Document, sentence: Sentence, first: int, end: int) -> bool:
    """Whether most of the words stand in marks: then the quote says it all."""
    tokens = sentence.tokens[first:end]
    marks = sentence.tags.count(w.QUOTE, first, end)
    length = tokens[-1].end - tokens[0].start
    quoted = document.masked.count(MASK, tokens[0].start, tokens[-1].end) - 2 * marks
    return quoted >= MOST_QUOTED * length


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


class _Clause(NamedTuple):
    """What was found in the clause of a draft."""

    draft: _Draft
    wording: Wording
    times: tuple[TimeSpan, ...]
    quantities: tuple[Quantity, ...]
    kinds: k.Kinds


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
) -> list[Claim]:
    """The claims among the drafts, in order; the other drafts are set aside.

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
    claims: list[Claim] = []
    for parts in zip(drafts, wordings, times, quantities, kinds, strict=True):
        clause = _Clause(*parts)
        read = _judge(clause, published, offices.get(clause.draft.speaker or ""), rate)
        if isinstance(read, Claim):
            claims.append(read)
        else:
            found.aside.append(read)
    return claims


def _judge(
    clause: _Clause, published: date | None, office: str | None, rate: Rate
) -> Claim | SetAside:
    draft, wording, times, quantities, kinds = clause
    reason = None if draft.origin == "reported" else _reason_against(kinds, times)
    if reason is not None and not (reason == TOO_VAGUE and _may_be_worth(kinds, wording)):
        return SetAside(draft.start, draft.end, wording.text, reason)
    worth = rate(wording.text)
    if reason is not None and worth.score < WORTH_ALONE:
        return SetAside(draft.start, draft.end, wording.text, reason)
    return Claim(
        start=draft.start,
        end=draft.end,
        text=wording.text,
        types=kinds.types,
        speaker=draft.speaker,
        speaker_raw=draft.speaker_raw,
        cue=draft.cue,
        checkable=kinds.checkable,
        score=worth.score,
        reasons=with_source(worth.reasons, office) if office else worth.reasons,
        quantities=quantities,
        times=times,
        in_quote=draft.in_quote,
        due=_due(times, published) if kinds.ahead else None,
        negated=kinds.negated,
        superlative=kinds.superlative,
    )


def read_statement(
    text: str, start: int, end: int, *, published: date | None = None, rate: Rate = rate
) -> Claim:
    """What a person pointed at, read as if somebody reported it: a claim whatever it says."""
    found = _Found(drafts=[_Draft(start, end, origin="reported")])
    return _read_clauses(text, found, published, {}, rate)[0]


def _due(times: Sequence[TimeSpan], published: date | None) -> date | None:
    """The last day by which a promise or prediction has come true or not, if one is named."""
    ends = [time.latest for time in times if time.latest is not None]
    return max((end for end in ends if published is None or end >= published), default=None)


TOO_VAGUE = marked("too vague to check")
OF_THE_PAGE = marked("part of the page, not of the article")
WORTH_ALONE = 0.8
"""A clause without number, date, promise or rank is kept only when its score is this high."""
LEAST_WORDS_ALONE = 8
_FIRM = frozenset(
    (k.PREDICTION, k.PLEDGE, k.STATISTIC, k.VOTING_RECORD, k.PUBLIC_OPINION, k.RANKING)
)
_FIRM_IF_SOBER = frozenset((k.CAUSAL, k.COMPARISON))
_FIRM_WITH_TIME = frozenset((k.EVENT, k.CAUSAL, k.COMPARISON, k.LEGAL))


def _reason_against(kinds: k.Kinds, times: Sequence[TimeSpan]) -> str | None:
    """Why a clause is no task: it must say something definite, an amount, a time, a denial."""
    types = frozenset(kinds.types)
    if not kinds.checkable:
        if k.PERSONAL in types:
            return marked("personal experience")
        return (
            marked("a view or an intention")
            if k.OPINION in types
            else marked("nothing that can be checked")
        )
    firm = (
        bool(_FIRM & types)
        or bool(times and _FIRM_WITH_TIME & types)
        or (kinds.negated and k.EVENT in types and k.OPINION not in types)
        or (bool(_FIRM_IF_SOBER & types) and k.OPINION not in types)
    )
    return None if firm else TOO_VAGUE


def _may_be_worth(kinds: k.Kinds, wording: Wording) -> bool:
    """Whether a vague clause is long and sober enough, and names enough, to be scored at all."""
    return (
        k.OPINION not in kinds.types
        and wording.has_words(LEAST_WORDS_ALONE)
        and any(map(str.isupper, wording.text[1:]))
    )
