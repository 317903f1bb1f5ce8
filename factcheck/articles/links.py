"""The addresses that an article links to, and where in its text. Pure."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urldefrag, urljoin

from factcheck.articles.text import is_web_address

MOST_LINKS = 200
LONGEST_WORDS = 300
_BARE = re.compile(r"https?://[^\s<>\"'“”‘’»«]+")
_CLOSING = ".,;:!?)]}…"


def linked_words(tree: Any, url: str | None) -> tuple[tuple[str, str], ...]:
    """The words and the address of each link in a page, in order; `tree` is lxml's.

    Links inside the page, and those that are no web address, are left out.
    """
    found = []
    for anchor in tree.iter("a"):
        words = " ".join("".join(anchor.itertext()).split())
        try:
            address = urldefrag(urljoin(url or "", (anchor.get("href") or "").strip())).url
        except ValueError:
            continue
        is_elsewhere = address != urldefrag(url or "").url
        if words and len(words) <= LONGEST_WORDS and is_elsewhere and is_web_address(address):
            found.append((words, address))
    return tuple(found)


def place_links(text: str, links: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Where the links stand in an article's text: `{"url", "text", "start", "end"}`.

    Offsets are code points. A link whose words are not in the text after those of the one before it
    stood in a menu or an advertisement, and is left out. Addresses written out in the text count.
    """
    placed: list[dict[str, Any]] = []
    at = 0
    for words, url in links:
        start = _find(text, words, at)
        if start is not None:
            at = start + len(words)
            placed.append({"url": url, "text": words, "start": start, "end": at})
    for bare in _BARE.finditer(text):
        url = bare.group().rstrip(_CLOSING)
        if is_web_address(url):
            end = bare.start() + len(url)
            placed.append({"url": url, "text": url, "start": bare.start(), "end": end})
    placed.sort(key=lambda link: link["start"])
    return placed[:MOST_LINKS]


def _find(text: str, words: str, at: int) -> int | None:
    """The next place where the words stand whole, not as part of other words."""
    while (start := text.find(words, at)) >= 0:
        before, after = text[start - 1 : start], text[start + len(words) : start + len(words) + 1]
        starts_inside = before.isalnum() and words[0].isalnum()
        ends_inside = after.isalnum() and words[-1].isalnum()
        if not (starts_inside or ends_inside):
            return start
        at = start + 1
    return None
