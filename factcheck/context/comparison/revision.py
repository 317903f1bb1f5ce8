"""Two versions of a text held against each other, paragraph by paragraph and word by word. Pure.

Both texts are whole, so this is an ordinary difference (Ratcliff and Obershelp, as in `difflib`),
unlike a quote's alignment with its source; the kinds of difference are the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from factcheck.context.comparison.classify import classify
from factcheck.context.comparison.cutting import tokenize
from factcheck.context.comparison.result import Segment

_WORD = re.compile(r"\S+\s*")
# Beyond so many words times words, a stretch is shown as replaced without looking into it.
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that are the same in both texts, or that differ.

    The segments' `source` parts, joined, are the earlier text's paragraphs, their `published`
    parts the later one's.
    """

    changed: bool
    segments: tuple[Segment, ...]


def compare_texts(before: str, after: str) -> list[Stretch]:
    """The stretches of two texts, in order. Blank lines do not count."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, [_plain(one) for one in old], [_plain(one) for one in new])
    stretches = []
    for kind, first, last, start, end in matcher.get_opcodes():
        source, published = old[first:last], new[start:end]
        if kind == "equal":
            same = Segment("same", "\n".join(published), "\n".join(source))
            stretches.append(Stretch(False, (same,)))
        elif len(source) == len(published):
            # As many as before: each was edited in its place.
            pairs = zip(source, published, strict=True)
            stretches += [Stretch(True, tuple(_compare_words(*pair))) for pair in pairs]
        else:
            words = _compare_words("\n".join(source), "\n".join(published))
            stretches.append(Stretch(True, tuple(words)))
    return stretches


def differences_in(stretches: Sequence[Stretch]) -> list[Segment]:
    """Every segment in which the texts differ, what the sense may turn on first."""
    found = [part for one in stretches for part in one.segments if part.type != "same"]
    return sorted(found, key=lambda part: not part.material)


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _compare_words(before: str, after: str) -> Iterator[Segment]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        yield Segment("changed", after, before)
        return
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], False)
    for kind, first, last, start, end in matcher.get_opcodes():
        source, published = "".join(old[first:last]), "".join(new[start:end])
        if kind == "equal":
            yield Segment("same", published, source)
        else:
            yield Segment(*_kind(source, published))


def _kind(source: str, published: str) -> tuple[str, str, str, bool]:
    kind, material = classify(tokenize(published), tokenize(source))
    if kind == "spelling" and not (source and published):
        kind = "added" if published else "dropped"
    return kind, published, source, material
