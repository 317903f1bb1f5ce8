"""Anchors: how a claim holds on to its words when the text around them changes. Pure.

Position and quotation together, as in the W3C Web Annotation Data Model (TextPositionSelector,
TextQuoteSelector). A claim whose words cannot be found again is orphaned and a person decides;
nothing is attached to a lookalike in silence.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 32
# An occurrence must share so many code points with the anchor, words and surroundings together,
# to be more than a lookalike: “historic” alone stands in many a text.
TELLING = 24
# Words that share less than this with the anchor's are no candidate for a person to look at.
LEAST_SCORE = 0.4
_WORD = re.compile(r"\w[\w.,'’-]*\w|\w")


@dataclass(frozen=True)
class Anchor:
    """Code-point offsets of the words, and up to 32 code points on either side."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True)
class Found:
    """Where an anchor is in another text; `state` is `anchored`, `moved` or `orphaned`."""

    state: str
    anchor: Anchor


def make_anchor(text: str, start: int, end: int) -> Anchor:
    return Anchor(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


def find_again(anchor: Anchor, text: str) -> Found:
    """Find the anchor's exact words in a changed text.

    The occurrence with the most of its old surroundings wins: `anchored` in its old place, else
    `moved`. It is `orphaned`, and keeps its old place, if no occurrence has enough of them, or if
    several are as good as each other and none stands in the old place.
    """
    likeness = {place: _likeness(anchor, text, place) for place in _occurrences(anchor.exact, text)}
    most = max(likeness.values(), default=0)
    best = [place for place, shared in likeness.items() if shared == most]
    if not best or len(anchor.exact) + most < _needed(anchor):
        return Found("orphaned", anchor)
    if anchor.start in best:
        return Found("anchored", make_anchor(text, anchor.start, anchor.end))
    if len(best) > 1:
        return Found("orphaned", anchor)
    return Found("moved", make_anchor(text, best[0], best[0] + len(anchor.exact)))


def _needed(anchor: Anchor) -> int:
    """How much must be the same: `TELLING`, or everything of an anchor that has less."""
    whole = len(anchor.prefix) + len(anchor.exact) + len(anchor.suffix)
    return min(TELLING, whole)


def _occurrences(exact: str, text: str) -> list[int]:
    places, at = [], text.find(exact)
    while at != -1:
        places.append(at)
        at = text.find(exact, at + 1)
    return places


def _likeness(anchor: Anchor, text: str, start: int) -> int:
    """How many code points of the old surroundings stand there too, counted outwards."""
    end = start + len(anchor.exact)
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    return _shared(anchor.prefix[::-1], before[::-1]) + _shared(anchor.suffix, after)


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


@dataclass(frozen=True)
class Candidate:
    """Words that may be what an orphaned anchor's became; `score` is the share of words, 0 to 1."""

    start: int
    end: int
    score: float


def nearest(exact: str, text: str) -> Candidate | None:
    """The words of a text that resemble an anchor's most, for a person to decide on.

    A window of as many words slides over the text; the one that shares the most is taken. Time
    grows linearly with the text.
    """
    wanted = [word.casefold() for word in _WORD.findall(exact)]
    words = [(match.group().casefold(), *match.span()) for match in _WORD.finditer(text)]
    if not wanted or not words:
        return None
    size = min(len(wanted), len(words))
    at = _best_window(wanted, [word for word, _start, _end in words], size)
    window = words[at : at + size]
    score = SequenceMatcher(None, wanted, [word for word, _s, _e in window], False).ratio()
    if score < LEAST_SCORE:
        return None
    return Candidate(window[0][1], window[-1][2], round(score, 3))


def _best_window(wanted: list[str], words: list[str], size: int) -> int:
    """Where the window begins that shares the most words with `wanted`; the earliest of equals."""
    missing = Counter(wanted)
    shared = best = at = 0
    for position, word in enumerate(words):
        shared += missing[word] > 0
        missing[word] -= 1
        if position >= size:
            left = words[position - size]
            missing[left] += 1
            shared -= missing[left] > 0
        if shared > best:
            best, at = shared, max(0, position - size + 1)
    return at
