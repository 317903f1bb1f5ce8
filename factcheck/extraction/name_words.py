"""What a name is made of: a chunk of words, and what its words say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.extraction.lexicon import (
    BODY_NOUNS,
    BODY_WORDS,
    DOCUMENT_NOUNS,
    PLACES,
    PLURAL_PEOPLE,
    ROLE_NOUNS,
    first_names,
)

SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_NO_NAME_CHARACTER = re.compile(r"[\d_$€£@#%/]")
_SURNAMES_TOO = frozenset(
    """church law steel street bank post house cross star guardian power price bill mail watch
    front power labour coal school""".split()
)
"""Words for bodies and their parts that are surnames as well."""
SAID = frozenset(
    ["said", "says", "told", "added", "wrote", "tweeted", "explained", "recalled", "replied"]
)
COMMON = ROLE_NOUNS | BODY_NOUNS | PLURAL_PEOPLE | DOCUMENT_NOUNS


@dataclass(slots=True)
class Chunk:
    sentence: int
    first: int
    name_first: int
    last: int
    words: tuple[str, ...]
    title: str
    possessive: bool
    after_the: bool
    after_preposition: bool
    role_before: str
    start: int
    end: int
    text: str
    titled: str
    could_be_person: bool = False
    person: bool = False


def surname_of(words: Sequence[str]) -> str:
    for word in reversed(words):
        if word not in SUFFIXES:
            return word
    return words[-1]


def may_be_person(chunk: Chunk) -> bool:
    if len(chunk.words) > 5:
        return False
    if not BODY_WORDS.isdisjoint(chunk.words) and not is_given_and(chunk.words):
        return False
    if chunk.words[-1] in PLACES and (chunk.words[0] in PLACES or len(chunk.words[0]) == 2):
        return False
    if chunk.after_the:
        return False
    return chunk.text.isalpha() or _NO_NAME_CHARACTER.search(chunk.text) is None


def is_given_and(words: Sequence[str]) -> bool:
    """Bill Crane, David Steel: a given name beside a word that mostly belongs to a body."""
    if len(words) != 2 or words[0] in PLACES or first_names().get(words[0]) not in ("m", "f"):
        return False
    return words[1] in _SURNAMES_TOO or words[1] not in BODY_WORDS
