"""How long tasks take to be ready while every outside service hangs, against a desk that asks none.

    python -m tests.bench.hung_provider

Real processes: queue server, relay, two workers, one worker for outside services. Both desks run in
turn, since a machine is not equally busy all the time.
"""

import json
import os
import resource
import socket
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, func, select

from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.cli.stack import (
    environment,
    outside_worker_program,
    queue_server_program,
    relay_program,
    worker_program,
)
from factcheck.cli.supervisor import Supervisor
from factcheck.context.models import ProviderRun
from factcheck.context.outside import ASK
from factcheck.context.providers.outside import switched_on
from factcheck.db import Database
from factcheck.preparation import prepare_database
from factcheck.queueing.embedded import answering_pid, queue_url
from factcheck.queueing.models import Outbox
from factcheck.settings import ProviderSettings, Settings
from factcheck.tasks.models import Task

ARTICLES = 12
SECONDS_BETWEEN = 4.0
ROUNDS = 2
SENTENCES = (
    "“We will build {n} bridges by the end of next year,” the minister, Ada Stone, told reporters.",
    "Building costs fell by {n}.2 per cent in the first half of the year, the office said.",
    "The city has {n}10,000 inhabitants, more than any other on the coast.",
)
NAMES = ("wikipedia", "wikidata", "gdelt", "searxng")


class Silent:
    """A server that takes every connection and never says a word."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=500)
        self.port = int(self.listener.getsockname()[1])
        self.taken: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            self.taken.append(self.listener.accept()[0])


def desk(folder: Path, silent: Silent | None) -> Settings:
    if silent is None:
        return Settings(data=folder, providers=())
    service = ProviderSettings(url=f"http://127.0.0.1:{silent.port}")
    return Settings(
        data=folder,
        providers=NAMES,
        fetch_allow_cidrs=("127.0.0.0/8",),
        fetch_ports=(silent.port,),
        **dict.fromkeys(NAMES, service),
    )


@dataclass(frozen=True)
class Measured:
    """Seconds from an article's arrival to each of its tasks being ready; how providers fared;
    the processor time of all the processes of the desk from start to stop, in seconds.
    """

    seconds: list[float]
    fared: dict[str, int]
    processor: float


def measure(silent: Silent | None) -> Measured:
    """One run of a desk from start to stop."""
    before = _processor_seconds()
    with tempfile.TemporaryDirectory() as name:
        settings = desk(Path(name), silent)
        database = Database(settings.resolved_database_url)
        prepare_database(database)
        supervisor = Supervisor(environment(settings), Path(name) / "logs", lambda _line: None)
        supervisor.start(queue_server_program(settings))
        while not answering_pid(queue_url(settings)):
            time.sleep(0.05)
        supervisor.start(relay_program())
        for number in (1, 2):
            supervisor.start(worker_program(number))
        if switched_on(settings):
            supervisor.start(outside_worker_program())
        try:
            _feed(database, "warm")
            _wait(database)
            for number in range(ARTICLES):
                _feed(database, str(number + 1))
                time.sleep(SECONDS_BETWEEN)
            _wait(database)
            seconds, fared = _seconds(database), _fared(database)
        finally:
            supervisor.stop()
            database.engine.dispose()
        return Measured(seconds, fared, _processor_seconds() - before)


def _processor_seconds() -> float:
    """Of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _feed(database: Database, n: str) -> None:
    text = f"Report {n}\n\n" + "\n\n".join(sentence.format(n=n) for sentence in SENTENCES)
    with database.write() as session:
        add_article(session, actor=SYSTEM, text=text)


def _wait(database: Database) -> None:
    while True:
        with database.read() as session:
            left = session.exec(
                select(func.count())
                .select_from(Outbox)
                .where(Outbox.state == "pending", Outbox.kind != ASK)
            ).one()
        if not left:
            return
        time.sleep(0.1)


def _seconds(database: Database) -> list[float]:
    with database.read() as session:
        events = session.exec(select(Event).order_by(col(Event.seq))).all()
        tasks = session.exec(
            select(Task.id, Claim.article_id).join(Claim, col(Claim.id) == col(Task.claim_id))
        ).all()
    added = {
        int(event.object_id): event.at
        for event in events
        if event.action == "article.version_added"
    }
    ready = {
        int(event.object_id): event.at
        for event in events
        if event.action == "task.context_gathered"
    }
    # The first article warmed the workers up.
    return [
        (ready[task_id] - added[article_id]).total_seconds()
        for task_id, article_id in tasks
        if task_id is not None and article_id > 1
    ]


def _fared(database: Database) -> dict[str, int]:
    with database.read() as session:
        rows = session.exec(
            select(ProviderRun.state, func.count())
            .where(col(ProviderRun.provider).in_(NAMES))
            .group_by(ProviderRun.state)
        ).all()
    return dict(rows)


def main() -> None:
    silent = Silent()
    quiet, hung = [], []
    for _ in range(ROUNDS):
        quiet.append(measure(None))
        hung.append(measure(silent))

    def figures(runs: list[Measured]) -> dict[str, float]:
        seconds = [one for run in runs for one in run.seconds]
        parts = statistics.quantiles(seconds, n=100)
        return {
            "tasks": len(seconds),
            "p50": round(parts[49], 3),
            "p95": round(parts[94], 3),
            "processor seconds a task": round(sum(run.processor for run in runs) / len(seconds), 3),
        }

    print(
        json.dumps(
            {
                "nobody asked": figures(quiet),
                "everybody hangs": figures(hung),
                "p95 ratio": round(figures(hung)["p95"] / figures(quiet)["p95"], 3),
                "runs": [run.fared for run in hung],
                "processors": os.cpu_count(),
                "load": os.getloadavg(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
