"""Answers of others, kept as long as they allow: above the guarded client, beneath whoever asks.

Source: RFC 9111, HTTP Caching, as a shared cache: several people read what one of them caused to be
fetched, so `private` answers are not kept. The folder is shared by all processes of a machine and
may be deleted at any moment.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from factcheck import clock

from .client import Response, fetch, sent_headers
from .policy import PAGE_TYPES, FetchPolicy
from .times import parse_http_date
from .urls import parse_url

# An answer without any freshness of its own that says when it last changed stays fresh for a tenth
# of the time since then (RFC 9111, 4.2.2), but never longer than this.
_LONGEST_GUESS = timedelta(days=1)
_NOT_KEPT = frozenset({"set-cookie", "connection", "transfer-encoding"})
# Headers of ours that say who asks: the answer is for us alone, unless it says otherwise.
_KEYS = frozenset({"authorization", "x-goog-api-key"})
_LENGTH_BYTES = 4


@dataclass(frozen=True)
class _Kept:
    """An answer in the cache. `sent` holds those of our headers that the answer varies with, as
    digests: one of them may be a key.
    """

    response: Response
    sent: dict[str, str]
    stored_at: datetime

    @property
    def is_fresh(self) -> bool:
        return clock.now() < self.stored_at + _lifetime(self.response.headers, self.stored_at)

    def validators(self) -> dict[str, str]:
        """What asks the server whether the answer is still the same one."""
        names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        headers = self.response.headers
        return {sent: headers[name] for name, sent in names.items() if name in headers}


class HttpCache:
    """Answers in a folder, at most `max_bytes` of them; the ones unused for longest go first."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def fetch(
        self,
        url: str,
        *,
        policy: FetchPolicy,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[str] = PAGE_TYPES,
        before_request: Callable[[], None] = lambda: None,
    ) -> Response:
        """As `client.fetch` with GET, without a request when a kept answer is fresh.

        One that is not is confirmed with its ETag or date, if it has one. `before_request` is
        called when a request is about to leave, and what it raises stops it. Raises what the client
        raises; a stale answer never stands in for a failure.
        """
        # One spelling of an address, and no fragment, or what was fetched would not be found again.
        url = parse_url(url).url
        sent = sent_headers(policy, accept, headers or {})
        file = self._file(url)
        kept = self._read(file)
        if kept is not None and kept.sent != _digests(sent, kept.sent):
            kept = None
        if kept is not None and kept.is_fresh:
            with suppress(FileNotFoundError):
                os.utime(file)
            return kept.response
        asked = dict(headers or {}) | (kept.validators() if kept is not None else {})
        before_request()
        answer = fetch(url, policy=policy, headers=asked, accept=accept)
        if answer.status == 304 and kept is not None:
            answer = replace(kept.response, headers=_confirmed(kept, answer))
        # The cache spares requests; a full disk must not cost the answer that came.
        with suppress(OSError):
            if answer.final_url == url and may_keep(answer, sent):
                self._write(file, _Kept(answer, _varying(answer, sent), clock.now()))
            else:
                file.unlink(missing_ok=True)
        return answer

    def _file(self, url: str) -> Path:
        # The address may hold what nobody else should read; only its hash is on the disk.
        digest = hashlib.sha256(url.encode()).hexdigest()
        return self._folder / digest[:2] / digest

    def _read(self, file: Path) -> _Kept | None:
        try:
            data = file.read_bytes()
            end = _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES], "big")
            return _from_json(json.loads(data[_LENGTH_BYTES:end]), data[end:])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            with suppress(OSError):
                file.unlink(missing_ok=True)
            return None

    def _write(self, file: Path, kept: _Kept) -> None:
        head = json.dumps(_to_json(kept)).encode()
        data = len(head).to_bytes(_LENGTH_BYTES, "big") + head + kept.response.body
        if len(data) > self._max_bytes:
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        written.write_bytes(data)
        written.replace(file)
        self._make_room()

    def _make_room(self) -> None:
        """Delete what was unused for longest until the rest fits; other processes may do so too."""
        files: list[tuple[float, int, str]] = []
        for part in os.scandir(self._folder):
            for file in os.scandir(part.path):
                try:
                    seen = file.stat()
                except FileNotFoundError:
                    continue
                files.append((seen.st_mtime, seen.st_size, file.path))
        total = sum(size for _used, size, _path in files)
        for _used, size, path in sorted(files):
            if total <= self._max_bytes:
                return
            Path(path).unlink(missing_ok=True)
            total -= size


