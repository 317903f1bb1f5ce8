"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org 0.9, Google News 0.9). Pure.

Names count, namespaces do not: half of the sitemaps in use get them wrong.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from factcheck.articles.feeds.dates import moment_from
from factcheck.articles.feeds.entries import MOST_ENTRIES, Child, Entry, ReadFeed, one_line, settle
from factcheck.articles.feeds.markup import address_from, xml_text
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

# An image or video sitemap has some tens of elements an address.
MOST_ELEMENTS = 40 * MOST_ENTRIES


def read_sitemap(data: bytes, *, content_type: str | None, url: str) -> ReadFeed:
    """The addresses in a sitemap, or the sitemaps in an index.

    `lastmod` becomes `updated`, which is only a hint. Raises `InvalidInput` for what is not
    well-formed, has a document type, or more elements than `MOST_ELEMENTS`.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(xml_text(data, content_type).strip().encode(), parser)
    except etree.XMLSyntaxError:
        raise InvalidInput(_("This sitemap is not well-formed XML and cannot be read.")) from None
    if sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise InvalidInput(_("This sitemap is too large to be read. Give one of its parts."))
    blocks = [_Block(element) for element in root if isinstance(element.tag, str)]
    if etree.QName(root).localname == "sitemapindex":
        children = (
            Child(found, moment_from(block.text("lastmod")))
            for block in blocks
            if (found := address_from(url, block.text("loc")))
        )
        return ReadFeed(kind="sitemap", children=tuple(children))
    return ReadFeed(kind="sitemap", entries=settle(list(_entries(blocks, url))))


class _Block:
    """The texts below a `url` or `sitemap` element by their local names, the first of each."""

    def __init__(self, element: Any) -> None:
        self._texts: dict[str, str] = {}
        for part in element.iter(etree.Element):
            self._texts.setdefault(etree.QName(part).localname, (part.text or "").strip())

    def text(self, name: str) -> str:
        return self._texts.get(name, "")


def _entries(blocks: list[_Block], base: str) -> Iterator[Entry]:
    for block in blocks:
        address = address_from(base, block.text("loc"))
        if not address:
            continue
        updated = moment_from(block.text("lastmod"))
        yield Entry(
            key=address,
            url=address,
            title=one_line(block.text("title")) if block.text("publication_date") else "",
            published=moment_from(block.text("publication_date")) or updated,
            updated=updated,
            language=block.text("language"),
            outlet=one_line(block.text("name"), 200),
        )
