"""A clause as kinds, times and amounts are looked for in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.extraction import kind_words as signs
from factcheck.extraction.time_patterns import HAS_DATE_DIGITS
from factcheck.extraction.words import lowered as lower_case

_WORD = re.compile(r"[a-z][a-z'-]*|%")
_DIGIT = re.compile(r"\d")


class Wording(NamedTuple):
    """A clause as written, lower-cased, its words, and the bits of their signs."""

    text: str
    lowered: str
    words: frozenset[str]
    bits: int

    @classmethod
    def of(cls, text: str) -> Wording:
        lowered = lower_case(text).replace("’", "'")
        words = frozenset(_WORD.findall(lowered))
        bits = signs.bits_of_shape(lowered)
        known = signs.BITS
        for word in words:
            if word in known:
                bits |= known[word]
        return cls(text, lowered, words, bits)

    def may_have_times(self) -> bool:
        """Whether it is worth looking for times: most clauses have none."""
        return (
            self.bits & signs.TIMES != 0
            or (self.bits & signs.MAY != 0 and "May" in self.text)
            or HAS_DATE_DIGITS.search(self.lowered) is not None
        )

    def may_have_amounts(self) -> bool:
        """Whether it is worth looking for amounts."""
        return self.bits & signs.NUMBERS != 0 or _DIGIT.search(self.lowered) is not None
