"""Reading feeds: the list with what each brought, one feed's items, its trouble in words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.models import Feed, FeedItem
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.messages import marked

DAYS = 14
_FAILURES = (
    marked("first failure: %(reason)s"),
    marked("second failure: %(reason)s"),
    marked("third failure: %(reason)s"),
    marked("fourth failure: %(reason)s"),
    marked("fifth failure: %(reason)s"),
    marked("sixth failure: %(reason)s"),
    marked("seventh failure: %(reason)s"),
    marked("eighth failure: %(reason)s"),
    marked("ninth failure: %(reason)s"),
)


@dataclass(frozen=True)
class FeedRow:
    """A feed with what it brought: items by state, and new ones a day, the oldest day first."""

    feed: Feed
    counts: dict[str, int]
    days: list[tuple[date, int]]

    @property
    def items(self) -> int:
        return sum(self.counts.values())

    @property
    def per_day(self) -> float:
        """The mean over the days before today."""
        return sum(count for _, count in self.days[:-1]) / (len(self.days) - 1)


def trouble_of(feed: Feed) -> str:
    """Why a feed gave nothing the last time, as a sentence without its next try; empty if it did.

    As in “third failure: the server answered 403”.
    """
    if feed.state == "stopped":
        return _("stopped: %(reason)s", reason=translated(feed.failure))
    if not feed.failures:
        return ""
    reason = translated(feed.failure)
    if feed.failures <= len(_FAILURES):
        return _(_FAILURES[feed.failures - 1], reason=reason)
    return _("%(number)sth failure: %(reason)s", number=feed.failures, reason=reason)


def list_feeds(session: Session, *, after: int | None = None, limit: int = 100) -> list[FeedRow]:
    """Feeds in the order in which they were added; `after` is the id of the last one seen."""
    statement = select(Feed).order_by(col(Feed.id)).limit(limit)
    if after is not None:
        statement = statement.where(col(Feed.id) > after)
    return _rows(session, list(session.exec(statement)))


def read_feed_row(session: Session, feed: Feed) -> FeedRow:
    return _rows(session, [feed])[0]


def _rows(session: Session, feeds: list[Feed]) -> list[FeedRow]:
    ids = [feed.id for feed in feeds]
    counts: dict[int, dict[str, int]] = {}
    for feed_id, state, count in session.exec(
        select(FeedItem.feed_id, FeedItem.state, func.count())
        .where(col(FeedItem.feed_id).in_(ids))
        .group_by(col(FeedItem.feed_id), col(FeedItem.state))
    ):
        counts.setdefault(feed_id, {})[state] = count
    days = _days(session, ids)
    return [FeedRow(feed, counts.get(feed.id or 0, {}), days[feed.id or 0]) for feed in feeds]


def _days(session: Session, ids: list[int | None]) -> dict[int, list[tuple[date, int]]]:
    """New items a day. In sums, because the databases cut times into days differently."""
    today = clock.now().date()
    dates = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    statement = (
        select(FeedItem.feed_id, *(func.sum(_on(one)) for one in dates))
        .where(col(FeedItem.feed_id).in_(ids), col(FeedItem.seen_at) >= _midnight(dates[0]))
        .group_by(col(FeedItem.feed_id))
    )
    found = {int(one or 0): [(day, 0) for day in dates] for one in ids}
    for feed_id, *sums in session.execute(statement):
        found[feed_id] = [(day, int(count)) for day, count in zip(dates, sums, strict=True)]
    return found


def _on(day: date) -> ColumnElement[int]:
    seen = col(FeedItem.seen_at)
    return case(
        ((seen >= _midnight(day)) & (seen < _midnight(day + timedelta(days=1))), 1), else_=0
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def list_items(
    session: Session, feed_id: int, *, state: str = "", before: int | None = None, limit: int = 50
) -> list[FeedItem]:
    """A feed's items, the newest first; of one state if wished."""
    statement = select(FeedItem).where(FeedItem.feed_id == feed_id)
    if state:
        statement = statement.where(FeedItem.state == state)
    if before is not None:
        statement = statement.where(col(FeedItem.id) < before)
    return list(session.exec(statement.order_by(col(FeedItem.id).desc()).limit(limit)))
