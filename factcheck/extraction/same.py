"""The same claim made twice within an article: one task, two anchors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from factcheck.extraction.kinds import PREDICTION
from factcheck.extraction.types import Claim

_WORD = re.compile(r"[^\W\d_]{3,}|\d[\d.,]*")
_COMMON = frozenset(
    """the and that this with for from have has had was were are will would been being its his her
    their our your they them you not but who which what when into over than then there here also
    more most some any all can could about after before because said says say""".split()
)
_STEM = 5
"""Letters of a word that must agree: "meeting" and "meets" are alike enough."""
_LIKE = 0.6
_COMPARED = 40
"""Earlier claims that a claim is compared with, latest first; keeps the search linear."""


def same_claims(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with `same_as` set on each that repeats an earlier one."""
    words = [_content(claim.text) for claim in claims]
    amounts = [_amounts(claim) for claim in claims]
    found: list[Claim] = []
    for number, claim in enumerate(claims):
        twin = next(
            (
                earlier
                for earlier in range(max(0, number - _COMPARED), number)
                if amounts[earlier] == amounts[number]
                and _is_same(found[earlier], claim, words[earlier], words[number])
            ),
            None,
        )
        found.append(claim if twin is None else replace(claim, same_as=_first(found, twin)))
    return tuple(found)


def _first(found: Sequence[Claim], number: int) -> int:
    """The earliest of a chain of repetitions."""
    earlier = found[number].same_as
    return number if earlier is None else earlier


def _is_same(first: Claim, second: Claim, left: frozenset[str], right: frozenset[str]) -> bool:
    if first.negated != second.negated or first.start <= second.start < first.end:
        return False
    if not left or not right:
        return False
    shared = len(left & right) / min(len(left), len(right))
    if shared >= _LIKE and min(len(left), len(right)) >= 3:
        return True
    return first.speaker is not None and _repeats_sum(first, second)


def _repeats_sum(first: Claim, second: Claim) -> bool:
    """The same speaker promises the same large sum again."""
    if first.speaker != second.speaker:
        return False
    if not (PREDICTION in first.types and PREDICTION in second.types):
        return False
    return any(len(str(unit)) == 3 and (value or 0) >= 1e6 for value, unit in _amounts(first))


def _amounts(claim: Claim) -> frozenset[tuple[float | None, str | None]]:
    return frozenset(
        (quantity.value, quantity.unit)
        for quantity in claim.quantities
        if quantity.unit != "ordinal"
    )


def _content(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON)
