"""All checked claims at once, for anybody."""

import csv
import gzip
import io
import json
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from factcheck.app import create_app
from factcheck.publishing.exports.duke import HEADER
from factcheck.publishing.exports.streams import FOR_PROGRAMS, FOR_THE_PUBLIC
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from factcheck.web.datasets import ADDRESSES
from tests.publishing.exports.checks import publish_one_of_each
from tests.web.conftest import ROOM, Browser, on_both
from tests.web.newsroom import Newsroom
from tests.web.test_public import retract


def whole(browser: Browser, path: str, headers: dict[str, str] | None = None) -> TestResponse:
    """An answer that was read to its end, which gives its place to others."""
    answer = browser.get(path, headers=headers or {})
    assert answer.data or answer.status_code == 304
    return answer


@on_both
def test_anybody_reads_every_check_that_stands_in_each_form(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    publish_one_of_each(full_newsroom)

    feed = stranger.get("/feeds/claimreview.json")
    rows = list(csv.DictReader(io.StringIO(stranger.get("/exports/duke.csv").text, newline="")))
    lines = [json.loads(line) for line in stranger.get("/exports/duke.ndjson").text.splitlines()]

    assert feed.mimetype == "application/json"
    assert feed.json is not None
    assert feed.json["@type"] == "DataFeed"
    urls = [element["item"][0]["url"] for element in feed.json["dataFeedElement"]]
    assert [row["url"] for row in rows] == [line["url"] for line in lines] == urls
    assert len(urls) == 3
    assert tuple(rows[0]) == HEADER
    for url in urls:
        assert stranger.get(url.removeprefix("http://localhost")).status_code == 200


def test_files_are_kept_by_anybody_and_asked_for_again(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    full_newsroom.publish("costs", rating="true")
    for address in ADDRESSES.values():
        plain = whole(stranger, address)
        packed = whole(stranger, f"{address}.gz")
        encoded = whole(stranger, address, {"Accept-Encoding": "gzip"})

        assert packed.mimetype == "application/gzip"
        assert "Content-Encoding" not in packed.headers
        assert encoded.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == gzip.decompress(encoded.data) == plain.data
        tags = {answer.headers["ETag"] for answer in (plain, packed, encoded)}
        assert len(tags) == 3
        for answer in (plain, packed, encoded):
            assert answer.headers["Cache-Control"] == "public, max-age=300"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" not in answer.headers["Vary"]
        known = {"If-None-Match": plain.headers["ETag"]}
        again = stranger.get(address, headers=known)
        assert (again.status_code, again.data) == (304, b"")

    retract(full_newsroom, "quote", "It was forged.")
    fresh = whole(stranger, address, known)
    assert fresh.status_code == 200
    assert "We will build" in plain.text
    assert "We will build" not in fresh.text


def test_readers_and_programs_keep_each_other_from_nothing(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    address = ADDRESSES["datafeed"]
    open_answers = [stranger.get(address) for _ in range(FOR_THE_PUBLIC.at_once)]

    assert stranger.get(address).status_code == 503
    assert stranger.get("/").status_code == 200
    FOR_PROGRAMS.take()
    FOR_PROGRAMS.give_back()

    for answer in open_answers:
        answer.close()
    assert whole(stranger, address).status_code == 200


def test_the_page_of_rules_and_the_desks_own_lead_to_them(stranger: Browser) -> None:
    for page in ("/how-we-rate", "/about"):
        text = stranger.get(page).text
        for address in ADDRESSES.values():
            assert f'href="{address}"' in text
            assert f'href="{address}.gz"' in text


@pytest.fixture
def closed(app: Flask) -> Iterator[Browser]:
    """The same desk, whose operator keeps the data sets for programs with a token."""
    room: Newsroom = app.extensions[ROOM]
    settings = app.extensions[EXTENSION].settings
    chosen = Settings(data=settings.data, database_url=settings.database_url, public_datasets=False)
    other = create_app(chosen)
    yield Browser(other.test_client())
    other.extensions[EXTENSION].database.engine.dispose()
    assert room.database is not other.extensions[EXTENSION].database


def test_an_operator_may_keep_them_for_programs(closed: Browser) -> None:
    for address in ADDRESSES.values():
        for path in (address, f"{address}.gz"):
            answer = closed.get(path)
            assert answer.status_code == 404
            assert "with a token" in answer.text
        assert address not in closed.get("/how-we-rate").text
