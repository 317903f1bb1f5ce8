"""A parser that runs wild dies alone, and what it says is data only."""

import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import InvalidInput
from factcheck.net import sandbox
from factcheck.net.errors import Refused
from factcheck.net.sandbox import run_parser


def count_bytes(data: bytes, *, unit: str = "bytes") -> str:
    return f"{len(data)} {unit}"


def eat_memory(data: bytes) -> int:
    return len(bytearray(2 * 1024 * 1024 * 1024))


def spin(data: bytes) -> None:
    while True:
        pass


def nest(data: bytes) -> None:
    nest(data)


def die(data: bytes) -> None:
    os.abort()


def complain(data: bytes) -> None:
    raise InvalidInput("This cannot be read. Send something else.")


def fail(data: bytes) -> None:
    raise KeyError("a bug")


def show_environment(data: bytes) -> dict[str, Any]:
    return {"names": sorted(os.environ), "fds": len(list(Path("/proc/self/fd").iterdir()))}


def say_too_much(data: bytes) -> str:
    print("not JSON")
    return "x"


@pytest.fixture(autouse=True)
def importable_by_the_child(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """The child imports the parser by its module's name, so this module must have one."""
    monkeypatch.syspath_prepend(str(request.path.parent))
    for parser in (
        count_bytes,
        eat_memory,
        spin,
        nest,
        die,
        complain,
        fail,
        show_environment,
        say_too_much,
    ):
        monkeypatch.setattr(parser, "__module__", "test_sandbox")


def test_the_parser_gets_the_bytes_and_the_options() -> None:
    assert run_parser(count_bytes, b"\x00" * 1_000_000, unit="octets") == "1000000 octets"


def test_a_complaint_about_the_input_comes_back_as_such() -> None:
    with pytest.raises(InvalidInput, match="Send something else"):
        run_parser(complain, b"")


@pytest.mark.parametrize("parser", [eat_memory, nest, die, fail, say_too_much])
def test_a_parser_that_breaks_is_refused(parser: sandbox.Parser) -> None:
    with pytest.raises(Refused) as raised:
        run_parser(parser, b"")

    assert raised.value.reason == "memory"


def test_a_parser_that_hangs_is_ended_by_the_wall_clock() -> None:
    with pytest.raises(Refused, match="too much memory or time"):
        run_parser(spin, b"", wall_seconds=0.5)


@pytest.mark.slow
def test_a_parser_that_hangs_is_ended_by_the_processor_limit() -> None:
    with pytest.raises(Refused) as raised:
        run_parser(spin, b"", wall_seconds=60)

    assert "died" in raised.value.detail


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_child_has_no_secrets_and_no_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_SECRET_KEY", "secret")

    seen = run_parser(show_environment, b"")

    assert "FACTCHECK_SECRET_KEY" not in seen["names"]
    assert seen["fds"] == 4  # three standard ones, and the one that lists the folder


def test_it_runs_from_many_threads_at_once() -> None:
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(run_parser(count_bytes, b"abc")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == ["3 bytes"] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_it_runs_in_a_forked_process_like_a_queue_workers() -> None:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = 0 if run_parser(count_bytes, b"abc") == "3 bytes" else 2
        finally:
            os._exit(status)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
