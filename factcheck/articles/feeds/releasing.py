"""Letting items go: a few at a time to each site, and none while other work waits.

All of it is in the database, so it holds however many workers run, and whatever the queue server
forgets. Items wait as rows; only those let go are jobs.
"""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck.articles.models import FeedItem
from factcheck.db import database_now
from factcheck.messages import marked
from factcheck.queueing.outbox import add_job, pending_summary

RELEASE = "release_items"
TAKE = "take_item"
# Let go and not yet taken, of one site; of texts that came with their feed.
AT_ONCE_PER_SITE = 2
AT_ONCE_WITH_TEXT = 20
# With so many jobs due, feeds wait: what a person added goes first.
MOST_DUE = 100


def release_items(session: Session, *, pace: float) -> int:
    """Make jobs of the items whose turn it is. Returns how many; 0 is normal.

    `pace` is the least number of seconds between two requests to one site. While items wait this
    asks for its own next run.
    """
    now = database_now(session)
    room = MOST_DUE - pending_summary(session).pending
    busy = dict(
        session.exec(
            select(FeedItem.host, func.count())
            .where(FeedItem.state == "taking")
            .group_by(col(FeedItem.host))
        ).all()
    )
    released = 0
    waiting = _waiting_sites(session, now)
    for host in waiting:
        most = AT_ONCE_PER_SITE if host else AT_ONCE_WITH_TEXT
        free = min(most - busy.get(host, 0), room - released)
        if free > 0:
            released += _release(session, host, free, now, pace if host else 0.0)
    if waiting:
        again = now + timedelta(seconds=pace * AT_ONCE_PER_SITE)
        add_job(session, RELEASE, 0, not_before=again)
    return released


def _waiting_sites(session: Session, now: datetime) -> list[str]:
    """The sites with items whose time has come, those that have waited longest first."""
    statement = (
        select(FeedItem.host)
        .where(FeedItem.state == "waiting", col(FeedItem.not_before) <= now)
        .group_by(col(FeedItem.host))
        .order_by(func.min(FeedItem.id))
        .limit(MOST_DUE)
    )
    return list(session.exec(statement))


def _release(session: Session, host: str, most: int, now: datetime, pace: float) -> int:
    items = session.exec(
        select(FeedItem)
        .where(
            FeedItem.state == "waiting",
            FeedItem.host == host,
            col(FeedItem.not_before) <= now,
        )
        .order_by(col(FeedItem.id))
        .limit(most)
    ).all()
    for number, item in enumerate(items):
        if item.expires_at is not None and item.expires_at <= now:
            item.state, item.failure = "expired", marked("It expired while it waited.")
            item.text = ""
        else:
            # The job before the item: a worker locks them in this order too.
            turn = now + timedelta(seconds=number * pace)
            add_job(
                session,
                TAKE,
                item.id or 0,
                not_before=turn,
                url=item.url if item.host else "",
            )
            item.state = "taking"
        session.add(item)
    return len(items)


def ask_for_release(session: Session) -> None:
    """Have items let go whose embargo ended; the timetable's part."""
    if _waiting_sites(session, database_now(session)):
        add_job(session, RELEASE, 0)
