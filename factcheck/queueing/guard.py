"""Runs a program that knows nothing of lifelines, here the queue server, and ends it with us.

`python -m factcheck.queueing.guard PROGRAM ARGUMENT…` starts it; `… guard --adopt PID` takes over
one that still runs. Only the standard library is imported, so that it starts at once.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from typing import Protocol

from factcheck.queueing.lifeline import VARIABLE, die_with_parent, watch

SECONDS_TO_STOP = 4.0
SECONDS_BETWEEN_LOOKS = 0.2


class Program(Protocol):
    def send_signal(self, sig: int) -> None: ...

    def wait(self) -> int: ...


class AdoptedProgram:
    """A program that is not our child."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def send_signal(self, sig: int) -> None:
        if self._lives():
            os.kill(self.pid, sig)

    def wait(self) -> int:
        while self._lives():
            time.sleep(SECONDS_BETWEEN_LOOKS)
        return 0

    def _lives(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True


def _start(arguments: list[str]) -> Program:
    if arguments[0] == "--adopt":
        return AdoptedProgram(int(arguments[1]))
    return subprocess.Popen(  # noqa: S603 - the command is the supervisor's
        arguments,
        # SIGTERM lets the server write the last second of its log.
        preexec_fn=lambda: die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - no threads yet
    )


def guard(arguments: list[str]) -> int:
    """Run the program until it ends, we are told to stop, or the supervisor is gone."""
    program = _start(arguments)

    def stop() -> None:
        program.send_signal(signal.SIGTERM)
        timer = threading.Timer(SECONDS_TO_STOP, program.send_signal, (signal.SIGKILL,))
        timer.daemon = True
        timer.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop())
    watch(int(os.environ[VARIABLE]), parent_gone=stop)
    return program.wait()


if __name__ == "__main__":
    sys.exit(guard(sys.argv[1:]))
