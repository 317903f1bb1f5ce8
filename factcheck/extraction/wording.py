"""A clause as kinds, times and amounts are looked for in it."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_
from typing import NamedTuple

from factcheck.extraction import kind_words as signs
from factcheck.extraction.time_patterns import HAS_DATE_DIGITS
from factcheck.extraction.words import lowered as lower_case

_DIGIT = re.compile(r"\d")


class Wording(NamedTuple):
    """A clause as written, lower-cased, and the bits of its words' signs."""

    text: str
    lowered: str
    bits: int

    @classmethod
    def of(cls, text: str) -> Wording:
        lowered = lower_case(text).replace("’", "'")
        bits = reduce(or_, map(signs.bits_of.__getitem__, set(lowered.split())), 0)
        return cls(text, lowered, bits)

    def words(self) -> frozenset[str]:
        """The different words, numbers left out."""
        return frozenset(signs.WORD.findall(self.lowered))

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
