"""Asking an outside service: within its budget, at its pace, again after a hiccup, or not at all.

The cache is asked first. Only a time-out, a 5xx, and a 429 that says how long to wait are tried
again, after a pause with jitter.
"""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from factcheck import clock
from factcheck.context import circuit
from factcheck.context.models import ProviderState
from factcheck.context.retries import KEY_REFUSED, is_trouble, pause_before_next
from factcheck.db import Database
from factcheck.errors import Unavailable
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.net.cache import HttpCache
from factcheck.net.client import Response, fetch
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchPolicy
from factcheck.net.robots import UNREAD, RobotsFiles

MOST_ATTEMPTS = 3
# One request gets less than the whole budget, so that one that hangs can be tried again.
SHARE_OF_ONE = 0.45
# Who finds all turns taken comes again at a random moment, or all would come at once.
TURN_SPREAD_SECONDS = 300.0
# With less time than this left a request says more about us than about the host.
LEAST_SECONDS = 0.2
LONGEST_RETRY_AFTER = 3600.0
JSON_TYPES = frozenset({"application/json", "application/sparql-results+json"})

T = TypeVar("T")


class Ready(Protocol):
    """Waits until a request may leave; `delay` is the least seconds from one to the next."""

    def __call__(self, delay: float = 0.0) -> None: ...


class AskFailed(Unavailable):
    """The service gave no usable answer; the message is the reason in a sentence."""


class Malformed(AskFailed):
    """The service answered, and not in the way that it documents."""


