"""The relay: the only thing that sends jobs to the queue server, and the one that recovers them.

It looks for jobs that are due, that no worker holds and that do not wait in the queue, sends their
ids, and notes when to look again. So whatever the queue server or a worker loses is sent once more,
and a job that was sent twice is done once, since its second lease is refused. Any number of relays
may run.
"""

import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, RateLimit, Worker
from sqlalchemy import ColumnElement, exists
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from factcheck.db import Database, database_now, insert_missing
from factcheck.errors import Unavailable
from factcheck.messages import marked
from factcheck.queueing.connection import (
    FAILURE_TTL_SECONDS,
    JOB_TIMEOUT_SECONDS,
    RESULT_TTL_SECONDS,
    make_queue,
)
from factcheck.queueing.lanes import Lane, held_back, limit_of_host, names_waiting
from factcheck.queueing.models import Outbox, Schedule
from factcheck.queueing.outbox import backoff

BATCH = 50
# One process of a worker does so many jobs one after the other when there are many: to fork and to
# prepare the database's statements costs several times what a small job does. Few jobs go singly,
# so that all workers share them.
SHARES = 8
# Jobs beyond this wait in the database, where they can be counted and cannot be lost.
LONGEST_QUEUE = 200
# Of a kind that is limited so many wait at the queue server, and nobody else's room is taken.
MOST_HELD_BACK = 20
ENTRY_POINT = "worker.jobs.run"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class TimetableEntry:
    """Something to do every so many seconds, in one write transaction. It should be short:
    what takes long is a job, which `run` adds.
    """

    name: str
    every: float
    run: Callable[[Session], object]


