"""Use cases of documents on their way in: many files at once, pages at an address.

They are kept as they came and read by a worker, so that nobody waits and a parser that runs wild
takes nothing with it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive import service as archive_service
from factcheck.archive.store import Archive
from factcheck.articles.text import is_web_address
from factcheck.audit.log import Actor, record_event
from factcheck.context.documents import Document
from factcheck.context.evidence import keep_copy
from factcheck.context.library import add_source
from factcheck.context.models import IncomingSource
from factcheck.context.reading import fetch_document, read_document_in_child
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.net.errors import Refused
from factcheck.net.policy import FetchPolicy
from factcheck.queueing.outbox import add_job
from factcheck.tasks.service import load_task

READ_SOURCE = "read_source"
# The same work, for files that came in such numbers that other work goes in between.
READ_BATCH = "read_batch"
MANY_FILES = 4
MOST_FILES = 1_000


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    data: bytes
    filename: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class Read:
    """A document that a worker has read, with its bytes and the address it was found at."""

    document: Document
    data: bytes
    url: str
    copy: archive_service.Copy | None = None


def receive_files(
    session: Session,
    *,
    actor: Actor,
    uploads: Sequence[Upload],
    task_id: int | None = None,
    batch: str = "",
) -> str:
    """Keep the files for a worker to read; returns the name of the batch.

    `batch` is one of the actor's own that these files come after: many are sent in parts.
    """
    if not uploads:
        raise InvalidInput(_("Choose at least one file."), {"file": _("Choose a file.")})
    earlier = batch_of(session, batch) if batch else []
    if any(row.added_by != actor.id for row in earlier):
        raise NotFound(_("There is no such upload."))
    if len(earlier) + len(uploads) > MOST_FILES:
        raise InvalidInput(
            _(
                "At most %(most_files)s files can be sent at once. Send them in parts, "
                "or use `factcheck source add FOLDER`.",
                most_files=MOST_FILES,
            ),
            {"file": _("At most %(most_files)s files.", most_files=MOST_FILES)},
        )
    kind = READ_SOURCE if len(earlier) + len(uploads) < MANY_FILES else READ_BATCH
    batch = batch or secrets.token_urlsafe(9)
    for upload in uploads:
        row = IncomingSource(
            batch=batch,
            filename=upload.filename,
            media_type=upload.media_type,
            data=upload.data,
            task_id=task_id,
            added_by=actor.id,
            created_at=clock.now(),
        )
        _expect(session, actor, row, kind)
    return batch


def receive_address(
    session: Session, *, actor: Actor, url: str, title: str = "", task_id: int | None = None
) -> str:
    """Have the document at an address fetched; returns the name of the batch."""
    url = url.strip()
    if not is_web_address(url):
        raise InvalidInput(
            _("The document's address should begin with https://."),
            {"url": _("Give an address that begins with https://.")},
        )
    if task_id is not None:
        load_task(session, task_id)
    row = IncomingSource(
        batch=secrets.token_urlsafe(9),
        url=url,
        title=title.strip(),
        task_id=task_id,
        added_by=actor.id,
        created_at=clock.now(),
    )
    _expect(session, actor, row, READ_SOURCE)
    return row.batch


def _expect(session: Session, actor: Actor, row: IncomingSource, kind: str) -> None:
    session.add(row)
    session.flush()
    assert row.id is not None
    record_event(
        session,
        actor=actor,
        action="source.received",
        object_type="task" if row.task_id else "incoming_source",
        object_id=row.task_id or row.id,
        filename=row.filename,
        url=row.url,
    )
    add_job(session, kind, row.id, url=row.url)


def read_incoming(row: IncomingSource, *, policy: FetchPolicy, archive: Archive) -> Read:
    """Fetch or take the document and read it; without a transaction.

    Raises `InvalidInput` when another try cannot help, and `FetchFailed` when it may.
    """
    try:
        if row.data is None:
            fetched = fetch_document(row.url, policy=policy)
            copy = archive_service.keep_copy(fetched.page, url=row.url, archive=archive)
            return Read(fetched.document, fetched.page.body, fetched.page.final_url, copy)
        document = read_document_in_child(
            row.data, filename=row.filename, content_type=row.media_type
        )
    except Refused as error:
        raise InvalidInput(str(error)) from error
    copy = archive_service.keep_file(row.data, media_type=document.media_type, archive=archive)
    return Read(document, row.data, row.url, copy)


def store_incoming(session: Session, *, actor: Actor, incoming_id: int, read: Read) -> None:
    """Put what was read into the library."""
    row = get_incoming(session, incoming_id)
    document, new = add_source(
        session,
        actor=actor,
        document=read.document,
        data=read.data,
        url=read.url,
        filename=row.filename,
        title=row.title,
        copy=read.copy,
    )
    row.document_id, row.state, row.data = document.id, "new" if new else "known", None
    session.add(row)
    if row.task_id is not None and row.url:
        keep_copy(session, task_id=row.task_id, url=row.url, document=document)


def fail_incoming(session: Session, *, incoming_id: int, reason: str) -> None:
    """Say on the row why the document could not be read."""
    row = get_incoming(session, incoming_id)
    row.state, row.detail, row.data = "failed", reason, None
    session.add(row)


def get_incoming(session: Session, incoming_id: int) -> IncomingSource:
    row = session.get(IncomingSource, incoming_id)
    if row is None:
        raise NotFound(_("There is no incoming source %(incoming_id)s.", incoming_id=incoming_id))
    return row


def batch_of(session: Session, batch: str) -> list[IncomingSource]:
    """The documents that came together, in the order in which they were sent."""
    rows = session.exec(
        select(IncomingSource).where(IncomingSource.batch == batch).order_by(col(IncomingSource.id))
    ).all()
    if not rows:
        raise NotFound(_("There is no such upload."))
    return list(rows)


def incoming_of_task(session: Session, task_id: int) -> list[IncomingSource]:
    """What was asked for as evidence of a task, the newest first."""
    return list(
        session.exec(
            select(IncomingSource)
            .where(IncomingSource.task_id == task_id)
            .order_by(col(IncomingSource.id).desc())
        )
    )
