"""Polling: what a feed says is compared with what is known, and what is new is stored to wait."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.feeds.entries import Entry
from factcheck.articles.feeds.fetching import Asked, Known, ask_feed, ask_robots
from factcheck.articles.feeds.releasing import RELEASE
from factcheck.articles.feeds.standing import initial_state, is_newer
from factcheck.articles.models import Feed, FeedItem
from factcheck.articles.withdrawal import CANCELED, WITHHELD, note_withdrawn
from factcheck.audit.log import Actor, record_event
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.messages import marked
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchPolicy
from factcheck.queueing.outbox import add_job

POLL = "poll_feed"
# So many items are stored in one transaction; the rest at the next poll, which then comes soon.
MOST_PER_POLL = 2_000
SOON = timedelta(minutes=1)
LONGEST_BACKOFF = timedelta(days=1)
# A sitemap that calls more than these, and half of all, changed says nothing by it.
MOST_CHANGED = 20
_HTTP_GONE = 410
_PASSED_A_LIMIT = ("size", "ratio", "memory")
_TOO_LARGE = marked(
    "It is larger than is read at once (5 MB, 20 MB unpacked). Follow a part of it, such as one "
    "section or its newest items."
)
_UNREAD = marked("The robots.txt of %(host)s could not be read, so its pages are left for later.")
_CHUNK = 500


@dataclass(frozen=True)
class Poll:
    """What asking a feed gave. `fresh` are the entries that are new or changed; `forbidden` the
    addresses that robots.txt closes. `failure` says in words why it gave nothing, or not all;
    `retry_after` is how many seconds the server asked us to wait.
    """

    asked: Asked | None = None
    fresh: tuple[Entry, ...] = ()
    forbidden: frozenset[str] = frozenset()
    complete: bool = True
    failure: str = ""
    retry_after: float = 0.0
    gone: bool = False


@dataclass(frozen=True)
class Stored:
    """What a poll changed: how many items are new, how many changed."""

    new: int = 0
    changed: int = 0
    failure: str = ""


def ask(database: Database, feed_id: int, *, policy: FetchPolicy) -> Poll:
    """Ask a feed, outside any transaction. Its failures are an answer too."""
    with database.read() as session:
        feed = session.get(Feed, feed_id)
    if feed is None:
        return Poll()
    try:
        asked = ask_feed(feed.url, policy=policy, known=_known_of(feed))
        return _sift(database, feed_id, asked, policy)
    except FetchFailed as error:
        reason = (
            marked("the server answered %(status)s", status=error.status)
            if error.status
            else str(error)
        )
        return Poll(
            failure=reason,
            retry_after=error.retry_after or 0.0,
            gone=error.status == _HTTP_GONE,
        )
    except (Refused, InvalidInput) as error:
        too_large = isinstance(error, Refused) and error.reason in _PASSED_A_LIMIT
        return Poll(failure=_TOO_LARGE if too_large else str(error))


def _known_of(feed: Feed) -> Known:
    # Their clocks are not ours: a day's grace.
    since = feed.last_poll - timedelta(days=1) if feed.last_poll and not feed.failures else None
    if feed.kind == "wordpress" and not feed.body_sha256:
        # The last answer was not stored to its end, so its older posts are wanted too.
        since = None
    return Known(feed.etag, feed.last_modified, feed.body_sha256, since, feed.kind)


def _sift(database: Database, feed_id: int, asked: Asked, policy: FetchPolicy) -> Poll:
    """Leave out what is known, what is too much for one poll, and what robots.txt forbids."""
    if asked.feed is None:
        return Poll(asked)
    with database.read() as session:
        fresh = _fresh(session, feed_id, asked.feed.entries)
    chosen = fresh[:MOST_PER_POLL]
    told = ask_robots(
        (entry.url for entry in chosen if entry.url and not entry.text), policy=policy
    )
    kept = tuple(entry for entry in chosen if entry.text or entry.url not in told.later)
    failure = marked(_UNREAD, host=told.unread[0]) if told.unread else ""
    complete = len(kept) == len(fresh)
    return Poll(asked, kept, told.forbidden, complete=complete, failure=failure)


def _fresh(session: Session, feed_id: int, entries: Sequence[Entry]) -> list[Entry]:
    known = _known_items(session, feed_id, (entry.key for entry in entries))
    changed = {
        entry.key for entry in entries if entry.key in known and is_newer(entry, known[entry.key])
    }
    hinted = {entry.key for entry in entries if entry.key in changed and not entry.text}
    if len(hinted) > MOST_CHANGED and len(hinted) > len(known) / 2:
        changed -= hinted
    return [entry for entry in entries if entry.key not in known or entry.key in changed]


def _known_items(session: Session, feed_id: int, keys: Iterable[str]) -> dict[str, FeedItem]:
    found: dict[str, FeedItem] = {}
    for chunk in _chunks(list(keys)):
        rows = session.exec(
            select(FeedItem).where(FeedItem.feed_id == feed_id, col(FeedItem.key).in_(chunk))
        )
        found |= {row.key: row for row in rows}
    return found


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def store_poll(
    session: Session, *, actor: Actor, feed_id: int, poll: Poll, interval: timedelta
) -> Stored:
    """Store what a poll gave, and when the feed is asked next."""
    feed = session.exec(select(Feed).where(Feed.id == feed_id).with_for_update()).first()
    if feed is None:
        return Stored()  # removed meanwhile
    now = clock.now()
    feed.last_poll = feed.updated_at = now
    session.add(feed)
    if poll.failure:
        _note_failure(session, actor, feed, poll, interval)
    else:
        feed.failures, feed.failure = 0, ""
        feed.next_poll = now + (interval if poll.complete else SOON)
    if poll.asked is not None and poll.asked.feed is not None:
        feed.title = feed.title or poll.asked.feed.title
        known = poll.asked.known if poll.complete else Known()
        feed.etag, feed.last_modified = known.etag, known.last_modified
        feed.body_sha256 = known.body_sha256
    if poll.fresh:
        # Before any item is locked: the job that lets items go is locked before they are.
        add_job(session, RELEASE, 0)
    stored = _store_entries(session, actor, feed, poll, now)
    if stored.new or stored.changed:
        record_event(
            session,
            actor=actor,
            action="feed.items_stored",
            object_type="feed",
            object_id=feed_id,
            new=stored.new,
            changed=stored.changed,
        )
    return stored


def _note_failure(
    session: Session, actor: Actor, feed: Feed, poll: Poll, interval: timedelta
) -> None:
    feed.failures += 1
    feed.failure = poll.failure
    wait = max(interval * 2 ** min(feed.failures - 1, 16), _seconds(poll.retry_after))
    feed.next_poll = clock.now() + min(wait, LONGEST_BACKOFF)
    if poll.gone:
        feed.state, feed.failure = "stopped", marked("its publisher ended it (410)")
        record_event(
            session,
            actor=actor,
            action="feed.stopped",
            object_type="feed",
            object_id=feed.id or 0,
            reason=feed.failure,
        )


def _seconds(asked_for: float) -> timedelta:
    return timedelta(seconds=min(asked_for, LONGEST_BACKOFF.total_seconds()))


def _store_entries(session: Session, actor: Actor, feed: Feed, poll: Poll, now: datetime) -> Stored:
    known = _known_items(session, feed.id or 0, (entry.key for entry in poll.fresh))
    new: list[dict[str, Any]] = []
    changed = 0
    for entry in poll.fresh:
        row = known.get(entry.key)
        state, failure = initial_state(entry, since=feed.since, forbidden=poll.forbidden, now=now)
        values = _values(entry, now) | {"state": state, "failure": failure}
        if row is None:
            new.append(values | {"feed_id": feed.id, "key": entry.key, "seen_at": now})
        elif is_newer(entry, row):
            changed += 1
            _change(session, actor, row, values)
    if new:
        session.execute(insert(FeedItem), new)
    return Stored(len(new), changed, poll.failure)


def _values(entry: Entry, now: datetime) -> dict[str, Any]:
    return {
        "url": entry.url,
        "host": "" if entry.text else urlsplit(entry.url).netloc.lower(),
        "title": entry.title,
        "text": entry.text,
        "language": entry.language,
        "outlet": entry.outlet,
        "published": entry.published,
        "digest": entry.digest,
        "version": entry.version,
        "version_created": entry.version_created,
        "not_before": entry.embargoed_until or now,
        "expires_at": entry.expires_at,
        "updated_at": now,
    }


def _change(session: Session, actor: Actor, row: FeedItem, values: dict[str, Any]) -> None:
    """A known item came again with something else: a new text, or another standing."""
    for name, value in values.items():
        setattr(row, name, value)
    if row.state == "old" and row.article_id is not None:
        row.state, row.failure = "waiting", ""
    session.add(row)
    if row.article_id is not None:
        sentence = {"canceled": CANCELED, "withheld": WITHHELD}.get(row.state, "")
        note_withdrawn(session, actor=actor, article_id=row.article_id, sentence=sentence)
