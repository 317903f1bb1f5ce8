"""Turning a host name into addresses, once, with a deadline of our own."""

import socket
import threading
from collections.abc import Callable
from typing import Any

from .addresses import Address, parse_address, refusal
from .errors import UNREACHABLE, FetchFailed, Refused
from .policy import FetchPolicy
from .urls import Target

# getaddrinfo cannot be interrupted, so a look-up that hangs leaves its thread behind until the
# system's own resolver gives up. This bounds how many such threads a process can collect.
_LOOK_UPS = threading.BoundedSemaphore(32)


def resolve_target(target: Target, policy: FetchPolicy, *, seconds: float) -> list[Address]:
    """The addresses that may be dialled for `target`, in the resolver's order.

    Raises `Refused` when any answer is an address that may not be dialled, and `FetchFailed` when
    there is no answer within `seconds`.
    """
    answers = [target.literal] if target.literal else _look_up(target, seconds)
    if len(answers) > policy.limits.answers:
        raise Refused(UNREACHABLE, f"{len(answers)} answers")
    for address in answers:
        meaning = refusal(address, allow=policy.allow, deny=policy.deny)
        if meaning is not None:
            raise Refused(UNREACHABLE, f"{address} is {meaning}")
    return answers


def _look_up(target: Target, seconds: float) -> list[Address]:
    try:
        found = _within(
            seconds, lambda: socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        )
    except (OSError, UnicodeError) as error:
        raise FetchFailed(UNREACHABLE, f"look-up: {error}") from None
    if found is None:
        raise FetchFailed(UNREACHABLE, f"look-up: no answer in {seconds:.1f} s")
    if not found:
        raise FetchFailed(UNREACHABLE, "look-up: no addresses")
    return list(dict.fromkeys(parse_address(str(entry[4][0])) for entry in found))


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What `call` returns or raises, or None when it is not back after `seconds`."""
    if not _LOOK_UPS.acquire(timeout=max(seconds, 0)):
        return None
    outcome: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(call())
        except (OSError, UnicodeError) as error:
            failure.append(error)
        finally:
            _LOOK_UPS.release()

    thread = threading.Thread(target=run, name="factcheck-look-up", daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if failure:
        raise failure[0]
    return outcome[0] if outcome else None
