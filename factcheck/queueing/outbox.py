"""A job's life in the database: added, leased, finished or failed, tried again.

Every function works in the caller's transaction. A worker's hold on a job is its lease (until a
time) and its fence (a number that grows with every lease): after the lease has run out another
worker may take the job, and then whatever the first one does is refused, because its fence is old.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import CursorResult, delete, func, or_, update
from sqlmodel import Session, col, select

from factcheck.audit.log import SYSTEM, Actor, record_event
from factcheck.db import database_now, insert_missing
from factcheck.errors import Conflict, NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.queueing.models import Outbox

MAX_ATTEMPTS = 5
FIRST_BACKOFF_SECONDS = 10
LONGEST_BACKOFF_SECONDS = 120
REASON_LENGTH = 500
HOST_LENGTH = 260
KILLED = marked(
    "The worker process ended in the middle of this job, the last time that it was tried."
)


class LeaseLost(Conflict):
    """Another worker has taken the job, or it is finished; what was done here must not count."""

    code = "lease_lost"


@dataclass(frozen=True)
class Lease:
    """A worker's hold on one job. `attempt` counts from 1."""

    job_id: int
    kind: str
    subject_id: int
    fence: int
    attempt: int


@dataclass(frozen=True)
class PendingSummary:
    """The queue at a glance. `oldest_seconds` is the age of the work that has waited longest."""

    pending: int
    leased: int
    dead: int
    oldest_seconds: float


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many earlier attempts: 10·2ⁿ seconds, at most 120."""
    return timedelta(seconds=min(FIRST_BACKOFF_SECONDS * 2**attempts, LONGEST_BACKOFF_SECONDS))


def add_job(
    session: Session,
    kind: str,
    subject_id: int,
    *,
    not_before: datetime | None = None,
    url: str = "",
) -> Outbox:
    """Ask for work of this kind on this subject, in the caller's transaction.

    `url` is the address that the work will ask, if it is one: of all jobs that ask its host only
    so many are on their way at a time (`lanes.AT_ONCE_PER_HOST`).

    The same work waits only once: if it is pending, that row is returned. If a worker is at it
    right now, it will be done once more afterwards, since the worker may have read what the caller
    is about to change.
    """
    now = database_now(session)
    due = not_before or now
    values = {
        "kind": kind,
        "subject_id": subject_id,
        "host": host_asked(url),
        "state": "pending",
        "due_at": due,
        "next_dispatch": due,
        "dispatches": 0,
        "lease_until": now,
        "fence": 0,
        "attempts": 0,
        "again": False,
        "reason": "",
        "created_at": now,
    }
    # The row is locked even where nothing changes, so that no worker can begin before the caller's
    # change is there to be read.
    lock = (
        update(Outbox)
        .where(
            col(Outbox.kind) == kind,
            col(Outbox.subject_id) == subject_id,
            col(Outbox.state) == "pending",
        )
        .values(again=or_(col(Outbox.again), col(Outbox.lease_until) > now))
        .returning(Outbox)
        .execution_options(populate_existing=True)
    )
    while True:
        insert_missing(session, Outbox, values)
        row: Outbox | None = session.execute(lock).scalar_one_or_none()
        # None: it was finished between the two statements, so it can be added now.
        if row is not None:
            return row


def host_asked(url: str) -> str:
    """The host and port that an address is fetched from; empty for what is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.rpartition("@")[2].lower()[:HOST_LENGTH]


def hasten_job(session: Session, row: Outbox) -> None:
    """Have a waiting job sent at once, because somebody asks for it."""
    now = database_now(session)
    row.due_at, row.next_dispatch = min(row.due_at, now), min(row.next_dispatch, now)
    session.add(row)


