"""Queue server, relays and workers as real processes, and something that kills them at random."""

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlmodel import col, func, select

from factcheck.cli.stack import (
    environment,
    queue_server_program,
    relay_program,
    worker_program,
)
from factcheck.cli.supervisor import Supervisor
from factcheck.db import Database
from factcheck.queueing.connection import connect
from factcheck.queueing.embedded import answering_pid, queue_url
from factcheck.queueing.models import Outbox
from factcheck.settings import Settings
from tests.cli.running import parent

WORKERS = 4
RELAYS = 2
SECONDS_BETWEEN_KILLS = (0.15, 0.6)
LEASE_SECONDS = 2
WEIGHTS = {"horse": 8, "worker": 6, "relay": 2, "queue": 1}


class Machine:
    """Everything but the web, on one data folder and database. `seed` decides who is killed."""

    def __init__(self, data: Path, database_url: str, handlers: str, seed: int) -> None:
        self.settings = Settings(
            data=data,
            database_url=database_url,
            job_lease_seconds=LEASE_SECONDS,
            relay_interval=0.1,
        )
        self.database = Database(database_url)
        self.random = random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.wiped = 0
        self.url = queue_url(self.settings)
        self.supervisor = Supervisor(
            environment(self.settings), data / "logs", lambda _line: None, longest_pause=0.5
        )
        self.handlers = handlers

    def __enter__(self) -> "Machine":
        self.supervisor.start(queue_server_program(self.settings))
        for number in range(RELAYS):
            self.supervisor.start(relay_program(f"relay-{number}"))
        for number in range(WORKERS):
            self.supervisor.start(worker_program(number, self.handlers))
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.stop()
        self.database.engine.dispose()

    def torment(self, seconds: float, meanwhile: Callable[[], object]) -> None:
        """Kill something every now and then, wiping the queue twice, for so many seconds."""
        end = time.monotonic() + seconds
        wipes = [end - seconds / 3, end - seconds * 2 / 3]
        while time.monotonic() < end:
            self._rest(self.random.uniform(*SECONDS_BETWEEN_KILLS))
            meanwhile()
            self._kill(self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0])
            if wipes and time.monotonic() > wipes[-1]:
                wipes.pop()
                self._wipe()

    def drain(self, seconds: float) -> float:
        """Let it work in peace until nothing is pending, at most so long. Returns the seconds."""
        began = time.monotonic()
        while self.pending() and time.monotonic() < began + seconds:
            self._rest(0.2)
        return time.monotonic() - began

    def pending(self) -> int:
        return self.states()["pending"]

    def states(self) -> Counter[str]:
        with self.database.read() as session:
            rows = session.exec(select(Outbox.state, func.count()).group_by(col(Outbox.state)))
            return Counter(dict(rows.all()))

    def jobs_tried_again(self) -> int:
        with self.database.read() as session:
            return session.exec(
                select(func.count()).select_from(Outbox).where(Outbox.attempts > 1)
            ).one()

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.supervisor.look()
            time.sleep(0.02)

    def _children(self, part: str) -> list[int]:
        return [
            child.process.pid
            for name, child in self.supervisor.children.items()
            if part in name and child.process.poll() is None
        ]

    def _horses(self) -> list[int]:
        workers = set(self._children("worker"))
        pids = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
        return [pid for pid in pids if parent(pid) in workers]

    def _kill(self, what: str) -> None:
        if what == "queue":
            pids = [pid] if (pid := answering_pid(self.url)) else []
        else:
            pids = self._horses() if what == "horse" else self._children(what)
        if not pids:
            return
        try:
            os.kill(self.random.choice(sorted(pids)), signal.SIGKILL)
        except ProcessLookupError:
            return
        self.killed[what] += 1

    def _wipe(self) -> None:
        """The first time everything is flushed, the second the server loses its files."""
        while (pid := answering_pid(self.url)) is None:
            self._rest(0.05)
        if self.wiped:
            os.kill(pid, signal.SIGKILL)
            shutil.rmtree(self.settings.data / "queue" / "appendonlydir")
        else:
            with connect(self.url) as connection:
                connection.flushall()
        self.wiped += 1
