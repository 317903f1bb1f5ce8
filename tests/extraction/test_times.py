"""Time expressions become intervals of days on the article's date, or say that they cannot."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.extraction.times import find_times

PUBLISHED = date(2024, 10, 16)  # a Wednesday


def only(text: str, *, ahead: bool = False, published: date | None = PUBLISHED) -> tuple[str, ...]:
    """The one expression in the text, with its days as ISO dates, "" for an open end."""
    (found,) = find_times(text, 0, len(text), published, ahead=ahead)
    assert text[found.start : found.end] == found.text
    return (
        found.text,
        found.earliest.isoformat() if found.earliest else "",
        found.latest.isoformat() if found.latest else "",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the board met Wednesday", ("Wednesday", "2024-10-16", "2024-10-16")),
        ("the board met last Wednesday", ("last Wednesday", "2024-10-09", "2024-10-09")),
        ("the board met yesterday", ("yesterday", "2024-10-15", "2024-10-15")),
        ("prices rose last month", ("last month", "2024-09-01", "2024-09-30")),
        ("prices rose earlier this year", ("earlier this year", "2024-01-01", "2024-10-16")),
        ("prices rose in March", ("March", "2024-03-01", "2024-03-31")),
        ("prices rose in 2014", ("2014", "2014-01-01", "2014-12-31")),
        ("prices rose two weeks ago", ("two weeks ago", "2024-09-30", "2024-10-06")),
        ("the bridge fell on May 3, 2023", ("on May 3, 2023", "2023-05-03", "2023-05-03")),
        ("the bridge fell on 3 May", ("on 3 May", "2024-05-03", "2024-05-03")),
        ("it happened last summer", ("last summer", "2024-06-01", "2024-08-31")),
        ("it happened in the 1990s", ("the 1990s", "1990-01-01", "1999-12-31")),
        ("sales fell in Q3 2024", ("Q3 2024", "2024-07-01", "2024-09-30")),
        ("over the past two years", ("the past two years", "2022-01-01", "2024-10-16")),
        ("from 2014 to 2016", ("2014 to 2016", "2014-01-01", "2016-12-31")),
        ("on 2024-02-29", ("on 2024-02-29", "2024-02-29", "2024-02-29")),
    ],
)
def test_what_lies_behind_is_anchored_before_the_article(
    text: str, expected: tuple[str, ...]
) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it will open next month", ("next month", "2024-11-01", "2024-11-30")),
        ("it will open tomorrow", ("tomorrow", "2024-10-17", "2024-10-17")),
        ("it will last the rest of the year", ("the rest of the year", "2024-10-16", "2024-12-31")),
        ("it will last the coming year", ("the coming year", "2024-10-16", "2025-10-16")),
        ("ministers will meet Thursday and Friday",
         ("Thursday and Friday", "2024-10-17", "2024-10-18")),
        ("they will vote on Monday", ("on Monday", "2024-10-21", "2024-10-21")),
        ("they will vote in March", ("March", "2025-03-01", "2025-03-31")),
        ("it will end within 30 days", ("30 days", "", "2024-11-15")),
        ("it will end by 2030", ("2030", "", "2030-12-31")),
        ("it will end by the end of the year", ("the end of the year", "", "2024-12-31")),
        ("it will grow in the next five years",
         ("the next five years", "2024-10-16", "2029-12-31")),
        ("they will vote next Friday", ("next Friday", "2024-10-25", "2024-10-25")),
    ],
)  # fmt: skip
def test_what_lies_ahead_is_anchored_after_the_article(
    text: str, expected: tuple[str, ...]
) -> None:
    assert only(text, ahead=True) == expected


def test_half_a_year_is_half_a_year_whenever_the_article_appeared() -> None:
    expected = ("the first half of 2024", "2024-01-01", "2024-06-30")
    assert only("in the first half of 2024") == expected
    assert only("in the first half of 2024", published=None) == expected


def test_since_runs_to_the_article() -> None:
    assert only("rents have doubled since 2014") == ("2014", "2014-01-01", "2024-10-16")


def test_without_a_date_the_anchor_says_so_instead_of_guessing() -> None:
    text = "it will open next month"
    (found,) = find_times(text, 0, len(text), None, ahead=True)
    assert (found.earliest, found.latest, found.anchored) == (None, None, False)


def test_a_day_that_does_not_exist_has_no_interval() -> None:
    assert only("on Feb. 30") == ("on Feb. 30", "", "")


@pytest.mark.parametrize(
    "text", ["May the force be with you", "march on", "2,500 people", "Mayor", "this may be late"]
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert find_times(text, 0, len(text), PUBLISHED) == ()


WORDS = st.sampled_from(
    """in on by since next last the of half first rest year years month week Friday May March 3
    31 2024 1999 ago two a coming end Q3 and to - , early late 1990s summer yesterday 0
    99999""".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.dates(), st.booleans())
def test_intervals_run_forward_and_spans_are_exact(text: str, published: date, ahead: bool) -> None:
    for found in find_times(text, 0, len(text), published, ahead=ahead):
        assert text[found.start : found.end] == found.text
        if found.earliest and found.latest:
            assert found.earliest <= found.latest
