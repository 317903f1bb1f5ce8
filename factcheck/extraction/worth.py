"""How much a sentence is worth checking: a score, and the reasons in words.

A logistic regression over TF-IDF of words and pairs plus features made by hand, trained on
ClaimBuster (Arslan, Hassan, Li, Tremayne; ICWSM 2020; Zenodo 3836810). Only the coefficients are
shipped; `worth_training` makes them, and nothing but the standard library is needed here.
The score sorts a day's work. It never says that there is nothing to check.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, repeat
from pathlib import Path
from sys import intern
from typing import NamedTuple, Protocol

from factcheck.extraction.pieces import Piece
from factcheck.extraction.worth_features import hand_features
from factcheck.extraction.worth_reading import MOST_READ, read, read_pieces, said
from factcheck.extraction.worth_reasons import names_share, reasons_for

SHIPPED = Path(__file__).parent / "worth_data" / "claimbuster.json.gz"


class Worth(NamedTuple):
    """`score` is 0..1 and .5 is the product's own decision; `reasons` has at most three."""

    score: float
    reasons: tuple[str, ...]


class Rate(Protocol):
    """Scores a sentence; `pieces` are its pieces if somebody has looked them up already."""

    def __call__(self, text: str, pieces: Sequence[Piece] | None = None, /) -> Worth: ...


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained model.

    `terms` maps a word or pair to (inverse document frequency, coefficient); `features` maps a
    feature made by hand to the coefficient of its plain, unscaled value; `bias` already holds
    the threshold, so that a score of .5 is the decision. `about` says what it was trained on.
    """

    terms: Mapping[str, tuple[float, float]]
    features: Mapping[str, float]
    bias: float
    about: Mapping[str, str]
    _alone: dict[str, complex] = field(init=False, repr=False, compare=False)
    """Of each word the square of its frequency, and its frequency times its coefficient, in one
    number so that both are summed at once."""

    _pairs: dict[str, dict[str, complex]] = field(init=False, repr=False, compare=False)
    """The same of each pair, by its first and then its second word: found without being put
    together as a string."""

    _telling: dict[int, dict[str, float]] = field(init=False, repr=False, compare=False)
    """The words that a reason may name on either side (1 and -1), and what each adds there."""

    def __post_init__(self) -> None:
        alone: dict[str, complex] = {}
        pairs: dict[str, dict[str, complex]] = {}
        for term, (frequency, coefficient) in self.terms.items():
            first, _, second = term.partition(" ")
            weight = complex(frequency * frequency, frequency * coefficient)
            if second:
                pairs.setdefault(intern(first), {})[intern(second)] = weight
            else:
                alone[intern(first)] = weight
        object.__setattr__(self, "_alone", alone)
        object.__setattr__(self, "_pairs", pairs)
        parts = {
            word: weight.imag for word, weight in alone.items() if len(word) > 3 and word.isalpha()
        }
        telling = {
            sign: {word: part * sign for word, part in parts.items() if part * sign > 0}
            for sign in (1, -1)
        }
        object.__setattr__(self, "_telling", telling)

    def score(self, text: str, pieces: Sequence[Piece] | None = None, /) -> Worth:
        """Score one sentence; text that holds no word at all scores low, never an error.

        `pieces` are those of the whole text.
        """
        written, text = text, said(text)
        reading = read_pieces(pieces) if pieces and text == written else read(text)
        words, distinct, _, _ = reading
        weights = self.features
        values = hand_features(text, reading)
        parts = {name: weights[name] * value for name, value in values.items()}
        total = (
            self.bias
            + sum(parts.values())
            + self._weigh_terms(words, repeated=len(words) - len(distinct))
        )
        score = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        without = ("fraction",) if "fraction" in parts and not names_share(words) else ()
        reasons = reasons_for(score, parts, lambda sign: self._word_parts(words, sign), without)
        return Worth(round(score, 4), reasons)

    def _weigh_terms(self, words: list[str], *, repeated: int) -> float:
        """The contributions of all words and pairs, their vector brought to length 1. `repeated`
        are so many words that came before."""
        after = map(self._pairs.get, words, repeat(_NONE))
        total = sum(filter(None, map(self._alone.get, words)))
        total += sum(filter(None, map(dict.get, after, words[1:])))
        if repeated:
            total += self._beyond_once(words, repeated)
        return total.imag / (math.sqrt(total.real) or 1.0)

    def _beyond_once(self, words: list[str], repeated: int) -> complex:
        """What the terms that come more than once weigh beyond the sum of all that came."""
        seen: set[str] = set()
        again: set[str] = set()
        for word in words:
            (again if word in seen else seen).add(word)
        total = 0j
        for word in again:
            if word in self._alone:
                total += _beyond_sum(self._alone[word], words.count(word))
        if repeated > 1:  # a pair that comes again brings two words that do
            pairs = [pair for pair in pairwise(words) if pair[0] in again and pair[1] in again]
            for (first, second), count in Counter(pairs).items() if len(pairs) > 1 else ():
                if count > 1:
                    total += _beyond_sum(self._pairs.get(first, _NONE).get(second, 0j), count)
        return total

    def _word_parts(self, words: list[str], sign: int) -> dict[str, float]:
        """Each known word that tells something by itself on the side of `sign` → what it adds
        there, but for the scale."""
        telling = self._telling[sign]
        parts = {word: telling[word] for word in words if word in telling}
        for word in parts:
            if (count := words.count(word)) > 1:
                parts[word] *= 1 + math.log(count)
        return parts


_NONE: dict[str, complex] = {}


def _beyond_sum(term: complex, count: int) -> complex:
    """What a term that comes `count` times weighs beyond the sum of so many: its frequency grows
    with the logarithm."""
    scale = 1 + math.log(count)
    return complex(term.real * (scale * scale - count), term.imag * (scale - count))


def load_weights(path: Path) -> Weights:
    """Read weights written by `save_weights`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        stored = json.load(file)
    return Weights(
        terms={term: (pair[0] / 1000, pair[1] / 1000) for term, pair in stored["terms"].items()},
        features=stored["features"],
        bias=stored["bias"],
        about=stored["about"],
    )


def save_weights(weights: Weights, path: Path) -> None:
    """Write weights as gzipped JSON, the same bytes for the same weights.

    Frequencies and coefficients are kept to three decimals, as whole thousandths.
    """
    stored = {
        "about": dict(weights.about),
        "bias": round(weights.bias, 5),
        "features": {name: round(value, 5) for name, value in weights.features.items()},
        "terms": {
            term: [round(idf * 1000), round(coefficient * 1000)]
            for term, (idf, coefficient) in sorted(weights.terms.items())
        },
    }
    data = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(data, mtime=0))


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that come with the product; read once."""
    return load_weights(SHIPPED)


RATED: dict[str, Worth] = {}
"""What was scored before, with the shipped weights."""
_MOST_KEPT = 2_048


def rate(text: str, pieces: Sequence[Piece] | None = None, /) -> Worth:
    """Score one sentence or clause with the shipped weights. Wire copy comes again and again."""
    worth = RATED.get(text)
    if worth is None:
        worth = shipped_weights().score(text, pieces)
        if len(text) <= MOST_READ:
            if len(RATED) >= _MOST_KEPT:
                RATED.clear()
            RATED[text] = worth
    return worth
