"""A language in which every word of the program stands in brackets, and what stands outside of them.

A page shown in it proves that its words can be translated: whatever is not in brackets must be data.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po
from lxml import html

OPEN, CLOSE = "⟦", "⟧"
# Their words are content or code, whoever reads the page: what somebody wrote, and what a program
# is told. `lang` marks words of another language than the page's.
CONTENT = "script style code kbd pre blockquote mark textarea ins del".split()
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-key-label", "data-label")
_TAG = re.compile(r"(<[^>]*>)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def bracketed(message: str) -> str:
    """Each stretch of words between tags in brackets of its own, since a tag may stand outside."""
    return "".join(
        piece if piece.startswith("<") or not _LETTERS.search(piece) else f"{OPEN}{piece}{CLOSE}"
        for piece in _TAG.split(message)
    )


def write_pseudo(template: Path, file: Path) -> None:
    """A catalogue in which every message is said, in brackets."""
    with template.open("rb") as opened:
        catalogue = read_po(opened, locale="fr")
    for message in catalogue:
        if message.id:
            _say(message)
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_po(opened, catalogue)


def _say(message: Message) -> None:
    if isinstance(message.id, str):
        message.string = bracketed(message.id)
    else:
        message.string = tuple(bracketed(one) for one in message.id)


@dataclass
class Outside:
    """What a page says outside of all brackets, with the element that it stands in."""

    element: str
    words: str


def outside_of(page: str) -> Iterator[Outside]:
    """Every stretch of a page's visible or spoken words that no bracket encloses."""
    tree = html.document_fromstring(page)
    depth = 0
    for element, text in _texts(tree):
        for piece in re.split(f"([{OPEN}{CLOSE}])", text):
            if piece == OPEN:
                depth += 1
            elif piece == CLOSE:
                depth -= 1
            elif depth == 0 and _LETTERS.search(piece):
                yield Outside(element, " ".join(piece.split()))
    for element in tree.iter():
        if not isinstance(element.tag, str) or _is_content(element):
            continue
        for name in SPOKEN:
            rest = _without_brackets(element.get(name, ""))
            if _LETTERS.search(rest):
                yield Outside(f"{element.tag}[{name}]", rest)


def _texts(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Texts in the order of the page; of content nothing but what follows it."""
    if isinstance(element.tag, str) and not _is_content(element):
        yield element.tag, element.text or ""
        for child in element:
            yield from _texts(child)
            yield element.tag, child.tail or ""


def _is_content(element: html.HtmlElement) -> bool:
    """A wording with what was changed in it is content too."""
    if element.tag in CONTENT or any(child.tag in ("ins", "del") for child in element):
        return True
    return element.tag != "html" and element.get("lang") is not None


def _without_brackets(text: str) -> str:
    depth, kept = 0, []
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece in (OPEN, CLOSE):
            depth += 1 if piece == OPEN else -1
        elif depth == 0:
            kept.append(piece)
    return " ".join("".join(kept).split())
