"""Whose page an address is, and which address a page calls its own. Pure.

A story is met with a campaign's parameters, on a site for telephones, or in a search engine's copy
of it: all of these are pages of its publisher's site.
"""

import html
import re
from urllib.parse import urljoin, urlsplit

_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
# Google's and others' copies of AMP pages name the publisher in the path.
_COPIED = re.compile(r"^/(?:[a-z]/)?(?:s/)?(?P<host>[^/]+\.[^/]+)")
_COPIED_BY_SEARCH = re.compile(r"^/amp/(?:s/)?(?P<host>[^/]+\.[^/]+)")
_COPIERS = (".cdn.ampproject.org", ".ampproject.net", ".bing-amp.com")
_SEARCH = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
_HEAD_BYTES = 300_000
_LONGEST = 2_048
_LINK = re.compile(rb"<link\b[^<>]{0,4000}>", re.IGNORECASE)
_REL = re.compile(rb"\brel\s*=\s*[\"']?[^\"'<>=]{0,80}\bcanonical\b", re.IGNORECASE)
_HREF = re.compile(
    rb"\bhref\s*=\s*(?:\"([^\"]{1,2048})\"|'([^']{1,2048})'|([^\s\"'<>]{1,2048}))", re.IGNORECASE
)
_HEADER = re.compile(
    r"<([^<>]{1,2048})>\s{0,9};[^,<>]{0,200}\brel\s{0,9}=\s{0,9}\"?canonical\b", re.IGNORECASE
)


def site_of(url: str) -> str:
    """The publisher's site of a page: its host without www, m, mobile and amp, its port if odd.

    Of a search engine's copy it is the publisher's. Empty for what is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    copied = None
    if host.endswith(_COPIERS):
        copied = _COPIED.match(parts.path)
    elif _SEARCH.fullmatch(host):
        copied = _COPIED_BY_SEARCH.match(parts.path)
    if copied:
        return _SAME_SITE.sub("", copied["host"].lower())
    return _SAME_SITE.sub("", host) + (f":{port}" if port not in (None, 80, 443) else "")


def canonical_address(body: bytes, *, url: str, link_header: str = "") -> str:
    """The address that a page calls its own (RFC 6596), in the header `Link` or in its head.

    `body` is the unpacked page, `url` where it came from. Empty when it names none, or one that is
    no web address. The page is not parsed: whatever it holds, the time is linear.
    """
    stated = _HEADER.search(link_header)
    named = [stated[1]] if stated else []
    for link in _LINK.findall(body[:_HEAD_BYTES]):
        href = _HREF.search(link) if _REL.search(link) else None
        if href:
            named.append(html.unescape((href[1] or href[2] or href[3]).decode("utf-8", "replace")))
    addresses = [_absolute(url, one.strip()) for one in named]
    return next((address for address in addresses if address), "")


def _absolute(url: str, named: str) -> str:
    try:
        address = urljoin(url, named)
    except ValueError:
        return ""
    usable = site_of(address) and len(address) <= _LONGEST and address.isprintable()
    return address if usable else ""
