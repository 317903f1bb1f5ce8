"""Finding ClaimReview objects in what publishers really put out. Pure.

A page with several JSON-LD blocks, an array, a `@graph`, a Data Commons feed, or one JSON object a
line. A part that cannot be read is given back with the reason, in its place, and ends nothing.
"""

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from factcheck.articles.decoding import decode_text
from factcheck.errors import InvalidInput

DEEPEST = 30
"""Objects inside objects that are looked into; real markup has five."""
_CLAIM_REVIEW = "claimreview"
_NOT_JSON = "This is not JSON that can be read."
_NONE_HERE = "This holds no ClaimReview."


@dataclass(frozen=True)
class Found:
    """A raw ClaimReview and where it stood; without one, `problem` says what is wrong there."""

    position: str
    raw: dict[str, Any] | None = None
    problem: str = ""


def find_in_bytes(data: bytes, *, content_type: str | None = None) -> Iterator[Found]:
    """Every ClaimReview of a file or an answer: a page, JSON, or a JSON object a line."""
    if looks_like_lines(data[:65_536]):
        yield from find_in_lines(data.splitlines())
        return
    try:
        text = decode_text(data, content_type=content_type)
    except InvalidInput as error:
        yield Found("file", problem=str(error))
        return
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        yield from find_in_page(text)
        return
    try:
        value = read_json(text)
    except ValueError:
        yield Found("file", problem=_NOT_JSON)
        return
    yield from _in_value(value, "")


def looks_like_lines(start: bytes) -> bool:
    """Whether a file's beginning is JSON Lines: a first line that is an object by itself."""
    first, ended, _rest = start.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return bool(ended) and first.startswith(b"{") and first.rstrip().endswith(b"}")


def find_in_lines(lines: Iterable[bytes]) -> Iterator[Found]:
    """Every ClaimReview of JSON Lines, holding one line at a time."""
    for number, line in enumerate(lines, start=1):
        position = f"line {number}"
        text = line.decode("utf-8-sig", "replace").strip()
        if not text:
            continue
        try:
            value = read_json(text)
        except ValueError:
            yield Found(position, problem=_NOT_JSON)
            continue
        yield from _in_value(value, position)


def find_in_page(markup: str) -> Iterator[Found]:
    """Every ClaimReview in the JSON-LD blocks of a page; blocks about other things are left out."""
    collector = _Blocks()
    collector.feed(markup)
    collector.close()
    nothing = True
    for number, block in enumerate(collector.blocks, start=1):
        position = f"block {number}"
        try:
            value = read_json(block)
        except ValueError:
            nothing = False
            yield Found(position, problem=_NOT_JSON)
            continue
        for found in _reviews(value, position):
            nothing = False
            yield found
    if nothing:
        yield Found("page", problem=_NONE_HERE)


class _Blocks(HTMLParser):
    """Collects the JSON-LD scripts of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data


def read_json(text: str) -> Any:
    """JSON as publishers write it: escaped once too often, with raw line breaks in its strings.

    Raises `ValueError` for what is no JSON even so.
    """
    text = text.strip("\ufeff \t\r\n;").removeprefix("<!--").removesuffix("-->")
    text = text.replace("//<![CDATA[", "").replace("//]]>", "").strip()
    for attempt in (text, html.unescape(text), f'"{text}"'):
        try:
            value = _loads(attempt)
            if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
                value = _loads(value)  # the whole block was a string of JSON
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict | list):
            return value
    raise ValueError(_NOT_JSON)


def _loads(text: str) -> Any:
    # Neither database stores numbers that JSON does not know.
    return json.loads(text, strict=False, parse_constant=lambda _name: None)


def _in_value(value: Any, position: str) -> Iterator[Found]:
    """The parts of a JSON value: elements of an array or of a feed, or the whole."""
    if isinstance(value, dict) and isinstance(value.get("dataFeedElement"), list):
        value = value["dataFeedElement"]
    if isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _of_part(part, f"{position}, item {number}".removeprefix(", "))
        return
    yield from _of_part(value, position or "file")


def _of_part(part: Any, position: str) -> Iterator[Found]:
    nothing = True
    for found in _reviews(part, position):
        nothing = False
        yield found
    if nothing:
        yield Found(position, problem=_NONE_HERE)


def _reviews(value: Any, position: str) -> Iterator[Found]:
    reviews = list(_walk(value, 0))
    for number, raw in enumerate(reviews, start=1):
        yield Found(position if len(reviews) == 1 else f"{position}, review {number}", raw)


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _walk(part, depth + 1)
    elif isinstance(value, dict):
        if _CLAIM_REVIEW in types_of(value):
            yield value
        else:
            for part in value.values():
                yield from _walk(part, depth + 1)


def types_of(value: dict[str, Any]) -> set[str]:
    """An object's types in lower case, without their vocabulary: one, a list, or an address."""
    given = value.get("@type")
    names = given if isinstance(given, list) else [given]
    return {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}
