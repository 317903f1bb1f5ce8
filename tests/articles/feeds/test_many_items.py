"""Ten thousand items are not ten thousand requests at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from redis.exceptions import RedisError
from sqlalchemy import insert
from sqlmodel import col, func, select

from factcheck import clock
from factcheck.articles.feeds import polling
from factcheck.articles.feeds.releasing import (
    AT_ONCE_PER_SITE,
    AT_ONCE_WITH_TEXT,
    MOST_DUE,
    RELEASE,
    TAKE,
    release_items,
)
from factcheck.articles.models import Article, FeedItem
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.db import Database, database_now
from factcheck.net.policy import policy_for
from factcheck.queueing.connection import connect
from factcheck.queueing.embedded import queue_url
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import add_job
from factcheck.settings import Settings
from tests.articles.feeds.documents import WORDS, sitemap
from tests.articles.feeds.publisher import (
    Answer,
    Publisher,
    article_page,
    feed_of,
    follow,
    items,
    poll_again,
    work,
)
from tests.cli.running import Desk, wait_until
from tests.e2e.test_many_machines import free_port

MANY = 10_000


def store(database: Database, number: int, *, hosts: tuple[str, ...], **more: Any) -> int:
    """A feed with so many items that wait, of these sites in turn."""
    feed_id = follow(database, f"https://harbour.example/{next(_NUMBERS)}")
    now = clock.now()
    plain = {
        "feed_id": feed_id,
        "digest": "",
        "title": "",
        "url": "",
        "text": "",
        "language": "",
        "outlet": "",
        "version": "",
        "state": "waiting",
        "failure": "",
        "not_before": now,
        "seen_at": now,
        "updated_at": now,
        **more,
    }
    rows = [plain | {"key": str(i), "host": hosts[i % len(hosts)]} for i in range(number)]
    with database.write() as session:
        session.execute(insert(FeedItem), rows)
    return feed_id


_NUMBERS = count()


def release(database: Database) -> int:
    with database.write() as session:
        return release_items(session, pace=1.0)


def taking(database: Database) -> Counter[str]:
    with database.read() as session:
        return Counter(session.exec(select(FeedItem.host).where(FeedItem.state == "taking")))


def pending(database: Database, kind: str) -> list[datetime]:
    with database.read() as session:
        rows = session.exec(select(Outbox).where(Outbox.state == "pending", Outbox.kind == kind))
        return sorted(row.next_dispatch for row in rows)


def finish(database: Database, state: str = "taken") -> None:
    """All that was let go is done."""
    with database.write() as session:
        for item in session.exec(select(FeedItem).where(FeedItem.state == "taking")):
            item.state = state
            session.add(item)
        for job in session.exec(select(Outbox).where(Outbox.kind == TAKE)):
            job.state, job.finished_at = "done", database_now(session)
            session.add(job)


def test_each_site_is_asked_for_two_pages_at_a_time_spread_by_its_pace(database: Database) -> None:
    store(database, MANY, hosts=("one.example", "two.example"))

    release(database)
    for _ in range(3):
        release(database)

    assert taking(database) == {"one.example": AT_ONCE_PER_SITE, "two.example": AT_ONCE_PER_SITE}
    first, second, third, fourth = pending(database, TAKE)
    assert second - first < timedelta(seconds=1) <= third - first
    assert fourth - second >= timedelta(seconds=1)
    (again,) = pending(database, RELEASE)
    assert again - first >= timedelta(seconds=1)


def test_a_site_whose_pages_do_not_come_back_gets_no_further_requests(database: Database) -> None:
    store(database, 10, hosts=("slow.example",))
    store(database, 10, hosts=("quick.example",))
    release(database)

    with database.write() as session:
        for item in session.exec(select(FeedItem).where(FeedItem.host == "quick.example")):
            if item.state == "taking":
                item.state = "taken"
                session.add(item)
    release(database)

    assert taking(database) == {"slow.example": 2, "quick.example": 2}


def test_texts_that_came_with_their_feed_wait_too(database: Database) -> None:
    store(database, MANY, hosts=("",), text=WORDS)

    release(database)
    release(database)

    assert taking(database) == {"": AT_ONCE_WITH_TEXT}


def test_feeds_wait_while_other_work_is_due(database: Database) -> None:
    store(database, 10, hosts=("one.example",))
    with database.write() as session:
        for number in range(MOST_DUE):
            add_job(session, "gather_context", number)

    assert release(database) == 0
    assert taking(database) == {}
    assert len(pending(database, RELEASE)) == 1


def test_many_sites_together_are_no_more_than_the_queue_takes(database: Database) -> None:
    store(database, 1_000, hosts=tuple(f"{number}.example" for number in range(500)))

    release(database)

    assert sum(taking(database).values()) <= MOST_DUE
    assert max(taking(database).values()) <= AT_ONCE_PER_SITE


def test_when_nothing_waits_nothing_is_asked_for(database: Database) -> None:
    store(database, 2, hosts=("one.example",))

    release(database)
    finish(database)
    with database.write() as session:
        for job in session.exec(select(Outbox).where(Outbox.kind == RELEASE)):
            session.delete(job)
    release(database)

    assert pending(database, RELEASE) == []


def test_a_poll_stores_so_many_and_asks_again_soon_for_the_rest(
    database: Database, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MOST_PER_POLL", 20)
    publisher.fallback = lambda path: Answer(b"no", "text/plain", 404)
    addresses = [f"/quay/{number}" for number in range(50)]
    feed_id = follow(database, publisher.publish(sitemap(*addresses), kind="application/xml"))

    seen = []
    for _ in range(4):
        poll_again(database, feed_id)
        feed = feed_of(database, feed_id)
        seen.append(
            (
                len(items(database)),
                bool(feed.etag),
                feed.next_poll - clock.now() < timedelta(minutes=2),
            )
        )

    assert seen == [(20, False, True), (40, False, True), (50, True, False), (50, True, False)]
    assert publisher.count("/robots.txt") == 3


def test_a_sitemap_that_calls_everything_changed_says_nothing(
    database: Database, publisher: Publisher
) -> None:
    publisher.fallback = lambda path: Answer(b"no", "text/plain", 404)
    addresses = [f"/quay/{number}" for number in range(50)]
    url = publisher.publish(sitemap(*addresses), kind="application/xml")
    feed_id = follow(database, url)
    work(database, rounds=1)
    before = {key: item.digest for key, item in items(database).items()}

    publisher.publish(sitemap(*addresses, lastmod="2024-11-20"), kind="application/xml")
    poll_again(database, feed_id)
    assert {key: item.digest for key, item in items(database).items()} == before

    few = sitemap(*addresses[:2], lastmod="2024-11-21")
    publisher.publish(few, kind="application/xml")
    poll_again(database, feed_id)
    changed = [key for key, item in items(database).items() if item.digest != before[key]]
    assert len(changed) == 2


@contextmanager
def running_desk(folder: Path, workers: int) -> Iterator[Desk]:
    desk = Desk(folder, port=free_port(), workers=workers)
    desk.arguments[2] = "worker.handlers:HANDLERS"
    try:
        desk.start()
        yield desk
    finally:
        desk.end()


@pytest.mark.slow
def test_ten_thousand_items_with_real_workers_and_a_queue_that_forgets(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three worker processes, a real queue server, a server that counts."""
    pace = 0.5
    monkeypatch.setenv("FACTCHECK_FEED_PACE_SECONDS", str(pace))
    monkeypatch.setattr(polling, "MOST_PER_POLL", MANY)
    publisher.fallback = lambda path: (
        Answer(article_page(f"{WORDS} This is page {path}."), "text/html")
        if path.startswith("/quay/")
        else Answer(b"", "text/plain", 404)
    )
    publisher.slowness = 0.2
    addresses = [f"/quay/{number}" for number in range(MANY)]
    publisher.publish(sitemap(*addresses), kind="application/xml")

    with running_desk(tmp_path / "desk", workers=3) as desk:
        feed_id = follow(desk.database, publisher.url())
        poll = polling.ask(desk.database, feed_id, policy=policy_for(Settings()))
        with desk.database.write() as session:
            hour = timedelta(hours=1)
            polling.store_poll(session, actor=SYSTEM, feed_id=feed_id, poll=poll, interval=hour)
        most_waiting = 0

        def taken() -> int:
            nonlocal most_waiting
            with desk.database.read() as session:
                waiting = select(func.count()).where(Outbox.state == "pending")
                most_waiting = max(most_waiting, session.exec(waiting).one())
                done = select(func.count()).where(FeedItem.state == "taken")
                return session.exec(done).one()

        wait_until(lambda: taken() >= 3, "the first items are taken")
        # a person's article goes through while thousands of items wait
        with desk.database.write() as session:
            mine = add_article(session, actor=SYSTEM, text="A person's own words, 7 of them.")
        wait_until(lambda: is_ready(desk.database, mine.article.id), "a person's article is read")
        forget_everything(desk.data)
        before = taken()
        wait_until(lambda: taken() >= before + 3, "items are taken after the queue forgot all")
        with desk.database.read() as session:
            stored = session.exec(select(func.count(col(FeedItem.id)))).one()

    pages = [
        at
        for path, at in zip(publisher.requests, publisher.times, strict=True)
        if path.startswith("/quay/")
    ]
    # For docs/feeds.md: `pytest -s`.
    print(f"{len(pages)} pages in {pages[-1] - pages[0]:.0f} s, {busiest_second(pages)} in the")
    print(f"busiest second, {publisher.most_running} at once, {most_waiting} jobs at most")
    assert stored == MANY
    assert publisher.most_running <= AT_ONCE_PER_SITE
    assert busiest_second(pages) <= 2 + 1 / pace
    assert most_waiting < MOST_DUE + 50


def is_ready(database: Database, article_id: int | None) -> bool:
    with database.read() as session:
        return session.get_one(Article, article_id).state == "ready"


def forget_everything(data: Path) -> None:
    try:
        connect(queue_url(Settings(data=data))).flushall()
    except RedisError as error:
        raise AssertionError("the queue server should be there to forget") from error


def busiest_second(times: list[float]) -> int:
    """The most requests that began within any one second."""
    return max(sum(1 for other in times if at <= other < at + 1) for at in times)
