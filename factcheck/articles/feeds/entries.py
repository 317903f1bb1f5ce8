"""What reading a feed gives, whatever its format. Pure."""

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from factcheck.articles.feeds.dates import moment_from
from factcheck.articles.text import clean_text

Kind = Literal["rss", "atom", "sitemap", "ninjs", "wordpress"]
Status = Literal["usable", "withheld", "canceled"]

MOST_ENTRIES = 50_000
LONGEST_KEY = 500
LONGEST_TITLE = 500
LONGEST_SUMMARY = 2_000
# An article whose headline was changed may stand in a feed twice.
_MOST_TITLES = 2
_TIMES = ("published", "updated", "version_created", "embargoed_until", "expires_at")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|em|font|i|mark|p|q|small|span|strong|sub|sup|u)\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """One item of a feed.

    `key` names it for ever within its feed. `text` is the whole article when the feed gives it,
    with its paragraphs one a line; it is empty when the page at `url` must be fetched for it.
    `version` and `version_created` are ninjs's own; of the others only a changed `digest` tells.
    """

    key: str
    url: str = ""
    title: str = ""
    text: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    outlet: str = ""
    version: str = ""
    version_created: datetime | None = None
    status: Status = "usable"
    embargoed_until: datetime | None = None
    expires_at: datetime | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of all that could mean a changed article, as 64 hex digits."""
        updated = "" if self.text or self.updated is None else self.updated.isoformat()
        said = (self.title, self.url, self.text or self.summary, updated, self.status)
        times = (self.embargoed_until, self.expires_at)
        return hashlib.sha256("\x1f".join([*said, *map(str, times)]).encode()).hexdigest()


@dataclass(frozen=True)
class Child:
    """A sitemap that an index names. `updated` is its lastmod, which is only a hint."""

    url: str
    updated: datetime | None = None


@dataclass(frozen=True)
class ReadFeed:
    """A feed as it was read. `children` are further sitemaps, of an index only."""

    kind: Kind
    title: str = ""
    entries: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()


def one_line(text: str, longest: int = LONGEST_TITLE) -> str:
    """A title or summary as plain words: entities read (twice escaped ones too), tags dropped."""
    for _ in range(2):
        text = html.unescape(text)
    words = " ".join(clean_text(_INLINE_TAG.sub(" ", text)).split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def short_key(key: str) -> str:
    """A key fit for an index: an overlong one becomes its hash."""
    key = clean_text(key).strip()
    if len(key) <= LONGEST_KEY:
        return key
    return f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def settle(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with keys that are one entry's own, newest first, at most `MOST_ENTRIES`.

    Feeds in use repeat items, give one guid to several of them, or link all of them to the front
    page. The first of equal ones is kept; an address that several share names none of them.
    """
    entries = _without_shared_addresses(entries)
    addresses: dict[str, set[str]] = {}
    for entry in entries:
        addresses.setdefault(entry.key, set()).add(entry.url or entry.title)
    found: dict[str, Entry] = {}
    for entry in entries:
        key = entry.key
        if not key or len(addresses[key]) > 1:
            key = f"{key} {entry.url or entry.title}".strip()
        if key:
            found.setdefault(short_key(key), entry)
    settled = [replace(one, key=key, language=_tag(one)) for key, one in found.items()]
    dated = sorted((one for one in settled if one.published), key=_when, reverse=True)
    return tuple([*dated, *(one for one in settled if not one.published)][:MOST_ENTRIES])


def _tag(entry: Entry) -> str:
    """The entry's language if it is one: it stands in the `lang` of pages later."""
    return entry.language if _LANGUAGE.fullmatch(entry.language) else ""


def _without_shared_addresses(entries: Sequence[Entry]) -> list[Entry]:
    """An address under several titles names no article; under one or two it is sent twice.

    With its text in the feed, an entry needs no address.
    """
    titles: dict[str, set[str]] = {}
    for entry in entries:
        titles.setdefault(entry.url, set()).add(entry.title)
    kept: list[Entry] = []
    fetched: set[str] = set()
    for entry in entries:
        most = 1 if entry.text else _MOST_TITLES
        if entry.url and len(titles[entry.url]) > most:
            kept.append(replace(entry, url=""))
        elif entry.text or not entry.url or entry.url not in fetched:
            kept.append(entry)
            fetched.add(entry.url)
    return kept


def _when(entry: Entry) -> datetime:
    assert entry.published is not None
    return entry.published


def feed_as_json(feed: ReadFeed) -> dict[str, Any]:
    return {
        "kind": feed.kind,
        "title": feed.title,
        "entries": [_written(asdict(entry)) for entry in feed.entries],
        "children": [_written(asdict(child)) for child in feed.children],
    }


def feed_from_json(value: dict[str, Any]) -> ReadFeed:
    return ReadFeed(
        kind=value["kind"],
        title=value["title"],
        entries=tuple(Entry(**_read(entry)) for entry in value["entries"]),
        children=tuple(Child(**_read(child)) for child in value["children"]),
    )


def _written(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in fields.items()
    }


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    times = {name: moment_from(fields[name]) for name in _TIMES if name in fields}
    return fields | times
