"""Pages looked at again: which are due, what is fetched, and what follows when one has changed.

`look_at_page` works without a transaction; `store_look` puts what it saw in place in one.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive.models import Snapshot, WatchedPage
from factcheck.archive.service import Copy, get_snapshot, keep_copy, record_snapshot
from factcheck.archive.store import Archive
from factcheck.archive.watching import CHECK
from factcheck.articles.fetching import read_page_of_article
from factcheck.articles.models import Article
from factcheck.articles.reading_result import ReadArticle
from factcheck.articles.service import latest_version, store_fetched_text
from factcheck.articles.text import text_hash, tidy_text
from factcheck.audit.log import Actor, record_event
from factcheck.claims.models import Claim
from factcheck.context.evidence import link_copies
from factcheck.context.models import EvidenceItem
from factcheck.context.reading import SOURCE_TYPES, read_page_of_document
from factcheck.db import Database
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.net.client import fetch
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import PAGE_TYPES, FetchPolicy
from factcheck.net.robots import UNREAD, RobotsFiles
from factcheck.queueing.outbox import add_job
from factcheck.tasks.changes import tell_task
from factcheck.tasks.lifecycle import OPEN_STATES
from factcheck.tasks.models import ChangeNote, Task
from factcheck.tasks.telling import TOLD_STATES

GONE = (404, 410)
# Every third look asks without conditions, since some servers call a changed page unchanged.
UNCONDITIONAL = 3
# How many pages of one host are asked for in a round.
PER_HOST = 2
ROBOTS = marked("The site's robots.txt asks programs not to fetch this page again.")


@dataclass(frozen=True)
class Look:
    """What a look at a page gave.

    `same` is the server's word that nothing changed; `fetched` has the copy, its text, and the
    article for a page that is one; `gone` and `failed` have the status or a sentence.
    """

    outcome: Literal["same", "fetched", "gone", "failed"]
    copy: Copy | None = None
    text: str = ""
    article: ReadArticle | None = None
    status: int | None = None
    failure: str = ""


def _is_recent(days: int) -> ColumnElement[bool]:
    recent = clock.now() - timedelta(days=days)
    return or_(
        col(Task.state).in_(OPEN_STATES),
        and_(col(Task.state) == "approved", col(Task.updated_at) > recent),
    )


def _is_needed(days: int) -> ColumnElement[bool]:
    """Whether an open or recently approved task stands on the page."""
    of_article = (
        select(Task.id)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .join(Article, col(Article.id) == col(Claim.article_id))
        .where(col(Article.url) == col(WatchedPage.url), _is_recent(days))
    )
    of_evidence = (
        select(Task.id)
        .join(EvidenceItem, col(EvidenceItem.task_id) == col(Task.id))
        .where(col(EvidenceItem.url) == col(WatchedPage.url), _is_recent(days))
    )
    return or_(
        and_(col(WatchedPage.purpose) == "article", exists(of_article)),
        and_(col(WatchedPage.purpose) == "evidence", exists(of_evidence)),
    )


def _is_due(now: datetime, hours: tuple[float, ...]) -> ColumnElement[bool]:
    """Whether the wait after so many looks is over; after the last of `hours`, that one repeats."""
    checks, last = col(WatchedPage.checks), len(hours) - 1
    return or_(
        *(
            and_(
                checks == step if step < last else checks >= step,
                col(WatchedPage.asked_at) <= now - timedelta(hours=wait),
            )
            for step, wait in enumerate(hours)
        )
    )


def send_to_due_pages(
    session: Session, *, hours: tuple[float, ...], days: int, batch: int, per_host: int = PER_HOST
) -> int:
    """Send workers to pages that are due, those that have waited longest first.

    At most `batch` pages and `per_host` of one host a round; the rest waits for the next. Returns
    how many were sent for.
    """
    now = clock.now()
    turn = func.row_number().over(
        partition_by=col(WatchedPage.host),
        order_by=(col(WatchedPage.asked_at), col(WatchedPage.id)),
    )
    due = (
        select(WatchedPage.id, WatchedPage.asked_at, turn.label("turn"))
        .where(_is_due(now, hours), _is_needed(days))
        .subquery()
    )
    ids = session.exec(
        select(due.c.id)
        .where(due.c.turn <= per_host)
        .order_by(due.c.asked_at, due.c.id)
        .limit(batch)
    ).all()
    for page_id in ids:
        page = session.get_one(WatchedPage, page_id)
        add_job(session, CHECK, page_id, url=page.url)
        page.asked_at, page.checks = now, page.checks + 1
        session.add(page)
    return len(ids)


def look_at_page(
    database: Database,
    page_id: int,
    *,
    policy: FetchPolicy,
    archive: Archive,
    robots: RobotsFiles | None = None,
) -> Look:
    """Fetch a page, with conditions if there is a copy of it. Never raises for what a site does.

    The first time a person named the page; after that robots.txt is asked.
    """
    with database.read() as session:
        page = session.get_one(WatchedPage, page_id)
        known = get_snapshot(session, page.snapshot_id) if page.snapshot_id else None
    try:
        asked = (robots or RobotsFiles(policy)).ask(page.url) if known else None
        if asked is not None and not asked.allowed:
            return Look("failed", failure=ROBOTS if asked.is_read else UNREAD)
        answer = fetch(
            page.url,
            policy=policy,
            headers=_conditions(page, known),
            accept=PAGE_TYPES if page.purpose == "article" else SOURCE_TYPES,
        )
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return Look("same")
        if known and known.payload_sha256 == hashlib.sha256(answer.body).hexdigest():
            return Look("same")
        read = read_page_of_article(answer) if page.purpose == "article" else None
        text = tidy_text(read.text) if read else read_page_of_document(answer).text
        return Look("fetched", keep_copy(answer, url=page.url, archive=archive), text, read)
    except FetchFailed as error:
        if error.status in GONE:
            return Look("gone", status=error.status)
        return Look("failed", status=error.status, failure=str(error))
    except (Refused, InvalidInput) as error:
        return Look("failed", failure=str(error))


def _conditions(page: WatchedPage, known: Snapshot | None) -> dict[str, str]:
    if known is None or not page.trusted or page.checks % UNCONDITIONAL == 0:
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in given.items() if value}


def _get_page(session: Session, page_id: int) -> WatchedPage:
    page = session.exec(
        select(WatchedPage)
        .where(WatchedPage.id == page_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if page is None:
        raise NotFound(_("There is no watched page %(page_id)s.", page_id=page_id))
    return page


def store_look(session: Session, *, actor: Actor, page_id: int, look: Look) -> None:
    """Note what a look gave, and tell the tasks that stand on the page of a change."""
    page = _get_page(session, page_id)
    now = clock.now()
    page.failure = look.failure
    if look.outcome == "gone" and page.gone_at is None:
        page.gone_at, page.gone_status = now, look.status
        _record(session, actor, page, "page.gone", status=look.status)
    if look.outcome in ("same", "fetched"):
        page.answered_at, page.gone_at, page.gone_status = now, None, None
    session.add(page)
    if look.outcome == "fetched":
        _store_copy(session, actor, page, look)
    session.flush()


def _store_copy(session: Session, actor: Actor, page: WatchedPage, look: Look) -> None:
    assert look.copy is not None
    before = get_snapshot(session, page.snapshot_id) if page.snapshot_id else None
    snapshot = record_snapshot(session, copy=look.copy, text=look.text)
    page.snapshot_id = snapshot.id
    if before is None:
        link_copies(session, url=page.url, snapshot=snapshot)
        return
    if before.text == snapshot.text:
        return
    page.checks = 0
    page.trusted = page.trusted and not _lied(before, snapshot)
    _record(session, actor, page, "page.changed", before=before.id, snapshot=snapshot.id)
    if look.article is not None:
        _store_article(session, actor, page, look.article, snapshot)
    else:
        _tell_of_evidence(session, actor, page.url, before, snapshot)


def _lied(before: Snapshot, after: Snapshot) -> bool:
    """Whether the server's mark of the page stayed the same while its words did not."""
    if before.etag or after.etag:
        return before.etag == after.etag
    return bool(before.last_modified) and before.last_modified == after.last_modified


