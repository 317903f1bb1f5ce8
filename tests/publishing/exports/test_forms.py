"""What leaves in bulk: every form says what the native JSON says, and outside readers take it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import clock
from factcheck.publishing.checked import get_published
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.entries import each_native
from factcheck.publishing.exports.csvs import csv_lines
from factcheck.publishing.exports.duke import HEADER
from factcheck.publishing.exports.flat import COLUMNS, NAMES
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.native import native_json
from tests.databases import KINDS
from tests.desks import Newsrooms
from tests.publishing.exports.checks import (
    AWKWARD,
    BASE,
    PUBLISHER,
    RAW,
    exported,
    lines,
    publish_one_of_each,
)
from tests.tasks.walking import actors, acts, task_in_state
from tests.web.newsroom import Newsroom


@pytest.fixture(scope="module", params=KINDS)
def desk(
    request: pytest.FixtureRequest, newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    """Read only, so all tests share it."""
    with newsrooms.copy(request.param, tmp_path_factory.mktemp("desk")) as room:
        publish_one_of_each(room)
        yield room


def table(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def test_bulk_says_what_the_single_check_says(desk: Newsroom) -> None:
    found = lines(desk, "jsonl")

    assert len(found) == 4
    # Each part that a check may have is there once at least.
    for part in ("outreach", "comparison"):
        assert any(one.get(part) for one in found), part
    with desk.database.read() as session:
        for native in found:
            published = get_published(session, native["id"])
            assert native == json.loads(json.dumps(native_json(published, BASE)))


def test_a_claim_review_is_that_of_the_page_with_the_licence_of_the_data(desk: Newsroom) -> None:
    ids = [native["id"] for native in lines(desk, "jsonl") if native["state"] != "retracted"]
    reviews = lines(desk, "claimreview")

    assert len(reviews) == 3
    with desk.database.read() as session:
        for checked_id, review in zip(ids, reviews, strict=True):
            published = get_published(session, checked_id)
            page = claim_review(published, base=BASE, organisation="The Desk")
            assert page is not None
            assert review | page == review
            assert review["sdLicense"].startswith("https://creativecommons.org/")


def test_every_form_agrees_on_verdict_address_and_dates(desk: Newsroom) -> None:
    natives = [one for one in lines(desk, "jsonl") if one["state"] != "retracted"]
    said = [
        (one["url"], one["verdict"]["label"], one["published_at"][:10], one["verdict"]["value"])
        for one in natives
    ]

    def number(value: Any) -> int | None:
        return int(value) if value else None

    rating = [one["reviewRating"] for one in lines(desk, "jsonl-duke")]
    assert said == [
        (one["url"], one["reviewRating"]["alternateName"], one["datePublished"], number(value))
        for one, value in zip(
            lines(desk, "jsonl-duke"), [one.get("ratingValue") for one in rating], strict=True
        )
    ]
    assert said == [
        (
            row["url"],
            row["reviewRating.alternateName"],
            row["datePublished"],
            number(row["reviewRating.ratingValue"]),
        )
        for row in table(exported(desk, "csv-duke"))
    ]
    assert said == [
        (row["url"], row["rating_label"], row["published_at"][:10], number(row["rating_value"]))
        for row in table(exported(desk, "csv"))
        if row["state"] != "retracted"
    ]
    items = json.loads(exported(desk, "datafeed"))["dataFeedElement"]
    assert said == [
        (
            one["url"],
            one["item"][0]["reviewRating"]["alternateName"],
            one["dateCreated"][:10],
            one["item"][0]["reviewRating"].get("ratingValue"),
        )
        for one in items
    ]


def test_what_was_retracted_is_a_tombstone_or_absent(desk: Newsroom) -> None:
    (tombstone,) = (one for one in lines(desk, "jsonl") if one["state"] == "retracted")
    (row,) = (one for one in table(exported(desk, "csv")) if one["state"] == "retracted")

    assert "verdict" not in tombstone
    assert "claim" not in tombstone
    assert tombstone["notice"] == row["notice"] == "The source was forged."
    filled = {name for name, cell in row.items() if cell}
    assert filled == {
        "id", "url", "slug", "state", "revision", "published_at", "updated_at", "notice",
    }  # fmt: skip
    for form in ("claimreview", "jsonl-duke", "csv-duke", "datafeed"):
        assert tombstone["slug"] not in exported(desk, form).decode()


def test_a_corrected_check_says_what_it_replaced(desk: Newsroom) -> None:
    (native,) = (one for one in lines(desk, "jsonl") if one["revision"] > 1)
    rows = {int(row["id"]): row for row in table(exported(desk, "csv"))}

    assert [version["revision"] for version in native["versions"]] == [1, 2, 3]
    assert (rows[native["id"]]["revision"], rows[native["id"]]["supersedes"]) == ("3", "2")
    assert all(not row["supersedes"] for row in rows.values() if row["revision"] == "1")


def test_awkward_cells_come_back_as_they_were(desk: Newsroom) -> None:
    raw = table(exported(desk, "csv", publisher=RAW))
    natives = lines(desk, "jsonl")

    assert [row["rationale"] for row in raw] == [
        one["verdict"]["rationale"] if "verdict" in one else "" for one in natives
    ]
    assert AWKWARD in [row["rationale"] for row in raw]
    assert f"'{AWKWARD}" in [row["rationale"] for row in table(exported(desk, "csv"))]
    assert exported(desk, "csv").count(b"\r\n") >= len(raw) + 1


@given(st.lists(st.one_of(st.none(), st.integers(), st.text()), min_size=1, max_size=5))
def test_no_text_cell_begins_a_formula_and_numbers_stay(cells: list[str | int | None]) -> None:
    names = [f"c{number}" for number in range(len(cells))]
    text = "".join(csv_lines(names, [dict(zip(names, cells, strict=True))], raw=False))
    (row,) = list(csv.reader(io.StringIO(text, newline="")))[1:]

    for read, cell in zip(row, cells, strict=True):
        if isinstance(cell, str):
            assert not read.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert read.removeprefix("'") == cell.removeprefix("'")
        else:
            assert read == ("" if cell is None else str(cell))


def test_dukes_header_is_theirs(desk: Newsroom) -> None:
    header = exported(desk, "csv-duke").split(b"\r\n")[0].decode()

    assert header == (
        "id,@context,@type,claimReviewed,datePublished,url,author.@type,author.name,author.url,"
        "itemReviewed.@type,itemReviewed.author.name,itemReviewed.author.@type,"
        "itemReviewed.author.sameAs,reviewRating.@type,reviewRating.ratingValue,"
        "reviewRating.alternateName,author.image,itemReviewed.name,itemReviewed.datePublished,"
        "itemReviewed.firstAppearance.url,itemReviewed.firstAppearance.type,"
        "itemReviewed.author.image,reviewRating.ratingExplanation,itemReviewed.author.jobTitle,"
        "reviewRating.bestRating,reviewRating.worstRating,reviewRating.image,"
    ) + ",".join(
        f"itemReviewed.appearance.{n}.url,itemReviewed.appearance.{n}.@type" for n in range(1, 16)
    )
    assert len(HEADER) == 27 + 30


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
WORK = closed(["@type", "url"], **{"@type": {"const": "CreativeWork"}, "url": TEXT})
# Duke's rules, in our own words; what is required at the root is our gate.
DUKE = closed(
    ["@context", "@type", "datePublished", "url", "author", "claimReviewed", "reviewRating"],
    **{
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "datePublished": DAY,
        "url": TEXT,
        "claimReviewed": TEXT,
        "author": closed(["@type", "name", "url"], **dict.fromkeys(("@type", "name", "url"), TEXT)),
        "reviewRating": closed(
            ["@type", "alternateName"],
            **dict.fromkeys(
                ("@type", "ratingValue", "bestRating", "worstRating", "alternateName", "image"),
                TEXT,
            ),
            ratingExplanation=TEXT,
        ),
        "itemReviewed": closed(
            ["@type"],
            **{"@type": {"const": "Claim"}},
            author=closed(
                ["@type", "name"],
                **{"@type": TEXT, "name": TEXT, "sameAs": {"type": "array", "items": TEXT}},
            ),
            datePublished=DAY,
            firstAppearance=WORK,
            appearance={"type": "array", "items": WORK},
        ),
    },
)


def test_dukes_reviews_keep_to_dukes_rules(desk: Newsroom) -> None:
    reviews = lines(desk, "jsonl-duke")

    assert len(reviews) == 3
    for review in reviews:
        jsonschema.Draft202012Validator(DUKE).validate(review)
    assert any("appearance" in review["itemReviewed"] for review in reviews)
    assert len({(one["url"], one["claimReviewed"]) for one in reviews}) == 3


def test_the_data_feed_is_one_review_an_item(desk: Newsroom) -> None:
    feed = json.loads(exported(desk, "datafeed"))
    changed = max(one["updated_at"] for one in lines(desk, "jsonl"))

    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    assert feed["dateModified"] == changed
    for element in feed["dataFeedElement"]:
        assert element["@type"] == "DataFeedItem"
        (review,) = element["item"]
        assert review["url"] == element["url"]
        assert {"sdPublisher", "sdLicense"} <= review.keys()


def test_parquet_is_the_same_table_with_types(desk: Newsroom) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install pyarrow")
    rows = parquet.read_table(io.BytesIO(exported(desk, "parquet"))).to_pylist()
    texts = table(exported(desk, "csv", publisher=RAW))

    assert list(rows[0]) == list(NAMES)
    assert isinstance(rows[0]["published_at"], datetime)
    assert rows[0]["published_at"].utcoffset() == timedelta(0)

    def as_text(value: object) -> str:
        if value is None:
            return ""
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    assert [{name: as_text(cell) for name, cell in row.items()} for row in rows] == texts


def test_every_column_is_filled_somewhere_or_may_be_empty(desk: Newsroom) -> None:
    rows = table(exported(desk, "csv"))

    for column in COLUMNS:
        cells = [row[column.name] for row in rows]
        if column.required:
            assert all(cells), column.name
        if column.enum:
            assert set(cells) <= {*column.enum, ""}, column.name


def test_filters_are_those_of_the_lists(desk: Newsroom) -> None:
    everything = lines(desk, "jsonl")
    today = clock.now().date()

    def ids(**where: Any) -> list[int]:
        return [one["id"] for one in lines(desk, "jsonl", **where)]

    whole = [one["id"] for one in everything]
    assert ids(since=today, until=today) == whole
    assert ids(since=today + timedelta(days=1)) == ids(until=today - timedelta(days=1)) == []
    assert ids(language="EN") == whole
    assert ids(language="e") == ids(language="de") == ids(language="%") == []
    quotes = ids(kind="quote")
    assert sorted(quotes + ids(kind="claim")) == whole
    assert quotes
    assert ids(kind="quote") == ids(question="said")
    (costs,) = ids(rating="false")
    assert ids(speaker="the statistics office") == [costs]
    article = next(one["article"]["id"] for one in everything if one["id"] == costs)
    assert costs in ids(article_id=article)
    assert set(ids(article_id=article)) < set(whole)
    assert ids(article_id=article, kind="claim", rating="verbatim") == []
    assert ids(q="the statistics OFFICE") == ids(q="statistic office", kind="claim") == [costs]
    assert ids(q="statistics office", kind="quote") == ids(q="?!") == []


def test_an_empty_desk_exports_empty_forms(room: Newsroom) -> None:
    assert exported(room, "jsonl") == b""
    assert exported(room, "claimreview") == b""
    assert exported(room, "csv").decode() == ",".join(NAMES) + "\r\n"
    assert table(exported(room, "csv-duke")) == []
    assert json.loads(exported(room, "datafeed"))["dataFeedElement"] == []
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install pyarrow")
    assert parquet.read_table(io.BytesIO(exported(room, "parquet"))).num_rows == 0


def test_a_desk_that_changes_meanwhile_gives_each_check_once(room: Newsroom) -> None:
    for name, rating in (("quote", "altered"), ("costs", "false"), ("city", "false")):
        room.publish(name, rating=rating)
    reading = map(json.loads, each_native(room.database, CheckedFilter(), batch=1))
    first = next(reading)

    # Nothing is held in between: others write, on SQLite too.
    task_id, other = room.tasks["quote"], room.tasks["historic"]
    for verb, who in (("correct", "colleague"), ("submit", "colleague"), ("approve", "editor")):
        with room.database.write() as session:
            acts(other)[verb](session, actors(room)[who], task_id)
    task_in_state(room, "approved")

    ids = [first["id"], *(one["id"] for one in reading)]
    assert ids == sorted(set(ids))
    assert len(ids) == 4
    assert (first["revision"], PUBLISHER.review(first) is None) == (1, False)
