"""Where in a source a quote may be: a vote of its words, linear in the length of the source."""

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from factcheck.context.comparison.lexicon import STOP_WORDS

_WORD = re.compile(r"[^\W_]+")

# Of a quote of more words than this, no window with a smaller share of them is worth aligning.
_LONG = 6
_LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The plain words of a text in order, lower case, with their start and end (code points)."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "WordIndex":
        matches = list(_WORD.finditer(text))
        return cls(
            [match.group().lower() for match in matches],
            [match.start() for match in matches],
            [match.end() for match in matches],
        )


def find_windows(
    quote: Sequence[str],
    index: WordIndex,
    *,
    low: int = 0,
    high: int | None = None,
    near: int | None = None,
    limit: int = 3,
) -> list[tuple[int, int]]:
    """The word ranges (first, one past last) of `index` that hold most of the quote's words.

    Rare words weigh more. Best first; ranges of equal weight by their distance from the word
    `near`, else in order of the text.
    """
    high = len(index.words) if high is None else high
    wanted = Counter(quote)
    hits = [place for place in range(low, high) if index.words[place] in wanted]
    if not hits:
        return []
    frequency = Counter(index.words[place] for place in hits)
    weight = {
        word: (0.15 if word in STOP_WORDS else 1.0) / sqrt(count)
        for word, count in frequency.items()
    }
    width = len(quote) + len(quote) // 3 + 10
    inside: deque[int] = deque()
    counts: Counter[str] = Counter()
    score = 0.0
    scored: list[tuple[float, int, int]] = []
    for place in hits:
        word = index.words[place]
        inside.append(place)
        counts[word] += 1
        if counts[word] <= wanted[word]:
            score += weight[word]
        while (
            inside[0] <= place - width
            or counts[index.words[inside[0]]] > wanted[index.words[inside[0]]]
        ):
            gone = index.words[inside.popleft()]
            if counts[gone] <= wanted[gone]:
                score -= weight[gone]
            counts[gone] -= 1
        # Of windows that hold the same words the tightest is the likeliest.
        tightness = 0.002 * (place - inside[0])
        scored.append((round(score - tightness, 6), inside[0], place + 1))
    possible = sum(weight.get(word, 1.0) * count for word, count in wanted.items())
    if len(quote) > _LONG and max(scored)[0] < _LEAST_SHARE * possible:
        return []
    return _choose(scored, near, limit)


def _choose(
    scored: list[tuple[float, int, int]], near: int | None, limit: int
) -> list[tuple[int, int]]:
    best = max(score for score, _, _ in scored)
    good = [entry for entry in scored if entry[0] >= best * 0.5]
    good.sort(key=lambda entry: (-entry[0], abs(entry[1] - near) if near is not None else entry[1]))
    chosen: list[tuple[int, int]] = []
    for _, first, last in good[:400]:
        if all(last <= other or first >= end for other, end in chosen):
            chosen.append((first, last))
            if len(chosen) == limit:
                break
    return chosen
