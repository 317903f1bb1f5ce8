"""robots.txt, for what fetches on its own account: providers, feeds, re-fetching by timetable.

A page that a person names is fetched like any reader would, and is not asked for here.
Source: RFC 9309, Robots Exclusion Protocol.
"""

import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from string import ascii_letters, digits, punctuation
from urllib.parse import quote, urlsplit

from factcheck.messages import marked

from .cache import HttpCache
from .client import fetch
from .errors import UNREACHABLE, FetchFailed, Refused
from .policy import FetchPolicy
from .sniffing import looks_html
from .urls import parse_url

_TYPES = frozenset({"text/plain", "text/html"})
_LARGEST = 500 * 1024
_REMEMBERED_SECONDS = 3600.0
_MOST_REMEMBERED = 1000
# A site cannot have us wait longer between two requests.
_LONGEST_DELAY = 60.0
_LINE = re.compile(r"\s*(user-agent|allow|disallow|crawl-delay)\s*:\s*([^#]*)", re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_PRODUCT = re.compile(r"[A-Za-z_-]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")

CLOSED = marked("The site asks programs not to read this page (robots.txt).")
UNREAD = marked("The site's robots.txt could not be read, so its pages are left alone for a while.")


@dataclass(frozen=True)
class Rules:
    """What one site asks of one product: `(allowed, path pattern)`. No rules allow everything.

    `delay` is the seconds from one request to the next. `is_read` is False where nothing is allowed
    because the site could not be asked.
    """

    lines: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0
    is_read: bool = True

    def allow(self, path: str) -> bool:
        """The longest pattern that matches decides; between equal ones, the one that allows."""
        # In a path these two stand for themselves, which a pattern can say by their escapes alone.
        wanted = _normal(path).replace("*", "%2A").replace("$", "%24")
        matching = [
            (len(pattern), allowed) for allowed, pattern in self.lines if _matches(pattern, wanted)
        ]
        return max(matching)[1] if matching else True


UNREADABLE = Rules(((False, "/"),), is_read=False)


@dataclass(frozen=True)
class Permission:
    """Whether a page may be fetched, and how many seconds from one request to the next.

    Not `is_read` means that the site's server gave no answer, and another day may tell otherwise.
    """

    allowed: bool
    delay: float
    is_read: bool

    @property
    def why_not(self) -> str:
        """Why the page is left alone, in a sentence; empty when it is not."""
        if self.allowed:
            return ""
        return CLOSED if self.is_read else UNREAD


def parse_robots(text: str, product: str) -> Rules:
    """The rules for `product` (the name in our user agent, without version), else those for `*`."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
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
            agents.append(_agent(value))
            groups.setdefault(agents[-1], [])
        elif name == "crawl-delay":
            if _SECONDS.fullmatch(value):
                delays |= {agent: min(float(value), _LONGEST_DELAY) for agent in agents}
        else:
            in_rules = True
            if value:
                for agent in agents:
                    groups[agent].append((name == "allow", _pattern(value)))
    ours = product.lower() if product.lower() in groups else "*"
    return Rules(tuple(groups.get(ours, [])), delays.get(ours, 0.0))


def _agent(value: str) -> str:
    """The product that a group is for; a version behind its name says nothing."""
    product = _PRODUCT.match(value)
    return product[0].lower() if product else value


def _pattern(value: str) -> str:
    """A pattern as it is compared; a `$` that is not its end stands for itself."""
    pattern = _normal(value)
    return pattern[:-1].replace("$", "%24") + pattern[-1]


def _normal(text: str) -> str:
    """One spelling of a path (RFC 9309, 2.2.2): escaped is what has to be, in capitals."""

    def spelled(escape: re.Match[str]) -> str:
        character = chr(int(escape[1], 16))
        return character if character in _UNRESERVED else escape[0].upper()

    return quote(_ESCAPE.sub(spelled, text), safe=punctuation)


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

    def ask(self, url: str) -> Permission:
        """Whether the site lets us fetch `url`, and how often.

        Raises `Refused` when `url` has a bad shape.
        A site whose server fails or does not answer is left alone; one that has no robots.txt, or
        something else in its place, allows everything.
        """
        target = parse_url(url)
        rules = self._recall(target.origin)
        if rules is None:
            rules = self._read(f"{target.scheme}://{urlsplit(target.url).netloc}")
            self._remember(target.origin, rules)
        parts = urlsplit(target.url)
        allowed = rules.allow(parts.path + (f"?{parts.query}" if parts.query else ""))
        return Permission(allowed, rules.delay, rules.is_read)

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
            return Rules() if is_missing else UNREADABLE
        except Refused as error:
            return UNREADABLE if error.reason in (UNREACHABLE, "time") else Rules()
        # Many servers call every file HTML, so what it looks like decides.
        if looks_html(answer.body):
            return Rules()
        return parse_robots(answer.body[:_LARGEST].decode("utf-8-sig", "replace"), self._product)


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
