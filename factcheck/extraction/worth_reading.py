"""A sentence as the check-worthiness score reads it: tokens, and the look of its words.

Numbers are folded into a few tokens so that "€40 billion" and "$7 billion" look alike.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from factcheck.extraction.memo import Memo

TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[$€£%?!]")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
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
    (`_shape_of`), and what the capital of each piece between two spaces says (`_capital_of`)."""

    words: list[str]
    shapes: int
    capitals: list[int]


def read(text: str) -> Reading:
    """Read one sentence: each piece of it is worked out once and kept."""
    pieces = list(map(_read_piece.__getitem__, text.split()))
    words = list(chain.from_iterable(map(itemgetter(0), pieces)))
    shapes = sum(map(itemgetter(1), pieces))
    return Reading(words, shapes, list(map(itemgetter(2), pieces)))


def tokens(text: str) -> list[str]:
    """Lower-case words and the signs % ? ! $ € £; numbers folded to "0", "0w" or "0000"."""
    return read(text).words


@Memo
def _read_piece(piece: str) -> tuple[tuple[str, ...], int, int]:
    """Tokens, shapes and capital of what stands between two spaces: no word and no number has a
    space in it."""
    lowered = piece.lower().replace("’", "'")
    bare = lowered.strip(_AROUND)
    found = [bare] if bare.isalpha() else TOKEN.findall(_NUMBER.sub(_fold, lowered))
    words = tuple(ANY_NUMBER_WORD if word in NUMBER_WORDS else intern(word) for word in found)
    return words, sum(map(_shape_of, words)), _capital_of(piece)


_AROUND = ',.;:()“”"'
"""Marks around a word that are no tokens. What is left is mostly letters, and needs no pattern."""


def _fold(number: re.Match[str]) -> str:
    digits = number.group()
    is_year = len(digits) == 4 and digits.isdigit() and "1700" <= digits < "2100"
    return ANY_YEAR if is_year else ANY_NUMBER


def grams(words: list[str]) -> list[str]:
    """Words, then pairs of neighbours joined by one space."""
    return words + [f"{left} {right}" for left, right in pairwise(words)]


LONG, PAST = 1 << 20, 1 << 40
"""Counts of long words and of past forms, above the letters: one sum gives all three."""


def _shape_of(word: str) -> int:
    """The letters of a word, and whether it is long, or looks like a past form."""
    length = len(word)
    past = word[-2:] == "ed" and length > 4
    return length + (LONG if length > 8 else 0) + (PAST if past else 0)


CAPITAL, NOT_I, WHOLE, ACRONYM, OWNER = 1, 2, 4, 8, 16


def _capital_of(piece: str) -> int:
    """What a capital in front of a piece says of it; 0 if there is none."""
    if not piece[0].isupper():
        return 0
    return (
        CAPITAL
        + (NOT_I if piece not in PRONOUN_I else 0)
        + (WHOLE if piece[-1].isalpha() else 0)
        + (ACRONYM if piece[1:2].isupper() and piece[:2].isalpha() else 0)
        + (OWNER if piece.endswith(("'s", "’s")) else 0)
    )
