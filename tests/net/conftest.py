"""Real servers on the loopback address that answer whatever bytes a test wants."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
import structlog
from structlog.testing import LogCapture

from factcheck.net.addresses import parse_networks
from factcheck.net.policy import FetchLimits, FetchPolicy

Reply = bytes | Callable[[socket.socket, bytes], None]

LIMITS = FetchLimits(
    resolve_seconds=2, connect_seconds=1, first_byte_seconds=1, total_seconds=3, wire_bytes=100_000
)


@dataclass
class Origin:
    """A server that answers its requests in turn with the replies given; the last one repeats."""

    listener: socket.socket
    replies: tuple[Reply, ...]
    requests: list[bytes] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        request = b""
        try:
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            self.requests.append(request)
            reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
            if isinstance(reply, bytes):
                connection.sendall(reply)
            else:
                reply(connection, request)
        except OSError:
            return


Serve = Callable[..., Origin]


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:

        def start(*replies: Reply) -> Origin:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            origin = Origin(listener, replies)
            thread = threading.Thread(target=origin.serve)
            thread.start()
            stack.callback(thread.join, 10)
            # Closing a socket does not wake a thread that waits in accept(); this does.
            stack.callback(listener.shutdown, socket.SHUT_RDWR)
            return origin

        yield start


@pytest.fixture
def policy_for() -> Callable[..., FetchPolicy]:
    """A policy that may dial the given origins on 127.0.0.0/8, with short limits."""

    def build(*origins: Origin, limits: FetchLimits = LIMITS) -> FetchPolicy:
        return FetchPolicy(
            allow=parse_networks("127.0.0.0/8"),
            ports=frozenset(origin.port for origin in origins),
            limits=limits,
        )

    return build


@pytest.fixture
def log_lines() -> Iterator[list[dict[str, object]]]:
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[capture], cache_logger_on_first_use=False)
    yield capture.entries  # type: ignore[misc]
    structlog.configure(**before)
