"""What hostile text costs: each shape at doubling lengths, by counted work and by time.

    python -m tests.bench.hostile

Work is the number of calls, of Python's functions and of C's: the same on every machine. What a
pattern does within one call is seen by time alone, the best of a few. "doubling" is the worst
ratio of a length to half of it, from 10,000 code points to 640,000.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

from factcheck.extraction import extract
from tests.extraction.evil_shapes import SHAPES, evil

LENGTHS = tuple(10_000 * 2**power for power in range(7))
A_MILLION = 1_000_000
LEAST_SECONDS = 0.004
"""Below this the clock says nothing about a ratio."""


def work(text: str) -> int:
    """The calls that extraction makes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        extract(text)
    finally:
        sys.setprofile(None)
    return calls


def seconds(text: str, times: int) -> float:
    """Processor time of one core, the best of so many."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        extract(text)
        spent.append(time.process_time() - started)
    return min(spent)


def worst_doubling(costs: list[float], least: float) -> float:
    """The largest ratio of a cost to the one before, of those that can be told."""
    return max((later / cost for cost, later in pairwise(costs) if cost >= least), default=0.0)


def main() -> None:
    extract("“No,” Ana Ruiz said.")  # word lists are read once
    print(f"{'shape':36s}{'work':>10s}{'time':>10s}{'a million':>12s}")
    print(f"{'':36s}{'doubling':>10s}{'doubling':>10s}{'seconds':>12s}")
    for name, shape in SHAPES.items():
        texts = [evil(shape, length) for length in LENGTHS]
        calls = worst_doubling([float(work(text)) for text in texts], 1)
        spent = worst_doubling(
            [seconds(text, max(2, 160_000 // len(text))) for text in texts], LEAST_SECONDS
        )
        million = seconds(evil(shape, A_MILLION), 2)
        print(f"{name:36s}{calls:10.2f}{spent:10.2f}{million:12.2f}", flush=True)


if __name__ == "__main__":
    main()
