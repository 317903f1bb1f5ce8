"""The guarded transport under httpx: it dials the address that was checked, and nothing else.

httpx and httpcore speak HTTP; the sockets are ours. Each read and write is held to the wall clock
of the whole fetch and to the byte limits, also while the status line and the headers are still
coming in, where the limits of the HTTP library would apply to single reads only.
"""

import re
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv6Address
from typing import Any

import certifi
import httpcore
import httpx

from .addresses import Address, parse_address
from .errors import UNREACHABLE, FetchFailed, Refused
from .policy import FetchLimits, FetchPolicy
from .resolve import resolve_target
from .urls import Target

_HEADERS_END = re.compile(rb"\n\r?\n")
# Names with many addresses are not tried one after the other until the time is up.
_MOST_ADDRESSES_DIALLED = 4


class Deadline:
    """The wall clock of one fetch, from the first look-up to the last byte."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float) -> float:
        """Seconds that an operation may still take. Raises `Refused` when there are none."""
        seconds = min(at_most, self._end - time.monotonic())
        if seconds <= 0:
            raise Refused("time", "the whole fetch took too long")
        return seconds


@dataclass
class Wire:
    """Every byte of one hop, as it went over the connection (inside of TLS)."""

    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport for one request to one checked target.

    A new one is made for every hop, so no connection is ever used for another name. `peer` is the
    address dialled, once it is connected; `wire` fills while the hop is under way.
    """

    def __init__(self, target: Target, policy: FetchPolicy, deadline: Deadline) -> None:
        self.wire = Wire()
        self._backend = _GuardedBackend(target, policy, deadline, self.wire)
        self._pool = httpcore.ConnectionPool(
            # Reading the authorities takes longer than many a fetch without TLS.
            ssl_context=_ssl_context() if target.scheme == "https" else None,
            max_connections=1,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            retries=0,
            network_backend=self._backend,
        )

    @property
    def peer(self) -> Address | None:
        return self._backend.peer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request. Raises `Refused`, `FetchFailed`, or an `httpcore` error."""
        assert isinstance(request.stream, httpx.SyncByteStream)
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_AnswerStream(answer.stream),
        )

    def close(self) -> None:
        self._pool.close()


class _AnswerStream(httpx.SyncByteStream):
    """The body as httpcore gives it. It needs no close of its own: the pool is closed with it."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream


class _GuardedBackend(httpcore.NetworkBackend):
    """Opens one target's connection: resolve once, check every answer, dial, check the peer."""

    def __init__(self, target: Target, policy: FetchPolicy, deadline: Deadline, wire: Wire) -> None:
        self._target = target
        self._policy = policy
        self._deadline = deadline
        self._wire = wire
        self.peer: Address | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        if (host.strip("[]"), port) != (self._target.host, self._target.port):
            raise Refused("host", f"the HTTP library reads the host as {host!r}, port {port}")
        limits = self._policy.limits
        addresses = resolve_target(
            self._target, self._policy, seconds=self._deadline.left(limits.resolve_seconds)
        )
        error: OSError | None = None
        for address in addresses[:_MOST_ADDRESSES_DIALLED]:
            try:
                connected = self._dial(address)
            except OSError as caught:
                error = caught
                continue
            return GuardedStream(connected, limits, self._deadline, self._wire)
        raise FetchFailed(UNREACHABLE, f"connect: {error}")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        raise Refused("scheme", f"unix socket {path!r}")

    def _dial(self, address: Address) -> socket.socket:
        family = socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(self._deadline.left(self._policy.limits.connect_seconds))
            connection.connect((str(address), self._target.port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            peer = parse_address(connection.getpeername()[0])
            if peer != address:
                raise Refused(UNREACHABLE, f"connected to {peer} instead of {address}")
        except BaseException:
            connection.close()
            raise
        self.peer = peer
        return connection


class GuardedStream(httpcore.NetworkStream):
    """A connected socket held to the limits of the fetch."""

    def __init__(
        self, connection: socket.socket, limits: FetchLimits, deadline: Deadline, wire: Wire
    ) -> None:
        self._socket = connection
        self._limits = limits
        self._deadline = deadline
        self._wire = wire
        self._received = 0
        self._headers: bytes | None = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        waiting = self._limits.first_byte_seconds if not self._received else float("inf")
        self._socket.settimeout(self._deadline.left(waiting))
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError:
            raise Refused("time", "no answer in time") from None
        except OSError as error:
            raise FetchFailed(UNREACHABLE, f"read: {error}") from None
        self._received += len(data)
        if self._received > self._limits.wire_bytes + self._limits.header_bytes:
            raise Refused("size", "too many bytes on the wire")
        self._check_headers(data)
        self._wire.received += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._socket.settimeout(self._deadline.left(float("inf")))
        try:
            self._socket.sendall(buffer)
            self._wire.sent += buffer
        except TimeoutError:
            raise Refused("time", "the request was not taken in time") from None
        except OSError as error:
            # A server may answer and hang up before it has read everything: httpcore then goes on
            # and reads the answer.
            raise httpcore.WriteError(str(error)) from None

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._deadline.left(self._limits.first_byte_seconds))
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except (OSError, ValueError) as error:
            self.close()
            raise FetchFailed(UNREACHABLE, f"TLS: {error}") from None
        return GuardedStream(secured, self._limits, self._deadline, self._wire)

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "socket" else None

    def _check_headers(self, data: bytes) -> None:
        """Refuse headers that do not end, before the HTTP library collects them."""
        if self._headers is None:
            return
        self._headers += data
        end = _HEADERS_END.search(self._headers)
        if (end.start() if end else len(self._headers)) > self._limits.header_bytes:
            raise Refused("headers", "more header bytes than allowed")
        if end:
            self._headers = None


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    """Certificates are always verified, against the system's authorities and certifi's.

    A private authority is added the way OpenSSL has it: SSL_CERT_FILE or SSL_CERT_DIR.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    return context
