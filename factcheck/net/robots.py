"""robots.txt, for what fetches on its own account: providers, feeds, re-fetching by timetable.

A page that a person names is fetched like any reader would, and is not asked for here.
Source: RFC 9309, Robots Exclusion Protocol.
"""

import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from .cache import HttpCache
from .client import fetch
from .errors import UNREACHABLE, FetchFailed, Refused
from .policy import FetchPolicy
from .urls import parse_url

_TYPES = frozenset({"text/plain", "text/html"})
_LARGEST = 500 * 1024
_REMEMBERED_SECONDS = 3600.0
_MOST_REMEMBERED = 1000
_LINE = re.compile(r"\s*(user-agent|allow|disallow)\s*:\s*([^#]*)", re.IGNORECASE)
_PRODUCT = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True)
class Rules:
    """What one site asks of one product: `(allowed, path pattern)`. No rules allow everything."""

    lines: tuple[tuple[bool, str], ...] = ()

    def allow(self, path: str) -> bool:
        """The longest pattern that matches decides; between equal ones, the one that allows."""
        matching = [
            (len(pattern), allowed)
            for allowed, pattern in self.lines
            if _matches(pattern, unquote(path))
        ]
        return max(matching)[1] if matching else True


NOTHING_ALLOWED = Rules(((False, "/"),))


def parse_robots(text: str, product: str) -> Rules:
    """The rules for `product` (the name in our user agent, without version), else those for `*`."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for line in text.splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        name, value = found[1].lower(), found[2].strip()
        if name == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agents.append(value.lower())
            groups.setdefault(value.lower(), [])
            continue
        in_rules = True
        if value:
            for agent in agents:
                groups[agent].append((name == "allow", unquote(value)))
    return Rules(tuple(groups.get(product.lower(), groups.get("*", []))))


class RobotsFiles:
    """The robots.txt of each site asked, remembered for an hour. Safe to share between threads.

    With a `cache`, other processes read it from there as long as the site allows.
    """

    def __init__(self, policy: FetchPolicy, cache: HttpCache | None = None) -> None:
        self._policy = policy
        self._fetch = cache.fetch if cache else fetch
        product = _PRODUCT.match(policy.user_agent)
        self._product = product[0] if product else "*"
        self._remembered: OrderedDict[tuple[str, str, int], tuple[float, Rules]] = OrderedDict()
        self._lock = threading.Lock()

    def allow(self, url: str) -> bool:
        """Whether the site lets us fetch `url`. Raises `Refused` when `url` has a bad shape.

        A site whose server fails or does not answer is left alone; one that has no robots.txt, or
        something else in its place, allows everything.
        """
        target = parse_url(url)
        rules = self._recall(target.origin)
        if rules is None:
            rules = self._read(f"{target.scheme}://{urlsplit(target.url).netloc}")
            self._remember(target.origin, rules)
        parts = urlsplit(target.url)
        return rules.allow(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _recall(self, origin: tuple[str, str, int]) -> Rules | None:
        with self._lock:
            read_at, rules = self._remembered.get(origin, (0.0, None))
            return rules if time.monotonic() - read_at < _REMEMBERED_SECONDS else None

    def _remember(self, origin: tuple[str, str, int], rules: Rules) -> None:
        with self._lock:
            self._remembered[origin] = (time.monotonic(), rules)
            self._remembered.move_to_end(origin)
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)

    def _read(self, site: str) -> Rules:
        try:
            answer = self._fetch(f"{site}/robots.txt", policy=self._policy, accept=_TYPES)
        except FetchFailed as error:
            is_missing = error.status is not None and 400 <= error.status < 500
            return Rules() if is_missing else NOTHING_ALLOWED
        except Refused as error:
            return NOTHING_ALLOWED if error.reason in (UNREACHABLE, "time") else Rules()
        if answer.media_type != "text/plain":
            return Rules()
        return parse_robots(answer.body[:_LARGEST].decode("utf-8", "replace"), self._product)


def _matches(pattern: str, path: str) -> bool:
    """`*` stands for anything and a `$` at the end for the end; one pass, no backtracking."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(rest):
        if anchored and number == len(rest) - 1:
            return len(path) - len(part) >= at and path.endswith(part)
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return not anchored or at == len(path)
