"""Hostile text cannot hang extraction: twice the text is about twice the work.

Work is counted, not timed: the number of Python calls and lines that a profiler sees. It is the
same on every machine, and a loop that grows with the square of the text quadruples it.
"""

import gc
import sys
from collections.abc import Callable
from time import process_time
from types import FrameType

import pytest

from factcheck.extraction import extract
from factcheck.extraction.document import MOST_SENTENCES, Document
from factcheck.extraction.marks import MOST_MARKS
from factcheck.extraction.tokens import LONGEST_RUN

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


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_text_is_at_most_two_and_a_half_times_the_work(shape: str) -> None:
    once = _work(lambda: extract(evil(shape, SMALL)))
    twice = _work(lambda: extract(evil(shape, 2 * SMALL)))
    assert twice < 2.5 * once


@pytest.mark.slow
def test_a_long_paragraph_about_one_person_is_not_walked_back_at_every_pronoun() -> None:
    text = evil("He said it. She did. ", 40_000)
    once = _work(lambda: extract(text[:20_000]))
    assert _work(lambda: extract(text)) < 2.2 * once


WITHIN_QUOTATIONS = {
    "stops": "“We shall not go there, we said{}a word,” said Ana Ruiz.",
    "spaces": "“We shall not go{}there,” said Ana Ruiz.",
}


@pytest.mark.parametrize(("kind", "filler"), [("stops", "."), ("stops", "!?"), ("spaces", " ")])
def test_a_pattern_does_not_walk_back_over_a_run_within_a_quotation(kind: str, filler: str) -> None:
    """What patterns do within a call is not seen by counting lines, so time is compared here:
    sixteen times the text took 256 times as long."""

    def cost(length: int) -> float:
        text = WITHIN_QUOTATIONS[kind].format(filler * (length // len(filler)))
        times = []
        for _ in range(3):
            before = process_time()
            extract(text)
            times.append(process_time() - before)
        return min(times)

    assert cost(16_000) < 100 * max(cost(1_000), 0.001)


def test_a_sentence_without_end_is_read_up_to_a_limit() -> None:
    document = Document.read("word " * (2 * LONGEST_RUN))
    assert sum(map(len, document.words)) == LONGEST_RUN


def test_what_follows_a_sentence_without_end_is_still_read() -> None:
    document = Document.read("word " * (2 * LONGEST_RUN) + "ends. Ana Ruiz said “no.”")
    assert document.names.mentions[-1].text == "Ana Ruiz"


def test_more_sentences_than_any_article_has_are_read_up_to_a_limit() -> None:
    assert len(Document.read("a\n" * (MOST_SENTENCES + 5)).sentences) == MOST_SENTENCES


def test_where_reading_stopped_is_said() -> None:
    text = "a\n" * MOST_SENTENCES + "The end.\n"
    assert extract(text).unread_from == text.index("The end.")
    assert extract(text[: -len("The end.\n")]).unread_from is None
    assert extract("A. B went on. " * 3).unread_from is None


def test_sentences_beyond_the_limit_of_one_paragraph_are_said_too() -> None:
    text = "It rains. " * MOST_SENTENCES + "Here it ends."
    assert extract(text).unread_from == text.index("Here it ends.")


def test_no_quotation_is_given_out_beyond_where_reading_stopped() -> None:
    extraction = extract("“It rains,” she said. " * (MOST_SENTENCES + 5))
    assert extraction.unread_from is not None
    assert extraction.quotes[-1].end < extraction.unread_from


def test_more_marks_than_any_article_has_are_read_up_to_a_limit() -> None:
    assert len(Document.read("“a” " * MOST_MARKS).marked) == MOST_MARKS // 2


def test_extraction_leaves_no_cycles_so_that_the_collector_may_wait() -> None:
    text = "“We will not,” Ana Ruiz said. She told the paper that the plan is dead.\n" * 20
    extract(text)
    gc.collect()
    gc.disable()
    try:
        extract(text)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_extraction_leaves_the_collector_as_it_found_it() -> None:
    extract("“No,” Ana Ruiz said.")
    assert gc.isenabled()


def test_there_are_at_least_thirty_shapes() -> None:
    assert len(SHAPES) >= 30
