"""Use cases of the source library: adding documents, reading them back."""

import hashlib

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive.service import Copy, record_snapshot
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.context.documents import Document
from factcheck.context.models import Passage, SourceDocument
from factcheck.db import lock_name
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.queueing.outbox import add_job
from factcheck.tasks.queries import open_task_ids
from factcheck.tasks.service import GATHER

# A new source is held against the most urgent open tasks; the rest find it when they are gathered.
REGATHERED = 500


def add_source(
    session: Session,
    *,
    actor: Actor,
    document: Document,
    data: bytes,
    url: str = "",
    filename: str = "",
    title: str = "",
    copy: Copy | None = None,
) -> tuple[SourceDocument, bool]:
    """Store a read document and its passages; open tasks are then held against it.

    `copy` is the kept page, or the kept file, that it was read from. Returns the row and whether it
    is new: the same bytes are kept once.
    """
    url = url.strip()
    if url and not is_web_address(url):
        raise InvalidInput(
            _("The source's address should begin with https://."),
            {"url": _("Give an address that begins with https://.")},
        )
    digest = hashlib.sha256(data).hexdigest()
    lock_name(session, digest)
    known = session.exec(select(SourceDocument).where(SourceDocument.sha256 == digest)).first()
    if known is not None:
        return known, False
    row = SourceDocument(
        title=title.strip() or document.title or filename or url or "Source",
        url=url,
        filename=filename,
        media_type=document.media_type,
        sha256=digest,
        text=document.text,
        snapshot_id=record_snapshot(session, copy=copy, text=document.text).id if copy else None,
        added_by=actor.id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    for number, passage in enumerate(document.passages, start=1):
        session.add(
            Passage(
                document_id=row.id,
                number=number,
                text=passage.text,
                start_offset=passage.start,
                end_offset=passage.end,
                place=passage.place.to_json(),
            )
        )
    session.flush()
    record_event(
        session,
        actor=actor,
        action="source.added",
        object_type="source",
        object_id=row.id,
        sha256=digest,
        passages=len(document.passages),
    )
    for task_id in open_task_ids(session, questions=("said", "true"), limit=REGATHERED):
        add_job(session, GATHER, task_id)
    return row, True


def get_source(session: Session, document_id: int) -> SourceDocument:
    row = session.get(SourceDocument, document_id)
    if row is None:
        raise NotFound(_("There is no source %(document_id)s.", document_id=document_id))
    return row


def list_sources(
    session: Session, *, before: int | None = None, limit: int = 50
) -> list[SourceDocument]:
    """Newest first; `before` is the id of the last one seen."""
    statement = select(SourceDocument).order_by(col(SourceDocument.id).desc()).limit(limit)
    if before is not None:
        statement = statement.where(col(SourceDocument.id) < before)
    return list(session.exec(statement))


def passages_of(session: Session, document_id: int) -> list[Passage]:
    return list(
        session.exec(
            select(Passage).where(Passage.document_id == document_id).order_by(col(Passage.number))
        )
    )
