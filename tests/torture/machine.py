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

WORKERS = 2
RELAYS = 2
LEASE_SECONDS = 2
# What is killed how often, in random order; a horse is the child in which a worker does a job.
KILLS = {"horse": 10, "worker": 4, "relay": 2, "queue": 2, "flush": 1, "wipe": 1}
SECONDS_BETWEEN_KILLS = (0.1, 0.5)
LONGEST_WAIT = 30
LONGEST_LIFE_OF_A_HORSE = 0.06


class Machine:
    """Everything but the web, on one data folder and database. `seed` decides who is killed."""

    def __init__(self, data: Path, database_url: str, handlers: str, seed: int) -> None:
        self.settings = Settings(
            data=data,
            database_url=database_url,
            job_lease_seconds=LEASE_SECONDS,
            relay_interval=0.25,
        )
        self.database = Database(database_url)
        self.random = random.Random(seed)
        self.killed: Counter[str] = Counter()
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

    def torment(self, meanwhile: Callable[[], object]) -> None:
        """Kill everything in `KILLS`, and let `meanwhile` be done before each."""
        plan = [what for what, times in KILLS.items() for _ in range(times)]
        self.random.shuffle(plan)
        for what in plan:
            meanwhile()
            self._rest(self.random.uniform(*SECONDS_BETWEEN_KILLS))
            if self._kill(what):
                self.killed[what] += 1

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

    def _kill(self, what: str) -> bool:
        if what == "horse":
            return self._kill_horse()
        if what in ("worker", "relay"):
            return self._kill_child(what)
        return self._hurt_queue(what)

    def _kill_child(self, part: str) -> bool:
        """Wait for one to be there: all of them may have been killed a moment ago."""
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < end:
            pids = self._children(part)
            if pids and _kill(self.random.choice(pids)):
                return True
            self._rest(0.05)
        return False

    def _kill_horse(self) -> bool:
        """Wait for one to be there, then for a moment of its work."""
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < end:
            workers = set(self._children("worker"))
            horses = [pid for pid in _pids_after(min(workers, default=0)) if parent(pid) in workers]
            if horses:
                time.sleep(self.random.uniform(0, LONGEST_LIFE_OF_A_HORSE))
                if _kill(self.random.choice(horses)):
                    return True
            self._rest(0.01)
        return False

    def _hurt_queue(self, what: str) -> bool:
        """Kill the server; or flush it; or kill it and take its files away."""
        while (pid := answering_pid(self.url)) is None:
            self._rest(0.05)
        if what == "flush":
            with connect(self.url) as connection:
                return bool(connection.flushall())
        killed = _kill(pid)
        if what == "wipe":
            shutil.rmtree(self.settings.data / "queue" / "appendonlydir")
        return killed


def _pids_after(first: int) -> list[int]:
    names = (folder.name for folder in Path("/proc").iterdir())
    return sorted(int(name) for name in names if name.isdigit() and int(name) > first)


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