class AskLater(Unavailable):
    """The service is not to be asked before `until`; the message says why."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


@dataclass(frozen=True)
class Service:
    """An outside service as this desk may use it.

    `url` is its base address, `seconds` the time budget for one task, `rate` the most requests a
    minute that all workers together send to one of its hosts.
    """

    name: str
    url: str
    key: str
    seconds: float
    rate: int


@dataclass(frozen=True)
class Outbound:
    """What every outside provider goes out through."""

    policy: FetchPolicy
    cache: HttpCache
    robots: RobotsFiles


@dataclass
class Asker:
    """One provider's asking for one task. `attempts` counts the requests that were sent for it."""

    service: Service
    outbound: Outbound
    database: Database
    attempts: int = 0
    _end: float = field(init=False)
    # Hosts whose robots.txt could not be read: several pages of one are one failure.
    _unread: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.service.seconds

    def get_json(
        self,
        path: str,
        query: Mapping[str, str | int] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        base: str = "",
    ) -> Any:
        """The JSON at an address of the service. Raises `AskFailed` or `AskLater`."""
        url = (base or self.service.url).rstrip("/") + path
        if query:
            url += "?" + urlencode(query)
        sent = {"Accept": "application/json", **(headers or {})}

        def get(policy: FetchPolicy, ready: Ready) -> Any:
            return parse_json(
                self.outbound.cache.fetch(
                    url, policy=policy, headers=sent, accept=JSON_TYPES, before_request=ready
                )
            )

        return self._ask(url, get)

    def post_form(
        self, path: str, form: Mapping[str, str], *, headers: Mapping[str, str], base: str
    ) -> Any:
        """The JSON that a form is answered with; it is sent once, whatever comes of it."""
        url = base.rstrip("/") + path
        sent = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            **headers,
        }

        def post(policy: FetchPolicy, ready: Ready) -> Any:
            ready()
            content = urlencode(form).encode()
            return parse_json(
                fetch(
                    url,
                    policy=policy,
                    method="POST",
                    headers=sent,
                    content=content,
                    accept=JSON_TYPES,
                )
            )

        return self._ask(url, post, most_attempts=1)

    def get_page(self, url: str) -> Response:
        """A page of anybody's, if its site lets us. Raises `AskFailed` or `AskLater`."""

        def get(policy: FetchPolicy, ready: Ready) -> Response:
            delay = self._ask_robots(url)
            return self.outbound.cache.fetch(
                url, policy=policy, before_request=lambda: ready(delay)
            )

        return self._ask(url, get)

    def _ask_robots(self, url: str) -> float:
        """The seconds that the site wants between requests. Raises as `get_page` does.

        A site that does not even give its robots.txt out counts as one that fails, so that the
        breaker knows of it.
        """
        host = urlsplit(url).hostname or ""
        paused = circuit.pause_of(self.database, self.service.name, host)
        if paused is not None:
            raise _left_alone(paused)
        permission = self.outbound.robots.ask(url)
        if not permission.is_read and host not in self._unread:
            self._unread.add(host)
            circuit.note_failure(self.database, self.service.name, host, UNREAD)
        if not permission.allowed:
            raise AskFailed(permission.why_not)
        return permission.delay

    def seconds_left(self) -> float:
        return self._end - time.monotonic()

    def _ask(
        self,
        url: str,
        attempt: Callable[[FetchPolicy, Ready], T],
        *,
        most_attempts: int = MOST_ATTEMPTS,
    ) -> T:
        host = urlsplit(url).hostname or ""
        failure: FetchFailed | Refused | None = None
        for number in range(most_attempts):
            if self.seconds_left() < LEAST_SECONDS:
                break
            try:
                answer = attempt(self._policy(), partial(self._ready, host, number == 0))
            except Malformed as error:
                circuit.note_failure(self.database, self.service.name, host, str(error))
                raise
            except (FetchFailed, Refused) as error:
                failure = error
                pause = pause_before_next(error, number)
                if pause is None or pause >= self.seconds_left() or number + 1 == most_attempts:
                    break
                time.sleep(pause)
            else:
                circuit.note_success(self.database, self.service.name, host)
                return answer
        raise self._given_up(failure, host)

    def _policy(self) -> FetchPolicy:
        """The policy with what is left of the budget for one request."""
        policy = self.outbound.policy
        seconds = max(0.01, min(self.seconds_left(), self.service.seconds * SHARE_OF_ONE))
        limits = replace(policy.limits, total_seconds=min(policy.limits.total_seconds, seconds))
        return replace(policy, limits=limits)

    def _ready(self, host: str, first: bool, delay: float = 0.0) -> None:
        """Wait until a request may leave, or raise `AskLater`."""
        name = self.service.name
        paused = circuit.paused_until(self.database, name, host) if first else None
        if paused is not None:
            raise _left_alone(paused)
        every = max(60 / self.service.rate, delay)
        # Half of what is left, so that there is time for the answer.
        turn = circuit.take_turn(
            self.database, name, host, every=every, at_most=max(0.0, self.seconds_left() / 2)
        )
        if turn is None:
            spread = random.uniform(every, TURN_SPREAD_SECONDS)  # noqa: S311 - nothing to guess
            with self.database.read() as session:
                state = circuit.find_state(session, name, host)
            soonest = max(clock.now(), (state and state.next_at) or clock.now())
            raise AskLater(
                _(
                    "It is asked at most %(rate)s times a minute, and others came first.",
                    rate=max(1, int(60 / every)),
                ),
                soonest + timedelta(seconds=spread),
            )
        time.sleep(turn)
        self.attempts += 1

    def _given_up(self, failure: FetchFailed | Refused | None, host: str) -> Unavailable:
        name = self.service.name
        if isinstance(failure, FetchFailed) and failure.retry_after is not None:
            seconds = min(failure.retry_after, LONGEST_RETRY_AFTER)
            until = circuit.hold_back(self.database, name, host, seconds)
            return AskLater(_("It asked to be left alone for a while."), until)
        sentence = self._sentence(failure)
        if failure is not None and is_trouble(failure):
            circuit.note_failure(self.database, name, host, sentence)
        return AskFailed(sentence)

    def _sentence(self, failure: FetchFailed | Refused | None) -> str:
        if failure is None or failure.reason == "time":
            return marked(
                "It did not answer within %(seconds)s seconds.", seconds=f"{self.service.seconds:g}"
            )
        status = failure.status if isinstance(failure, FetchFailed) else None
        if status in KEY_REFUSED and self.service.key:
            setting = f"FACTCHECK_{self.service.name.upper()}_KEY"
            return marked(
                "It refused us (status %(status)s). Check the key in %(setting)s.",
                status=status,
                setting=setting,
            )
        if status is not None:
            return marked("It answered with an error (status %(status)s).", status=status)
        return str(failure)


def _left_alone(paused: ProviderState) -> AskLater:
    reason = marked(
        "Paused after %(failures)s failures in a row. %(reason)s",
        failures=paused.failures,
        reason=paused.reason,
    ).strip()
    return AskLater(reason, paused.paused_until or clock.now())


def parse_json(answer: Response) -> Any:
    """Raises `Malformed`."""
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        raise Malformed(_("It answered with something that cannot be read.")) from None
