"""Dates beside the claim's, links to the very words."""

from datetime import date

import pytest

from factcheck.web.evidence_lines import at_words, beside_claim, day_of, place_in_words

SAID = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 5), "after the claim"),
        (date(2026, 3, 4), "same day"),
        (date(2026, 3, 3), "1 day before the claim"),
        (date(2026, 2, 4), "28 days before the claim"),
    ],
)
def test_a_day_is_told_beside_the_claims(day: date, words: str) -> None:
    assert beside_claim(day, SAID) == words


def test_without_the_claims_day_nothing_is_said() -> None:
    assert beside_claim(date(2026, 3, 5), None) == ""


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ({"published": "2026-03-04"}, SAID),
        ({"published": "", "seen": "2026-03-04T10:00:00Z"}, SAID),
        ({"reviewed": "March"}, None),
        ({"published": None}, None),
        ({}, None),
    ],
)
def test_the_day_is_what_the_provider_told(place: dict[str, str], day: date | None) -> None:
    assert day_of(place) == day


@pytest.mark.parametrize(
    ("address", "passage", "link"),
    [
        ("https://port.example/a", "two new bridges", "https://port.example/a#:~:text=two%20new%20bridges"),
        ("https://port.example/a#top", "well-known, & old", "https://port.example/a#top:~:text=well%2Dknown%2C%20%26%20old"),
        (
            "https://port.example/a",
            "one two three four five six seven eight nine ten eleven",
            "https://port.example/a#:~:text=one%20two%20three%20four,eight%20nine%20ten%20eleven",
        ),
        ("https://port.example/a", "", "https://port.example/a"),
        ("", "words", ""),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_words(address: str, passage: str, link: str) -> None:
    assert at_words(address, passage) == link


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"page": 3, "paragraph": 2}, "page 3, paragraph 2"),
        ({"timestamp": 7.4}, "at 0:07"),
        ({"timestamp": 0.0, "speaker": "RUTTE"}, "at 0:00, RUTTE"),
        ({"timestamp": 3725.0, "page": None}, "at 1:02:05"),
        ({"claim": 5, "start": 0}, ""),
    ],
)
def test_a_place_is_told_as_a_person_looks_it_up(place: dict[str, object], words: str) -> None:
    assert place_in_words(place) == words
