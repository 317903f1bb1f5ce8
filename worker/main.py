"""A worker process: one queue, a fresh child process for every job.

Everything heavy is imported here, before the fork, or every job would pay for it.
"""

import gc
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.job import Job
from sqlalchemy.exc import DBAPIError

from factcheck.db import Database
from factcheck.errors import Unavailable
from factcheck.logs import configure_logging
from factcheck.queueing.connection import QUEUE_NAME, connect, make_worker
from factcheck.queueing.lifeline import Lifeline, watch_supervisor
from factcheck.settings import Settings
from worker import jobs
from worker.runtime import Handler, Runtime

log = structlog.get_logger(__name__)


class DeskWorker(Worker):
    """RQ's worker, whose children end with it and never use its database connections."""

    # RQ would wait up to a minute before it looks for a queue server that came back.
    max_connection_wait_time = 2.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lifeline = Lifeline()
        self.database: Database | None = None
        self.stop_asked = False

    def request_stop(self, signum: Any, frame: Any) -> None:
        self.stop_asked = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        self.lifeline.hold()
        if self.database is not None:
            self.database.dispose()
        super().main_work_horse(job, queue)


def work(
    settings: Settings, queue_url: str, handlers: Mapping[str, Handler], queue: str = QUEUE_NAME
) -> int:
    """Work until SIGTERM, then finish the job in hand. Returns the exit status.

    The status is 1 when RQ gave up, as it does when the queue server goes away at the wrong moment:
    whoever started this process starts it again.
    """
    configure_logging(settings.log_format)
    watch_supervisor()
    runtime = Runtime(
        Database(settings.resolved_database_url), handlers, lease_seconds=settings.job_lease_seconds
    )
    jobs.install(runtime)
    connection = connect(queue_url)
    _wait_for("the database", runtime.warm_up)
    _wait_for("the queue server", connection.ping)
    worker = make_worker(connection, DeskWorker, queue)
    worker.database = runtime.db
    # What is here now lives as long as the process: the collector need not touch it in a child,
    # where every touched page is copied.
    gc.collect()
    gc.freeze()
    worker.work(logging_level=None)
    return 0 if worker.stop_asked else 1


def _wait_for(what: str, attempt: Callable[[], object]) -> None:
    told = False
    while True:
        try:
            attempt()
        except (RedisError, Unavailable, DBAPIError) as error:
            if not told:
                log.warning("waiting", what=what, why=str(error))
            told = True
            time.sleep(1)
        else:
            return
