"""A feed's whole way, on both databases: asked, stored, taken, asked again."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.feeds.polling import ask, store_poll
from factcheck.articles.feeds.queries import list_feeds, list_items, trouble_of
from factcheck.articles.feeds.service import (
    checked_feed_address,
    pause_feed,
    poll_due_feeds,
    remove_feed,
    resume_feed,
)
from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import EXTRACT, latest_version, list_versions
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.net.policy import policy_for
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import retry_job
from factcheck.settings import Settings
from factcheck.tasks.models import Task
from tests.articles.feeds.documents import WORDS, day, rss, rss_item
from tests.articles.feeds.publisher import (
    Publisher,
    article_page,
    articles,
    due_jobs,
    feed_of,
    follow,
    items,
    poll_again,
    work,
)

OTHER = (
    "The port of the neighbouring town was closed on Monday because of a storm warning. "
    "Three ferries waited outside for six hours, the harbour master, Ben Wood, said. "
    "Nobody was hurt, and the ferries came in after dark. It was the second closure of the month, "
    "after one on the fourth of November that had lasted for a whole day and a night in all."
)


def test_items_with_their_text_become_articles_without_a_further_request(
    database: Database, publisher: Publisher
) -> None:
    follow(database, publisher.publish(rss(rss_item(1, text=WORDS), rss_item(2, text=OTHER))))

    work(database)

    assert publisher.requests == ["/feed"]
    first, second = articles(database)
    assert {first.title, second.title} == {"Quay 1", "Quay 2"}
    assert (first.outlet, first.language, first.state) == (
        "The Harbour Post",
        "en-gb",
        "extracting",
    )
    assert first.published == day(12).date()
    assert {item.state for item in items(database).values()} == {"taken"}


def test_an_item_without_its_text_is_fetched_by_its_link(
    database: Database, publisher: Publisher
) -> None:
    publisher.publish(article_page(), "/quay/1", kind="text/html")
    follow(database, publisher.publish(rss(rss_item(link="/quay/1"))))

    work(database)

    assert publisher.requests == ["/feed", "/robots.txt", "/quay/1"]
    (article,) = articles(database)
    assert (article.url, article.title) == (publisher.url("/quay/1"), "Quay 1")
    with database.read() as session:
        version = latest_version(session, article.id or 0)
    assert version is not None
    assert "4.2 million euros" in version.text


def test_a_robots_txt_that_cannot_be_read_leaves_the_pages_for_later_and_says_so(
    database: Database, publisher: Publisher
) -> None:
    publisher.publish(article_page(), "/quay/1", kind="text/html")
    publisher.publish(b"", "/robots.txt", status=503)
    follow(database, publisher.publish(rss(rss_item(link="/quay/1"), rss_item(2, text=OTHER))))
    work(database)

    # What came with its text needs no page; the other is not given up for a server's bad day.
    assert [item.title for item in items(database).values()] == ["Quay 2"]
    assert publisher.count("/quay/1") == 0
    assert "robots.txt of 127.0.0.1" in feed_of(database, 1).failure

    publisher.publish(b"", "/robots.txt", status=404)
    poll_again(database, 1)

    assert {item.state for item in items(database).values()} == {"taken"}
    assert (feed_of(database, 1).failures, feed_of(database, 1).failure) == (0, "")


def test_a_page_that_robots_txt_closes_is_not_asked_for(
    database: Database, publisher: Publisher
) -> None:
    publisher.publish(b"User-agent: *\nDisallow: /quay/\n", "/robots.txt", kind="text/plain")
    follow(database, publisher.publish(rss(rss_item(link="/quay/1"))))

    work(database)

    (item,) = items(database).values()
    assert item.state == "refused"
    assert "robots.txt of 127.0.0.1 asks programs not to fetch this page" in item.failure
    assert publisher.count("/quay/1") == 0


def test_a_page_without_an_article_fails_in_words_and_can_be_retried(
    database: Database, publisher: Publisher
) -> None:
    publisher.publish(
        b"<!doctype html><title>Log in</title><p>Log in.</p>", "/quay/1", kind="text/html"
    )
    follow(database, publisher.publish(rss(rss_item(link="/quay/1"))))

    work(database)

    (item,) = items(database).values()
    assert (item.state, item.article_id) == ("failed", None)
    assert "No article was found in this page" in item.failure
    assert articles(database) == []

    # and once the page is there, a person's retry takes it
    publisher.publish(article_page(), "/quay/1", kind="text/html")
    with database.write() as session:
        job = session.exec(select(Outbox).where(Outbox.state == "dead")).one()
        retry_job(session, actor=SYSTEM, job_id=job.id or 0)
    work(database)
    assert [item.state for item in items(database).values()] == ["taken"]


def test_unchanged_is_asked_for_on_conditions_and_changes_nothing(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, publisher.publish(rss(rss_item(text=WORDS))))
    work(database)
    before = counted(database)

    poll_again(database, feed_id)

    assert publisher.conditions[0] == ""
    assert publisher.conditions[1] == feed_of(database, feed_id).etag != ""
    assert counted(database) == before


def test_the_same_bytes_from_a_server_without_conditions_change_nothing(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, publisher.publish(rss(rss_item(text=WORDS)), etag=False))
    work(database)
    before = counted(database)

    poll_again(database, feed_id)

    assert counted(database) == before


def test_other_bytes_that_say_the_same_change_nothing(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, publisher.publish(rss(rss_item(text=WORDS))))
    work(database)
    before = counted(database)

    publisher.publish(rss(rss_item(text=WORDS), title="The Harbour Post, newly built at 12:01"))
    poll_again(database, feed_id)

    assert counted(database) == before


def test_a_changed_text_is_a_new_version_whose_claims_are_anchored_moved_or_orphaned(
    database: Database, publisher: Publisher
) -> None:
    # given an article from a feed, with its claims and their tasks
    feed_id = follow(database, publisher.publish(rss(rss_item(text=WORDS))))
    work(database, EXTRACT)
    before = claims(database)
    tasks = task_ids(database)
    quote = "We will spend 4.2 million euros on it"
    assert {before[quote].anchor_state} == {"anchored"}
    promise = next(text for text in before if text.startswith("Work will begin in March"))

    # when the item comes again: one sentence inserted, one amount corrected
    changed = WORDS.replace("4.2 million", "5.2 million").replace(
        "Work will begin", "That was the mildest of their warnings so far. Work will begin"
    )
    publisher.publish(rss(rss_item(text=changed)))
    poll_again(database, feed_id, EXTRACT)

    # then it is version 2 of the same article, and no claim was lost or attached to a lookalike
    (article,) = articles(database)
    with database.read() as session:
        numbers = [one.number for one in list_versions(session, article.id or 0)]
    assert numbers == [1, 2]
    after = claims(database)
    assert after[quote].anchor_state == "orphaned"
    assert after[promise].anchor_state == "moved"
    first = next(text for text in before if text.startswith("The harbour council decided"))
    assert after[first].anchor_state == "anchored"
    assert after[promise].id == before[promise].id
    assert "We will spend 5.2 million euros on it" in after
    assert tasks <= task_ids(database)


def test_a_changed_page_of_a_known_link_is_a_new_version(
    database: Database, publisher: Publisher
) -> None:
    publisher.publish(article_page(), "/quay/1", kind="text/html")
    feed_id = follow(database, publisher.publish(rss(rss_item(link="/quay/1"))))
    work(database)

    publisher.publish(article_page(WORDS.replace("March", "May")), "/quay/1", kind="text/html")
    publisher.publish(rss(rss_item(link="/quay/1", title="Corrected: quay")))
    poll_again(database, feed_id)

    (article,) = articles(database)
    with database.read() as session:
        assert [one.number for one in list_versions(session, article.id or 0)] == [1, 2]


def test_failures_wait_longer_each_time_and_are_said_in_words(
    database: Database, publisher: Publisher
) -> None:
    url = publisher.publish(b"no", status=403)
    with time_machine.travel(day(12, 12), tick=False) as now:
        feed_id = follow(database, url)
        waits = []
        for _ in range(3):
            poll_once(database, feed_id)
            feed = feed_of(database, feed_id)
            waits.append((feed.next_poll - clock.now()).total_seconds() / 60)
            now.shift(1)
    assert waits == [15, 30, 60]
    assert trouble_of(feed) == "third failure: the server answered 403"
    assert feed.state == "active"

    publisher.publish(rss(rss_item(text=WORDS)))
    poll_again(database, feed_id)
    assert trouble_of(feed_of(database, feed_id)) == ""


def test_a_server_that_asks_us_to_wait_is_given_the_time(
    database: Database, publisher: Publisher
) -> None:
    url = publisher.publish(b"", status=429, headers={"Retry-After": "7200"})
    with time_machine.travel(day(12, 12), tick=False):
        feed_id = follow(database, url)
        poll_once(database, feed_id)
        assert feed_of(database, feed_id).next_poll == day(12, 14)


def test_a_feed_that_its_publisher_ended_is_asked_no_more(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, publisher.publish(b"gone", status=410))

    work(database)

    feed = feed_of(database, feed_id)
    assert feed.state == "stopped"
    assert trouble_of(feed) == "stopped: its publisher ended it (410)"
    with database.write() as session, time_machine.travel(day(12) + timedelta(days=9999)):
        assert poll_due_feeds(session) == 0


def test_what_is_no_feed_any_more_is_a_failure_and_not_an_error(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, publisher.publish(b"<!doctype html><p>Moved", kind="text/html"))

    work(database)

    assert "first failure: This is a web page, not a feed" in trouble_of(feed_of(database, feed_id))
    with database.read() as session:
        assert {row.state for row in session.exec(select(Outbox))} == {"done"}


def test_a_feed_that_memory_would_not_hold_is_refused_in_words(
    database: Database, publisher: Publisher
) -> None:
    wire = b'[{"uri":"urn:1","bodies":[{"value":"' + b"x" * 5_100_000 + b'"}]}]'
    feed_id = follow(database, publisher.publish(wire, kind="application/json"), "ninjs")

    work(database)

    assert "first failure: It is larger than is read at once" in trouble_of(
        feed_of(database, feed_id)
    )


def test_only_feeds_whose_turn_it_is_are_polled_and_each_once(database: Database) -> None:
    with time_machine.travel(day(12, 12), tick=False) as now:
        due, paused = (follow(database, f"https://harbour.example/{name}") for name in "ab")
        with database.write() as session:
            pause_feed(session, actor=SYSTEM, feed_id=paused)
        now.shift(3600)
        with database.write() as session:
            assert poll_due_feeds(session) == 1
        with database.write() as session:
            assert poll_due_feeds(session) == 0
        with database.write() as session:
            resume_feed(session, actor=SYSTEM, feed_id=paused)
    assert feed_of(database, paused).state == "active"
    assert feed_of(database, due).next_poll > day(12, 13)


def test_items_older_than_the_feeds_first_day_are_left_alone(
    database: Database, publisher: Publisher
) -> None:
    old = rss_item(1, text=WORDS, date="Mon, 11 Nov 2024 23:00:00 GMT")
    undated = rss_item(2, text=OTHER, date="")
    follow(database, publisher.publish(rss(old, undated)), since=day(12).date())

    work(database)

    states = {key: item.state for key, item in items(database).items()}
    assert states == {"tag:quay-1": "old", "tag:quay-2": "taken"}


def test_the_same_article_in_two_feeds_is_one(database: Database, publisher: Publisher) -> None:
    for path in ("/world", "/coast"):
        follow(database, publisher.publish(rss(rss_item(text=WORDS)), path))

    work(database)

    assert len(articles(database)) == 1
    with database.read() as session:
        rows = list_feeds(session)
        assert [row.counts for row in rows] == [{"taken": 1}, {"taken": 1}]
        assert [row.days[-1][1] for row in rows] == [1, 1]
        assert len(list_items(session, rows[0].feed.id or 0, state="taken")) == 1


def test_a_feed_is_kept_once_and_its_articles_outlive_it(
    database: Database, publisher: Publisher
) -> None:
    url = publisher.publish(rss(rss_item(text=WORDS)))
    feed_id = follow(database, url)
    assert follow(database, f" {url} ") == feed_id
    work(database)

    with database.write() as session:
        remove_feed(session, actor=SYSTEM, feed_id=feed_id)
    work(database)

    assert items(database) == {}
    assert len(articles(database)) == 1
    with database.read() as session:
        actions = session.exec(select(Event.action).where(Event.object_type == "feed")).all()
    assert actions == ["feed.added", "feed.items_stored", "feed.removed"]


def test_a_feed_that_is_removed_while_it_is_asked_leaves_nothing(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, publisher.publish(rss(rss_item(text=WORDS))))
    with database.write() as session:
        remove_feed(session, actor=SYSTEM, feed_id=feed_id)

    work(database)

    assert items(database) == {}
    assert due_jobs(database) == []


@pytest.mark.parametrize("url", ["", "harbour.example/feed", "file:///etc/passwd", "ftp://a.b/c"])
def test_what_is_no_web_address_is_no_feed(url: str) -> None:
    with pytest.raises(InvalidInput):
        checked_feed_address(url)


def counted(database: Database) -> tuple[int, int, int]:
    """Versions, claims and tasks."""
    with database.read() as session:
        return tuple(
            len(session.exec(select(table.id)).all()) for table in (ArticleVersion, Claim, Task)
        )  # type: ignore[return-value]


def claims(database: Database) -> dict[str, Claim]:
    with database.read() as session:
        return {row.text: row for row in session.exec(select(Claim).order_by(col(Claim.id)))}


def task_ids(database: Database) -> set[int]:
    with Session(database.engine) as session:
        return {int(one or 0) for one in session.exec(select(Task.id))}


def poll_once(database: Database, feed_id: int) -> None:
    """A poll without a job: those wait for the database's own time, which a test cannot move."""
    poll = ask(database, feed_id, policy=policy_for(Settings()))
    with database.write() as session:
        store_poll(
            session, actor=SYSTEM, feed_id=feed_id, poll=poll, interval=timedelta(minutes=15)
        )
