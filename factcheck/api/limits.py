"""How much a token may ask in a while, and the headers that say so.

The names and the form are those of the IETF draft “RateLimit header fields for HTTP” (-11). Each
web process counts by itself, in memory: an exact count would cost a write for every read.
"""

import threading
import time
from dataclasses import dataclass

from flask import Response, current_app, g

from factcheck.errors import FactcheckError
from factcheck.request import current_settings

WINDOW_SECONDS = 60
_EXTENSION = "factcheck_limits"


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


class Limits:
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


def count_request(token_id: int) -> None:
    """Count the request in hand. Raises `TooManyRequests` when the share is used up."""
    share = current_settings().api_rate
    if not share:
        return
    limits: Limits = current_app.extensions.setdefault(_EXTENSION, Limits())
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
