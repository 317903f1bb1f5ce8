"""Putting a quote, or the part of it between two ellipses, at its place in a source."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.context.comparison.align import Step, align
from factcheck.context.comparison.cutting import tokenize
from factcheck.context.comparison.edges import mend_edges
from factcheck.context.comparison.lexicon import NUMBER
from factcheck.context.comparison.locate import WordIndex, find_windows
from factcheck.context.comparison.numbers import is_number_word
from factcheck.context.comparison.scoring import FOUND, is_trap, score_place
from factcheck.context.comparison.sentences import is_sentence
from factcheck.context.comparison.tokens import Token

# A source of this many code points is searched again by the value of its numbers, not by letters.
_SECOND_LOOK = 60_000
# So many code points before a quote's place its sentence may begin.
_REACH = 200
# A quote of so few words is also sought as its own contrary.
_SHORT = 4
# Longer quotes hold enough plain words to be found by them.
_SHORT_PHRASE = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Placement:
    """Part of a quote at its place: `steps` index into `published` and `source`."""

    published: Sequence[Token]
    source: Sequence[Token]
    steps: Sequence[Step]
    score: float

    @property
    def start(self) -> int:
        """Where the matched place starts in the source (code points)."""
        return min(self.source[step.source].start for step in self.steps if step.source is not None)

    @property
    def end(self) -> int:
        """Where the matched place ends in the source (code points)."""
        return max(self.source[step.source].end for step in self.steps if step.source is not None)


class Source:
    """A text that quotes are placed in; its words are listed once."""

    def __init__(self, text: str, *, decimal_comma: bool = False) -> None:
        self.text = text
        self.decimal_comma = decimal_comma
        self.index = WordIndex.of(text)

    def cut(self, start: int, end: int) -> list[Token]:
        """The tokens of a stretch; a source's own ellipses may be left out like its timestamps."""
        tokens = tokenize(self.text, start, end, is_source=True, decimal_comma=self.decimal_comma)
        for token in tokens:
            token.noise = token.noise or token.gap
        return tokens

    def place(
        self,
        published: Sequence[Token],
        *,
        low: int = 0,
        high: int | None = None,
        near: int | None = None,
        at_least: float = FOUND,
        again: bool = True,
    ) -> Placement | None:
        """The best place of `published` between the code points `low` and `high`, if there is one.

        Of equally good places the one nearest to the code point `near` wins, else the first.
        `again` has it looked for in other letters where its own are not there.
        """
        high = len(self.text) if high is None else high
        words = [
            word.lower()
            for token in published
            if not token.bracketed
            for word in _WORD.findall(token.text)
        ]
        first, last = bisect_left(self.index.starts, low), bisect_left(self.index.starts, high)
        close = bisect_left(self.index.starts, near) if near is not None else None
        windows = find_windows(words, self.index, low=first, high=last, near=close)
        best = self._best(published, [self._stretch(*w, published, low, high) for w in windows])
        weak = best is None or best.score < at_least
        if again and weak and _may_hide(published) and high - low <= _SECOND_LOOK:
            other = self._look_again(published, low, high)
            if other and (best is None or other.score > best.score):
                best = other
        return best if best and best.score >= at_least else None

    def _best(
        self, published: Sequence[Token], stretches: Sequence[tuple[int, int]]
    ) -> Placement | None:
        best: Placement | None = None
        for start, end in stretches:
            source = self.cut(start, end)
            steps = mend_edges(published, source, align(published, source))
            if all(step.source is None for step in steps):
                continue
            placement = Placement(published, source, steps, score_place(published, source, steps))
            if best is None or placement.score > best.score + 0.01:
                best = placement
            if best.score > 0.99:
                break
        return best

    def _stretch(
        self, first: int, last: int, published: Sequence[Token], low: int, high: int
    ) -> tuple[int, int]:
        """Code points around a window of words, wide enough for altered words at its edges."""
        margin = 6 + len(published) // 3
        start = self.index.starts[max(0, first - margin)]
        end = self.index.ends[min(len(self.index.ends), last + margin) - 1]
        line = self.text.rfind("\n", max(0, start - 60), start) + 1
        start = line or max(self.text.rfind(" ", max(0, start - 30), start) + 1, start - 30, 0)
        space = self.text.find(" ", end, end + 30)
        if is_sentence(published):
            # Its sentence may begin with a condition that the quote keeps to itself.
            heads = (self.text.rfind(mark, max(0, start - _REACH), start) for mark in (". ", "\n"))
            start = max(*heads, -1) + 1 or start
        return max(low, start), min(high, space if space >= 0 else end + 4)

    def _tokens_like(self, published: Sequence[Token], low: int, high: int) -> list[Token]:
        """The tokens around words that may be the quote's in other letters, two of them together.

        Where the quote has only one word to go by, around each that may be it.
        """
        index, reach = self.index, len(published) + 2
        hits = list(self._alike(published, low, high))
        needed = min(2, len({kind for _, kind in hits}))
        tokens, done = list[Token](), low
        for place, (at, kind) in enumerate(hits):
            around = hits[max(0, place - reach) : place + reach + 1]
            together = any(kind != other and abs(there - at) <= reach for there, other in around)
            if needed > 1 and not together:
                continue
            first = max(0, at - reach)
            last = min(len(index.words), at + reach + 1) - 1
            start, end = max(done, index.starts[first]), min(high, index.ends[last])
            # A sign before the first word and a percent sign behind the last belong to them.
            start, end = max(done, start - 1), min(high, end + 1)
            if start < end:
                tokens += self.cut(start, end)
                done = end
        return tokens

    def _alike(self, published: Sequence[Token], low: int, high: int) -> Iterator[tuple[int, str]]:
        """The words of the source that look like one of the quote's: their place, and which one."""
        content = [token.key for token in published if not token.stop]
        heads, tails = {key[:3]: key for key in content}, {key[-5:]: key for key in content}
        numeric = any(token.category == NUMBER for token in published)
        words = self.index.words
        first = bisect_left(self.index.starts, low)
        for at in range(first, bisect_left(self.index.starts, high)):
            word = words[at]
            if numeric and (word[0].isdigit() or is_number_word(word)):
                yield at, "#"
            elif kind := heads.get(word[:3]) or tails.get(word[-5:]):
                yield at, kind

    def _look_again(self, published: Sequence[Token], low: int, high: int) -> Placement | None:
        tokens = self._tokens_like(published, low, high)
        if not tokens:
            return None
        index = WordIndex(
            [token.key for token in tokens],
            [token.start for token in tokens],
            [token.end for token in tokens],
        )
        keys = [token.key for token in published if not token.bracketed]
        margin = 4 + len(published) // 3
        stretches = []
        windows = find_windows(keys, index)
        if not windows and len(published) <= _SHORT:
            windows = [
                (at, at + 1)
                for at, token in enumerate(tokens)
                if any(is_trap(one, token) for one in published)
            ][:3]
        for first, last in windows:
            run = tokens[max(0, first - margin) : last + margin]
            stretches.append((min(t.start for t in run), max(t.end for t in run)))
        return self._best(published, stretches)


def _may_hide(published: Sequence[Token]) -> bool:
    """Whether a quote may stand in a source in other letters: numbers, or a word or two."""
    numeric = any(token.category == NUMBER for token in published)
    plain = [token for token in published if not token.stop and token.category != NUMBER]
    return len(plain) <= 2 and len(published) <= (_SHORT_PHRASE if numeric else _SHORT)
