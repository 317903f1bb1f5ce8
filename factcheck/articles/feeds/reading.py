"""From a feed's bytes to its entries: the format is told by what is in them, not by its label."""

import json
import re
from typing import Any

from factcheck.articles.decoding import decode_text
from factcheck.articles.feeds.entries import ReadFeed, feed_as_json, feed_from_json
from factcheck.articles.feeds.markup import address_from
from factcheck.articles.feeds.ninjs import is_ninjs, read_ninjs
from factcheck.articles.feeds.wordpress import is_wordpress, read_wordpress
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.net.sandbox import WALL_SECONDS, run_parser
from factcheck.net.sniffing import looks_binary, looks_html

_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_FEED_LINK = re.compile(
    r"<link\b[^<>]{0,500}?type\s*=\s*[\"']application/(?:rss|atom)\+xml[\"'][^<>]{0,500}>",
    re.IGNORECASE,
)
_HREF = re.compile(r"href\s*=\s*[\"']([^\"'<>]{1,2000})[\"']", re.IGNORECASE)
_UNKNOWN = marked(
    "This address gives no feed that is read here (RSS, Atom, a sitemap, "
    "ninjs, WordPress posts). Check it."
)


def read_feed_document(data: bytes, *, content_type: str | None, url: str) -> ReadFeed:
    """The feed in `data`, which is unpacked; `url` is where it came from.

    Raises `InvalidInput`, with what to do, for what is no feed that is read here.
    """
    if not data.strip():
        raise InvalidInput(_("This feed is empty. Check the address."))
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return _read_json(decode_text(data, content_type=content_type), url)
    if looks_html(data):
        raise InvalidInput(_page_instead(decode_text(data, content_type=content_type), url))
    if looks_binary(data):
        raise InvalidInput(_(_UNKNOWN))
    root = _ROOT.search(data.replace(b"\0", b"")[:20_000])
    name = root[1].lower() if root else b""
    # The parsers take long to import, and JSON needs none.
    if name in (b"urlset", b"sitemapindex"):
        from factcheck.articles.feeds.sitemaps import read_sitemap

        return read_sitemap(data, content_type=content_type, url=url)
    if name in (b"rss", b"rdf", b"feed"):
        from factcheck.articles.feeds.syndication import read_syndication

        return read_syndication(data, content_type=content_type, url=url)
    raise InvalidInput(_(_UNKNOWN))


def _read_json(text: str, url: str) -> ReadFeed:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidInput(_("This JSON is broken and cannot be read.")) from None
    if is_wordpress(value):
        return read_wordpress(value, url=url)
    if is_ninjs(value) or value == []:
        return read_ninjs(value, url=url)
    raise InvalidInput(_(_UNKNOWN))


def _page_instead(page: str, url: str) -> str:
    """What to say of a web page, with the feed that it names if it names one."""
    link = _FEED_LINK.search(page[:200_000])
    href = _HREF.search(link[0]) if link else None
    address = address_from(url, href[1].replace("&amp;", "&")) if href else ""
    if address:
        return _("This is a web page, not a feed. It names this feed: %(address)s", address=address)
    return _(
        "This is a web page, not a feed. Look there for the address of its RSS feed or sitemap."
    )


def read_feed_in_child(
    data: bytes, *, content_type: str | None, url: str, wall_seconds: float = WALL_SECONDS
) -> ReadFeed:
    """`read_feed_document` in a limited child process; raises `Refused` when it passes a limit."""
    return feed_from_json(
        run_parser(
            document_as_json,
            data,
            wall_seconds=wall_seconds,
            content_type=content_type,
            url=url,
        )
    )


def document_as_json(data: bytes, **options: Any) -> dict[str, Any]:
    """What the child process runs."""
    return feed_as_json(read_feed_document(data, **options))
