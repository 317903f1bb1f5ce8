"""Masking of quoted text, and sentence spans.

A comma or stop before a closing mark must not end the sentence around it. So quoted text is
first replaced by as many `MASK` characters, and sentences are cut in what is left: offsets in
the masked text are offsets in the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factcheck.extraction.cues import SPEECH_FORMS
from factcheck.extraction.tokens import ABBREVIATIONS, MASK, NICKNAME_MASK
from factcheck.extraction.types import Span

_LONG = 1 + max(map(len, ABBREVIATIONS))
"""Letters in a row that are no abbreviation, nor the end of one."""
_END = re.compile(r"([.!?…](?<![.!?…].)[.!?…]*+)[)\]”’\"']*+(?:\s+|$)")
_QUOTE_END = re.compile(r"\ue000(?<!\ue000.)\ue000*+[)\]]*+(\s+)")
_NEXT_OPENS = re.compile(r"[A-ZÀ-ÖØ-Þ\d\ue000(\[“‘\"'•*@#¿¡—–-]")
_CUE_FOLLOWS = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w.’'-]*|\ue001+|of|de|van|von|the|chief|leader|minister|spokesman"
    r"|spokeswoman)\s+){1,6}(?:has\s+|had\s+|also\s+|then\s+|later\s+)?([a-z]+)\b([.,]?)"
)
_ANEW = re.compile(r"(?:The|A|An|But|And|In|He|She|It|They|We|I|On|At|His|Her|This)\b")
_STRETCH_END = re.compile(r"\ue000|(?<=[a-z]{3})[.!?](?=\s|$)")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
_LAST_WORD = re.compile(r"[\w.]+$")


def mask(text: str, hidden: Iterable[Span], nicknames: Iterable[Span] = ()) -> str:
    """The text with each span replaced, code point for code point."""
    spans = [(span, MASK) for span in hidden] + [(span, NICKNAME_MASK) for span in nicknames]
    pieces = []
    position = 0
    for span, character in sorted(spans):
        pieces.append(text[position : span.start])
        pieces.append(character * (span.end - span.start))
        position = span.end
    pieces.append(text[position:])
    return "".join(pieces)


def sentence_spans(text: str, masked: str, paragraph: Span) -> Iterator[Span]:
    """Sentences of one paragraph without white space at their edges; it has none at its own."""
    start, end = paragraph
    cuts = [*_stops(masked, paragraph), end]
    if masked.find(MASK, start, end) >= 0:
        cuts = sorted({*cuts, *_quote_ends(text, masked, paragraph)})
    for cut in cuts:
        end = cut
        while end > start and masked[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(start, end)
        start = cut


def trim(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    start, end = span
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _stops(masked: str, paragraph: Span) -> Iterator[int]:
    for match in _END.finditer(masked, paragraph.start, paragraph.end):
        after = match.end()
        if after >= paragraph.end:
            continue
        if not _NEXT_OPENS.match(masked, after):
            continue
        if match.group(1) == "." and not _follows_long_word(masked, match.start()):
            before = _LAST_WORD.search(
                masked, max(paragraph.start, match.start() - 24), match.start()
            )
            word = before.group().lower() if before else ""
            abbreviated = word in ABBREVIATIONS or _INITIALS.fullmatch(word) is not None
            if abbreviated and not _starts_anew(masked, after, word):
                continue
            if len(word) == 1 and word.isalpha() and word != "i":
                continue
            if word == "no" and masked[after].isdigit():
                continue
        yield after


def _follows_long_word(masked: str, stop: int) -> bool:
    """Whether a word ends at the stop that is longer than any abbreviation."""
    return stop >= _LONG and masked[stop - _LONG : stop].isalpha()


def _starts_anew(masked: str, after: int, word: str) -> bool:
    """After "p.m." or "U.S." a new sentence may start; after "Mr." it never does."""
    if "." not in word and word not in ("inc", "corp", "co", "etc", "jr", "sr"):
        return False
    return masked[after] == MASK or _ANEW.match(masked, after) is not None


def _quote_ends(text: str, masked: str, paragraph: Span) -> Iterator[int]:
    """Where a quotation that ends in a stop ends the sentence around it."""
    for match in _QUOTE_END.finditer(masked, paragraph.start, paragraph.end):
        after = match.end()
        if after >= paragraph.end or not _NEXT_OPENS.match(masked, after):
            continue
        last = _last_of_quoted(text, match.start(), match.start(1))
        if last not in ".!?…" or masked[after] in "—–-":
            continue
        if last != "." and _cue_comes(masked, after, paragraph.end):
            continue
        following = _CUE_FOLLOWS.match(masked, after, min(paragraph.end, after + 160))
        if (
            following is not None
            and following.group(1) in SPEECH_FORMS
            and (last != "." or following.group(2) == ".")
        ):
            continue
        yield after


def _cue_comes(masked: str, after: int, end: int) -> bool:
    """“Why?” NAME, who had come late, asked: a verb of saying before the next stop or quote."""
    stretch = masked[after : min(end, after + 160)]
    stop = _STRETCH_END.search(stretch)
    words = stretch[: stop.start() if stop else len(stretch)].split()
    return any(word.strip(",;:") in SPEECH_FORMS for word in words[1:])


def _last_of_quoted(text: str, start: int, end: int) -> str:
    while end > start and text[end - 1] in "”“\"'’‘»«›‹)] ":
        end -= 1
    return text[end - 1] if end > start else " "
