"""Fitting the check-worthiness score to one newsroom: the shipped weights and a change to them.

A Bayesian logistic regression whose prior is the shipped model (Genkin, Lewis and Madigan,
"Large-scale Bayesian logistic regression for text categorization", 2007): few decisions change
little, and none at all change nothing. The change is small enough to be kept in a database and is
put on top of whatever weights the program ships. Plain Python; the same decisions give the same
change.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factcheck.extraction.worth import Weights
from factcheck.extraction.worth_features import hand_features
from factcheck.extraction.worth_measures import Example
from factcheck.extraction.worth_reading import read, said
from factcheck.extraction.worth_vectors import term_values

FREEDOM = 0.3
"""The prior's variance: how far decisions may move a coefficient; see docs/model-card-worth.md."""
HAND_SCALE = 0.2
"""Of features made by hand beside words, as in training."""
LEAST_WITH_TERM = 3
"""A word or pair is learned about when this many decisions have it."""
MOST_SWEEPS = 100
SMALL_STEP = 0.002
_BIAS = ("bias", "")

_Key = tuple[str, str]
_Column = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to shipped coefficients.

    `features` maps a feature made by hand to what its coefficient gains; `terms` maps a word or
    pair to (inverse document frequency, gain); the frequency counts only where the shipped weights
    do not know the term.
    """

    bias: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)
    terms: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "bias": self.bias,
            "features": dict(self.features),
            "terms": {term: list(pair) for term, pair in self.terms.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Change:
        terms = {term: (float(pair[0]), float(pair[1])) for term, pair in stored["terms"].items()}
        return cls(float(stored["bias"]), dict(stored["features"]), terms)


def changed(weights: Weights, change: Change) -> Weights:
    """The weights with a change on top. Features that the program no longer has are left out."""
    terms = dict(weights.terms)
    for term, (idf, gain) in change.terms.items():
        known, coefficient = terms.get(term, (idf, 0.0))
        terms[term] = (known, coefficient + gain)
    return Weights(
        terms=terms,
        features={
            name: value + change.features.get(name, 0.0) for name, value in weights.features.items()
        },
        bias=weights.bias + change.bias,
        about=weights.about,
    )


def refit(weights: Weights, examples: Sequence[Example], freedom: float = FREEDOM) -> Change:
    """The change to `weights` that fits the examples best under the prior.

    Both labels count alike however many there are of each, so that .5 stays the decision.
    """
    texts = [said(example.text) for example in examples]
    readings = [read(text) for text in texts]
    words = [reading.words for reading in readings]
    start = changed(weights, Change(terms=_new_terms(weights, words)))
    frequencies = {term: idf for term, (idf, _) in start.terms.items()}
    vectors = [term_values(sentence, frequencies) for sentence in words]
    hand = [hand_features(text, reading) for text, reading in zip(texts, readings, strict=True)]
    scales = _scales(hand)
    margins = [
        start.bias
        + sum(start.features[name] * value for name, value in values.items())
        + sum(start.terms[term][1] * value for term, value in vector.items())
        for values, vector in zip(hand, vectors, strict=True)
    ]
    columns = _columns(hand, scales, vectors)
    gains = _descend(columns, margins, [example.label for example in examples], freedom)
    return Change(
        bias=round(gains.pop(_BIAS), 5),
        features={
            name: round(gain * scales[name], 5)
            for (kind, name), gain in gains.items()
            if kind == "feature"
        },
        terms={
            term: (round(frequencies[term], 3), round(gain, 5))
            for (kind, term), gain in gains.items()
            if kind == "term"
        },
    )


def _new_terms(weights: Weights, words: Sequence[list[str]]) -> dict[str, tuple[float, float]]:
    """Words of the decisions that the weights do not know, as rare as their rarest."""
    rarest = max((idf for idf, _ in weights.terms.values()), default=1.0)
    counts = Counter(word for sentence in words for word in set(sentence))
    return {
        word: (rarest, 0.0)
        for word, count in sorted(counts.items())
        if count >= LEAST_WITH_TERM and word not in weights.terms
    }


def _scales(hand: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Feature → what its values are multiplied by to vary as they do in training."""
    total = len(hand) or 1
    scales = {}
    for name in sorted({name for values in hand for name in values}):
        values = [one.get(name, 0.0) for one in hand]
        mean = sum(values) / total
        deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / total)
        if deviation > 0:
            scales[name] = HAND_SCALE / deviation
    return scales


def _columns(
    hand: Sequence[Mapping[str, float]],
    scales: Mapping[str, float],
    vectors: Sequence[Mapping[str, float]],
) -> dict[_Key, _Column]:
    """Each coefficient → the examples that it plays a part in, with their values."""
    columns: dict[_Key, _Column] = {_BIAS: [(row, 1.0) for row in range(len(hand))]}
    for row, values in enumerate(hand):
        for name, value in values.items():
            if value and name in scales:
                columns.setdefault(("feature", name), []).append((row, value * scales[name]))
    terms: dict[_Key, _Column] = {}
    for row, vector in enumerate(vectors):
        for term, value in vector.items():
            terms.setdefault(("term", term), []).append((row, value))
    columns |= {key: column for key, column in terms.items() if len(column) >= LEAST_WITH_TERM}
    return dict(sorted(columns.items()))


def _descend(
    columns: Mapping[_Key, _Column], margins: list[float], labels: Sequence[int], freedom: float
) -> dict[_Key, float]:
    """Coordinate descent with a bound on the curvature (Böhning 1992): every step descends."""
    positive = sum(labels)
    halves = {
        1: len(labels) / 2 / (positive or 1),
        0: len(labels) / 2 / (len(labels) - positive or 1),
    }
    shares = [halves[label] for label in labels]
    curvatures = {
        key: sum(shares[row] * value * value for row, value in column) / 4 + 1 / freedom
        for key, column in columns.items()
    }
    gains = dict.fromkeys(columns, 0.0)
    for _ in range(MOST_SWEEPS):
        longest = 0.0
        for key, column in columns.items():
            slope = gains[key] / freedom
            for row, value in column:
                likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, margins[row]))))
                slope += shares[row] * (likely - labels[row]) * value
            step = -slope / curvatures[key]
            gains[key] += step
            for row, value in column:
                margins[row] += step * value
            longest = max(longest, abs(step))
        if longest < SMALL_STEP:
            break
    return gains
