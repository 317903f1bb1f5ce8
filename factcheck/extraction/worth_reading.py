"""A sentence as the check-worthiness score reads it: tokens, and the look of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from factcheck.extraction.pieces import Piece, capital_of, pieces_of, shapes_of, words_of

_NOT_SAID = re.compile(r"https?://\S+|\bpic\.twitter\.com/\S+|(?<!\w)@\w+|^\s*\d{1,2}/(?=\s)")
MOST_READ = 1500
"""Code points of a sentence that are read: what is longer is no sentence, and costs no more."""

ANY_NUMBER, ANY_NUMBER_WORD, ANY_YEAR = "0", "0w", "0000"
PRONOUN_I = frozenset(("I", "I'm", "I'll", "I've", "I'd", "I’m", "I’ll", "I’ve", "I’d"))


NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety""".split()
)


def said(text: str) -> str:
    """What is read of a sentence: not the addresses, handles and place in a thread of a post."""
    text = text[:MOST_READ]
    return _NOT_SAID.sub(" ", text) if "/" in text or "@" in text else text


class Reading(NamedTuple):
    """A sentence as features are looked for in it: its tokens, the letters and forms of them all
    (`shape_of`), and what the capital of each piece between two spaces says (`capital_of`)."""

    words: list[str]
    distinct: set[str]
    shapes: int
    capitals: list[int]


def read(text: str) -> Reading:
    """Read one sentence."""
    return read_pieces(pieces_of(text))


def read_pieces(pieces: Sequence[Piece]) -> Reading:
    """Read a sentence of which the pieces are known."""
    words = list(chain.from_iterable(map(words_of, pieces)))
    capitals = list(map(capital_of, pieces))
    return Reading(words, set(words), sum(map(shapes_of, pieces)), capitals)


def tokens(text: str) -> list[str]:
    """Lower-case words and the signs % ? ! $ € £; numbers folded to "0", "0w" or "0000"."""
    return read(text).words


def grams(words: list[str]) -> list[str]:
    """Words, then pairs of neighbours joined by one space."""
    return words + [f"{left} {right}" for left, right in pairwise(words)]
