"""Keeps a few programs running: starts them again when they crash, stops them in order.

Nothing outlives the supervisor, even if it is killed: see `factcheck.queueing.lifeline`.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.queueing.lifeline import VARIABLE, Lifeline, die_with_parent

FIRST_PAUSE_SECONDS = 0.5
# A program that ran so long before it crashed is started again without a growing pause.
STEADY_SECONDS = 60.0
SECONDS_TO_STOP = 7.0
SECONDS_FOR_THE_LAST = 2.0
LOOK_SECONDS = 0.05
LOG_BYTES = 10_000_000
LOG_LINES_SHOWN = 8


@dataclass(frozen=True)
class Program:
    """Something to keep running. `pass_fds` are file descriptors that it gets from us."""

    name: str
    command: tuple[str, ...]
    pass_fds: tuple[int, ...] = ()
    # The queue server's guard ends by itself when we are gone, after it has ended the server.
    has_guard: bool = False


@dataclass
class Child:
    program: Program
    process: subprocess.Popen[bytes]
    started: float
    crashes: int = 0
    start_again_at: float | None = None


@dataclass
class Supervisor:
    """`say` tells the person at the terminal; everything else goes into files in `logs`.

    Programs must be started from the thread that lives as long as they shall.
    """

    environment: Mapping[str, str]
    logs: Path
    say: Callable[[str], None]
    # A program that crashes again and again is started again after ever longer pauses, up to this.
    longest_pause: float = 30.0
    children: dict[str, Child] = field(default_factory=dict)
    lifeline: Lifeline = field(default_factory=Lifeline)

    def start(self, program: Program) -> None:
        """Start a program that is to be kept running until `stop`. Its old log is kept once."""
        log = self.log_file(program.name)
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        self.children[program.name] = Child(program, self._spawn(program), time.monotonic())

    def log_file(self, name: str) -> Path:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self.logs / f"{name}.log"

    def last_lines(self, name: str) -> str:
        """The end of a program's log."""
        lines = self.log_file(name).read_text(errors="replace").splitlines()
        return "\n".join(f"  {name} | {line}" for line in lines[-LOG_LINES_SHOWN:])

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        with self.log_file(program.name).open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own commands
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**self.environment, VARIABLE: str(self.lifeline.reader)},
                pass_fds=(self.lifeline.reader, *program.pass_fds),
                # Ctrl-C reaches us alone, so that we stop the others in order.
                process_group=0,
                preexec_fn=None if program.has_guard else die_with_parent,  # noqa: PLW1509
            )

    def look(self) -> None:
        """Start again what has ended. To be called often."""
        now = time.monotonic()
        for child in self.children.values():
            if child.start_again_at is not None and now >= child.start_again_at:
                child.process, child.started = self._spawn(child.program), now
                child.start_again_at = None
            elif child.start_again_at is None and child.process.poll() is not None:
                self._plan_restart(child, now)
            self._trim_log(child.program.name)

    def _plan_restart(self, child: Child, now: float) -> None:
        if now - child.started > STEADY_SECONDS:
            child.crashes = 0
        pause = min(FIRST_PAUSE_SECONDS * 2 ** min(child.crashes, 10), self.longest_pause)
        child.crashes += 1
        child.start_again_at = now + pause
        name, status = child.program.name, child.process.returncode
        self.say(f"{name} ended unexpectedly (status {status}). Starting it again in {pause:g} s.")
        if status > 0:
            self.say(self.last_lines(name))

    def _trim_log(self, name: str) -> None:
        # The program keeps its file open for appending, so the file is emptied, not replaced.
        log = self.log_file(name)
        if log.stat().st_size > LOG_BYTES:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)

    def stop(self) -> None:
        """Stop everything: politely, then by force; the queue server last. Takes ≤10 seconds."""
        guarded = [child for child in self.children.values() if child.program.has_guard]
        others = [child for child in self.children.values() if not child.program.has_guard]
        self._stop(others, SECONDS_TO_STOP)
        self._stop(guarded, SECONDS_FOR_THE_LAST)
        self.children.clear()

    def _stop(self, children: list[Child], seconds: float) -> None:
        running = [child.process for child in children if child.process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + seconds
        while running and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)
            running = [process for process in running if process.poll() is None]
        for process in running:
            process.kill()
            process.wait()