def lease_job(session: Session, job_id: int, seconds: float) -> Lease | None:
    """Take a job for so many seconds. None if it is done, dead, tried too often, or with another.

    The attempt is counted here, so that a job that kills its process counts too.
    """
    now = database_now(session)
    row = session.execute(
        update(Outbox)
        .where(
            col(Outbox.id) == job_id,
            col(Outbox.state) == "pending",
            col(Outbox.lease_until) <= now,
            col(Outbox.attempts) < MAX_ATTEMPTS,
        )
        .values(
            lease_until=now + timedelta(seconds=seconds),
            fence=Outbox.fence + 1,
            attempts=Outbox.attempts + 1,
            # What was wanted before the work began is covered by it.
            again=False,
        )
        .returning(
            col(Outbox.id),
            col(Outbox.kind),
            col(Outbox.subject_id),
            col(Outbox.fence),
            col(Outbox.attempts),
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if row is None else Lease(*row)


def _change_held(session: Session, job_id: int, fence: int, **values: Any) -> Outbox:
    row: Outbox | None = session.execute(
        update(Outbox)
        .where(
            col(Outbox.id) == job_id,
            col(Outbox.fence) == fence,
            col(Outbox.state) == "pending",
        )
        .values(**values)
        .returning(Outbox)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        raise LeaseLost(
            _(
                "Job %(job_id)s is no longer held by this worker, so its result was thrown away.",
                job_id=job_id,
            )
        )
    return row


def extend_lease(session: Session, job_id: int, fence: int, seconds: float) -> None:
    """Hold the job for so many seconds from now. Raises `LeaseLost`."""
    until = database_now(session) + timedelta(seconds=seconds)
    _change_held(session, job_id, fence, lease_until=until)


def finish_job(session: Session, job_id: int, fence: int) -> None:
    """Mark the job done. Raises `LeaseLost`, upon which the caller must roll everything back.

    Call it first in the transaction that writes the job's effects: it locks the row.
    """
    now = database_now(session)
    row = _change_held(
        session, job_id, fence, state="done", finished_at=now, lease_until=now, reason=""
    )
    if row.again:
        again = add_job(session, row.kind, row.subject_id)
        again.host = row.host
        session.add(again)


def fail_job(
    session: Session, job_id: int, fence: int, *, reason: str, final: bool = False
) -> Literal["pending", "dead"]:
    """Give a job back with the reason why it failed. Returns its state now.

    After five attempts, or at once if `final`, it is dead. Raises `LeaseLost`.
    """
    now = database_now(session)
    # Taking the row by its fence first means that its attempts cannot change any more.
    row = _change_held(session, job_id, fence, lease_until=now, reason=reason[:REASON_LENGTH])
    if final or row.attempts >= MAX_ATTEMPTS:
        _die(session, row)
        return "dead"
    row.next_dispatch = now + backoff(row.attempts - 1)
    session.add(row)
    session.flush()
    return "pending"


def bury_exhausted_job(session: Session, job_id: int) -> Outbox | None:
    """Declare a job dead whose last attempt ended with its process. None if it is not one."""
    row = session.exec(
        select(Outbox)
        .where(
            Outbox.id == job_id,
            Outbox.state == "pending",
            col(Outbox.lease_until) <= database_now(session),
            Outbox.attempts >= MAX_ATTEMPTS,
        )
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is not None:
        row.reason = row.reason or KILLED
        _die(session, row)
    return row


def retry_job(session: Session, *, actor: Actor, job_id: int) -> Outbox:
    """Give a dead job five new attempts. Raises `NotFound` or `Conflict`."""
    row = session.exec(
        select(Outbox)
        .where(Outbox.id == job_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(
            _("There is no job %(job_id)s. Look it up on the queue page.", job_id=job_id)
        )
    if row.state != "dead":
        raise Conflict(
            _(
                "Job %(job_id)s is %(state)s. Only a dead job can be tried again.",
                job_id=job_id,
                state=row.state,
            )
        )
    twin = session.exec(
        select(Outbox.id).where(
            Outbox.kind == row.kind,
            Outbox.subject_id == row.subject_id,
            Outbox.state == "pending",
        )
    ).first()
    if twin is not None:
        raise Conflict(
            _(
                "The same work is already waiting as job %(twin)s. Nothing needs to be done.",
                twin=twin,
            )
        )
    now = database_now(session)
    record_event(
        session,
        actor=actor,
        action="job.retried",
        object_type="job",
        object_id=job_id,
        kind=row.kind,
        subject_id=row.subject_id,
        reason=row.reason,
    )
    row.state, row.finished_at, row.reason = "pending", None, ""
    row.attempts = row.dispatches = 0
    row.due_at = row.next_dispatch = row.lease_until = now
    session.add(row)
    session.flush()
    return row


def pending_summary(session: Session) -> PendingSummary:
    """How much waits, how much is being worked at, how much is dead, how old the oldest is."""
    now = database_now(session)
    pending, due = col(Outbox.state) == "pending", col(Outbox.due_at) <= now
    # Every page asks: four numbers in one statement, each by its index.
    waiting, oldest, leased, dead = session.execute(
        select(
            select(func.count()).where(pending, due).scalar_subquery(),
            select(func.min(Outbox.due_at)).where(pending, due).scalar_subquery(),
            select(func.count()).where(pending, col(Outbox.lease_until) > now).scalar_subquery(),
            select(func.count()).where(col(Outbox.state) == "dead").scalar_subquery(),
        )
    ).one()
    age = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    return PendingSummary(pending=waiting, leased=leased, dead=dead, oldest_seconds=age)


def forget_finished_jobs(session: Session, *, before: datetime) -> int:
    """Delete jobs done before a time; the dead stay. Returns how many."""
    result = session.execute(
        delete(Outbox)
        .where(col(Outbox.state) == "done", col(Outbox.finished_at) < before)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount


def _die(session: Session, row: Outbox) -> None:
    assert row.id is not None
    row.state, row.finished_at = "dead", database_now(session)
    session.add(row)
    session.flush()
    record_event(
        session,
        actor=SYSTEM,
        action="job.died",
        object_type="job",
        object_id=row.id,
        kind=row.kind,
        subject_id=row.subject_id,
        reason=row.reason,
    )
