"""Feeds over the API: looked at, followed once, polled, paused, removed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.app import create_app
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.api.conftest import Desk, Program
from tests.api.test_whole_way import is_problem, pointers
from tests.articles.feeds.documents import WORDS, rss, rss_item
from tests.articles.feeds.publisher import Publisher, serve, work
from tests.web.newsroom import Newsroom


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    with serve() as publisher:
        monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
        monkeypatch.setenv("FACTCHECK_FETCH_PORTS", str(publisher.port))
        yield publisher


@pytest.fixture
def own_desk(room: Newsroom, publisher: Publisher, tmp_path: Path) -> Iterator[Desk]:
    """A desk of the test's own, that may reach the publisher."""
    address = room.database.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(data=tmp_path, database_url=address))
    yield Desk(app, room)
    app.extensions[EXTENSION].database.engine.dispose()


@pytest.fixture
def reviewer(own_desk: Desk) -> Program:
    return own_desk.program("reviewer")


def test_a_feed_is_looked_at_followed_and_taken(
    own_desk: Desk, reviewer: Program, publisher: Publisher
) -> None:
    items = [rss_item(number, text=f"{WORDS} And {number}.") for number in range(7)]
    url = publisher.publish(rss(*items))

    looked = reviewer.post("/feeds/preview", {"url": url}).json
    assert looked is not None
    assert (looked["title"], looked["total"], len(looked["first"])) == ("The Harbour Post", 7, 5)
    assert looked["first"][0]["whole_text"] is True
    assert reviewer.get("/feeds").json == {"items": [], "next": None}

    answer = reviewer.post("/feeds", {"url": url, "since": "2024-01-01"}, key="one")
    again = reviewer.post("/feeds", {"url": url})
    assert (answer.status_code, again.status_code) == (201, 200)
    assert answer.json is not None
    assert (answer.json["kind"], answer.json["since"]) == ("rss", "2024-01-01")

    work(own_desk.room.database)
    feed = reviewer.get(answer.location.removeprefix("/api/v1")).json
    assert feed is not None
    assert feed["items"] == {"taken": 7}
    assert list(feed["days"].values())[-1] == 7
    page = reviewer.get(f"/feeds/{feed['id']}/items?state=taken&limit=5")
    assert page.json is not None
    assert len(page.json["items"]) == 5
    rest = reviewer.get(f"/feeds/{feed['id']}/items?cursor={page.json['next']}").json
    assert rest is not None
    assert len(rest["items"]) == 2
    article = reviewer.get(f"/articles/{page.json['items'][0]['article']}").json
    assert article is not None
    assert article["outlet"] == "The Harbour Post"


def test_a_feed_is_paused_resumed_polled_and_removed(
    own_desk: Desk, reviewer: Program, publisher: Publisher
) -> None:
    url = publisher.publish(rss(rss_item()))
    feed_id = reviewer.post("/feeds", {"url": url}).json["id"]  # type: ignore[index]

    paused = reviewer.post(f"/feeds/{feed_id}/pause").json
    assert paused is not None
    assert (paused["state"], paused["next_poll"]) == ("paused", None)
    assert reviewer.post(f"/feeds/{feed_id}/resume").json["state"] == "active"  # type: ignore[index]
    assert reviewer.post(f"/feeds/{feed_id}/poll").status_code == 202
    assert reviewer.send("DELETE", f"/feeds/{feed_id}").json == {"id": feed_id, "removed": True}
    is_problem(reviewer.get(f"/feeds/{feed_id}"), 404)
    is_problem(reviewer.post(f"/feeds/{feed_id}/poll"), 404)
    is_problem(reviewer.send("DELETE", f"/feeds/{feed_id}"), 404)


def test_trouble_is_told_in_words(own_desk: Desk, reviewer: Program, publisher: Publisher) -> None:
    url = publisher.publish(rss(rss_item()))
    feed_id = reviewer.post("/feeds", {"url": url}).json["id"]  # type: ignore[index]
    publisher.publish(b"", status=403)

    work(own_desk.room.database)

    feed = reviewer.get(f"/feeds/{feed_id}").json
    assert feed is not None
    assert feed["trouble"] == "first failure: the server answered 403"


def test_what_is_no_feed_is_refused_and_not_kept(reviewer: Program, publisher: Publisher) -> None:
    page = publisher.publish(b"<!doctype html><p>Home", "/", kind="text/html")
    for url in (page, publisher.url("/missing"), "http://10.0.0.1/", "nonsense", ""):
        for path in ("/feeds", "/feeds/preview"):
            is_problem(reviewer.post(path, {"url": url}), 422)
    assert "/url" in pointers(is_problem(reviewer.post("/feeds", {}), 422))
    assert reviewer.get("/feeds").json == {"items": [], "next": None}


def test_a_reader_may_look_and_not_touch(own_desk: Desk, publisher: Publisher) -> None:
    reader = own_desk.program("reader")

    assert reader.get("/feeds").status_code == 200
    is_problem(reader.post("/feeds", {"url": publisher.url()}), 403)
    assert publisher.requests == []
