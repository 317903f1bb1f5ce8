"""The page of feeds: looked at, followed, in trouble, paused, removed; a text tried."""

import re

import pytest
from sqlmodel import select

from factcheck.articles.models import Article, Feed, FeedItem
from factcheck.articles.withdrawal import CANCELED, note_withdrawn
from factcheck.audit.log import SYSTEM
from factcheck.queueing.models import Outbox
from tests.articles.feeds.conftest import publisher
from tests.articles.feeds.documents import WORDS, rss, rss_item
from tests.articles.feeds.publisher import Publisher, article_page, follow, work
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

__all__ = ["publisher"]

PAGE = "/sources/feeds"


@pytest.fixture(autouse=True)
def reachable(publisher: Publisher) -> Publisher:
    """Before the app reads its settings."""
    return publisher


def feeds(newsroom: Newsroom) -> list[Feed]:
    with newsroom.database.read() as session:
        return list(session.exec(select(Feed)))


def test_a_feed_is_shown_before_it_is_kept(
    publisher: Publisher, reviewer: Browser, newsroom: Newsroom
) -> None:
    url = publisher.publish(rss(*(rss_item(number, text=WORDS) for number in range(7))))

    looked = reviewer.post(f"{PAGE}/preview", {"url": url, "since": "2024-11-01"}, page=PAGE)

    assert looked.status_code == 200
    assert "The Harbour Post" in looked.text
    assert "rss, 7 items." in looked.text
    assert len(re.findall(r"Quay \d", looked.text)) == 5
    assert feeds(newsroom) == []

    kept = reviewer.post(PAGE, {"url": url, "since": "2024-11-01"}, page=PAGE)

    assert kept.status_code == 303
    (feed,) = feeds(newsroom)
    assert (feed.title, str(feed.since)) == ("The Harbour Post", "2024-11-01")
    assert "No items yet" in reviewer.get(kept.location).text
    again = reviewer.post(PAGE, {"url": url}, page=PAGE)
    assert "followed already" in reviewer.get(again.location).text


def test_what_a_feed_brought_is_shown_in_bars_and_in_a_table(
    publisher: Publisher, reviewer: Browser, newsroom: Newsroom
) -> None:
    url = publisher.publish(rss(rss_item(1, text=WORDS), rss_item(2, link="/missing")))
    feed_id = follow(newsroom.database, url)
    work(newsroom.database)

    page = reviewer.get(PAGE).text

    assert "New items, 14 days: 0.0 a day on average, 2 today</title>" in page
    assert page.count("<rect ") == 14
    assert "2 items" in page
    show = reviewer.get(f"{PAGE}/{feed_id}").text
    assert "1 failed" in show or "1 being taken" in show
    assert re.search(r'href="/articles/\d+">Quay 1', show)


def test_trouble_is_said_with_the_next_try(
    publisher: Publisher, reviewer: Browser, newsroom: Newsroom
) -> None:
    follow(newsroom.database, publisher.publish(b"", status=403))
    work(newsroom.database)

    page = reviewer.get(PAGE).text

    assert "First failure: the server answered 403." in page
    assert re.search(r"Next try <time [^>]+>[^<]+UTC</time>", page)


def test_an_inner_address_a_page_and_nothing_are_refused_and_what_was_typed_stays(
    publisher: Publisher, reviewer: Browser, newsroom: Newsroom
) -> None:
    home = publisher.publish(b"<!doctype html><p>Home", "/", kind="text/html")
    inner = f"http://10.0.0.1:{publisher.port}/"
    for url, says in (
        (inner, "could not be reached"),
        (home, "web page, not a feed"),
        ("nonsense", "begins with https://"),
    ):
        for path in (f"{PAGE}/preview", PAGE):
            answer = reviewer.post(path, {"url": url, "since": "2024-11-01"}, page=PAGE)
            assert answer.status_code == 422
            assert says in answer.text
            assert f'value="{url}"' in answer.text
            assert 'value="2024-11-01"' in answer.text
    wrong = reviewer.post(f"{PAGE}/preview", {"url": home, "since": "soon"}, page=PAGE)
    assert (wrong.status_code, "year-month-day" in wrong.text) == (422, True)
    assert feeds(newsroom) == []


def test_a_feed_is_paused_resumed_polled_and_removed(
    publisher: Publisher, reviewer: Browser, newsroom: Newsroom
) -> None:
    feed_id = follow(newsroom.database, publisher.publish(rss(rss_item(text=WORDS))))
    work(newsroom.database)

    def act(verb: str) -> str:
        answer = reviewer.post(f"{PAGE}/{feed_id}/{verb}", page=PAGE)
        assert answer.status_code == 303
        return reviewer.get(answer.location).text

    assert "is paused" in act("pause")
    assert feeds(newsroom)[0].state == "paused"
    assert "A worker asks" in act("poll")
    with newsroom.database.read() as session:
        assert session.exec(
            select(Outbox).where(Outbox.kind == "poll_feed", Outbox.state == "pending")
        ).one()
    assert "is asked again" in act("resume")
    assert "Remove “Post”?" in reviewer.get(f"{PAGE}/{feed_id}/remove").text
    assert "its articles stay" in act("remove")
    assert feeds(newsroom) == []
    with newsroom.database.read() as session:
        assert session.exec(select(FeedItem)).all() == []
        assert len(session.exec(select(Article)).all()) == 1


def test_a_reader_sees_feeds_and_no_buttons(
    publisher: Publisher, browser_of: BrowserOf, newsroom: Newsroom
) -> None:
    follow(newsroom.database, publisher.publish(rss(rss_item())))

    page = browser_of("reader").get(PAGE).text

    assert "Feeds that are followed" in page
    assert "Poll now" not in page
    assert "Follow a feed" not in page


def test_a_text_or_a_page_is_tried_and_nothing_is_kept(
    publisher: Publisher, reviewer: Browser, newsroom: Newsroom
) -> None:
    url = publisher.publish(article_page(), "/quay/1", kind="text/html")
    for sent in ({"text": WORDS}, {"try_url": url}):
        answer = reviewer.post(f"{PAGE}/try", sent, page=PAGE)
        assert answer.status_code == 200
        assert "We will spend 4.2 million euros" in answer.text
        assert "Ada Stone" in answer.text
    with newsroom.database.read() as session:
        assert session.exec(select(Article)).all() == []


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Give a text or an address"),
        ({"text": "word " * 20_000}, "Only texts of up to 50,000 characters"),
        ({"try_url": "http://10.0.0.1/"}, "Remove the port"),
        ({"text": "…"}, "no words"),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field(
    reviewer: Browser, newsroom: Newsroom, sent: dict[str, object], says: str
) -> None:
    answer = reviewer.post(f"{PAGE}/try", sent, page=PAGE)

    assert answer.status_code == 422
    assert says in answer.text


def test_a_withdrawn_article_says_so_wherever_it_is_worked_at(
    editor: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.submit("quote")
    article = full_newsroom.task("quote")
    with full_newsroom.database.write() as session:
        note_withdrawn(session, actor=SYSTEM, article_id=1, sentence=CANCELED)
    work(full_newsroom.database)

    for path in ("/articles/1", f"/tasks/{article.id}", f"/approvals/{article.id}"):
        assert "Its publisher withdrew this article" in editor.get(path).text, path
    assert "article withdrawn" in editor.get(f"/tasks/{article.id}").text
