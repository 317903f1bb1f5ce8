"""What a sieve looks at, and what it finds."""

from __future__ import annotations

from typing import Literal, NamedTuple

from factcheck.extraction.speakers.phrases import Source
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import (
    is_plausible_head,
)

Strength = Literal["strong", "attitude", "weak", "owned", "doubtful"]
"""How surely a cue before a quotation governs it: a verb of saying or wording with a subject
that can speak; what somebody wants or holds; a verb that often means something else;
somebody's own words; anything else."""


class Finding(NamedTuple):
    """What a sieve found: the source's words, the cue as written, and the reader they are in.

    `distance` counts the tokens between the cue and the quotation.
    """

    source: Source
    cue: str
    reader: Reader
    strength: Strength = "strong"
    distance: int = 0


class Place(NamedTuple):
    """A quotation in a sentence: its token `token`, whether it `ends` a stretch of speech.

    `ends_in_stop`: its last character, or the token after it, is a comma or stop.
    """

    reader: Reader
    token: int
    ends_in_stop: bool


def can_speak(source: Source) -> bool:
    """Whether the source is one that speaks at all: no thing, no "anybody", no "we"."""
    if source.kind == "pair":
        return True
    if source.kind == "name":
        if len(source.text) == 1:  # Q: and A: of an interview
            return False
        return source.mentions[0].entity.kind != "place" or source.last - source.first == 0
    if source.kind == "pronoun":
        return source.head in ("he", "she")
    return is_plausible_head(source.head) and source.modifiers[:1] != ("following",)


def cue_text(reader: Reader, index: int) -> str:
    return reader.tokens[index].text
