"""From an item to its article: its text is here, or its page is fetched."""

from dataclasses import dataclass

from sqlmodel import Session, select

from factcheck import clock
from factcheck.archive.service import Copy, keep_copy, record_snapshot
from factcheck.archive.store import Archive
from factcheck.archive.watching import watch_page
from factcheck.articles.fetching import fetch_article
from factcheck.articles.models import FeedItem
from factcheck.articles.reading_result import ReadArticle
from factcheck.articles.service import add_article, latest_version, store_fetched_text
from factcheck.articles.text import text_hash, tidy_text
from factcheck.audit.log import Actor
from factcheck.db import Database
from factcheck.net.policy import FetchPolicy

# A failed one too, because a person may retry its job.
_OPEN = ("taking", "failed")


@dataclass(frozen=True)
class ReadItem:
    """An item's article, and the digest of the words of the feed that it was read for.

    `copy` is its page as it was kept, None where the feed had the whole text.
    """

    article: ReadArticle
    digest: str
    copy: Copy | None = None


def read_item(
    database: Database, item_id: int, *, policy: FetchPolicy, archive: Archive
) -> ReadItem | None:
    """The item's article, outside any transaction; None for one that is no longer to be taken.

    Raises `InvalidInput` when its page holds no article, `FetchFailed` when another try may help.
    """
    with database.read() as session:
        item = session.get(FeedItem, item_id)
    if item is None or item.state not in _OPEN:
        return None
    if item.text:
        read = ReadArticle(
            title=item.title,
            text=item.text,
            published=item.published,
            language=item.language or None,
            site_name=item.outlet or None,
        )
    else:
        fetched = fetch_article(item.url, policy=policy)
        copy = keep_copy(fetched.page, url=item.url, archive=archive)
        return ReadItem(fetched.read, item.digest, copy)
    return ReadItem(read, item.digest)


def store_item(session: Session, *, actor: Actor, item_id: int, read: ReadItem | None) -> None:
    """Make the item's article, or a new version of it if its text changed; the same is nothing."""
    item = _locked(session, item_id)
    if item is None or read is None or item.state not in _OPEN:
        return
    if item.digest != read.digest:
        # The feed said something newer while the page was read.
        item.state = "waiting"
    else:
        item.article_id = _keep(session, actor, item, read)
        item.state, item.failure, item.text = "taken", "", ""
    item.updated_at = clock.now()
    session.add(item)


def _keep(session: Session, actor: Actor, item: FeedItem, taken_in: ReadItem) -> int:
    read, snapshot_id = taken_in.article, None
    if taken_in.copy is not None:
        snapshot = record_snapshot(session, copy=taken_in.copy, text=tidy_text(read.text))
        watch_page(session, purpose="article", url=item.url, snapshot=snapshot)
        snapshot_id = snapshot.id
    if item.article_id is not None:
        latest = latest_version(session, item.article_id)
        if latest is None or latest.sha256 != text_hash(tidy_text(read.text)):
            store_fetched_text(
                session,
                actor=actor,
                article_id=item.article_id,
                read=read,
                snapshot_id=snapshot_id,
            )
        return item.article_id
    published = item.published or read.published
    taken = add_article(
        session,
        actor=actor,
        text=read.text,
        title=item.title or read.title,
        url=item.url or None,
        outlet=item.outlet or read.site_name or "",
        language=item.language or read.language or "en",
        published=getattr(published, "date", lambda: published)(),
        snapshot_id=snapshot_id,
    )
    assert taken.article.id is not None
    return taken.article.id


def fail_item(session: Session, *, item_id: int, reason: str) -> None:
    """Note why an item did not become an article; a changed one is tried again."""
    item = _locked(session, item_id)
    if item is not None and item.state == "taking":
        item.state, item.failure, item.updated_at = "failed", reason, clock.now()
        session.add(item)


def _locked(session: Session, item_id: int) -> FeedItem | None:
    return session.exec(
        select(FeedItem)
        .where(FeedItem.id == item_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
