"""What kind of claim a clause is, several kinds at once, and whether it can be checked.

The kinds follow Konstantinovskiy et al., "Toward Automated Factchecking" (2018), several to a
claim; pledges, events and quotes are kept apart because a desk asks other questions of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.extraction import kind_words as signs
from factcheck.extraction.types import Quantity
from factcheck.extraction.words import lowered as lower_case

PREDICTION, PLEDGE, STATISTIC, COMPARISON = "prediction", "pledge", "statistic", "comparison"
RANKING, CAUSAL, LEGAL, EVENT, QUOTE = "ranking", "causal", "legal", "event", "quote"
VOTING_RECORD, PUBLIC_OPINION, DEFINITION = "voting_record", "public_opinion", "definition"
PERSONAL, OPINION, OTHER = "personal", "opinion", "other"

CHECKABLE = frozenset(
    (PREDICTION, PLEDGE, STATISTIC, COMPARISON, RANKING, CAUSAL, LEGAL, EVENT, VOTING_RECORD,
     PUBLIC_OPINION, DEFINITION)
)  # fmt: skip
_NOT_DESPITE_OPINION = frozenset((EVENT, COMPARISON, RANKING, CAUSAL, LEGAL))
"""Kinds that words of opinion outweigh: "the worst deal" is a view, a promise stays a promise."""

_PAST = re.compile(r"[a-z]{3}ed(?![\w-])")
_WORD = re.compile(r"[a-z][a-z'-]*|%")


class Wording(NamedTuple):
    """A clause as the signs are looked for in it: as written, lower-cased, and its words."""

    text: str
    lowered: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Wording:
        lowered = lower_case(text).replace("’", "'")
        return cls(text, lowered, frozenset(_WORD.findall(lowered)))


class Kinds(NamedTuple):
    """`types` has the main kind first and is never empty; `superlative` are the ranking words.

    `ahead` says that the clause speaks of the future.
    """

    types: tuple[str, ...]
    checkable: bool
    negated: bool
    superlative: str | None
    ahead: bool


def looks_ahead(wording: Wording, *, reported: bool = False) -> bool:
    """Whether a clause speaks of the future; in reported speech "would" does too."""
    _, lowered, words = wording
    return signs.FUTURE.stands_in(lowered, words) or (
        reported and signs.REPORTED_FUTURE.stands_in(lowered, words)
    )


def is_negated(wording: Wording) -> bool:
    """Whether a negation stands in the clause."""
    return not wording.words.isdisjoint(signs.NEGATIONS) or "n't" in wording.lowered


def kinds_of(
    wording: Wording, quantities: Sequence[Quantity] = (), *, reported: bool = False
) -> Kinds:
    """The kinds of one clause. `quantities` are those found in it."""
    _, lowered, words = wording
    ahead = looks_ahead(wording, reported=reported)
    ranking = _ranking(wording)
    amounts = [quantity for quantity in quantities if _is_telling(quantity)]
    found = (
        (VOTING_RECORD, signs.VOTE.stands_in(lowered, words)),
        (PREDICTION, ahead),
        (PLEDGE, ahead and signs.PROMISE.stands_in(lowered, words)),
        (PUBLIC_OPINION, signs.POLL.stands_in(lowered, words)),
        (STATISTIC, bool(amounts)),
        (CAUSAL, signs.CAUSE.stands_in(lowered, words)),
        (COMPARISON, signs.COMPARISON.stands_in(lowered, words)),
        (RANKING, ranking is not None),
        (LEGAL, signs.LEGAL.stands_in(lowered, words)),
        (DEFINITION, signs.DEFINITION.stands_in(lowered, words)),
        (QUOTE, signs.NESTED_SPEECH.stands_in(lowered, words)),
        (EVENT, not ahead and _is_event(lowered, words)),
        (PERSONAL, not words.isdisjoint(signs.ME) and signs.LIFE.stands_in(lowered, words)),
        (OPINION, signs.VIEW.stands_in(lowered, words)),
    )
    types = tuple(kind for kind, holds in found if holds) or (OTHER,)
    return Kinds(types, _is_checkable(types, amounts), is_negated(wording), ranking, ahead)


def _is_telling(quantity: Quantity) -> bool:
    """Whether an amount makes a statistic: "two men" and "the third man" do not."""
    if quantity.unit == "ordinal":
        return False
    if quantity.value is None or quantity.unit in _UNITS_OF_MEASURE:
        return True
    return quantity.value >= 10 or any(character.isdigit() for character in quantity.text)


_UNITS_OF_MEASURE = frozenset(("%", "percentage points", "share", "USD", "EUR", "GBP"))


def _is_event(lowered: str, words: frozenset[str]) -> bool:
    return signs.EVENT.stands_in(lowered, words) or _PAST.search(lowered) is not None


def _ranking(wording: Wording) -> str | None:
    text, lowered, words = wording
    if words.isdisjoint(signs.RANKS) and "est" not in lowered:
        return None
    for match in signs.RANKING.finditer(lowered):
        if signs.NO_RANKING.match(lowered, match.start()) is None:
            return text[match.start() : match.end()]
    return None


def _is_checkable(types: Sequence[str], amounts: Sequence[Quantity]) -> bool:
    if PERSONAL in types and not amounts:
        return False
    kinds = CHECKABLE.intersection(types)
    if OPINION in types:
        return bool(amounts) or bool(kinds - _NOT_DESPITE_OPINION)
    return bool(kinds)
