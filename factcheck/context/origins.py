"""Pieces of evidence with one origin: copies of one wire story count as one source. Pure.

Two texts are copies when they share most of their runs of five words (Broder's resemblance, 1997,
taken against the shorter text, as a page often prints only part of a story).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.net.canonical import site_of

_WORD = re.compile(r"\w+")
_RUN = 5
# Fewer runs than this prove nothing: two pages may well give the same sentence of a speech.
_FEWEST_RUNS = 12
_COPY = 0.6
# Two pages that both name the same agency need less in common to be two tellings of its story.
_CREDITED_COPY = 0.25
_AGENCY = re.compile(
    r"\b(?:Reuters|Associated Press|AP|Agence France-Presse|AFP|dpa|PA Media|ANSA|EFE|Xinhua|TASS"
    r"|Interfax|Bloomberg|Ukrinform)\b"
)
# A story names its agency in its first or last lines (code points).
_EDGE = 250


@dataclass(frozen=True)
class Piece:
    """What the origin of a piece of evidence is judged from; `text` is all that is known of it.

    `canonical` is the address that its page calls its own: a newspaper's that prints an agency's
    story is often the agency's.
    """

    url: str = ""
    document_id: int | None = None
    text: str = ""
    canonical: str = ""


def group_origins(pieces: Sequence[Piece]) -> list[int]:
    """For each piece the number of its origin, counted from 0 in the order of first mention.

    One site, one document or one text is one origin, and what is joined by a third is joined.
    """
    leaders = list(range(len(pieces)))
    runs = [_runs(piece.text) for piece in pieces]
    agencies = [_agencies(piece.text) for piece in pieces]

    def leader(at: int) -> int:
        while leaders[at] != at:
            at = leaders[at]
        return at

    for later in range(len(pieces)):
        for earlier in range(later):
            same = _same_place(pieces[earlier], pieces[later])
            credited = bool(agencies[earlier] & agencies[later])
            share = _CREDITED_COPY if credited else _COPY
            if same or _are_copies(runs[earlier], runs[later], share):
                first, second = sorted((leader(earlier), leader(later)))
                leaders[second] = first
    numbers: dict[int, int] = {}
    return [numbers.setdefault(leader(at), len(numbers)) for at in range(len(pieces))]


def are_copies(one: str, other: str) -> bool:
    """Whether two texts are one story."""
    return _are_copies(_runs(one), _runs(other), _COPY)


def _same_place(one: Piece, other: Piece) -> bool:
    if one.document_id is not None and one.document_id == other.document_id:
        return True
    return bool(_sites(one) & _sites(other))


def _sites(piece: Piece) -> set[str]:
    return {site_of(piece.url), site_of(piece.canonical)} - {""}


def _runs(text: str) -> frozenset[int]:
    words = [match.group().lower() for match in _WORD.finditer(text)]
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))


def _are_copies(one: frozenset[int], other: frozenset[int], share: float) -> bool:
    fewest = min(len(one), len(other))
    return fewest >= _FEWEST_RUNS and len(one & other) >= share * fewest


def _agencies(text: str) -> frozenset[str]:
    return frozenset(_AGENCY.findall(f"{text[:_EDGE]} {text[-_EDGE:]}"))
