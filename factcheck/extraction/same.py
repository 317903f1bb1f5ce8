"""The same claim made twice within an article: one task, two anchors."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from factcheck.extraction.kinds import PREDICTION
from factcheck.extraction.pieces import Piece, pieces_of, stems_of
from factcheck.extraction.types import Claim

_LIKE = 0.6
_COMPARED = 40
"""Earlier claims that a claim is compared with, latest first; keeps the search linear."""


def same_claims(
    claims: Sequence[Claim], pieces: Sequence[Sequence[Piece]] | None = None
) -> tuple[Claim, ...]:
    """The claims with `same_as` set on each that repeats an earlier one.

    `pieces` are those of each claim's text, if somebody has looked them up already.
    """
    if pieces is None:
        pieces = [pieces_of(claim.text) for claim in claims]
    said = [_Said.of(claim, own) for claim, own in zip(claims, pieces, strict=True)]
    alike: defaultdict[object, deque[int]] = defaultdict(lambda: deque(maxlen=_COMPARED))
    found: list[Claim] = []
    for number, claim in enumerate(claims):
        earlier = alike[said[number].negated, said[number].amounts]
        twin = _twin(said, number, earlier)
        earlier.append(number)
        found.append(claim if twin is None else replace(claim, same_as=_first(found, twin)))
    return tuple(found)


class _Said(NamedTuple):
    """What of a claim is compared, made ready once for all comparisons."""

    negated: bool
    amounts: frozenset[tuple[float | None, str | None]]
    words: frozenset[str]
    start: int
    end: int
    promiser: str | None
    """Who promises a large sum here, if anybody does."""

    @classmethod
    def of(cls, claim: Claim, pieces: Sequence[Piece]) -> _Said:
        amounts = _amounts(claim)
        large = any(len(str(unit)) == 3 and (value or 0) >= 1e6 for value, unit in amounts)
        promiser = claim.speaker if large and PREDICTION in claim.types else None
        words = frozenset(chain.from_iterable(map(stems_of, pieces)))
        return cls(claim.negated, amounts, words, claim.start, claim.end, promiser)


def _twin(said: Sequence[_Said], number: int, alike: Iterable[int]) -> int | None:
    """The first of the claims shortly before that says the same.

    `alike` are earlier claims with the same polarity and the same amounts.
    """
    _, _, words, start, _, promiser = said[number]
    if not words:
        return None
    oldest = number - _COMPARED
    for position in alike:
        _, _, others, since, until, other_promiser = said[position]
        if position < oldest or not others or since <= start < until:
            continue
        if promiser is not None and other_promiser == promiser:
            return position
        fewer = min(len(others), len(words))
        if fewer >= 3 and len(others & words) / fewer >= _LIKE:
            return position
    return None


def _first(found: Sequence[Claim], number: int) -> int:
    """The earliest of a chain of repetitions."""
    earlier = found[number].same_as
    return number if earlier is None else earlier


def _amounts(claim: Claim) -> frozenset[tuple[float | None, str | None]]:
    if not claim.quantities:
        return frozenset()
    return frozenset(
        (quantity.value, quantity.unit)
        for quantity in claim.quantities
        if quantity.unit != "ordinal"
    )
