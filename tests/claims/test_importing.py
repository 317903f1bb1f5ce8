"""ClaimReview of others as it really comes; every shape here was seen in the wild."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.claims.importing.finding import find_in_bytes, find_in_lines
from factcheck.claims.importing.reading import Review, read_review
from factcheck.errors import InvalidInput

PLAIN: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/harbour-tunnel",
    "claimReviewed": "The harbour tunnel cost nine million",
    "author": {"@type": "Organization", "name": "Tide Check", "url": "https://www.tide.example/"},
    "datePublished": "2020-01-02",
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ben Marsh"}},
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "ratingValue": "2",
        "bestRating": "5",
        "worstRating": "1",
    },
}


def review(**changes: Any) -> Review:
    return read_review({**PLAIN, **changes})


def rated(**rating: Any) -> Review:
    return review(reviewRating={"@type": "Rating", **rating})


def claims(data: str) -> list[str]:
    """What is reviewed in a file's text; problems stand there with a question mark."""
    return [
        found.raw["claimReviewed"] if found.raw else f"? {found.position}"
        for found in find_in_bytes(data.encode())
    ]


def named(name: str) -> dict[str, Any]:
    return {**PLAIN, "claimReviewed": name}


def page(*blocks: str) -> str:
    scripts = "".join(
        f'<script type="application/ld+json; charset=utf-8">{block}</script>' for block in blocks
    )
    return f"<!doctype html><html><head>{scripts}</head><body><p>Words</p></body></html>"


def test_a_plain_review_is_read_whole() -> None:
    read = review()

    assert read == Review(
        url="https://checks.example/harbour-tunnel",
        claim="The harbour tunnel cost nine million",
        claimant="Ben Marsh",
        publisher="Tide Check",
        publisher_host="tide.example",
        label="Mostly false",
        rating="mostly_false",
        value=2.0,
        best=5.0,
        worst=1.0,
        published=date(2020, 1, 2),
        raw=PLAIN,
    )


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(named("A")),
        json.dumps([named("A")]),
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "Person"}, named("A")]}),
        json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": [named("A"), None]}]}),
        json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": named("A")}]}, indent=1),
        json.dumps({"@type": "NewsArticle", "review": {"inner": [named("A")]}}),
        page(json.dumps({"@type": "Organization"}), json.dumps([named("A")])),
        "\ufeff" + json.dumps(named("A")),
    ],
)
def test_a_review_is_found_wherever_it_stands(data: str) -> None:
    assert claims(data) == ["A"]


def test_several_on_a_page_are_all_found() -> None:
    blocks = json.dumps([named("A"), named("B")]), json.dumps(named("C"))

    found = list(find_in_bytes(page(*blocks).encode()))

    assert [one.raw and one.raw["claimReviewed"] for one in found] == ["A", "B", "C"]
    assert [one.position for one in found] == ["block 1, review 1", "block 1, review 2", "block 2"]


@pytest.mark.parametrize(
    "block",
    [
        json.dumps(json.dumps(named("A"))),
        json.dumps(named("A"))[0] + json.dumps(json.dumps(named("A")))[2:-1],
        json.dumps(named("A")).replace('"', "&quot;"),
        "//<![CDATA[\n" + json.dumps(named("A")) + "\n//]]>",
        "<!-- " + json.dumps(named("A")) + " -->",
        json.dumps(named("A")) + ";",
    ],
)
def test_a_block_escaped_twice_or_wrapped_is_read(block: str) -> None:
    assert claims(page(block)) == ["A"]


def test_raw_line_breaks_in_strings_are_read() -> None:
    block = json.dumps(named("A\nB\tC")).replace("\\n", "\n").replace("\\t", "\t")

    (found,) = find_in_bytes(page(block).encode())

    assert found.raw is not None
    assert read_review(found.raw).claim == "A B C"


def test_what_cannot_be_read_is_told_in_its_place_and_ends_nothing() -> None:
    feed = {
        "dataFeedElement": [{"item": [named("A")]}, {"item": None}, None, {"item": [named("B")]}]
    }
    lines = "\n".join(
        [json.dumps(named("A")), '{"@type": "ClaimRev', "", "7", json.dumps(named("B"))]
    )

    assert claims(json.dumps(feed)) == ["A", "? item 2", "? item 3", "B"]
    assert claims(lines) == ["A", "? line 2", "? line 4", "B"]
    assert claims(page("{", json.dumps(named("A")))) == ["? block 1", "A"]
    assert claims(page(json.dumps({"@type": "Person"}))) == ["? page"]
    assert claims("no JSON at all") == ["? file"]
    assert claims("[" * 100_000) == ["? file"]
    assert claims("") == ["? file"]


