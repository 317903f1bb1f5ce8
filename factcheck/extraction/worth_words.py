"""What the check-worthiness score sees in a word or number: its tokens, and the look of them.

Numbers are folded into a few tokens so that "€40 billion" and "$7 billion" look alike.
"""

from __future__ import annotations

import re
from sys import intern

TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[$€£%?!]")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
ANY_NUMBER, ANY_NUMBER_WORD, ANY_YEAR = "0", "0w", "0000"
PRONOUN_I = frozenset(("I", "I'm", "I'll", "I've", "I'd", "I’m", "I’ll", "I’ve", "I’d"))
NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety""".split()
)


def tokens_of_piece(lowered: str) -> tuple[str, ...]:
    """The tokens of what stands between two spaces, in lower case and with straight apostrophes."""
    found = TOKEN.findall(_NUMBER.sub(_fold, lowered))
    return tuple(ANY_NUMBER_WORD if word in NUMBER_WORDS else intern(word) for word in found)


def _fold(number: re.Match[str]) -> str:
    digits = number.group()
    is_year = len(digits) == 4 and digits.isdigit() and "1700" <= digits < "2100"
    return ANY_YEAR if is_year else ANY_NUMBER


LONG, PAST = 1 << 20, 1 << 40
"""Counts of long words and of past forms, above the letters: one sum gives all three."""


def shape_of(word: str) -> int:
    """The letters of a word, and whether it is long, or looks like a past form."""
    length = len(word)
    past = word[-2:] == "ed" and length > 4
    return length + (LONG if length > 8 else 0) + (PAST if past else 0)


CAPITAL, NOT_I, WHOLE, ACRONYM, OWNER = 1, 2, 4, 8, 16


def capital_in(piece: str) -> int:
    """What the capital in front of a piece says of it."""
    return (
        CAPITAL
        + (NOT_I if piece not in PRONOUN_I else 0)
        + (WHOLE if piece[-1].isalpha() else 0)
        + (ACRONYM if piece[1:2].isupper() and piece[:2].isalpha() else 0)
        + (OWNER if piece.endswith(("'s", "’s")) else 0)
    )
