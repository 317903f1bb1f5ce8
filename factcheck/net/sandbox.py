"""Running a parser on hostile bytes in a process of its own.

The child is a fresh interpreter, not a fork: it is safe to start from a web worker's threads and
from a queue worker's fork alike. It gets no environment (so no secrets), no open files, an address
space of 512 MB and 10 s of processor time, and speaks JSON: nothing that it says can run code here.
"""

import contextlib
import importlib
import json
import os
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from factcheck.errors import InvalidInput

from .errors import Refused

ADDRESS_SPACE_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 12.0
_LARGEST_ANSWER = 64 * 1024 * 1024
_LENGTH = struct.Struct(">I")

Parser = Callable[..., Any]


def run_parser(
    parser: Parser, data: bytes, *, wall_seconds: float = WALL_SECONDS, **options: str | int | None
) -> Any:
    """What `parser(data, **options)` returns, computed in a limited child process.

    `parser` is a function at the top of a module; what it returns must fit into JSON. When it
    raises `InvalidInput`, so does this. Raises `Refused` with the reason `memory` when the child
    passes a limit or dies for any other reason.
    """
    head = json.dumps([parser.__module__, parser.__qualname__, options]).encode()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-s", "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(_LENGTH.pack(len(head)) + head + data, wall_seconds)
        except subprocess.TimeoutExpired:
            raise Refused("memory", f"parser ran longer than {wall_seconds:.1f} s") from None
        finally:
            child.kill()
    return _read_answer(answer, child.returncode)


def _environment() -> Mapping[str, str]:
    """Only what the interpreter needs to find the same modules."""
    root = str(Path(__file__).parents[2])
    return {
        "PYTHONPATH": os.pathsep.join([root, *(part for part in sys.path if part)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        # One arena: the address space that each further one reserves counts against the limit.
        "MALLOC_ARENA_MAX": "1",
    }


def _read_answer(answer: bytes, status: int) -> Any:
    try:
        kind, value = json.loads(answer)
    except ValueError:
        raise Refused("memory", f"parser died with status {status}") from None
    if kind == "invalid":
        raise InvalidInput(str(value))
    if kind != "parsed":
        raise Refused("memory", f"parser failed: {value}")
    return value


def _limit_this_process() -> None:
    _lower(resource.RLIMIT_AS, ADDRESS_SPACE_BYTES)
    _lower(resource.RLIMIT_CPU, CPU_SECONDS)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, _LARGEST_ANSWER)


def _lower(limit: int, value: int) -> None:
    """Lower a limit, soft and hard; one that is lower already stays."""
    hard = resource.getrlimit(limit)[1]
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    # macOS does not know a limit of the address space. Time and processor limits hold there too.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (ceiling, ceiling))


def _main() -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    _limit_this_process()
    source = sys.stdin.buffer
    (length,) = _LENGTH.unpack(source.read(_LENGTH.size))
    module, name, options = json.loads(source.read(length))
    data = source.read()
    try:
        parser = getattr(importlib.import_module(module), name)
        answer = ["parsed", parser(data, **options)]
    except InvalidInput as error:
        answer = ["invalid", str(error)]
    except (MemoryError, RecursionError) as error:
        answer = ["failed", type(error).__name__]
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