def _record(session: Session, actor: Actor, page: WatchedPage, action: str, **payload: Any) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="page",
        object_id=page.id or 0,
        url=page.url,
        **payload,
    )


def _store_article(
    session: Session, actor: Actor, page: WatchedPage, read: ReadArticle, snapshot: Snapshot
) -> None:
    """A new version of the article; its tasks are told once it was read for claims."""
    article = session.exec(select(Article).where(Article.url == page.url)).first()
    if article is None or article.id is None:
        return
    newest = latest_version(session, article.id)
    if newest is not None and newest.sha256 == text_hash(snapshot.text):
        return
    store_fetched_text(
        session, actor=actor, article_id=article.id, read=read, snapshot_id=snapshot.id
    )


def _tell_of_evidence(
    session: Session, actor: Actor, url: str, before: Snapshot, after: Snapshot
) -> None:
    items = session.exec(
        select(EvidenceItem)
        .join(Task, col(Task.id) == col(EvidenceItem.task_id))
        .where(EvidenceItem.url == url, col(Task.state).in_(TOLD_STATES))
        .order_by(col(EvidenceItem.task_id), col(EvidenceItem.id))
    ).all()
    for item in items:
        touches = passage_changed(item.passage, before.text, after.text)
        note = ChangeNote(
            task_id=item.task_id,
            kind="evidence",
            touches=touches,
            evidence_id=item.id,
            before_snapshot_id=before.id,
            snapshot_id=after.id,
            created_at=clock.now(),
        )
        tell_task(session, actor=actor, note=note, ask=touches and item.cited)


def passage_changed(passage: str, before: str, after: str) -> bool:
    """Whether a passage stands in one of two texts of its page only; white space does not count.

    Evidence without a passage stands on the whole page, so any change of its words counts. Pure.
    """
    wanted = " ".join(passage.split())
    old, new = " ".join(before.split()), " ".join(after.split())
    if not wanted:
        return old != new
    return (wanted in old) != (wanted in new)
