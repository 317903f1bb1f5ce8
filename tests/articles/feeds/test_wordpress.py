"""WordPress gives a hundred posts a page and says how many pages there are."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck.articles.feeds import fetching
from factcheck.articles.feeds.fetching import Known, ask_feed
from factcheck.articles.feeds.polling import MOST_PER_POLL
from factcheck.articles.feeds.wordpress import POSTS_A_PAGE, page_address, posts_address
from factcheck.db import Database
from factcheck.net.addresses import parse_networks
from factcheck.net.errors import FetchFailed
from factcheck.net.policy import FetchPolicy
from tests.articles.feeds.documents import SITE, as_json, paragraphs
from tests.articles.feeds.publisher import (
    Answer,
    Publisher,
    feed_of,
    follow,
    items,
    poll_again,
    work,
)

POSTS = "/wp-json/wp/v2/posts"
FIRST = Known(kind="wordpress")


def post(number: int, modified: str = "2024-11-12T09:30:00") -> dict[str, object]:
    return {
        "id": number,
        "guid": {"rendered": f"{SITE}/?p={number}"},
        "link": f"{SITE}/quay/{number}",
        "date_gmt": "2024-11-12T09:30:00",
        "modified_gmt": modified,
        "status": "publish",
        "title": {"rendered": f"Quay {number}"},
        "content": {"rendered": paragraphs(), "protected": False},
        "excerpt": {"rendered": ""},
    }


def blog(publisher: Publisher, pages: int, *, there: int | None = None) -> None:
    """Two posts a page; pages after `there` are gone, as when posts are deleted meanwhile."""

    def answer(path: str) -> Answer:
        if not path.startswith(POSTS):
            return Answer(b"", "text/plain", 404)
        number = int(query(path).get("page", ["1"])[0])
        if number > (pages if there is None else there):
            return Answer(b'{"code":"rest_post_invalid_page_number"}', "application/json", 400)
        body = as_json([post(2 * number), post(2 * number + 1)])
        return Answer(body, "application/json", headers={"X-WP-TotalPages": str(pages)})

    publisher.fallback = answer


def query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query)


@pytest.fixture
def policy(publisher: Publisher) -> FetchPolicy:
    return FetchPolicy(allow=parse_networks("127.0.0.0/8"), ports=frozenset({publisher.port}))


def test_a_first_poll_reads_every_page(publisher: Publisher, policy: FetchPolicy) -> None:
    blog(publisher, 3)

    asked = ask_feed(publisher.url(POSTS), policy=policy, known=FIRST)

    assert asked.feed is not None
    assert len(asked.feed.entries) == 6
    assert [query(path).get("page") for path in publisher.requests] == [None, ["2"], ["3"]]
    assert {query(path)["per_page"][0] for path in publisher.requests} == {"100"}


def test_no_more_pages_are_read_than_a_poll_stores(
    publisher: Publisher, policy: FetchPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetching.MOST_PAGES * POSTS_A_PAGE == MOST_PER_POLL
    monkeypatch.setattr(fetching, "MOST_PAGES", 3)
    blog(publisher, 1_000)

    asked = ask_feed(publisher.url(POSTS), policy=policy, known=FIRST)

    assert asked.feed is not None
    assert len(asked.feed.entries) == 2 * 3
    assert len(publisher.requests) == 3


def test_a_page_that_is_gone_was_the_last(publisher: Publisher, policy: FetchPolicy) -> None:
    blog(publisher, 4, there=2)

    asked = ask_feed(publisher.url(POSTS), policy=policy, known=FIRST)

    assert asked.feed is not None
    assert len(asked.feed.entries) == 4


def test_a_server_that_fails_half_way_is_asked_again_for_all(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    blog(publisher, 2)
    publisher.pages[page_address(posts_address(POSTS), 2)] = Answer(status=503)

    with pytest.raises(FetchFailed):
        ask_feed(publisher.url(POSTS), policy=policy, known=FIRST)


def test_later_polls_ask_for_what_was_modified_since(
    database: Database, publisher: Publisher
) -> None:
    blog(publisher, 2)
    feed_id = follow(database, publisher.url(POSTS), "wordpress")
    work(database)
    assert len(items(database)) == 4
    first = feed_of(database, feed_id).last_poll
    assert first is not None
    publisher.requests.clear()
    changed = as_json([post(2, "2024-11-20T09:30:00"), post(9)])
    publisher.fallback = lambda path: Answer(changed, "application/json")

    poll_again(database, feed_id)

    asked = query(publisher.requests[0])
    since = datetime.fromisoformat(asked["modified_after"][0]).replace(tzinfo=UTC)
    assert 0 < (first - since).total_seconds() < 2 * 24 * 3600
    assert asked["orderby"] == ["modified"]
    assert len(items(database)) == 5


def test_what_somebody_wrote_into_the_address_stays() -> None:
    since = datetime(2024, 11, 12, 9, 30, 0, 5, tzinfo=UTC)
    address = posts_address(f"{SITE}{POSTS}?per_page=20&categories=3", since=since)

    assert query(address)["per_page"] == ["20"]
    assert query(address)["categories"] == ["3"]
    assert query(address)["modified_after"] == ["2024-11-12T09:30:00"]
    assert query(page_address(address, 2))["page"] == ["2"]
    assert query(page_address(page_address(address, 2), 3))["page"] == ["3"]
