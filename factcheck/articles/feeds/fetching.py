"""Asking a feed: through the guarded client, on conditions, sitemap indexes followed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from factcheck.articles.feeds.entries import Child, Entry, ReadFeed, settle
from factcheck.articles.feeds.reading import read_feed_in_child
from factcheck.articles.feeds.wordpress import page_address, posts_address
from factcheck.errors import InvalidInput
from factcheck.net.client import Response, fetch
from factcheck.net.decoding import Body
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import PAGE_TYPES, FetchPolicy
from factcheck.net.robots import Permission, RobotsFiles
from factcheck.net.sniffing import GZIP_TYPES

FEED_TYPES = PAGE_TYPES | GZIP_TYPES | {"application/rdf+xml", "application/x-rss+xml"}
# An index may name sitemaps, and another index: no more, and the newest of them.
DEEPEST_INDEX = 2
MOST_SITEMAPS = 20
MOST_BYTES = 40_000_000
# Of WordPress's pages so many, the newest; with a hundred posts each as many as one poll stores.
MOST_PAGES = 20
_NO_SUCH_PAGE = 400
# robots.txt is asked for at most so many sites in one poll.
MOST_SITES = 20
PREVIEWED = 5
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """What the last complete answer said of itself; empty for a first one.

    `since` leaves out sitemaps of an index whose lastmod is older, and of WordPress the posts that
    have not changed since; `kind` is what the feed was when it was added.
    """

    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    since: datetime | None = None
    kind: str = ""


@dataclass(frozen=True)
class Asked:
    """An answer. `feed` is None when nothing changed; `known` goes along with the next question."""

    feed: ReadFeed | None
    known: Known


@dataclass(frozen=True)
class Preview:
    """What a feed would bring, for whoever is about to add it; `total` counts all its items."""

    kind: str
    title: str
    entries: tuple[Entry, ...]
    total: int


def ask_feed(url: str, *, policy: FetchPolicy, known: Known | None = None) -> Asked:
    """The feed at an address, unless it is as it was.

    Raises `Refused`, `FetchFailed` (with its status: 410 means that the feed has ended) and
    `InvalidInput` for what is no feed.
    """
    known = known or Known()
    if known.kind == "wordpress":
        url = posts_address(url, since=known.since)
    response = fetch(url, policy=policy, headers=_conditions(known), accept=FEED_TYPES)
    digest = hashlib.sha256(response.body).hexdigest()
    if response.status == 304 or digest == known.body_sha256:
        return Asked(None, known)
    feed = _read(response, policy)
    if feed.children:
        # That an index is unchanged says nothing of its sitemaps, so there are no conditions.
        return Asked(_with_children(feed, policy, known.since, MOST_SITEMAPS), Known())
    headers = response.headers
    if feed.kind == "wordpress":
        feed = _with_pages(feed, response, policy)
    return Asked(
        feed, Known(headers.get("etag", "")[:500], headers.get("last-modified", "")[:100], digest)
    )


def preview_feed(url: str, *, policy: FetchPolicy) -> Preview:
    """The first items of a feed that nobody has added yet. Raises as `ask_feed` does."""
    feed = _read(fetch(url, policy=policy, accept=FEED_TYPES), policy)
    if feed.children:
        feed = _with_children(feed, policy, None, 1)
    shown = feed.entries[:PREVIEWED]
    return Preview(feed.kind, feed.title or _host(url), shown, len(feed.entries))


def _conditions(known: Known) -> dict[str, str]:
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def _read(response: Response, policy: FetchPolicy) -> ReadFeed:
    return read_feed_in_child(
        _unpacked(response.body, policy),
        content_type=response.content_type or response.media_type,
        url=response.final_url,
    )


def _unpacked(data: bytes, policy: FetchPolicy) -> bytes:
    """A sitemap that is itself a gzip file, unpacked within the client's own limits."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    body = Body(["gzip"], policy.limits)
    body.add(data)
    return body.finish()


def _with_children(
    index: ReadFeed, policy: FetchPolicy, since: datetime | None, most: int
) -> ReadFeed:
    """The index with the entries of its sitemaps. One that fails does not stop the others."""
    waiting = [(child, 1) for child in _newest(index.children, since)]
    entries: list[Entry] = []
    seen: set[str] = set()
    size = read = 0
    trouble: FetchFailed | Refused | InvalidInput | None = None
    while waiting and len(seen) < most and size < MOST_BYTES:
        child, depth = waiting.pop(0)
        if child.url in seen:
            continue
        seen.add(child.url)
        try:
            response = fetch(child.url, policy=policy, accept=FEED_TYPES)
            found = _read(response, policy)
        except (FetchFailed, Refused, InvalidInput) as error:
            trouble = error
            continue
        size += len(response.body)
        read += 1
        entries += found.entries
        if depth < DEEPEST_INDEX:
            waiting += [(one, depth + 1) for one in _newest(found.children, since)]
    if trouble is not None and not read:
        raise trouble
    return replace(index, entries=settle(entries), children=())


def _with_pages(feed: ReadFeed, first: Response, policy: FetchPolicy) -> ReadFeed:
    """The posts of the first page and of those that follow, the newest, `MOST_PAGES` at most.

    A page that is there no more, as posts were deleted meanwhile, was the last one.
    """
    stated = first.headers.get("x-wp-totalpages", "")
    pages = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else 1
    entries, size = list(feed.entries), len(first.body)
    for number in range(2, min(pages, MOST_PAGES) + 1):
        try:
            page = fetch(page_address(first.final_url, number), policy=policy, accept=FEED_TYPES)
        except FetchFailed as error:
            if error.status == _NO_SUCH_PAGE:
                break
            raise
        size += len(page.body)
        if size > MOST_BYTES:
            break
        entries += _read(page, policy).entries
    return replace(feed, entries=settle(entries))


def _newest(children: Iterable[Child], since: datetime | None) -> list[Child]:
    """Those without a date first, since they may be new, then the newest."""
    kept = [one for one in children if not (since and one.updated and one.updated < since)]
    dated = [one for one in kept if one.updated]
    dated.sort(key=lambda one: one.updated or _LONG_AGO, reverse=True)
    return [one for one in kept if not one.updated] + dated


@dataclass(frozen=True)
class Told:
    """What robots.txt says of some pages' addresses: those that it forbids, and those left for
    later, since there are too many sites, or since that of the `unread` hosts could not be read.
    """

    forbidden: frozenset[str]
    later: frozenset[str]
    unread: tuple[str, ...]


def ask_robots(urls: Iterable[str], *, policy: FetchPolicy) -> Told:
    """Which of some pages' addresses programs may fetch."""
    sites: dict[str, list[str]] = {}
    for url in urls:
        sites.setdefault(_host(url), []).append(url)
    asked = sorted(sites, key=lambda site: len(sites[site]), reverse=True)[:MOST_SITES]
    robots = RobotsFiles(policy)
    forbidden: set[str] = set()
    unread: set[str] = set()
    for site in asked:
        for url in sites[site]:
            permission = _permission(robots, url)
            if permission is None or (permission.is_read and not permission.allowed):
                forbidden.add(url)
            elif not permission.allowed:
                unread.add(site)
    later = (sites.keys() - set(asked)) | unread
    waiting = frozenset(url for site in later for url in sites[site])
    return Told(frozenset(forbidden), waiting, tuple(sorted(unread)))


def _permission(robots: RobotsFiles, url: str) -> Permission | None:
    try:
        return robots.ask(url)
    except Refused:
        return None


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
