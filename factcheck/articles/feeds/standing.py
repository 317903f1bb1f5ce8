"""What an entry's own words mean for it: may it be taken, is it newer than what is known. Pure."""

from datetime import date, datetime
from urllib.parse import urlsplit

from factcheck.articles.feeds.entries import Entry
from factcheck.articles.models import FeedItem
from factcheck.messages import marked


def initial_state(
    entry: Entry, *, since: date | None, forbidden: frozenset[str], now: datetime
) -> tuple[str, str]:
    """The state in which an item is stored, and why it is not to be taken, if it is not."""
    if entry.status == "canceled":
        return "canceled", marked("Its publisher withdrew it.")
    if entry.status == "withheld":
        return "withheld", marked("Its publisher holds it back for now.")
    if entry.expires_at is not None and entry.expires_at <= now:
        return "expired", marked("It had expired when it came.")
    if since is not None and entry.published is not None and entry.published.date() < since:
        return "old", marked(
            "It is older than %(since)s, the feed's first day.", since=since.isoformat()
        )
    if not entry.text and not entry.url:
        return "failed", marked("The feed gives neither its text nor an address of its own.")
    if not entry.text and entry.url in forbidden:
        host = urlsplit(entry.url).hostname
        return "refused", marked(
            "robots.txt of %(host)s asks programs not to fetch this page.", host=host
        )
    return "waiting", ""


def is_newer(entry: Entry, row: FeedItem) -> bool:
    """Whether an entry says something that its item does not say yet.

    ninjs counts its versions, and an older one may come late; of others a changed digest tells.
    """
    if entry.digest == row.digest:
        return False
    if entry.version.isdecimal() and row.version.isdecimal():
        new, old = int(entry.version), int(row.version)
        if new != old:
            return new > old
    if entry.version_created and row.version_created:
        return entry.version_created > row.version_created
    return entry.version != row.version or not entry.version
