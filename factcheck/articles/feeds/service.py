"""Use cases of feeds: adding, pausing, polling now, removing; the timetable's part."""

from datetime import date, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.feeds.fetching import Preview, preview_feed
from factcheck.articles.feeds.polling import POLL
from factcheck.articles.feeds.releasing import ask_for_release
from factcheck.articles.models import Feed, FeedItem
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.db import lock_name
from factcheck.errors import DoesNotFit, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchPolicy
from factcheck.queueing.outbox import add_job

# Until a poll that was asked for has said when the next one is.
_MEANWHILE = timedelta(minutes=10)
_MOST_AT_ONCE = 100


def checked_feed_address(url: str) -> str:
    """The address without blanks. Raises `InvalidInput` for what is none."""
    url = url.strip()
    if not is_web_address(url):
        raise InvalidInput(
            _("A feed's address should begin with https://."),
            {"url": _("Give an address that begins with https://.")},
        )
    return url


def look_at_feed(url: str, *, policy: FetchPolicy) -> Preview:
    """The first items of a feed that somebody is about to add. Slow: it asks the feed.

    Raises `InvalidInput`, said of the address, whatever the reason is that it gives no feed.
    """
    address = checked_feed_address(url)
    try:
        return preview_feed(address, policy=policy)
    except (FetchFailed, Refused, InvalidInput) as error:
        raise DoesNotFit(str(error), {"url": str(error)}) from error


def add_feed(
    session: Session, *, actor: Actor, url: str, preview: Preview, since: date | None = None
) -> tuple[Feed, bool]:
    """Keep a feed that was looked at; it is polled at once. A known address gives back its feed.

    `since` leaves out items that say they are older than that day. Returns the feed, and whether
    it is new.
    """
    url = checked_feed_address(url)
    lock_name(session, url)
    known = session.exec(select(Feed).where(Feed.url == url)).first()
    if known is not None:
        return known, False
    now = clock.now()
    feed = Feed(
        url=url,
        title=preview.title,
        kind=preview.kind,
        since=since,
        next_poll=now + _MEANWHILE,
        added_by=actor.id,
        created_at=now,
        updated_at=now,
    )
    session.add(feed)
    session.flush()
    _record(session, actor, feed, "added", url=url)
    add_job(session, POLL, _id(feed))
    return feed, True


def pause_feed(session: Session, *, actor: Actor, feed_id: int) -> Feed:
    """Ask a feed no more until somebody resumes it; items that wait are still taken."""
    feed = _locked(session, feed_id)
    if feed.state == "active":
        _set_state(session, feed, "paused")
        _record(session, actor, feed, "paused")
    return feed


def resume_feed(session: Session, *, actor: Actor, feed_id: int) -> Feed:
    """Ask a paused or stopped feed again, now and from now on."""
    feed = get_feed(session, feed_id)
    if feed.state != "active":
        feed = _ask_now(session, feed_id)
        _set_state(session, feed, "active")
        _record(session, actor, feed, "resumed")
    return feed


def poll_feed_now(session: Session, *, actor: Actor, feed_id: int) -> Feed:
    """Have a feed polled without waiting for its turn; a paused one stays paused afterwards."""
    get_feed(session, feed_id)
    feed = _ask_now(session, feed_id)
    _record(session, actor, feed, "poll_requested")
    return feed


def remove_feed(session: Session, *, actor: Actor, feed_id: int) -> None:
    """Forget a feed and its items. The articles that came from it stay."""
    feed = _locked(session, feed_id)
    session.execute(delete(FeedItem).where(col(FeedItem.feed_id) == feed_id))
    session.delete(feed)
    session.flush()
    _record(session, actor, feed, "removed", url=feed.url)


def poll_due_feeds(session: Session) -> int:
    """Have every feed polled whose turn it is, and items let go whose embargo ended."""
    now = clock.now()
    due = session.exec(
        select(Feed.id)
        .where(Feed.state == "active", col(Feed.next_poll) <= now)
        .order_by(col(Feed.next_poll))
        .limit(_MOST_AT_ONCE)
    ).all()
    for feed_id in due:
        _ask_now(session, int(feed_id or 0))
    ask_for_release(session)
    return len(due)


def get_feed(session: Session, feed_id: int) -> Feed:
    feed = session.get(Feed, feed_id)
    if feed is None:
        raise NotFound(_("There is no feed %(feed_id)s.", feed_id=feed_id))
    return feed


def _locked(session: Session, feed_id: int) -> Feed:
    feed = session.exec(
        select(Feed)
        .where(Feed.id == feed_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if feed is None:
        raise NotFound(_("There is no feed %(feed_id)s.", feed_id=feed_id))
    return feed


def _ask_now(session: Session, feed_id: int) -> Feed:
    # The job before the feed: a worker locks them in this order too.
    add_job(session, POLL, feed_id)
    feed = _locked(session, feed_id)
    # A turn that was asked for is not asked for again while its job waits.
    feed.next_poll = clock.now() + _MEANWHILE
    session.add(feed)
    return feed


def _set_state(session: Session, feed: Feed, state: str) -> None:
    feed.state, feed.updated_at = state, clock.now()
    if state == "active":
        feed.failures, feed.failure = 0, ""
    session.add(feed)


def _record(session: Session, actor: Actor, feed: Feed, verb: str, **payload: str) -> None:
    record_event(
        session,
        actor=actor,
        action=f"feed.{verb}",
        object_type="feed",
        object_id=_id(feed),
        **payload,
    )


def _id(feed: Feed) -> int:
    assert feed.id is not None
    return feed.id
