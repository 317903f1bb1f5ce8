"""The middle and the slow end of a set of lengths."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """`n` lengths in seconds: half of them are at most `p50` long, nine in ten at most `p90`."""

    n: int
    p50: float
    p90: float


def spread_of(lengths: Sequence[float]) -> Spread | None:
    """The spread of lengths in seconds (nearest rank), or None of none."""
    if not lengths:
        return None
    ordered = sorted(lengths)
    last = len(ordered) - 1
    return Spread(
        len(ordered),
        ordered[min(last, len(ordered) // 2)],
        ordered[min(last, len(ordered) * 9 // 10)],
    )
