"""How well a score sorts sentences: F1 at the product's own decision, and average precision."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from factcheck.extraction.worth import Weights

DECISION = 0.5


class Example(NamedTuple):
    """A sentence and whether somebody found it worth checking (1) or not (0)."""

    text: str
    label: int


class Figures(NamedTuple):
    """F1 of the positive class at .5, and average precision; both 0..1."""

    f1: float
    average_precision: float


def evaluate(weights: Weights, examples: Sequence[Example]) -> Figures:
    """Score examples that were not trained on."""
    labels = [example.label for example in examples]
    scores = [weights.score(example.text).score for example in examples]
    return Figures(decide(labels, scores)[2], average_precision(labels, scores))


def decide(labels: Sequence[int], scores: Sequence[float]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the positive class at .5."""
    chosen = [label for label, score in zip(labels, scores, strict=True) if score >= DECISION]
    precision = sum(chosen) / (len(chosen) or 1)
    recall = sum(chosen) / (sum(labels) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def average_precision(labels: Sequence[int], scores: Sequence[float]) -> float:
    """Over distinct scores, so that ties cannot help."""
    ordered = sorted(zip(scores, labels, strict=True), reverse=True)
    total = found = seen = 0.0
    for _, tied in groupby(ordered, key=lambda pair: pair[0]):
        group = [label for _, label in tied]
        seen += len(group)
        found += sum(group)
        total += sum(group) * found / seen
    return total / (sum(labels) or 1)
