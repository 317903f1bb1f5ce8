"""Whether two names may be one person's, and what a name says about its bearer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from factcheck.extraction.lexicon import (
    FEMALE_TITLES,
    MALE_TITLES,
    ROLE_GENDER,
    first_names,
)
from factcheck.extraction.name_words import SUFFIXES

Gender = Literal["m", "f"]


def suffix_of(words: Sequence[str]) -> str:
    return words[-1].rstrip(".") if words[-1] in SUFFIXES else ""


def may_be_same_first(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if len(shorter) <= 4 and "." in other + one:
        return longer.startswith(shorter[0])
    return len(shorter) >= 3 and longer.startswith(shorter)


def is_tail(one: Sequence[str], other: Sequence[str]) -> bool:
    """Is one name the end of the other: Lee Marsh, and Ana Maria Lee Marsh."""
    shorter, longer = sorted((tuple(one), tuple(other)), key=len)
    return len(shorter) >= 2 and longer[-len(shorter) :] == shorter


def title_gender(title: str) -> Gender | None:
    for word in title.split() if title else ():
        if word in MALE_TITLES:
            return "m"
        if word in FEMALE_TITLES:
            return "f"
        if word in ROLE_GENDER:
            return "m" if ROLE_GENDER[word] == "m" else "f"
    return None


def first_name_gender(words: Sequence[str]) -> Gender | None:
    for word in words[:-1] or words:
        gender = first_names().get(word) or first_names().get(word.split("-")[0])
        if gender == "m":
            return "m"
        if gender == "f":
            return "f"
    return None
