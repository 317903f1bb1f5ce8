"""Quotes and non-quotes of a document, each quote with its speaker."""

from __future__ import annotations

import re

from factcheck.extraction.document import Document
from factcheck.extraction.marks import Marked
from factcheck.extraction.nonquotes import is_aside, joins, reason_against
from factcheck.extraction.speakers.attribution import Attribution, attribute
from factcheck.extraction.speakers.precision import THRESHOLD, precision_of
from factcheck.extraction.types import NonQuote, Quote, QuoteForm, Span

_INSERTION = re.compile(r" ?\[[^\[\]]{0,400}\]")
_ELLIPSIS = re.compile(r" ?(?:…|\.\.\.|\. \. \.) ?")
_MAXIMUM_CANDIDATES = 5


def find_quotes(document: Document) -> tuple[tuple[Quote, ...], tuple[NonQuote, ...]]:
    """Everything in quotation marks, sorted into quotes and what is nobody's words."""
    quotes: list[Quote] = []
    nonquotes: list[NonQuote] = []
    text = document.text
    kept: Marked | None = None
    for marked, found in zip(document.marked, attribute(document), strict=True):
        if not text[marked.start : marked.end].strip():
            continue
        reason = reason_against(document, marked, found)
        if reason == "scare_quote" and joins(document, kept, marked):
            reason = None
        if reason is None:
            quotes.append(_quote(document, marked, found))
            kept = marked
        else:
            nonquotes.append(
                NonQuote(marked.start, marked.end, text[marked.start : marked.end], reason)
            )
    for marked in document.nicknames:
        inside = text[marked.start : marked.end]
        nonquotes.append(NonQuote(marked.start, marked.end, inside, "nickname"))
    nonquotes.sort(key=lambda nonquote: nonquote.start)
    return tuple(quotes), tuple(nonquotes)


def stripped(text: str) -> str:
    """The text without bracketed insertions and ellipses, for comparing with a source."""
    text = " ".join(text.split())
    if "[" not in text and "…" not in text and ". ." not in text and "..." not in text:
        return text
    return " ".join(_ELLIPSIS.sub(" ", _INSERTION.sub("", text)).split())


def _quote(document: Document, marked: Marked, found: Attribution) -> Quote:
    text = document.text[marked.start : marked.end]
    confidence = precision_of(found.method)
    speaker = found.answer.speaker
    candidates = list(found.answer.candidates)
    if speaker is None or confidence < THRESHOLD:
        if speaker is not None:
            candidates.insert(0, speaker)
        speaker, confidence = None, 0.0
    return Quote(
        start=marked.start,
        end=marked.end,
        text=text,
        speaker=speaker,
        speaker_raw=found.answer.raw,
        cue=found.cue,
        form=form_of(text),
        method=found.method,
        confidence=confidence,
        candidates=tuple(candidates[:_MAXIMUM_CANDIDATES]),
        spans=_spoken(document.text, marked.spans),
        children=tuple(_child(document, child, found) for child in marked.children),
        stripped=stripped(text),
    )


def _spoken(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """The paragraphs of a quotation without stage directions that stand by themselves."""
    kept = tuple(span for span in spans if not is_aside(text[span.start : span.end]))
    return kept or tuple(spans)


def _child(document: Document, marked: Marked, found: Attribution) -> Quote:
    """A quotation within another: nobody's task of its own, so nobody is named."""
    text = document.text[marked.start : marked.end]
    return Quote(
        start=marked.start,
        end=marked.end,
        text=text,
        speaker=None,
        speaker_raw=None,
        cue=None,
        form=form_of(text),
        method="nested",
        confidence=0.0,
        spans=(Span(marked.start, marked.end),),
        children=tuple(_child(document, child, found) for child in marked.children),
        stripped=stripped(text),
    )


def form_of(text: str) -> QuoteForm:
    """A sentence or more, a part of one, or one word."""
    words = text.split()
    if len(words) == 1:
        return "single_word"
    first = next((character for character in text if character.isalnum()), "")
    ends = text.rstrip().rstrip("”’\"'")[-1:]
    if first.isupper() or first.isdigit():
        return "direct" if ends in ".,!?…—–" or len(words) > 6 else "mixed"
    return "direct" if len(words) > 12 and ends in ".,!?…" else "mixed"
