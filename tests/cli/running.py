"""A desk running as a process of its own, and what the operating system knows of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlmodel import select

from factcheck.db import Database
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import add_job
from factcheck.schema import upgrade

PROC = Path("/proc")
PATIENCE_SECONDS = 40


def wait_until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.05)


def command_line(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def parent(pid: int) -> int:
    try:
        return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


class Desk:
    """The desk of one data folder."""

    def __init__(self, data: Path, *, port: int, workers: int = 2) -> None:
        self.data = data
        self.arguments = [str(port), str(workers), "tests.cli.slow_jobs:HANDLERS"]
        self.environment = {
            **os.environ,
            "FACTCHECK_DATA": str(data),
            "FACTCHECK_JOB_LEASE_SECONDS": "1",
            "FACTCHECK_RELAY_INTERVAL": "0.1",
        }
        data.mkdir(parents=True)
        self.database = Database(f"sqlite:///{data / 'factcheck.sqlite3'}")
        upgrade(self.database)
        self.process: subprocess.Popen[str] | None = None
        self.said: list[str] = []

    def launch(self) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.desk", *self.arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self.environment,
        )
        return self.process

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        stdout = self.launch().stdout
        assert stdout is not None
        self.said = []
        for line in stdout:
            self.said.append(line.strip())
            if line.startswith("ready"):
                return
        raise AssertionError("\n".join(self.said))

    def signal(self, number: signal.Signals) -> int:
        """Signal the supervisor and wait for its end; returns its status."""
        assert self.process is not None
        process, self.process = self.process, None
        process.send_signal(number)
        process.communicate()
        return process.returncode

    def end(self) -> None:
        """Leave nothing behind, whatever the test did."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
        wait_until(lambda: not self.pids(), "every process has ended")
        self.database.engine.dispose()

    def pids(self, part: str = "") -> set[int]:
        """The processes of this data folder, by a part of their command line."""
        found = {int(folder.name) for folder in PROC.iterdir() if folder.name.isdigit()}
        return {pid for pid in found if part in command_line(pid) and self._is_ours(pid)}

    def _is_ours(self, pid: int) -> bool:
        # The queue server writes its title over its environment, but its title names its socket.
        try:
            environment = (PROC / str(pid) / "environ").read_bytes()
        except OSError:
            return False
        return str(self.data).encode() in environment or str(self.data) in command_line(pid)

    def workers(self) -> set[int]:
        supervisor = self.process.pid if self.process else 0
        return {pid for pid in self.pids("processes worker") if parent(pid) == supervisor}

    def horses(self) -> set[int]:
        """The children in which workers do their jobs."""
        return {pid for pid in self.pids() if parent(pid) in self.workers()}

    def add_job(self, kind: str, subject_id: int) -> None:
        with self.database.write() as session:
            add_job(session, kind, subject_id)

    def job(self, kind: str) -> Outbox | None:
        with self.database.read() as session:
            return session.exec(select(Outbox).where(Outbox.kind == kind)).one_or_none()

    def is_done(self, kind: str) -> bool:
        job = self.job(kind)
        return job is not None and job.state == "done"
