"""What a press agency says of an item later: newer, withheld, under embargo, withdrawn."""

from datetime import timedelta
from typing import Any

import pytest

from factcheck import clock
from factcheck.articles.feeds.service import poll_due_feeds
from factcheck.articles.models import FeedItem
from factcheck.articles.service import EXTRACT, list_versions
from factcheck.db import Database
from factcheck.tasks.guards import REVIEWER
from factcheck.tasks.queries import TaskFilter, history_of, list_tasks
from factcheck.tasks.service import take_task
from tests.articles.feeds.documents import WORDS, as_json, ninjs
from tests.articles.feeds.publisher import (
    Publisher,
    articles,
    due_jobs,
    follow,
    hurry,
    items,
    poll_again,
    work,
)
from tests.web.newsroom import Newsroom

CHANGED = WORDS.replace("4.2 million", "42 million")


def send(publisher: Publisher, *values: dict[str, Any]) -> str:
    return publisher.publish(as_json(list(values)), kind="application/json")


def body(text: str) -> list[dict[str, str]]:
    return [{"role": "main", "contentType": "text/plain", "value": text}]


def item(database: Database) -> FeedItem:
    (found,) = items(database).values()
    return found


def texts(database: Database) -> list[str]:
    """The versions of the one article."""
    (article,) = articles(database)
    with database.read() as session:
        return [version.text for version in list_versions(session, article.id or 0)]


def test_a_higher_version_is_a_new_version_and_a_late_older_one_is_nothing(
    database: Database, publisher: Publisher
) -> None:
    feed_id = follow(database, send(publisher, ninjs(version="9", bodies=body(WORDS))), "ninjs")
    work(database)

    send(publisher, ninjs(version="10", bodies=body(CHANGED)))
    poll_again(database, feed_id)
    send(publisher, ninjs(version="8", bodies=body("Something quite else, and much older.")))
    poll_again(database, feed_id)

    assert texts(database) == [WORDS, CHANGED]
    assert item(database).version == "10"


def test_without_a_count_the_moment_of_the_version_tells(
    database: Database, publisher: Publisher
) -> None:
    at = "2024-11-12T{}:00:00Z".format
    plain = ninjs(version="", versionCreated=at("09"), bodies=body(WORDS))
    feed_id = follow(database, send(publisher, plain), "ninjs")
    work(database)

    send(publisher, ninjs(version="", versionCreated=at("10"), bodies=body(CHANGED)))
    poll_again(database, feed_id)
    send(publisher, ninjs(version="", versionCreated=at("08"), bodies=body("Older words.")))
    poll_again(database, feed_id)

    assert texts(database) == [WORDS, CHANGED]


def test_withheld_is_held_until_it_is_released(database: Database, publisher: Publisher) -> None:
    feed_id = follow(database, send(publisher, ninjs(pubStatus="withheld")), "ninjs")
    work(database)
    assert (item(database).state, articles(database)) == ("withheld", [])

    send(publisher, ninjs(version="2"))
    poll_again(database, feed_id)

    assert item(database).state == "taken"
    assert len(articles(database)) == 1


def test_an_embargo_is_honoured_to_its_end(database: Database, publisher: Publisher) -> None:
    # given an item under embargo for a moment
    end = clock.now() + timedelta(seconds=3)
    follow(database, send(publisher, ninjs(embargoedUntil=end.isoformat())), "ninjs")
    work(database)
    if clock.now() < end:
        assert (item(database).state, articles(database)) == ("waiting", [])
        assert due_jobs(database) == []

    # when it has ended and the timetable comes round
    while clock.now() < end:
        pass
    with database.write() as session:
        poll_due_feeds(session)
    work(database)

    assert item(database).state == "taken"


def test_what_has_expired_is_not_taken(database: Database, publisher: Publisher) -> None:
    past = (clock.now() - timedelta(hours=1)).isoformat()
    follow(database, send(publisher, ninjs(expires=past)), "ninjs")

    work(database)

    assert (item(database).state, articles(database)) == ("expired", [])


def test_canceled_before_it_came_is_never_taken(database: Database, publisher: Publisher) -> None:
    follow(database, send(publisher, ninjs(pubStatus="canceled")), "ninjs")

    work(database)

    assert (item(database).state, articles(database)) == ("canceled", [])


def test_a_part_without_an_address_says_that_it_cannot_be_read(
    database: Database, publisher: Publisher
) -> None:
    follow(database, send(publisher, ninjs(representationType="partial")), "ninjs")

    work(database)

    assert item(database).state == "failed"
    assert "neither its text nor an address" in item(database).failure


def test_a_canceled_article_is_withdrawn_and_its_tasks_are_told(
    room: Newsroom, publisher: Publisher
) -> None:
    # given an agency's article with tasks, one of them held by a reviewer
    database = room.database
    feed_id = follow(database, send(publisher, ninjs()), "ninjs")
    work(database, EXTRACT, "gather_context")
    article = articles(database)[-1]
    with database.write() as session:
        mine = TaskFilter(article_id=article.id, states=("ready",))
        held = list_tasks(session, mine)[0].task
        reviewer = room.actor("reviewer")
        assert REVIEWER in reviewer.roles
        held = take_task(
            session, actor=reviewer, task_id=held.id or 0, version=None, lease_minutes=15
        )

    # when the agency withdraws it
    send(publisher, ninjs(version="2", pubStatus="canceled"))
    poll_again(database, feed_id)

    # then the article says so, and the holder's page is of an older version now
    article = articles(database)[-1]
    assert article.withdrawn.startswith("Its publisher withdrew this article")
    assert texts_of(database, article.id) == [1]
    with database.read() as session:
        rows = list_tasks(session, TaskFilter(article_id=article.id))
        told = [history_of(session, row.task.id or 0)[-1].action for row in rows]
        now = next(row.task for row in rows if row.task.id == held.id)
    assert set(told) == {"task.article_withdrawn"}
    assert (now.state, now.holder_id) == ("in_review", held.holder_id)
    assert now.version == held.version + 1

    # and when it is released again, they are told that too
    send(publisher, ninjs(version="3"))
    poll_again(database, feed_id)
    hurry(database, "release_items")
    work(database)
    assert articles(database)[-1].withdrawn == ""
    with database.read() as session:
        assert history_of(session, held.id or 0)[-1].action == "task.article_released"


def texts_of(database: Database, article_id: int | None) -> list[int]:
    with database.read() as session:
        return [version.number for version in list_versions(session, article_id or 0)]


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_saying_it_twice_tells_once(database: Database, publisher: Publisher, status: str) -> None:
    feed_id = follow(database, send(publisher, ninjs()), "ninjs")
    work(database)
    for version in ("2", "3"):
        send(publisher, ninjs(version=version, pubStatus=status, expires=f"2099-01-0{version}"))
        poll_again(database, feed_id)

    assert item(database).state == status
    assert articles(database)[0].withdrawn
