"""What extraction gives out: frozen values, every one a span of the text as given.

All offsets are Unicode code points into the text handed to `extract`, end exclusive, and
`text[start:end] == item.text` holds for every item. `to_json` gives the shape that
`factcheck extract` prints and the database stores.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

QuoteForm = Literal["direct", "mixed", "single_word"]
"""`direct`: a sentence or more; `mixed`: part of a sentence; `single_word`: one word."""

NonQuoteReason = Literal["scare_quote", "title", "handle", "embed", "nickname", "stage_direction"]
"""Why text in quotation marks is nobody's words."""

SpeakerKind = Literal["person", "body", "document", "unnamed"]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody or something that the article lets speak.

    `name` is the fullest form in the article; `aliases` are the other forms it uses;
    `role` is what the article calls them ("NATO chief"), if it does.
    """

    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...] = ()
    role: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "aliases": list(self.aliases),
            "role": self.role,
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words in quotation marks, the outer marks left out.

    `start`/`end` reach from the first span to the last. `spans` has one entry a paragraph when
    each paragraph reopens the marks, else exactly one. `speaker` is the name in full as the
    article gives it, the article's own description when the source is unnamed, or None when no
    sieve was sure enough; then `candidates` has the people it may be, likeliest first.
    `method` is the sieve that decided and `confidence` that sieve's measured precision
    (0..1; 0 when the speaker is None). `children` are quotes within this one. `stripped` is the
    text without bracketed insertions and ellipses, for comparing with a source.
    """

    start: int
    end: int
    text: str
    speaker: str | None
    speaker_raw: str | None
    cue: str | None
    form: QuoteForm
    method: str
    confidence: float
    candidates: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    children: tuple[Quote, ...] = ()
    stripped: str = ""

    def to_json(self) -> dict[str, Any]:
        """The quote as one object, its spans and children inside."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "speaker": self.speaker,
            "speaker_raw": self.speaker_raw,
            "cue": self.cue,
            "form": self.form,
            "method": self.method,
            "confidence": self.confidence,
            "candidates": list(self.candidates),
            "spans": [list(span) for span in self.spans],
            "children": [
                {"start": child.start, "end": child.end, "text": child.text}
                for child in self.children
            ],
            "stripped": self.stripped,
        }

    def to_json_parts(self) -> list[dict[str, Any]]:
        """The quote as one object a span; `part` counts from 1, `parts` is their number."""
        whole = self.to_json()
        return [
            whole
            | {
                "start": span.start,
                "end": span.end,
                "text": self.text[span.start - self.start : span.end - self.start],
                "part": part,
                "parts": len(self.spans),
            }
            for part, span in enumerate(self.spans, start=1)
        ]


@dataclass(frozen=True, slots=True)
class NonQuote:
    """Text in quotation marks that is nobody's words. A person may promote it to a quote."""

    start: int
    end: int
    text: str
    reason: NonQuoteReason

    def to_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount. `unit` is an ISO 4217 code, "%", "percentage points", "share" (a fraction of a
    whole, 0.5 for "half of"), "ordinal" ("third"), or the counted noun in lower case.

    `value` is the plain number (40000000000.0 for "€40 billion"), the lower end of a range; None
    when only words such as "dozens" are given. `high` is the upper end of a range, else None.
    """

    start: int
    end: int
    text: str
    value: float | None
    unit: str | None
    high: float | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "value": self.value,
            "unit": self.unit,
            "high": self.high,
        }


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression. `earliest`/`latest` are inclusive dates, None where open or unknown.

    `anchored` is False when the expression is relative ("next month") and the article's date is
    not known: then both are None, and nothing was guessed.
    """

    start: int
    end: int
    text: str
    earliest: date | None = None
    latest: date | None = None
    anchored: bool = True

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "anchored": self.anchored,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that may be checked, in the article's own voice (`speaker` None) or attributed.

    `types` are the kinds of claim, the main one first. `score` is how much it is worth checking
    (0..1, .5 is the product's own decision) and `reasons` say why. `in_quote` is the index in
    `Extraction.quotes` of the quote that the claim lies in. `due` is the last day by which a
    pledge or prediction has come true or not.
    """

    start: int
    end: int
    text: str
    types: tuple[str, ...]
    speaker: str | None
    speaker_raw: str | None
    cue: str | None
    checkable: bool
    score: float
    reasons: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    in_quote: int | None = None
    due: date | None = None
    negated: bool = False
    superlative: str | None = None
    same_as: int | None = None
    """Index in `Extraction.claims` of an earlier claim that says the same."""

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "types": list(self.types),
            "speaker": self.speaker,
            "speaker_raw": self.speaker_raw,
            "cue": self.cue,
            "checkable": self.checkable,
            "score": self.score,
            "reasons": list(self.reasons),
            "quantities": [quantity.to_json() for quantity in self.quantities],
            "times": [time.to_json() for time in self.times],
            "in_quote": self.in_quote,
            "due": self.due.isoformat() if self.due else None,
            "negated": self.negated,
            "superlative": self.superlative,
            "same_as": self.same_as,
        }


@dataclass(frozen=True, slots=True)
class SetAside:
    """A clause that was looked at and is no claim; `reason` says why ("a question")."""

    start: int
    end: int
    text: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one text, each tuple in the order of the text."""

    quotes: tuple[Quote, ...] = ()
    nonquotes: tuple[NonQuote, ...] = ()
    claims: tuple[Claim, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    boilerplate: tuple[Span, ...] = field(default=())
    """Paragraphs that are furniture of the page ("Share this article"), not the article."""
    unread_from: int | None = None
    """Where text begins that is beyond the limits and was not read; None when all of it was."""

    def to_json(self) -> dict[str, Any]:
        return {
            "quotes": [quote.to_json() for quote in self.quotes],
            "nonquotes": [nonquote.to_json() for nonquote in self.nonquotes],
            "claims": [claim.to_json() for claim in self.claims],
            "set_aside": [aside.to_json() for aside in self.set_aside],
            "speakers": [speaker.to_json() for speaker in self.speakers],
            "boilerplate": [list(span) for span in self.boilerplate],
            "unread_from": self.unread_from,
        }
