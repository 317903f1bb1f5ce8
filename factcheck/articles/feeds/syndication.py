"""RSS (0.9x, 1.0, 2.0) and Atom, as feedparser understands them. Pure."""

import io
from datetime import datetime
from typing import Any

import feedparser

from factcheck.articles.feeds.dates import from_struct, moment_from
from factcheck.articles.feeds.entries import LONGEST_SUMMARY, Entry, ReadFeed, one_line, settle
from factcheck.articles.feeds.markup import address_from, whole_text, xml_text
from factcheck.articles.visible_text import plain_text
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _


def read_syndication(data: bytes, *, content_type: str | None, url: str) -> ReadFeed:
    """The feed in `data`; `url` is where it came from, and the base of relative links.

    Broken XML is read as far as it goes. Raises `InvalidInput` for what is no feed at all.
    """
    # feedparser reads an XML declaration and guesses; what it gets is UTF-8 and says so.
    parsed = feedparser.parse(
        io.BytesIO(xml_text(data, content_type).encode()),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.version:
        raise InvalidInput(_("This is neither RSS nor Atom. Check the address."))
    feed = parsed.feed
    language = str(feed.get("language") or "")
    outlet = one_line(str(feed.get("title") or ""), 200)
    entries = [_entry(item, url, language, outlet) for item in parsed.entries]
    return ReadFeed(
        kind="atom" if parsed.version.startswith("atom") else "rss",
        title=outlet,
        entries=settle(entries),
    )


def _entry(item: Any, base: str, language: str, outlet: str) -> Entry:
    link = address_from(base, item.get("feedburner_origlink") or _link(item))
    title = one_line(str(item.get("title") or ""))
    summary = str(item.get("summary") or "")
    text = whole_text(_content(item))
    if not text and not link:
        # All that there will ever be of it.
        text = plain_text(_content(item) or summary)
    published = _moment(item, "published") or _moment(item, "updated") or _moment(item, "created")
    return Entry(
        key=str(item.get("id") or link or f"{title} {published or ''}").strip(),
        url=link,
        title=title,
        text=text,
        summary=one_line(plain_text(summary), LONGEST_SUMMARY),
        published=published,
        updated=_moment(item, "updated"),
        language=str(item.get("language") or language),
        outlet=outlet,
    )


def _link(item: Any) -> str:
    """The address of the item's page: what is called its alternate, else its first link."""
    links = [one for one in item.get("links", ()) if one.get("href")]
    for one in links:
        if one.get("rel") == "alternate" and "html" in one.get("type", "html"):
            return str(one["href"])
    kept = [one for one in links if one.get("rel") not in ("enclosure", "self", "replies", "edit")]
    return str(item.get("link") or (kept[0]["href"] if kept else ""))


def _content(item: Any) -> str:
    """The longest of the item's contents, as HTML."""
    contents = [str(one.get("value") or "") for one in item.get("content", ())]
    return max(contents, key=len, default="")


def _moment(item: Any, name: str) -> datetime | None:
    if name not in item:
        return None
    # feedparser takes a number for a date without hyphens.
    return moment_from(item.get(name)) or from_struct(item.get(f"{name}_parsed"))
