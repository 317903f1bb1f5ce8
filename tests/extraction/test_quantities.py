"""Amounts are read with their value and what they count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.extraction.quantities import find_quantities
from factcheck.extraction.times import find_times


def only(text: str) -> tuple[str, float | None, str | None]:
    (found,) = find_quantities(text, 0, len(text))
    assert text[found.start : found.end] == found.text
    return found.text, found.value, found.unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a €40 billion target", ("€40 billion", 40e9, "EUR")),
        ("worth £3.2bn", ("£3.2bn", 3.2e9, "GBP")),
        ("worth US$3 billion", ("US$3 billion", 3e9, "USD")),
        ("worth EUR 500 million", ("EUR 500 million", 500e6, "EUR")),
        ("1.5 million euros", ("1.5 million euros", 1.5e6, "EUR")),
        ("a million dollars", ("a million dollars", 1e6, "USD")),
        ("1,200 troops", ("1,200", 1200.0, "troops")),
        ("twenty-three soldiers", ("twenty-three", 23.0, "soldiers")),
        ("half a million people", ("half a million", 500e3, "people")),
        ("two dozen ships", ("two dozen", 24.0, "ships")),
        ("six million new jobs", ("six million", 6e6, "jobs")),
    ],
)
def test_money_and_counts(text: str, expected: tuple[str, float, str]) -> None:
    assert only(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("fell by 2 percent", "%"),
        ("fell by 2 per cent", "%"),
        ("fell by 2%", "%"),
        ("fell by 2 percentage points", "percentage points"),
        ("a 2-percentage-point fall", "percentage points"),
    ],
)
def test_percent_and_percentage_points_are_different(text: str, unit: str) -> None:
    assert only(text)[1:] == (2.0, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 10 and 20 percent", 10.0, 20.0, "%"),
        ("10 to 20 people", 10.0, 20.0, "people"),
        ("$5-$7 billion", 5e9, 7e9, "USD"),
    ],
)
def test_ranges_have_two_ends(text: str, low: float, high: float, unit: str) -> None:
    (found,) = find_quantities(text, 0, len(text))
    assert (found.value, found.high, found.unit) == (low, high, unit)


def test_a_change_has_two_amounts() -> None:
    text = "from 5% to 7%"
    assert [found.value for found in find_quantities(text, 0, len(text))] == [5.0, 7.0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("half of the town", 0.5),
        ("two-thirds of voters", 2 / 3),
        ("a quarter of the budget", 0.25),
        ("one in five children", 0.2),
        ("three out of four", 0.75),
    ],
)
def test_parts_of_a_whole_are_shares(text: str, value: float) -> None:
    assert only(text)[1:] == (value, "share")


@pytest.mark.parametrize(("text", "value"), [("the third time", 3.0), ("the 21st century", 21.0)])
def test_ordinals_say_that_they_are(text: str, value: float) -> None:
    assert only(text)[1:] == (value, "ordinal")


def test_vague_amounts_have_a_unit_and_no_value() -> None:
    assert only("hundreds of thousands of refugees") == ("hundreds of thousands", None, "refugees")


@pytest.mark.parametrize(
    "text", ["the 2014 protests", "one of the men", "at 22:30", "version 5 and 7"]
)
def test_years_and_clock_times_and_bare_numbers_are_no_amounts(text: str) -> None:
    assert [
        found.text for found in find_quantities(text, 0, len(text)) if found.unit != "and"
    ] == []


def test_two_amounts_joined_by_and_are_two() -> None:
    text = "€3 million and €5 million"
    assert [found.value for found in find_quantities(text, 0, len(text))] == [3e6, 5e6]


def test_a_verb_that_looks_like_a_currency_code_is_none() -> None:
    assert only("you may try 3 boats")[1:] == (3.0, "boats")


def test_what_is_a_time_is_no_amount() -> None:
    text = "it will take the next five years and 3 billion crowns"
    times = find_times(text, 0, len(text), date(2024, 1, 1))
    assert [found.text for found in find_quantities(text, 0, len(text), times)] == ["3 billion"]


PIECES = st.sampled_from(
    """€ $ £ 40 1,000 3.5 billion bn m % percent points half a third of two-thirds one in five
    out to - and between dozen hundreds of thousands people US$ 2014 22:30 third . , x""".split()
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_spans_are_exact_and_in_order(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    found = find_quantities(text, 0, len(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert list(found) == sorted(found, key=lambda one: one.start)
    assert all(one.high is None or one.high > (one.value or 0) for one in found)
