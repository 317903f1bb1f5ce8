"""Pages that are looked at again: putting one on the list. Who needs which is decided above."""

from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive.models import Snapshot, WatchedPage
from factcheck.db import insert_missing
from factcheck.queueing.outbox import add_job

CHECK = "check_page"


def watch_page(
    session: Session, *, purpose: str, url: str, snapshot: Snapshot | None = None
) -> WatchedPage:
    """Put a page on the list; without a copy of it, a worker is sent there at once."""
    values = {
        "purpose": purpose,
        "url": url,
        "host": (urlsplit(url).hostname or "").lower(),
        "checks": 0,
        "failure": "",
        "trusted": True,
    }
    insert_missing(session, WatchedPage, values)
    page = session.exec(
        select(WatchedPage)
        .where(WatchedPage.purpose == purpose, WatchedPage.url == url)
        .with_for_update()
    ).one()
    now = clock.now()
    if snapshot is not None:
        page.snapshot_id, page.checks, page.failure = snapshot.id, 0, ""
        page.asked_at = page.answered_at = now
        page.gone_at = page.gone_status = None
    elif page.snapshot_id is None:
        page.asked_at = now
        assert page.id is not None
        add_job(session, CHECK, page.id, url=url)
    session.add(page)
    session.flush()
    return page


def watched(session: Session, purpose: str, urls: set[str]) -> dict[str, WatchedPage]:
    """The pages on the list, by address."""
    if not urls:
        return {}
    rows = session.exec(
        select(WatchedPage).where(WatchedPage.purpose == purpose, col(WatchedPage.url).in_(urls))
    )
    return {row.url: row for row in rows}
