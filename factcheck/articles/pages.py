"""Taking the article out of an HTML page, and the text out of a feed."""

import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]
from trafilatura import bare_extraction
from trafilatura.settings import Document

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

from .links import linked_words
from .reading_result import ReadArticle, parse_published
from .visible_text import (
    XML_DECLARATION,
    parse_html,
    plain_text,
    refuse_too_many_elements,
    visible_text,
)

_DATE_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([0-9T:.+Z-]{10,40})\"")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BLANK_LINES = re.compile(r"[ \t]*\n\s*")
_FEED_TEXTS = frozenset(["title", "subtitle", "description", "summary", "content", "encoded"])


def read_html(text: str, url: str | None) -> ReadArticle:
    """The article in an HTML page; all its visible text when there is no article in it.

    Raises `InvalidInput` for more elements than `MAX_ELEMENTS`, or more attributes in one of them
    than `MAX_ATTRIBUTES`.
    """
    tree = parse_html(text)
    if tree is None:
        return ReadArticle(title="", text="")
    published = _published(tree)
    language = _language(tree)
    canonical = _canonical(tree)
    shown = visible_text(tree)
    links = linked_words(tree, url)
    found = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document):
        return ReadArticle(title=_title(tree), text=shown, language=language, links=links)
    return ReadArticle(
        title=found.title or _title(tree),
        text=_BLANK_LINES.sub("\n", found.text or "").strip() or shown,
        byline=found.author or None,
        published=published or parse_published(found.date),
        language=language,
        canonical_url=canonical,
        site_name=found.sitename or None,
        links=links,
    )


def read_feed(text: str) -> ReadArticle:
    """The titles and summaries of an RSS or Atom feed, or of other XML, one a line.

    Raises `InvalidInput` when it is not well-formed XML, or has a document type (entities in one
    are how XML bombs are built).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    if re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise InvalidInput(_("This XML has a document type and is not read. Remove it."))
    try:
        root = etree.fromstring(XML_DECLARATION.sub("", text).encode(), parser)
    except etree.XMLSyntaxError:
        raise InvalidInput(_("This is not well-formed XML. Check the address.")) from None
    refuse_too_many_elements(root)
    lines: list[str] = []
    title = ""
    for element in root.iter(etree.Element):
        if etree.QName(element).localname not in _FEED_TEXTS:
            continue
        line = plain_text("".join(element.itertext()))
        title = title or line.partition("\n")[0]
        lines.append(line)
    return ReadArticle(title=title, text="\n".join(line for line in lines if line))


def _title(tree: Any) -> str:
    return " ".join((tree.findtext(".//title") or "").split())


def _published(tree: Any) -> Any:
    """The moment of publication that the page states for machines, with its time of day."""
    stated = [
        *tree.xpath("//meta[@property='article:published_time']/@content"),
        *tree.xpath("//*[@itemprop='datePublished']/@content"),
        *tree.xpath("//*[@itemprop='datePublished']/@datetime"),
    ]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        stated += _DATE_PUBLISHED.findall(script)
    return next(filter(None, (parse_published(text.strip()) for text in stated)), None)


def _language(tree: Any) -> str | None:
    declared = str(tree.get("lang") or "").strip()
    return declared if _LANGUAGE.fullmatch(declared) else None


def _canonical(tree: Any) -> str | None:
    for value in tree.xpath("//link[@rel='canonical']/@href"):
        address = str(value).strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(address) <= 2048:
            return address
    return None
