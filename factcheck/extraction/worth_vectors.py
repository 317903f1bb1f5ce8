"""Sentences as numbers for fitting: TF-IDF of words and pairs, as `worth.Weights` weighs them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from factcheck.extraction.worth_reading import grams


def term_values(words: list[str], frequencies: Mapping[str, float]) -> dict[str, float]:
    """The known words and pairs of a sentence and their weights, which as a vector have length 1.

    `words` are `worth_reading.tokens`; `frequencies` maps a term to its inverse document
    frequency.
    """
    found = {
        term: (1 + math.log(count)) * frequencies[term]
        for term, count in Counter(grams(words)).items()
        if term in frequencies
    }
    length = math.sqrt(sum(value * value for value in found.values())) or 1.0
    return {term: value / length for term, value in found.items()}
