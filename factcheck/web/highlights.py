"""A text cut into pieces so that its claims can be marked in it. Pure.

Claims may overlap (a claim inside a quote), which nested marks cannot show; so the text is cut at
every edge, and each piece knows the claims that cover it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A marked stretch: code-point offsets, end exclusive, and the id of what it marks."""

    start: int
    end: int
    id: int


@dataclass(frozen=True)
class Piece:
    """A stretch that the same spans cover; `opens` are those that begin here, the longest first."""

    text: str
    covers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()


Paragraph = tuple[Piece, ...]


def lay_out(text: str, spans: Iterable[Span]) -> list[Paragraph]:
    """The text's paragraphs (its lines that are not blank), cut at the edges of the spans.

    The pieces of a paragraph, joined, are its line. A span that runs over several lines is marked
    in each and opens in the first; one that lies outside the text is left out.
    """
    fitting = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    fitting.sort(key=lambda span: (span.start, -span.end, span.id))
    paragraphs: list[Paragraph] = []
    opened: set[int] = set()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            paragraphs.append(_cut(text, start, end, fitting, opened))
        start = end + 1
    return paragraphs


def _cut(text: str, start: int, end: int, spans: list[Span], opened: set[int]) -> Paragraph:
    here = [span for span in spans if span.start < end and start < span.end]
    edges = {start, end}
    for span in here:
        edges |= {max(start, span.start), min(end, span.end)}
    pieces = []
    for left, right in pairwise(sorted(edges)):
        covering = [span.id for span in here if span.start <= left and right <= span.end]
        opens = [span_id for span_id in covering if span_id not in opened]
        opened.update(opens)
        pieces.append(Piece(text[left:right], tuple(covering), tuple(opens)))
    return tuple(pieces)


def letter(position: int) -> str:
    """The position's letter, from 0: a … z, aa, ab …"""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
