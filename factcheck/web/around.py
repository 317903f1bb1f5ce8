"""What stands around a place in a source: near it, and further off for whoever asks. Pure."""

from dataclasses import dataclass

from factcheck.extraction.pointing import sentences_of

# So many sentences on either side of those with the place are near, cut at so many code points
# where there are none (a transcript without stops);
SENTENCES = 3
MOST_NEAR = 600
# so much more, in code points, is further off.
FURTHER = 2_000


@dataclass(frozen=True)
class Around:
    """Four stretches of a text in its order; the place is between `before` and `after`."""

    further_before: str = ""
    before: str = ""
    after: str = ""
    further_after: str = ""


def text_around(text: str, start: int, end: int) -> Around:
    """The three sentences before the place and after it, and what stands around these."""
    first, last = _cut(text, start - MOST_NEAR, 1), _cut(text, end + MOST_NEAR, -1)
    sentences = [(first + one.start, first + one.end) for one in sentences_of(text[first:last])]
    touched = [one for one in sentences if one[0] < end and start < one[1]]
    before = [one for one in sentences if one[1] <= start][-SENTENCES:]
    after = [one for one in sentences if one[0] >= end][:SENTENCES]
    near = min([start, *(one[0] for one in (*before, *touched))])
    until = max([end, *(one[1] for one in (*touched, *after))])
    return Around(
        text[_cut(text, near - FURTHER, 1) : near].lstrip(),
        text[near:start],
        text[end:until],
        text[until : _cut(text, until + FURTHER, -1)].rstrip(),
    )


def _cut(text: str, at: int, step: int) -> int:
    """A place between words, at the given one or a little nearer (by steps); the text's edge when
    the place lies outside."""
    at = min(max(at, 0), len(text))
    while 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace():
        at += step
    return at
