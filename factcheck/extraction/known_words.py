"""The words of the shipped lists, worked out before the first text comes.

A word that is new to the process costs some microseconds, and every article brings hundreds. Most
of those are in the lists that the check-worthiness score is made of.
"""

from __future__ import annotations

import gc
from functools import lru_cache

from factcheck.extraction.pieces import PIECES
from factcheck.extraction.tokens import TOKEN_PIECES
from factcheck.extraction.worth import shipped_weights

_FREQUENT = 3_000
"""Words that are made ready with a capital, a comma and a stop as well: the more, the longer the
start, and fewer and fewer come in a text."""


@lru_cache(maxsize=1)
def know_words() -> None:
    """Fill the tables of words, once a process: some hundredths of a second."""
    terms = shipped_weights().terms
    words = sorted((term for term in terms if " " not in term), key=terms.__getitem__)
    frequent = words[:_FREQUENT]  # the terms of the smallest inverse document frequency
    capital = list(map(str.capitalize, frequent))
    before_comma = [f"{word}," for word in frequent]
    before_stop = [f"{word}." for word in frequent]
    for piece in (*words, *capital, *before_comma):
        PIECES[piece]
    for piece in (*words, *capital, *before_comma, *before_stop):
        TOKEN_PIECES[piece]
    gc.collect(1)  # the tables are here to stay: no later search for cycles need walk them
