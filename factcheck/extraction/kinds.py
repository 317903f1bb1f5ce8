"""What kind of claim a clause is, several kinds at once, and whether it can be checked.

The kinds follow Konstantinovskiy et al., "Toward Automated Factchecking" (2018), several to a
claim; pledges, events and quotes are kept apart because a desk asks other questions of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from factcheck.extraction import kind_words as signs
from factcheck.extraction.types import Quantity
from factcheck.extraction.wording import Wording

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
    lowered, bits = wording.lowered, wording.bits
    return signs.FUTURE.stands_in(lowered, bits) or (
        reported and signs.REPORTED_FUTURE.stands_in(lowered, bits)
    )


def kinds_of(wording: Wording, quantities: Sequence[Quantity] = (), *, ahead: bool) -> Kinds:
    """The kinds of one clause. `quantities` are those found in it; `ahead` is `looks_ahead`."""
    lowered, bits = wording.lowered, wording.bits
    ranking = _ranking(wording) if bits & signs.RANKS else None
    amounts = list(filter(_is_telling, quantities))
    found = set()
    if bits & _ANY_SIGN:
        for kind, either, sign in _SIGNS:
            if bits & either and sign.stands_in(lowered, bits):
                found.add(kind)
    if ahead:
        found.add(PREDICTION)
        if signs.PROMISE.stands_in(lowered, bits):
            found.add(PLEDGE)
    elif bits & signs.PAST or signs.EVENT.stands_in(lowered, bits):
        found.add(EVENT)
    if amounts:
        found.add(STATISTIC)
    if ranking is not None:
        found.add(RANKING)
    if bits & signs.ME and signs.LIFE.stands_in(lowered, bits):
        found.add(PERSONAL)
    types, checkable = _in_order(frozenset(found), bool(amounts))
    return Kinds(types, checkable, bits & signs.NEGATIONS != 0, ranking, ahead)


@lru_cache(maxsize=1024)
def _in_order(found: frozenset[str], amounts: bool) -> tuple[tuple[str, ...], bool]:
    """The kinds, the main one first, and whether a clause of them can be checked: few sets of
    kinds come, and those again and again."""
    types = tuple(sorted(found, key=_PLACE.__getitem__)) or (OTHER,)
    return types, _is_checkable(types, amounts)


_IN_ORDER = (
    VOTING_RECORD, PREDICTION, PLEDGE, PUBLIC_OPINION, STATISTIC, CAUSAL, COMPARISON, RANKING,
    LEGAL, DEFINITION, QUOTE, EVENT, PERSONAL, OPINION,
)  # fmt: skip
_PLACE = {kind: place for place, kind in enumerate(_IN_ORDER)}
_SIGNS = tuple(
    (kind, sign.words | sign.triggers, sign)
    for kind, sign in (
        (VOTING_RECORD, signs.VOTE),
        (PUBLIC_OPINION, signs.POLL),
        (CAUSAL, signs.CAUSE),
        (COMPARISON, signs.COMPARISON),
        (LEGAL, signs.LEGAL),
        (DEFINITION, signs.DEFINITION),
        (QUOTE, signs.NESTED_SPEECH),
        (OPINION, signs.VIEW),
    )
)
"""The kinds that a sign alone tells; most signs are passed over by the bits of their words."""
_ANY_SIGN = reduce(or_, (either for _, either, _ in _SIGNS))


def _is_telling(quantity: Quantity) -> bool:
    """Whether an amount makes a statistic: "two men" and "the third man" do not."""
    if quantity.unit == "ordinal":
        return False
    if quantity.value is None or quantity.unit in _UNITS_OF_MEASURE:
        return True
    return quantity.value >= 10 or any(character.isdigit() for character in quantity.text)


_UNITS_OF_MEASURE = frozenset(("%", "percentage points", "share", "USD", "EUR", "GBP"))


def _ranking(wording: Wording) -> str | None:
    lowered = wording.lowered
    for match in signs.RANKING.finditer(lowered):
        if signs.NO_RANKING.match(lowered, match.start()) is None:
            return wording.text[match.start() : match.end()]
    return None


def _is_checkable(types: Sequence[str], amounts: bool) -> bool:
    if PERSONAL in types and not amounts:
        return False
    kinds = CHECKABLE.intersection(types)
    if OPINION in types:
        return amounts or bool(kinds - _NOT_DESPITE_OPINION)
    return bool(kinds)
