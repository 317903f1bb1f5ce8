"""A clause as kinds, times and amounts are looked for in it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import NamedTuple

from factcheck.extraction import kind_words as signs
from factcheck.extraction.pieces import Piece, bits_of, pieces_of
from factcheck.extraction.words import lowered as lower_case


class Wording(NamedTuple):
    """A clause as written, lower-cased, its pieces, and the bits of the signs in it."""

    text: str
    lowered: str
    pieces: list[Piece]
    bits: int

    @classmethod
    def of(cls, text: str) -> Wording:
        lowered = lower_case(text).replace("’", "'")
        # Most words have no bits, and every other one is or-ed in but once.
        pieces = pieces_of(text)
        return cls(text, lowered, pieces, reduce(or_, set(map(bits_of, pieces)), 0))

    def may_have_times(self) -> bool:
        """Whether it is worth looking for times: most clauses have none."""
        return self.bits & signs.TIMES != 0 or (self.bits & signs.MAY != 0 and "May" in self.text)

    def may_have_amounts(self) -> bool:
        """Whether it is worth looking for amounts."""
        return self.bits & signs.NUMBERS != 0

    def has_words(self, least: int) -> bool:
        """Whether so many different words stand in the clause."""
        return len(set(signs.WORD.findall(self.lowered))) >= least