@pytest.mark.parametrize(
    "changes",
    [
        {"@type": ["ClaimReview", "Review"]},
        {"@type": "http://schema.org/ClaimReview"},
        {"author": [PLAIN["author"]]},
        {"author": {"name": ["Tide Check"], "url": ["https://tide.example"]}},
        {"author": None, "publisher": PLAIN["author"]},
        {"claimReviewed": ["", "The harbour tunnel cost nine million"]},
        {"itemReviewed": {"@type": "creativeWork", "author": [{"name": "Ben Marsh"}]}},
        {"itemReviewed": [{"@type": ["CreativeWork"], "author": "Ben Marsh"}]},
    ],
)
def test_other_shapes_say_the_same(changes: dict[str, Any]) -> None:
    (found,) = find_in_bytes(json.dumps({**PLAIN, **changes}).encode())

    assert found.raw is not None
    read = read_review(found.raw)
    assert (read.claim, read.claimant, read.publisher, read.publisher_host) == (
        "The harbour tunnel cost nine million",
        "Ben Marsh",
        "Tide Check",
        "tide.example",
    )


def test_what_is_missing_is_not_invented() -> None:
    read = read_review({"@type": "ClaimReview", "url": PLAIN["url"], "claimReviewed": "A"})

    assert read == Review(
        url=PLAIN["url"], claim="A", publisher_host="checks.example", raw=read.raw
    )
    assert review(itemReviewed={"@type": "Claim"}).claimant == ""
    assert review(author={"name": "Tide Check"}).publisher_host == "checks.example"


@pytest.mark.parametrize("missing", ["claimReviewed", "url"])
def test_without_a_claim_or_an_address_it_is_no_check(missing: str) -> None:
    for value in ("", None, [], "javascript:alert(1)" if missing == "url" else {}):
        with pytest.raises(InvalidInput, match=missing):
            review(**{missing: value})


@pytest.mark.parametrize(
    ("rating", "label", "ours", "value"),
    [
        ({"alternateName": "False", "ratingValue": 5, "bestRating": 5, "worstRating": 1}, "False", "false", 5),
        ({"alternateName": "False\r"}, "False", "false", None),
        ({"alternateName": "really_false"}, "really false", "unrated", None),
        ({"alternateName": "não_é_bem_assim"}, "não é bem assim", "unrated", None),
        ({"alternateName": "The ferry never sailed, so this is made up."}, "The ferry never sailed, so this is made up.", "unrated", None),
        ({"alternateName": "Half True", "ratingValue": "3", "bestRating": "6", "worstRating": "1"}, "Half True", "half_true", 3),
        ({"ratingValue": "1", "bestRating": "2", "worstRating": "1"}, "", "false", 1),
        ({"ratingValue": 0, "bestRating": 5, "worstRating": 0}, "", "false", 0),
        ({"ratingValue": 5, "bestRating": 5, "worstRating": 1}, "", "true", 5),
        ({"ratingValue": "", "bestRating": "", "worstRating": ""}, "", "unrated", None),
        ({"ratingValue": -1, "bestRating": -1, "worstRating": -1}, "", "unrated", None),
        ({"ratingValue": 3}, "", "unrated", None),
        ({"ratingValue": 9, "bestRating": 5, "worstRating": 1}, "", "unrated", None),
        ({"ratingValue": "nan", "bestRating": 5, "worstRating": 1}, "nan", "unrated", None),
        ({"ratingValue": "True"}, "True", "true", None),
        ({}, "", "unrated", None),
    ],
)  # fmt: skip
def test_the_label_comes_first_and_a_number_only_on_a_scale(
    rating: dict[str, Any], label: str, ours: str, value: float | None
) -> None:
    read = rated(**rating)

    assert (read.label, read.rating, read.value) == (label, ours, value)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2020-01-02", date(2020, 1, 2)),
        ("2020-01-02 10:11", date(2020, 1, 2)),
        ("2020-01-02 10:11:12", date(2020, 1, 2)),
        ("2020-01-02T10:11:12+02:00", date(2020, 1, 2)),
        ("2020-01-02T10:11:12+0200", date(2020, 1, 2)),
        ("2020-13-45", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_every_form(given: object, day: date | None) -> None:
    assert review(datePublished=given).published == day


def test_entities_are_unescaped_once_and_control_characters_go() -> None:
    read = review(claimReviewed="Fish &amp;amp; chips\x00\x07 &quot;cost\u200b\r\n more&quot;")

    assert read.claim == 'Fish &amp; chips "cost\u200b more"'


def test_the_licence_and_the_object_are_kept() -> None:
    read = review(sdLicense="https://creativecommons.org/licenses/by/4.0/", extra={"n": "\ud800"})

    assert read.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert read.raw["extra"] == {"n": ""}
    assert read.raw["claimReviewed"] == PLAIN["claimReviewed"]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*PLAIN, "name", "@value"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(JSON_VALUES, JSON_VALUES)
def test_no_object_breaks_the_reader(some: object, other: object) -> None:
    odd = {name: some if place % 2 else other for place, name in enumerate(PLAIN)}
    for raw in (odd, {**odd, "url": PLAIN["url"], "claimReviewed": "A"}):
        try:
            read = read_review(raw)
        except InvalidInput:
            continue
        json.dumps(read.raw, allow_nan=False).encode()


def test_lines_are_read_one_at_a_time() -> None:
    line = json.dumps(PLAIN).encode()

    def peak(count: int) -> int:
        lines: Iterator[bytes] = (line for _ in range(count))
        tracemalloc.start()
        for found in find_in_lines(lines):
            assert found.raw is not None
            read_review(found.raw)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(3000) < 3000 * len(line) / 5
