"""The one outbound HTTP client: articles, feeds, sources, providers and webhooks alike.

It goes through the steps of `docs/fetching.md` for every hop, and writes one log line a fetch,
whatever comes of it.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Literal

import httpcore
import httpx
import structlog

from factcheck import clock

from .decoding import Body
from .errors import FetchFailed, Refused
from .policy import PAGE_TYPES, FetchPolicy
from .sniffing import agree_on_type
from .times import seconds_until
from .transport import Deadline, GuardedTransport
from .urls import Target, join_url, parse_url, redact_url

log = structlog.stdlib.get_logger("factcheck.net")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AT_ONCE_PER_HOST = 2


@dataclass(frozen=True)
class Exchange:
    """One hop as it went over the connection: the whole request and the whole answer, as bytes."""

    url: str
    at: datetime
    peer: str | None
    request: bytes
    response: bytes


@dataclass(frozen=True)
class Response:
    """An answer. `body` is unpacked; `headers` has lower-case names, the last of equal ones wins.

    `media_type` is what declaration and content agree on, in lower case without parameters; it is
    the empty string when there is no body. `exchanges` are all hops on the way to it, redirects
    first; what did not come over the network has none.
    """

    status: int
    final_url: str
    headers: Mapping[str, str]
    media_type: str
    body: bytes
    exchanges: tuple[Exchange, ...] = field(default=(), repr=False, compare=False)

    @property
    def content_type(self) -> str | None:
        """The whole Content-Type header, with its charset, as the server sent it."""
        return self.headers.get("content-type")


def sent_headers(
    policy: FetchPolicy, accept: frozenset[str] | None, headers: Mapping[str, str]
) -> dict[str, str]:
    """What a request says besides its address: our own headers, then those of the caller."""
    standard = {
        "User-Agent": policy.user_agent,
        "Accept": ", ".join([*sorted(accept or ()), "*/*;q=0.1"]),
        "Accept-Encoding": "gzip, deflate, br",
    }
    return standard | dict(headers)


@dataclass
class _Record:
    """What the log line of one fetch says."""

    started: float = field(default_factory=time.monotonic)
    hops: int = 0
    peer: str | None = None
    status: int | None = None
    wire_bytes: int = 0
    exchanges: list[Exchange] = field(default_factory=list)


def fetch(
    url: str,
    *,
    policy: FetchPolicy,
    method: Literal["GET", "POST"] = "GET",
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    accept: frozenset[str] | None = PAGE_TYPES,
    excerpt: int | None = None,
) -> Response:
    """Fetch one address within the limits of `policy`.

    `headers` (a key, a signature, `If-None-Match`) go to the origin of `url` only: after a redirect
    to another origin they are left out. A POST is not redirected. `accept` holds the media types
    that the caller can read; None is for a caller that reads no body (a webhook), and then the body
    is left out of the answer. With `excerpt` an answer of any status is given back, a redirect too,
    with so many bytes of its body as they came: for a caller that keeps what was said to it.

    Raises `Refused` when the address or the answer is not acceptable, and `FetchFailed` when there
    was no answer or one of status 400 and above. 304 is an answer, with an empty body.
    """
    record = _Record()
    outcome, reason, detail = "failed", "", ""
    try:
        response = _follow(url, policy, method, headers or {}, content, accept, excerpt, record)
        outcome = "fetched"
        return response
    except Refused as error:
        outcome, reason, detail = "refused", error.reason, error.detail
        raise
    except FetchFailed as error:
        reason, detail = error.reason, error.detail
        raise
    finally:
        log.info(
            "fetch",
            outcome=outcome,
            url=redact_url(url),
            method=method,
            reason=reason,
            detail=detail[:300],
            status=record.status,
            hops=record.hops,
            peer=record.peer,
            wire_bytes=record.wire_bytes,
            seconds=round(time.monotonic() - record.started, 3),
        )


def _follow(
    url: str,
    policy: FetchPolicy,
    method: str,
    headers: Mapping[str, str],
    content: bytes | None,
    accept: frozenset[str] | None,
    excerpt: int | None,
    record: _Record,
) -> Response:
    deadline = Deadline(policy.limits.total_seconds)
    first = target = parse_url(url)
    seen = {target.url}
    while True:
        sent = headers if target.origin == first.origin else {}
        answer = _request(target, policy, deadline, method, sent, content, accept, excerpt, record)
        if isinstance(answer, Response):
            return replace(answer, exchanges=tuple(record.exchanges))
        if method != "GET":
            raise Refused("redirect", f"{method} answered with a redirect")
        record.hops += 1
        if record.hops > policy.limits.redirects:
            raise Refused("redirect", "too many redirects")
        following = join_url(target, answer)
        if target.scheme == "https" and following.scheme == "http":
            raise Refused("redirect", "from https to http")
        if following.url in seen:
            raise Refused("redirect", "in a circle")
        seen.add(following.url)
        target = following


def _request(
    target: Target,
    policy: FetchPolicy,
    deadline: Deadline,
    method: str,
    headers: Mapping[str, str],
    content: bytes | None,
    accept: frozenset[str] | None,
    excerpt: int | None,
    record: _Record,
) -> Response | bytes:
    """One hop: the answer, or the Location of a redirect."""
    if target.port not in policy.ports:
        raise Refused("port", f"port {target.port}")
    transport = GuardedTransport(target, policy, deadline)
    at = clock.now()
    sent = sent_headers(policy, accept, headers) | {"Connection": "close"}
    # trust_env: no proxies, no netrc. Cookies live in the client, which lives for one hop.
    with _slot(target.host, deadline), httpx.Client(transport=transport, trust_env=False) as client:
        try:
            request = httpx.Request(method, target.url, headers=sent, content=content)
            answer = client.send(request, stream=True, auth=None, follow_redirects=False)
            record.status = answer.status_code
            if excerpt is not None:
                return _excerpt(answer, target, excerpt)
            location = _location(answer)
            if location is not None:
                return location
            return _read(answer, target, policy, accept, record)
        except httpx.InvalidURL as error:
            raise Refused("url", f"the HTTP library: {error}") from None
        except (httpcore.ProtocolError, httpx.ProtocolError, UnicodeError) as error:
            raise FetchFailed("protocol", str(error)) from None
        finally:
            record.peer = str(transport.peer) if transport.peer else None
            wire = transport.wire
            record.exchanges.append(
                Exchange(target.url, at, record.peer, bytes(wire.sent), bytes(wire.received))
            )


def _location(answer: httpx.Response) -> bytes | None:
    if answer.status_code not in _REDIRECTS:
        return None
    locations = [value for name, value in answer.headers.raw if name.lower() == b"location"]
    if len(locations) > 1:
        raise Refused("redirect", "several Location headers")
    return locations[0] if locations else None


def _read(
    answer: httpx.Response,
    target: Target,
    policy: FetchPolicy,
    accept: frozenset[str] | None,
    record: _Record,
) -> Response:
    status = answer.status_code
    if status != HTTPStatus.NOT_MODIFIED and not 200 <= status < 300:
        waiting = seconds_until(answer.headers.get("retry-after"))
        raise FetchFailed("status", f"status {status}", status=status, retry_after=waiting)
    if accept is None or status == HTTPStatus.NOT_MODIFIED:
        return Response(status, target.url, dict(answer.headers), "", b"")
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > policy.limits.wire_bytes:
        raise Refused("size", "declared Content-Length")
    declared = _media_type(answer.headers.get("content-type"))
    if declared is not None and declared not in accept:
        raise Refused("type", f"{declared[:60]!r} is not read")
    body = Body(answer.headers.get_list("content-encoding"), policy.limits)
    try:
        for data in answer.iter_raw():
            body.add(data)
    finally:
        record.wire_bytes = body.wire_bytes
    content = body.finish()
    media_type = agree_on_type(declared, content, accept) if content else ""
    return Response(status, target.url, dict(answer.headers), media_type, content)


def _excerpt(answer: httpx.Response, target: Target, length: int) -> Response:
    """An answer of any status with the beginning of its body, as far as it came."""
    body = b""
    for data in answer.iter_raw():
        body += data
        if len(body) >= length:
            break
    return Response(answer.status_code, target.url, dict(answer.headers), "", body[:length])


def _media_type(content_type: str | None) -> str | None:
    if content_type is None:
        return None
    return content_type.partition(";")[0].strip().lower() or None


class _Slots:
    """How many fetches this process has running against each host."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: Counter[str] = Counter()

    def take(self, host: str, deadline: Deadline) -> None:
        with self._changed:
            while self._running[host] >= _AT_ONCE_PER_HOST:
                self._changed.wait(deadline.left(1.0))
            self._running[host] += 1

    def give_back(self, host: str) -> None:
        with self._changed:
            self._running[host] -= 1
            if not self._running[host]:
                del self._running[host]
            self._changed.notify_all()


_SLOTS = _Slots()


@contextmanager
def _slot(host: str, deadline: Deadline) -> Iterator[None]:
    _SLOTS.take(host, deadline)
    try:
        yield
    finally:
        _SLOTS.give_back(host)
