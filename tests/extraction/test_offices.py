"""The office of the speaker is among the reasons, taken from the article's own words."""

from __future__ import annotations

import pytest

from factcheck.extraction import extract
from factcheck.extraction.types import Claim


def _claim(text: str) -> Claim:
    return extract(text).claims[0]


@pytest.mark.parametrize(
    ("speaker", "source"),
    [
        ("Prime Minister Ana Ruiz", "a head of government"),
        ("Chancellor Ana Ruiz", "a head of government"),
        ("President Ana Ruiz", "a president"),
        ("Ana Ruiz, the finance minister,", "a minister"),
        ("Ana Ruiz, the mayor,", "a governor or mayor"),
        ("Sen. Ana Ruiz", "a lawmaker"),
        ("Harbour chief Ana Ruiz", "the head of a body"),
        ("The prime minister", "a head of government"),
        ("The Central Bank", "a central bank"),
    ],
)
def test_who_holds_an_office_is_a_reason(speaker: str, source: str) -> None:
    claim = _claim(f"{speaker} said that rents rose by 12 percent in 2019.")
    assert f"attributed to {source}" in claim.reasons
    assert len(claim.reasons) <= 3


@pytest.mark.parametrize(
    "speaker",
    [
        "Ana Ruiz",
        "Former Prime Minister Ana Ruiz",
        "Ana Ruiz, the vice president,",
        "Ana Ruiz, the club president,",
        "Ana Ruiz, a plumber,",
    ],
)
def test_who_holds_none_is_not(speaker: str) -> None:
    reasons = _claim(f"{speaker} said that rents rose by 12 percent in 2019.").reasons
    assert not any(reason.startswith("attributed to") for reason in reasons)


def test_an_office_told_elsewhere_in_the_article_counts() -> None:
    text = (
        "Ana Ruiz, the finance minister, visited the harbour.\n\n"
        "Rents rose by 12 percent in 2019, Ruiz said."
    )
    assert "attributed to a minister" in _claim(text).reasons
