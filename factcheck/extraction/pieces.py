"""What stands between two spaces of a clause, and all that is asked of it, worked out once.

The signs of kinds, times and amounts, the comparison of claims and the check-worthiness score all
look at the same words: each asks for its own part of a `Piece`.
"""

from __future__ import annotations

import re
from operator import itemgetter
from sys import intern

from factcheck.extraction.kind_words import bits_of_letters, bits_of_piece
from factcheck.extraction.memo import Memo
from factcheck.extraction.words import lowered
from factcheck.extraction.worth_words import (
    ANY_NUMBER_WORD,
    NUMBER_WORDS,
    capital_in,
    shape_of,
    tokens_of_piece,
)

_AROUND = ',.;:()“”"'
"""Marks around a word that say nothing of it. What is left is mostly letters, and needs no
pattern."""
_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*")
_COMMON = frozenset(
    """the and that this with for from have has had was were are will would been being its his her
    their our your they them you not but who which what when into over than then there here also
    more most some any all can could about after before because said says say""".split()
)
_STEM = 5
"""Letters of a word that must agree: "meeting" and "meets" are alike enough."""


Piece = tuple[int, tuple[str, ...], tuple[str, ...], int, int]
"""The bits of its signs (`kind_words`); the beginnings of its telling words; its words as the score
reads them, the look of them all, and what its capital says (`worth_words`)."""


def _piece(text: str) -> Piece:
    lower = text.lower()
    plain = lower.replace("’", "'") if "’" in lower else lower
    bare = plain.strip(_AROUND)
    capital = capital_in(text) if text[0].isupper() else 0
    if bare.isalpha() and bare.isascii():
        word = ANY_NUMBER_WORD if bare in NUMBER_WORDS else intern(bare)
        stems = (bare[:_STEM],) if len(bare) > 2 and bare not in _COMMON else ()
        return bits_of_letters(bare), stems, (word,), shape_of(word), capital
    words = (bare,) if bare.isalpha() else tokens_of_piece(plain)
    stems = tuple([word[:_STEM] for word in _WORD.findall(lower) if word not in _COMMON])
    bits = bits_of_piece(plain if len(plain) == len(text) else lowered(text).replace("’", "'"))
    return bits, stems, words, sum(map(shape_of, words)), capital


PIECES = Memo(_piece)


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a clause, in order."""
    return list(map(PIECES.__getitem__, text.split()))


bits_of, stems_of, words_of, shapes_of, capital_of = map(itemgetter, range(5))
