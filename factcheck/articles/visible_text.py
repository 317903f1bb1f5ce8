"""HTML as lines of text, and the parser behind it, with limits."""

import re
from html import unescape
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked

# A long article with its comments has some thousands; what the extractor needs grows faster than
# their number.
MAX_ELEMENTS = 60_000
# The HTML parser compares each attribute of an element with all the others.
MAX_ATTRIBUTES = 5_000
_START_TAG = re.compile(r"<[A-Za-z][^<>]*")
_TOO_MANY_PARTS = marked("This page is built of too many parts to be read. Paste its text.")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_NOT_SHOWN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "svg",
        "math",
        "nav",
        "footer",
        "form",
        "select",
        "textarea",
        "button",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)


def parse_html(text: str) -> Any:
    """The tree of an HTML page or a piece of one, None for one without any element.

    Raises `InvalidInput` for more elements or attributes than are read.
    """
    if any(len(tag[0].split()) > MAX_ATTRIBUTES for tag in _START_TAG.finditer(text)):
        raise InvalidInput(_(_TOO_MANY_PARTS))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    source = XML_DECLARATION.sub("", text).encode()
    try:
        tree = html.document_fromstring(source, parser=parser)
    except etree.ParserError:
        return None
    refuse_too_many_elements(tree)
    return tree


def refuse_too_many_elements(tree: Any) -> None:
    """Raises `InvalidInput` for a tree of more than `MAX_ELEMENTS`."""
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InvalidInput(_(_TOO_MANY_PARTS))


def visible_text(tree: Any) -> str:
    """The page's text without scripts, forms and menus, its blocks one a line."""
    parts: list[str] = []
    hidden: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            if hidden is None and element.tag in _NOT_SHOWN:
                hidden = element
            if hidden is None:
                parts += ["\n" if element.tag in _BLOCKS else "", element.text or ""]
            continue
        if hidden is element:
            hidden = None
        if hidden is None:
            parts += ["\n" if element.tag in _BLOCKS else "", element.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def plain_text(markup: str) -> str:
    """The text of HTML as feeds carry it: a whole article, a summary, or plain words."""
    if "<" not in markup:
        return " ".join(unescape(markup).split())
    tree = parse_html(markup)
    return "" if tree is None else visible_text(tree)