def may_keep(answer: Response, sent: Mapping[str, str]) -> bool:
    """Whether a shared cache may store the answer to a GET with these headers."""
    control = _control(answer.headers)
    if answer.status != 200 or "no-store" in control or "private" in control:
        return False
    if "*" in answer.headers.get("vary", ""):
        return False
    names = {name.lower() for name in sent}
    if names & _KEYS and not control.keys() & {"public", "s-maxage", "must-revalidate"}:
        return False
    headers = answer.headers
    return (
        _lifetime(headers, clock.now()) > timedelta(0)
        or "etag" in headers
        or "last-modified" in headers
    )


def _lifetime(headers: Mapping[str, str], had_at: datetime) -> timedelta:
    """How long the answer is fresh from the moment that we had it."""
    control = _control(headers)
    if "no-cache" in control:
        return timedelta(0)
    date = parse_http_date(headers.get("date")) or had_at
    # A cache on the way may have kept it for a while without saying so (RFC 9111, 4.2.3).
    age = max(_seconds(headers.get("age")) or timedelta(0), had_at - date)
    for name in ("s-maxage", "max-age"):
        if name in control:
            # What cannot be read is stale.
            return (_seconds(control[name]) or timedelta(0)) - age
    if "expires" in headers:
        expires = parse_http_date(headers["expires"])
        return timedelta(0) if expires is None else expires - date - age
    changed = parse_http_date(headers.get("last-modified"))
    if changed is None:
        return timedelta(0)
    return min((date - changed) / 10, _LONGEST_GUESS) - age


def _control(headers: Mapping[str, str]) -> dict[str, str]:
    parts = (part.strip().partition("=") for part in headers.get("cache-control", "").split(","))
    return {name.strip().lower(): value.strip('" ') for name, _, value in parts if name}


def _seconds(value: str | None) -> timedelta | None:
    if value is None or not value.strip().isdecimal():
        return None
    return timedelta(seconds=min(int(value), 10**9))


def _varying(answer: Response, sent: Mapping[str, str]) -> dict[str, str]:
    names = {name.strip().lower() for name in answer.headers.get("vary", "").split(",")}
    return _digests(sent, sorted(name for name in names if name))


def _digests(sent: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    lower = {name.lower(): value for name, value in sent.items()}
    return {name: hashlib.sha256(lower.get(name, "").encode()).hexdigest() for name in names}


def _confirmed(kept: _Kept, answer: Response) -> dict[str, str]:
    """The headers of an answer that the server just said is still the same one.

    Its date and age were those of the first time; without a new date it is as of now.
    """
    old = {
        name: value for name, value in kept.response.headers.items() if name not in ("age", "date")
    }
    return old | _kept_headers(answer.headers)


def _kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    # What a 304 says of its own empty body does not hold for the body that is kept.
    own = {"content-length", "content-encoding", "content-type"}
    return {name: value for name, value in headers.items() if name not in _NOT_KEPT | own}


def _to_json(kept: _Kept) -> dict[str, Any]:
    response = kept.response
    return {
        "status": response.status,
        "final_url": response.final_url,
        "headers": {
            name: value for name, value in response.headers.items() if name not in _NOT_KEPT
        },
        "media_type": response.media_type,
        "length": len(response.body),
        "sent": kept.sent,
        "stored_at": kept.stored_at.isoformat(),
    }


def _from_json(head: dict[str, Any], body: bytes) -> _Kept:
    if len(body) != head["length"]:
        raise ValueError("the file was cut off")
    response = Response(
        head["status"], head["final_url"], head["headers"], head["media_type"], body
    )
    return _Kept(response, head["sent"], datetime.fromisoformat(head["stored_at"]))
