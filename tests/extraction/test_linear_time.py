"""Hostile text cannot hang the reading of quotations: twice the text is about twice the work.

Work is counted, not timed: the number of Python calls and lines that a profiler sees. It is the
same on every machine, and a loop that grows with the square of the text quadruples it.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from factcheck.extraction.document import Document
from factcheck.extraction.quotes import find_quotes

from .evil_shapes import SHAPES, evil

SMALL = 4_000
"""Code points; large enough for the bounds on one sentence to be reached."""


def _work(read: Callable[[], object]) -> int:
    """How many lines of Python are run."""
    lines = 0

    def count(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read()
    finally:
        sys.settrace(before)
    return lines


def _read(text: str) -> None:
    find_quotes(Document.read(text))


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_text_is_at_most_two_and_a_half_times_the_work(shape: str) -> None:
    once = _work(lambda: _read(evil(shape, SMALL)))
    twice = _work(lambda: _read(evil(shape, 2 * SMALL)))
    assert twice < 2.5 * once


def test_there_are_at_least_thirty_shapes() -> None:
    assert len(SHAPES) >= 30
