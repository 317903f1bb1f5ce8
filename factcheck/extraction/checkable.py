"""Whether a clause of a quotation or of the article's own voice says enough to be a claim."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.extraction import kinds as k
from factcheck.extraction.types import TimeSpan
from factcheck.extraction.wording import Wording
from factcheck.messages import marked

TOO_VAGUE = marked("too vague to check")
WORTH_ALONE = 0.8
"""A clause without number, date, promise or rank is kept only when its score is this high."""
LEAST_WORDS_ALONE = 8
_FIRM = frozenset(
    (k.PREDICTION, k.PLEDGE, k.STATISTIC, k.VOTING_RECORD, k.PUBLIC_OPINION, k.RANKING)
)
_FIRM_IF_SOBER = frozenset((k.CAUSAL, k.COMPARISON))
_FIRM_WITH_TIME = frozenset((k.EVENT, k.CAUSAL, k.COMPARISON, k.LEGAL))


def reason_against(kinds: k.Kinds, times: Sequence[TimeSpan]) -> str | None:
    """Why a clause is no task: it must say something definite, an amount, a time, a denial."""
    types = frozenset(kinds.types)
    if not kinds.checkable:
        if k.PERSONAL in types:
            return marked("personal experience")
        return (
            marked("a view or an intention")
            if k.OPINION in types
            else marked("nothing that can be checked")
        )
    firm = (
        bool(_FIRM & types)
        or bool(times and _FIRM_WITH_TIME & types)
        or (kinds.negated and k.EVENT in types and k.OPINION not in types)
        or (bool(_FIRM_IF_SOBER & types) and k.OPINION not in types)
    )
    return None if firm else TOO_VAGUE


def may_be_worth(kinds: k.Kinds, wording: Wording) -> bool:
    """Whether a vague clause is long and sober enough, and names enough, to be scored at all."""
    return (
        k.OPINION not in kinds.types
        and wording.has_words(LEAST_WORDS_ALONE)
        and any(map(str.isupper, wording.text[1:]))
    )
