"""What happens around a job.

One UPDATE takes the lease and a new fence. The handler works without a transaction. One more
transaction finishes the job by its fence and applies the effect, so that the effect is written
exactly once: if the fence is old, all of it rolls back.
"""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Literal, Protocol

import structlog
from sqlmodel import Session

from factcheck.db import Database
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.language import gettext as _
from factcheck.queueing.outbox import (
    Lease,
    LeaseLost,
    bury_exhausted_job,
    extend_lease,
    fail_job,
    finish_job,
    lease_job,
)

# A lease outlives three missed extensions.
EXTENSIONS_PER_LEASE = 4
NO_JOB = 0

log = structlog.get_logger(__name__)

Outcome = Literal["done", "failed", "dead", "not mine"]


class Handler(Protocol):
    """One kind of work. A worker may be killed at any point of it, and the work then begins anew.

    An error raised by `work` or `apply` gives the job back for another attempt; `InvalidInput`
    means that another attempt cannot help, so the job is dead at once.
    """

    def work(self, db: Database, subject_id: int) -> Any:
        """Do the work and return its result. May read; holds no transaction; may be slow."""

    def apply(self, session: Session, subject_id: int, result: Any) -> None:
        """Write the result, in the transaction that finishes the job. Short."""

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        """Tell the subject, in the transaction that gives the job up. `reason` is a sentence."""


class Runtime:
    """Runs jobs against one database. `lease_seconds` is how long a silent worker is believed."""

    def __init__(
        self, db: Database, handlers: Mapping[str, Handler], *, lease_seconds: float
    ) -> None:
        self.db = db
        self.handlers = handlers
        self.lease_seconds = lease_seconds

    def warm_up(self) -> None:
        """Go once through a job's statements, on a job that does not exist.

        What the driver and SQLAlchemy make on first use is inherited by every process forked after.
        """
        with self.db.write() as session:
            lease_job(session, NO_JOB, self.lease_seconds)
        with suppress(LeaseLost), self.db.write() as session:
            finish_job(session, NO_JOB, 0)
        self.db.engine.dispose()

    def run(self, job_id: int) -> Outcome:
        """Do a job if it is to be done. A job sent twice ends quietly the second time."""
        with structlog.contextvars.bound_contextvars(job=job_id):
            with self.db.write() as session:
                lease = lease_job(session, job_id, self.lease_seconds)
            if lease is None:
                return self._bury(job_id)
            with structlog.contextvars.bound_contextvars(
                kind=lease.kind, subject=lease.subject_id, attempt=lease.attempt
            ):
                return self._do(lease)

    def _do(self, lease: Lease) -> Outcome:
        began = time.monotonic()
        try:
            handler = self._handler(lease.kind)
            with LeaseKeeper(self.db, lease, self.lease_seconds):
                result = handler.work(self.db, lease.subject_id)
            with self.db.write() as session:
                finish_job(session, lease.job_id, lease.fence)
                handler.apply(session, lease.subject_id, result)
        except LeaseLost:
            log.warning("job result thrown away", why="another worker has taken it over")
            return "not mine"
        except Exception as error:
            log.exception("job failed")
            return self._fail(lease, error)
        log.info("job done", seconds=round(time.monotonic() - began, 3))
        return "done"

    def _handler(self, kind: str) -> Handler:
        try:
            return self.handlers[kind]
        except KeyError:
            raise FactcheckError(
                _(
                    "This worker knows no work called %(kind)s. Start workers of the newest "
                    "version.",
                    kind=kind,
                )
            ) from None

    def _fail(self, lease: Lease, error: Exception) -> Outcome:
        try:
            with self.db.write() as session:
                state = fail_job(
                    session,
                    lease.job_id,
                    lease.fence,
                    reason=describe(error),
                    final=isinstance(error, InvalidInput),
                )
                if state == "pending":
                    return "failed"
                self._tell_subject(session, lease.kind, lease.subject_id, describe(error))
        except LeaseLost:
            return "not mine"
        return "dead"

    def _bury(self, job_id: int) -> Outcome:
        with self.db.write() as session:
            row = bury_exhausted_job(session, job_id)
            if row is None:
                return "not mine"
            self._tell_subject(session, row.kind, row.subject_id, row.reason)
        log.error("job is dead", reason=row.reason)
        return "dead"

    def _tell_subject(self, session: Session, kind: str, subject_id: int, reason: str) -> None:
        if kind in self.handlers:
            self.handlers[kind].on_dead(session, subject_id, reason)


def describe(error: Exception) -> str:
    """An error as a person may read it."""
    if isinstance(error, FactcheckError):
        return str(error)
    return f"An unexpected error stopped the work: {type(error).__name__}: {error}"


class LeaseKeeper:
    """Extends a lease from a thread for as long as the block runs.

    A process that is killed, stopped or stuck stops extending, and the job goes to another.
    """

    def __init__(self, db: Database, lease: Lease, seconds: float) -> None:
        self._db = db
        self._lease = lease
        self._seconds = seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._done.wait(self._seconds / EXTENSIONS_PER_LEASE):
            try:
                with self._db.write() as session:
                    extend_lease(session, self._lease.job_id, self._lease.fence, self._seconds)
            except LeaseLost:
                return
            except Exception as error:  # noqa: BLE001 - the next extension may succeed
                log.warning("lease not extended", why=str(error))
