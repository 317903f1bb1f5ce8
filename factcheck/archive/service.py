"""Use cases of copies: keeping what was fetched, storing what the archive did not take at first.

A page is kept in two steps. `keep_copy` makes the WARC and gives it to the archive, outside any
transaction; `record_snapshot` notes it in the transaction of whatever the page was fetched for. If
the archive failed, the WARC waits in the database, so nothing that was fetched for is lost with it.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive.models import Snapshot, WaitingCopy
from factcheck.archive.store import Archive
from factcheck.archive.warc import make_warc
from factcheck.db import Database
from factcheck.errors import NotFound, Unavailable
from factcheck.language import gettext as _
from factcheck.net.canonical import canonical_address
from factcheck.net.client import Response
from factcheck.queueing.outbox import add_job

STORE = "store_copy"


@dataclass(frozen=True)
class Copy:
    """A fetched page and its WARC; `location` is empty if the archive failed, for `failure`."""

    url: str
    page: Response
    fetched_at: datetime
    warc: bytes = field(repr=False)
    location: str = ""
    failure: str = ""

    @property
    def payload_sha256(self) -> str:
        return hashlib.sha256(self.page.body).hexdigest()


def keep_copy(page: Response, *, url: str, archive: Archive) -> Copy:
    """Put a page into the archive. Never fails: what the archive did not take is in the copy."""
    fetched_at = page.exchanges[-1].at if page.exchanges else clock.now()
    warc = make_warc(page, fetched_at=fetched_at)
    try:
        return Copy(url, page, fetched_at, warc, location=archive.keep(warc))
    except Unavailable as error:
        return Copy(url, page, fetched_at, warc, failure=str(error))


def keep_file(data: bytes, *, media_type: str, archive: Archive) -> Copy:
    """Put a file that a person sent into the archive, under an address made of its hash."""
    name = f"urn:sha256:{hashlib.sha256(data).hexdigest()}"
    page = Response(200, name, {"content-type": media_type}, media_type, data)
    return keep_copy(page, url=name, archive=archive)


def record_snapshot(session: Session, *, copy: Copy, text: str) -> Snapshot:
    """Note a copy, with the page's text as passages are taken from it."""
    page = copy.page
    snapshot = Snapshot(
        url=copy.url,
        final_url=page.final_url,
        canonical_url=canonical_address(
            page.body, url=page.final_url, link_header=page.headers.get("link", "")
        ),
        fetched_at=copy.fetched_at,
        status=page.status,
        content_type=page.content_type or page.media_type,
        etag=page.headers.get("etag", ""),
        last_modified=page.headers.get("last-modified", ""),
        payload_sha256=copy.payload_sha256,
        size=len(page.body),
        warc_sha256=hashlib.sha256(copy.warc).hexdigest(),
        text=text.replace("\x00", ""),
        location=copy.location,
        failure=copy.failure,
    )
    session.add(snapshot)
    session.flush()
    if not copy.location:
        assert snapshot.id is not None
        session.add(WaitingCopy(snapshot_id=snapshot.id, warc=copy.warc))
        session.flush()
        add_job(session, STORE, snapshot.id)
    return snapshot


def keep_page(
    database: Database, page: Response, *, url: str, text: str, archive: Archive
) -> Snapshot:
    """Both steps, for whoever fetches pages outside any transaction (a provider).

    The newest copy of the address is given back if the page has not changed since.
    """
    with database.read() as session:
        newest = newest_snapshot(session, url)
    if newest and newest.payload_sha256 == hashlib.sha256(page.body).hexdigest():
        return newest
    copy = keep_copy(page, url=url, archive=archive)
    with database.write() as session:
        return record_snapshot(session, copy=copy, text=text)


def store_waiting_copy(database: Database, snapshot_id: int, *, archive: Archive) -> str:
    """Give the archive a copy that it did not take before; returns its place, empty if it has it.

    Raises `Unavailable` when the archive fails again.
    """
    with database.read() as session:
        waiting = session.get(WaitingCopy, snapshot_id)
    return archive.keep(waiting.warc) if waiting else ""


def note_stored(session: Session, snapshot_id: int, location: str) -> None:
    """Note that the archive took a copy that waited."""
    waiting = session.get(WaitingCopy, snapshot_id)
    if waiting is None or not location:
        return
    snapshot = get_snapshot(session, snapshot_id)
    snapshot.location, snapshot.failure = location, ""
    session.add(snapshot)
    session.delete(waiting)


def store_waiting_copies(session: Session, *, limit: int = 100) -> None:
    """Try the copies again that still wait, also those whose job was given up."""
    ids = session.exec(
        select(WaitingCopy.snapshot_id).order_by(col(WaitingCopy.snapshot_id)).limit(limit)
    ).all()
    for snapshot_id in ids:
        add_job(session, STORE, snapshot_id)


def count_waiting_copies(session: Session) -> int:
    """How many copies the archive has not taken yet."""
    return session.exec(select(func.count()).select_from(WaitingCopy)).one()


def get_snapshot(session: Session, snapshot_id: int) -> Snapshot:
    snapshot = session.get(Snapshot, snapshot_id)
    if snapshot is None:
        raise NotFound(_("There is no copy %(snapshot_id)s.", snapshot_id=snapshot_id))
    return snapshot


def newest_snapshot(session: Session, url: str) -> Snapshot | None:
    """The latest copy of an address."""
    return session.exec(
        select(Snapshot).where(Snapshot.url == url).order_by(col(Snapshot.id).desc()).limit(1)
    ).first()


def snapshots_of(session: Session, url: str, *, limit: int = 50) -> list[Snapshot]:
    """The copies of an address, the oldest first."""
    return list(
        session.exec(
            select(Snapshot).where(Snapshot.url == url).order_by(col(Snapshot.id)).limit(limit)
        )
    )


def snapshots_by_id(session: Session, ids: set[int]) -> dict[int, Snapshot]:
    if not ids:
        return {}
    rows = session.exec(select(Snapshot).where(col(Snapshot.id).in_(ids)))
    return {row.id: row for row in rows if row.id is not None}


def read_warc(session: Session, snapshot: Snapshot, *, archive: Archive) -> bytes:
    """A snapshot's WARC file, from the archive or from where it waits. Raises `NotFound`."""
    if snapshot.location:
        return archive.read(snapshot.location)
    waiting = session.get(WaitingCopy, snapshot.id)
    if waiting is None:
        raise NotFound(_("The file of this copy is lost; its text is kept."))
    return waiting.warc
