"""How much a token may ask in a while, and the headers that say so.

The names and the form are those of the IETF draft “RateLimit header fields for HTTP” (-11). The
queue server counts for all web processes together. It may vanish at any moment: each process then
counts by itself, in memory. An exact count would cost the database a write for every read.
"""

import threading
import time
from dataclasses import dataclass

import structlog
from flask import Response, current_app, g
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from factcheck.errors import FactcheckError
from factcheck.queueing.embedded import queue_url
from factcheck.request import current_settings

WINDOW_SECONDS = 60
# A request waits for the count no longer than this, and a server that was away is left alone.
ANSWER_SECONDS = 0.25
AWAY_SECONDS = 5.0
_EXTENSION = "factcheck_limits"
_KEY = "factcheck:asked:{token_id}"

log = structlog.get_logger(__name__)


class TooManyRequests(FactcheckError):
    """The token's share of this minute is used up. `seconds` is how long to wait."""

    code = "too_many_requests"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"This token has asked too often. Go on in {seconds} seconds.")
        self.seconds = seconds


@dataclass
class _Window:
    """One token's present minute: when it ends, and what was used of it."""

    ends: float
    used: int = 0


class OwnCount:
    """Counts the requests of each token in windows of a minute; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[int, _Window] = {}

    def count(self, token_id: int) -> tuple[int, int]:
        """One more request: how many there were in this window, and its seconds that are left."""
        now = time.monotonic()
        with self._lock:
            window = self._windows.get(token_id)
            if window is None or window.ends <= now:
                window = self._windows[token_id] = _Window(now + WINDOW_SECONDS)
            window.used += 1
            return window.used, max(1, round(window.ends - now))


class SharedCount:
    """The same, counted in a Redis or Valkey. Raises `RedisError` when that does not answer."""

    def __init__(self, url: str) -> None:
        self._server = Redis.from_url(
            url,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 1),  # a pooled connection may be older than a restart
        )

    def count(self, token_id: int) -> tuple[int, int]:
        key = _KEY.format(token_id=token_id)
        # In one transaction, so that no count is left without its end.
        with self._server.pipeline(transaction=True) as steps:
            steps.set(key, 0, ex=WINDOW_SECONDS, nx=True)
            steps.incr(key)
            steps.pttl(key)
            _, used, left = steps.execute()
        return int(used), max(1, round(int(left) / 1000))


class Limits:
    """Counts together with the other web processes while it can, else alone."""

    def __init__(self, url: str) -> None:
        self._shared = SharedCount(url)
        self._own = OwnCount()
        self._away_until = 0.0

    def count(self, token_id: int) -> tuple[int, int]:
        """As `OwnCount.count`. While the server is away, the process counts anew by itself."""
        if time.monotonic() >= self._away_until:
            try:
                return self._shared.count(token_id)
            except RedisError as error:
                self._away_until = time.monotonic() + AWAY_SECONDS
                log.warning("limits_counted_alone", error=str(error)[:200])
        return self._own.count(token_id)


def count_request(token_id: int) -> None:
    """Count the request in hand. Raises `TooManyRequests` when the share is used up."""
    share = current_settings().api_rate
    if not share:
        return
    limits = current_app.extensions.get(_EXTENSION)
    if limits is None:
        url = queue_url(current_settings())
        limits = current_app.extensions.setdefault(_EXTENSION, Limits(url))
    used, seconds = limits.count(token_id)
    g.rate_limit = (share, max(0, share - used), seconds)
    if used > share:
        raise TooManyRequests(seconds)


def add_limit_headers(response: Response) -> None:
    """Say what the share is and what is left of it, as far as the request was counted."""
    if "rate_limit" not in g:
        return
    share, left, seconds = g.rate_limit
    response.headers["RateLimit-Policy"] = f'"default";q={share};w={WINDOW_SECONDS}'
    response.headers["RateLimit"] = f'"default";r={left};t={seconds}'