def _is_due(now: datetime, full: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """Those to send; of a kind that enough is held back of already, none are."""
    return (
        col(Outbox.kind).not_in(full),
        col(Outbox.state) == "pending",
        col(Outbox.next_dispatch) <= now,
        col(Outbox.lease_until) <= now,
    )


def dispatch_due(database: Database, queue: Queue, lanes: Mapping[str, Lane] | None = None) -> int:
    """Look after one batch of due jobs: send them, unless they still wait in a queue.

    `lanes` says of some kinds of work how they travel; all others go by `queue`. Of jobs that ask
    one host `AT_ONCE_PER_HOST` are on their way at a time. What a limit holds back waits at the
    queue server, and should that forget it, here.

    Returns how many were looked after; 0 too when the queue is long enough. Raises `RedisError`
    when the queue server is away: nothing is noted as sent then.
    """
    lanes = _usable(queue.connection, lanes or {})
    queues = {
        name: make_queue(queue.connection, name)
        for name in {lane.queue for lane in lanes.values() if lane.queue}
    }
    limits = {kind: lane.limit for kind, lane in lanes.items() if lane.limit is not None}
    waiting = names_waiting(queue)
    room = LONGEST_QUEUE - len(waiting)
    full = []
    for name, other in queues.items():
        names = names_waiting(other)
        waiting |= names
        if len(names) >= LONGEST_QUEUE:
            full += [kind for kind, lane in lanes.items() if lane.queue == name]
    for kind, limit in limits.items():
        with database.read() as session:
            held = held_back(session, queue, limit, waiting)
        waiting |= held
        if len(held) >= MOST_HELD_BACK:
            full.append(kind)
    if room <= 0:
        return 0
    with database.read() as session:
        # Spares an idle round the lock for writing.
        due = _is_due(database_now(session), full)
        if not session.execute(select(exists().where(*due))).scalar():
            return 0
    with database.write() as session:
        now = database_now(session)
        rows = session.exec(
            select(Outbox)
            .where(*_is_due(now, full))
            .order_by(col(Outbox.next_dispatch), col(Outbox.id))
            .limit(min(BATCH, room))
            .with_for_update(skip_locked=True)
        ).all()
        crowded = set()
        for host in {row.host for row in rows if row.host and row.kind not in limits}:
            held = held_back(session, queue, limit_of_host(host), waiting)
            waiting |= held
            if len(held) >= MOST_HELD_BACK:
                crowded.add(host)
        lost = [row for row in rows if _name(row) not in waiting and row.host not in crowded]
        _send_all({"": queue, **queues}, lanes, lost)
        for row in rows:
            # Grows with the attempts, not with the dispatches: what is sent again was lost on the
            # way, and only a job that was begun and never ended may be to blame itself.
            row.next_dispatch = now + backoff(row.attempts)
            session.add(row)
        for row in lost:
            row.dispatches += 1
        return len(rows)


def _usable(connection: Redis, lanes: Mapping[str, Lane]) -> dict[str, Lane]:
    """The lanes without those that wait for a worker and have none: their jobs go with the rest."""
    return {
        kind: lane
        for kind, lane in lanes.items()
        if not lane.only_if_served or Worker.count(queue=make_queue(connection, lane.queue))
    }


def _send_all(
    queues: Mapping[str, Queue], lanes: Mapping[str, Lane], rows: Sequence[Outbox]
) -> None:
    """Each job by its own queue: in shares, or one by one where a limit may hold it back."""
    free: dict[str, list[Outbox]] = {}
    for row in rows:
        lane = lanes.get(row.kind, Lane())
        limit = lane.limit or (limit_of_host(row.host) if row.host else None)
        if limit is None:
            free.setdefault(lane.queue, []).append(row)
        else:
            _send_limited(queues[lane.queue], row, limit)
    for name, some in free.items():
        # Singly where work may hang: one job then keeps no other waiting if there are more workers.
        _send(queues[name], some, shares=BATCH if name else SHARES)


def _name(row: Outbox) -> str:
    return str(row.id)


def _rq_id(rows: Sequence[Outbox]) -> str:
    # Never that of an earlier dispatch: RQ's notes on a lost one must not bar this.
    return "-".join(f"{_name(row)}_{row.dispatches}" for row in rows)


def _send(queue: Queue, rows: Sequence[Outbox], *, shares: int) -> None:
    size = math.ceil(len(rows) / shares)
    parts = [rows[start : start + size] for start in range(0, len(rows), size or 1)]
    queue.enqueue_many(
        Queue.prepare_data(
            ENTRY_POINT,
            args=[row.id for row in part],
            timeout=JOB_TIMEOUT_SECONDS,
            result_ttl=RESULT_TTL_SECONDS,
            failure_ttl=FAILURE_TTL_SECONDS,
            description=", ".join(sorted({row.kind for row in part})),
            job_id=_rq_id(part),
        )
        for part in parts
    )


def _send_limited(queue: Queue, row: Outbox, limit: RateLimit) -> None:
    # One at a time: RQ does not hold back what is enqueued in bulk.
    queue.enqueue_call(
        ENTRY_POINT,
        args=[row.id],
        timeout=JOB_TIMEOUT_SECONDS,
        result_ttl=RESULT_TTL_SECONDS,
        failure_ttl=FAILURE_TTL_SECONDS,
        description=row.kind,
        job_id=_rq_id([row]),
        rate_limit=limit,
    )


def run_due_entries(database: Database, timetable: Sequence[TimetableEntry]) -> list[str]:
    """Run the timetable's due entries, each once however many relays look. Returns their names."""
    with database.read() as session:
        now = database_now(session)
        next_runs = {row.name: row.next_run for row in session.exec(select(Schedule))}
    due = [entry for entry in timetable if next_runs.get(entry.name, now) <= now]
    return [entry.name for entry in due if _run_entry(database, entry)]


def _run_entry(database: Database, entry: TimetableEntry) -> bool:
    try:
        with database.write() as session:
            if not _take_turn(session, entry):
                return False
            entry.run(session)
    except (Unavailable, DBAPIError):
        raise
    except Exception:
        log.exception("timetable entry failed", entry=entry.name)
        # Its turn was rolled back with it. It waits for the next one, or it would fail each second.
        with database.write() as session:
            _take_turn(session, entry)
    return True


def _take_turn(session: Session, entry: TimetableEntry) -> bool:
    now = database_now(session)
    insert_missing(session, Schedule, {"name": entry.name, "next_run": now})
    row = session.exec(
        select(Schedule)
        .where(Schedule.name == entry.name, col(Schedule.next_run) <= now)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return False
    row.last_run, row.next_run = now, now + timedelta(seconds=entry.every)
    session.add(row)
    return True


def run_relay(
    database: Database,
    queue: Queue,
    timetable: Sequence[TimetableEntry],
    *,
    interval: float,
    stop: threading.Event,
    lanes: Mapping[str, Lane] | None = None,
) -> None:
    """Send due jobs and keep the timetable until `stop` is set, `interval` seconds between rounds.

    `lanes` is as in `dispatch_due`. A queue server or database that is away is waited for; the log
    says so once.
    """
    trouble = ""
    while not stop.is_set():
        found, busy = _round(database, queue, timetable, lanes)
        if found != trouble:
            if found:
                log.warning("relay waits", reason=found)
            else:
                log.info("relay works again")
            trouble = found
        if not busy:
            stop.wait(interval)


def _round(
    database: Database,
    queue: Queue,
    timetable: Sequence[TimetableEntry],
    lanes: Mapping[str, Lane] | None,
) -> tuple[str, bool]:
    """One round; what is wrong, if anything, and whether more is waiting."""
    try:
        run_due_entries(database, timetable)
        return "", dispatch_due(database, queue, lanes) == BATCH
    except RedisError as error:
        return marked(
            "The queue server takes no jobs; they wait in the database. %(error)s", error=error
        ), False
    except Unavailable as error:
        return str(error), False
    except DBAPIError as error:
        return marked("The database refused: %(orig)s", orig=error.orig), False
