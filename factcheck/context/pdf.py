"""PDF read into text page by page."""

import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from factcheck.context.passages import Passage, Place, cut_long, split_paragraphs
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

# What a broken or hostile file makes the parser raise beside its own errors.
_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# A running head is a line that opens or closes so many pages.
_REPEATED = 3

logger = logging.getLogger(__name__)


def read_pdf(
    data: bytes, *, max_pages: int = 2_000, max_characters: int = 5_000_000
) -> tuple[str, str, list[Passage]]:
    """The title, the text and its passages, each with its page and paragraph (from 1).

    Lines that head or foot three pages or more (page numbers, running titles) are left out, so
    that a sentence runs on over the page. Raises `InvalidInput` for a PDF that is broken, needs a
    password, has more than `max_pages`, or holds pictures of pages only.
    """
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InvalidInput(
                _("The PDF is protected by a password. Save a copy without one and add that.")
            )
        count = len(reader.pages)
    except DependencyError as error:
        raise InvalidInput(
            _("The PDF is encrypted in a way that cannot be read. Save a copy without protection.")
        ) from error
    except _BROKEN as error:
        raise InvalidInput(
            _("The PDF is broken. Open it in a reader, save it anew, and add the new file.")
        ) from error
    if count > max_pages:
        raise InvalidInput(
            _(
                "The PDF has %(count)s pages; at most %(max_pages)s are read. Split it "
                "and add the parts.",
                count=count,
                max_pages=max_pages,
            )
        )
    pages = _read_pages(reader, count, max_characters)
    text, passages = _assemble(_without_running_heads(pages))
    if sum(letter.isalpha() for letter in text) < 3 * max(1, count // 10):
        raise InvalidInput(
            _("The PDF holds pictures of pages and no text. Run text recognition on it first.")
        )
    return _title(reader), text, passages


def _read_pages(reader: PdfReader, count: int, max_characters: int) -> list[str]:
    pages: list[str] = []
    length = 0
    for number in range(count):
        try:
            page = reader.pages[number].extract_text()
        except _BROKEN as error:
            # One bad page must not hide the others; its number stays taken.
            logger.warning("page %d cannot be read: %s", number + 1, error)
            page = ""
        pages.append(page.replace("\r\n", "\n").replace("\x00", ""))
        length += len(pages[-1])
        if length > max_characters:
            raise InvalidInput(
                _(
                    "The PDF holds more than %(max_characters)s characters of text. Split it "
                    "and add the parts.",
                    max_characters=max_characters,
                )
            )
    return pages


def _without_running_heads(pages: Sequence[str]) -> list[str]:
    lines = [page.strip().split("\n") for page in pages]
    edges = Counter(
        _shape(line) for page in lines if page for line in {0: page[0], -1: page[-1]}.values()
    )
    repeated = {
        shape
        for shape, count in edges.items()
        if shape and count >= max(_REPEATED, len(pages) // 2)
    }
    return ["\n".join(_strip_edges(page, repeated)) for page in lines]


def _strip_edges(lines: list[str], repeated: set[str]) -> list[str]:
    first = 1 if lines and _shape(lines[0]) in repeated else 0
    last = len(lines) - (1 if len(lines) > first and _shape(lines[-1]) in repeated else 0)
    return lines[first:last]


def _shape(line: str) -> str:
    """The line with its numbers made alike, as page numbers count on."""
    return re.sub(r"\d+", "#", line.strip())


def _assemble(pages: Sequence[str]) -> tuple[str, list[Passage]]:
    text = ""
    passages: list[Passage] = []
    parts: list[str] = []
    position = 0
    bounds: list[tuple[int, int, int]] = []
    for number, page in enumerate(pages, start=1):
        body = page.strip()
        if not body:
            continue
        if parts:
            parts.append("\n\n")
            position += 2
        parts.append(body)
        bounds.append((number, position, position + len(body)))
        position += len(body)
    text = "".join(parts)
    for number, start, end in bounds:
        for paragraph, (first, last) in enumerate(split_paragraphs(text, start, end), start=1):
            passages.extend(cut_long(text, first, last, Place(page=number, paragraph=paragraph)))
    return text, passages


def _title(reader: PdfReader) -> str:
    try:
        title = reader.metadata.title if reader.metadata else None
    except _BROKEN:
        return ""
    return (title or "").strip()[:300]
