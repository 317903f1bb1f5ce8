"""Passages: the pieces that a source document is searched and cited by, with their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from factcheck.context.comparison.cutting import LABEL
from factcheck.context.comparison.spelling import canonical
from factcheck.context.comparison.wordlist import words

# A passage longer than this (code points) is cut at the ends of sentences.
LONGEST = 1_200
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])")
_LABEL = re.compile(LABEL)
# These head a line of a memo or a page, and nobody speaks under them.
_NOT_SPEAKERS = frozenset(
    words(
        """note notes update source sources photo image date time place where when who what why
    subject
    from to re cc contact email phone tel fax warning correction editor's address web website
    summary background example figure table chapter section part step tip agenda topic title
    author published venue cost price location"""
    )
)
_HONORIFICS = frozenset(words("mr mrs ms miss dr sir prof professor the lord lady dame"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its document a passage stands; what does not apply is None.

    `page` and `paragraph` count from 1, the paragraph within its page if there are pages;
    `timestamp` is in seconds from the start of the recording; `speaker` is the name at the head of
    the turn of speech, as written.
    """

    page: int | None = None
    paragraph: int | None = None
    timestamp: float | None = None
    speaker: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The known parts of the place."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document; `text` is the document's text from `start` to `end` (code points)."""

    text: str
    start: int
    end: int
    place: Place


def cut_text(text: str) -> list[Passage]:
    """Cut plain text into paragraphs, or a transcript into the turns of its speakers.

    A speaker's label is not part of the passage. A text is taken for a transcript when labels
    such as "RUTTE:", "Mr Smith:" or "Q:" head at least two of its lines and one in ten of them.
    """
    turns = _turns(text)
    passages: list[Passage] = []
    paragraph = 0
    for start, end, speaker in turns or [(0, len(text), None)]:
        for first, last in split_paragraphs(text, start, end):
            paragraph += 1
            place = Place(paragraph=paragraph, speaker=speaker)
            passages.extend(cut_long(text, first, last, place))
    return passages


def split_paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of `text[start:end]` without the white space around them."""
    cuts = [start, *(blank.end() for blank in _BLANK_LINE.finditer(text, start, end)), end]
    for first, last in pairwise(cuts):
        trimmed = _trim(text, first, last)
        if trimmed:
            yield trimmed


def cut_long(text: str, start: int, end: int, place: Place) -> list[Passage]:
    """One passage of `text[start:end]`, or several where it is longer than `LONGEST`."""
    passages: list[Passage] = []
    while end - start > LONGEST:
        cut = _last_sentence_end(text, start, start + LONGEST)
        trimmed = _trim(text, start, cut)
        if trimmed:
            passages.append(Passage(text[slice(*trimmed)], *trimmed, place))
        start = cut
    trimmed = _trim(text, start, end)
    if trimmed:
        passages.append(Passage(text[slice(*trimmed)], *trimmed, place))
    return passages


def said_by(passages: Sequence[Passage], start: int, end: int) -> tuple[str, ...]:
    """The speakers in whose turns the words from `start` to `end` stand, in order.

    `start` and `end` are a comparison's place in the document's text. Empty when the document
    names no speaker there.
    """
    speakers = [
        passage.place.speaker
        for passage in passages
        if passage.start < end and start < passage.end and passage.place.speaker
    ]
    return tuple(dict.fromkeys(speakers))


def said_by_another(speaker: str, speakers: Sequence[str]) -> str | None:
    """Somebody other than `speaker` among those in whose mouth the words stand; None if nobody.

    `speakers` comes from `said_by`. "RUTTE" is Mark Rutte, and so is "Secretary General Mark
    Rutte". An answer ("A:") may be anybody's, so it accuses nobody.
    """
    others = [
        name
        for name in speakers
        if not _is_same_person(speaker, name) and name.lower() not in ("a", "answer")
    ]
    return others[0] if others else None


def _is_same_person(one: str, other: str) -> bool:
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return False
    return left[-1] == right[-1] or set(left) <= set(right) or set(right) <= set(left)


def _name_words(name: str) -> list[str]:
    name = re.sub(r"\([^)]*\)", "", name)
    parts = [canonical(word) for word in re.findall(r"[^\W_]+", name)]
    return [part for part in parts if part not in _HONORIFICS]


def _turns(text: str) -> list[tuple[int, int, str | None]]:
    """The turns of a transcript (start and end of the words, speaker); empty if it is none."""
    labels = [match for match in _LABEL.finditer(text) if _names_speaker(match.group())]
    lines = sum(1 for line in text.splitlines() if line.strip())
    if len(labels) < 2 or len(labels) * 10 < lines:
        return []
    turns: list[tuple[int, int, str | None]] = [(0, labels[0].start(), None)]
    ends = [match.start() for match in labels[1:]] + [len(text)]
    for match, end in zip(labels, ends, strict=True):
        turns.append((match.end(), end, _speaker(match.group())))
    return turns


def _names_speaker(label: str) -> bool:
    heading = _speaker(label).lower().split()
    return bool(heading) and heading[0] not in _NOT_SPEAKERS


def _speaker(label: str) -> str:
    return label.strip(" \t>–—-:")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    if not piece.strip():
        return None
    first = start + len(piece) - len(piece.lstrip())
    return first, start + len(piece.rstrip())


def _last_sentence_end(text: str, start: int, end: int) -> int:
    """Where to cut before `end`: after a sentence, else at a space, else right there."""
    cut = 0
    for match in _SENTENCE_END.finditer(text, start, end):
        cut = match.end()
    if cut > start:
        return cut
    space = text.rfind(" ", start + 1, end)
    return space + 1 if space > start else end
