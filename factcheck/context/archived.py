"""Use cases of pages at the Internet Archive: what it has, and having a page saved there.

To save takes the archive up to minutes, so a job asks for it and comes back to see what became of
it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.context.asking import Asker, AskFailed, AskLater, Outbound
from factcheck.context.evidence import get_evidence
from factcheck.context.models import ArchivedPage
from factcheck.context.providers.base import Finding, SwitchedOn
from factcheck.context.providers.internet_archive import ask_to_save, find_saved
from factcheck.db import Database, insert_missing
from factcheck.errors import Conflict, DoesNotFit, NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.queueing.outbox import add_job, hasten_job

SAVE = "save_page"
LOOK_AGAIN = timedelta(seconds=15)
# The archive gives up a page after some minutes; so do we.
LONGEST_SAVE = timedelta(minutes=15)


@dataclass(frozen=True)
class Saving:
    """How far a request to save a page has come: the archive's name for it, or the end of it."""

    job: str = ""
    copy: Finding | None = None
    failure: str = ""


def note_copy(session: Session, finding: Finding) -> None:
    """Keep what the archive has of a page. A copy that a person waits for is not overwritten."""
    row = _row(session, finding.copy_of)
    if row.state == "asked" or (row.copy_url and not finding.url):
        return
    row.state = "known" if finding.url else "none"
    row.copy_url, row.taken_at, row.detail = finding.url, finding.taken_at, ""
    row.updated_at = clock.now()
    session.add(row)


def copies_of(session: Session, urls: Iterable[str]) -> dict[str, ArchivedPage]:
    """What is known of the archive's copies, by address."""
    rows = session.exec(select(ArchivedPage).where(col(ArchivedPage.url).in_(set(urls))))
    return {row.url: row for row in rows}


def ask_for_copy(
    session: Session, *, actor: Actor, task_id: int, evidence_id: int, can_save: bool
) -> ArchivedPage:
    """Have the Internet Archive save the page of a piece of evidence, because a person wants it.

    Raises `InvalidInput` for evidence without an address, `Conflict` on a desk without a key.
    """
    item = get_evidence(session, task_id=task_id, evidence_id=evidence_id)
    if not item.url:
        raise DoesNotFit(_("This piece of evidence has no address that could be saved."))
    if not can_save:
        raise Conflict(
            _(
                "This desk has no key to save pages at the Internet Archive. An operator "
                "can set FACTCHECK_INTERNET_ARCHIVE_KEY."
            )
        )
    row = _row(session, item.url)
    if row.state == "asked":
        return row
    row.state, row.detail, row.job, row.updated_at = "asked", "", "", clock.now()
    session.add(row)
    session.flush()
    assert row.id is not None
    record_event(
        session,
        actor=actor,
        action="evidence.copy_requested",
        object_type="task",
        object_id=task_id,
        evidence=evidence_id,
        url=item.url,
    )
    hasten_job(session, add_job(session, SAVE, row.id))
    return row


def save_page(
    database: Database, page_id: int, service: SwitchedOn | None, outbound: Outbound
) -> Saving:
    """Ask the archive to save a page, or see what became of that."""
    with database.read() as session:
        page = _get(session, page_id)
    if service is None:
        return Saving(failure=marked("This desk no longer has a key to save pages."))
    asker = Asker(service.service, outbound, database)
    try:
        if not page.job:
            return Saving(job=ask_to_save(asker, page.url))
        return Saving(job=page.job, copy=find_saved(asker, page.url, page.job))
    except AskLater:
        return Saving(job=page.job)
    except AskFailed as error:
        return Saving(job=page.job, failure=str(error))


def store_saving(session: Session, *, actor: Actor, page_id: int, saving: Saving) -> None:
    """Keep how far it has come; while the archive is at it, look again soon."""
    row = _get(session, page_id)
    if row.state != "asked":
        return
    is_late = clock.now() > row.updated_at + LONGEST_SAVE
    failure = saving.failure or (marked("The archive was not done in time.") if is_late else "")
    if saving.copy is not None:
        row.state, row.copy_url, row.taken_at = "known", saving.copy.url, saving.copy.taken_at
    elif failure:
        row.state, row.detail = "failed", failure
    else:
        row.job = saving.job
        add_job(session, SAVE, page_id, not_before=clock.now() + LOOK_AGAIN)
    session.add(row)
    if row.state != "asked":
        row.updated_at = clock.now()
        record_event(
            session,
            actor=actor,
            action="page.archived" if row.state == "known" else "page.not_archived",
            object_type="page",
            object_id=page_id,
            url=row.url,
            copy=row.copy_url,
            reason=row.detail,
        )


def fail_saving(session: Session, *, page_id: int, reason: str) -> None:
    """The job was given up: say so at the page."""
    row = _get(session, page_id)
    row.state, row.detail, row.updated_at = "failed", reason, clock.now()
    session.add(row)


def _row(session: Session, url: str) -> ArchivedPage:
    values = {
        "url": url,
        "state": "none",
        "copy_url": "",
        "detail": "",
        "job": "",
        "updated_at": clock.now(),
    }
    insert_missing(session, ArchivedPage, values)
    return session.exec(
        select(ArchivedPage)
        .where(ArchivedPage.url == url)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _get(session: Session, page_id: int) -> ArchivedPage:
    row = session.get(ArchivedPage, page_id)
    if row is None:
        raise NotFound(_("There is no archived page %(page_id)s.", page_id=page_id))
    return row
