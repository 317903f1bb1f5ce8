"""Processes that must not outlive the one that started them, even if that one is killed.

Linux can be told to signal a process when its parent ends. Everywhere, a pipe does it: only the
parent holds the end for writing, so the child reads its end when the parent is gone. Both are used,
since the kernel's way also reaches a child that is stuck in a long computation.

Only the standard library is imported here: the guard of the queue server must start at once.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable

PARENT_GONE = 70
VARIABLE = "FACTCHECK_LIFELINE"
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(signal_number: int = signal.SIGKILL) -> None:
    """Have the kernel signal this process when the thread that started it ends (Linux)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal_number)


def _exit_now() -> None:
    os._exit(PARENT_GONE)


def watch(reader: int, parent_gone: Callable[[], object] = _exit_now) -> None:
    """Call `parent_gone`, in a thread, when the far end of this pipe is closed."""

    def wait() -> None:
        os.read(reader, 1)
        parent_gone()

    threading.Thread(target=wait, name="lifeline", daemon=True).start()


def watch_supervisor() -> None:
    """End this process with the supervisor that started it; without one, do nothing."""
    if VARIABLE in os.environ:
        watch(int(os.environ[VARIABLE]))


class Lifeline:
    """The pipe between a process and its children. Keep it for as long as they shall live."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe()

    def hold(self) -> None:
        """To be called in a forked child: it ends when its parent does."""
        os.close(self._writer)
        watch(self.reader)
        die_with_parent()
