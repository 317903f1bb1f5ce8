"""The closed classes of English words whose change can turn the sense of a quote.

`CATEGORY` maps a normalised word or phrase to `(category, group)`. Two words of one group stand
for one another ("every" and "each"); two groups of one category do not ("every" and "most").
"""

from factcheck.context.comparison import synonyms
from factcheck.context.comparison.opposites import PHRASAL
from factcheck.context.comparison.vocabulary import (
    CONDITION,
    DATE,
    HEDGE,
    MODAL,
    NEGATION,
    NUMBER,
    PERSON,
    PRONOUN,
    QUANTIFIER,
    RANK,
    TABLE,
    UNIT,
)
from factcheck.context.comparison.wordlist import words

__all__ = [
    "BEFORE_NUMBER",
    "BEFORE_TIME",
    "CATEGORY",
    "CONDITION",
    "CURRENCIES",
    "DATE",
    "FILLERS",
    "FILLERS_SET_APART",
    "HEDGE",
    "LIGHT_VERBS",
    "MEASURES",
    "MODAL",
    "NEGATION",
    "NOUN_OR_HEDGE",
    "NUMBER",
    "PERSON",
    "PHRASES",
    "PRONOUN",
    "QUALIFIERS",
    "QUANTIFIER",
    "RANK",
    "STOP_WORDS",
    "TITLES",
    "UNIT",
    "WEAK_QUANTIFIERS",
]

CATEGORY: dict[str, tuple[str, str]] = {}
for _category, _groups in TABLE.items():
    for _group in _groups:
        _words = _group.split(",")
        for _word in _words:
            # A word of two classes ("suspect") stays in the one that is listed first.
            CATEGORY.setdefault(_word, (_category, _words[0]))

CURRENCIES = frozenset(
    words("euro dollar pound yen yuan rupee rouble hryvnia franc krona cent pence bitcoin")
)

# Units with several spellings; of time units the plural is kept apart ("a week", "weeks").
MEASURES = frozenset(
    group.split(",")[0]
    for group in TABLE[UNIT]
    if group.split(",")[0]
    not in (
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
    )
)

_MORE_PHRASES = [
    "you know",
    "i mean",
    "per cent",
    "percentage points",
    "percentage point",
    "basis points",
    "miles per hour",
    "miles an hour",
    "kilometers per hour",
    "kilometers an hour",
    "km h",
    "as well as",
    "close to",
]
# Read as one token, so that "a few" against "few" is a change and not a dropped article.
PHRASES: dict[str, list[tuple[str, ...]]] = {}
for _phrase in sorted(
    [word for word in CATEGORY if " " in word] + _MORE_PHRASES + PHRASAL + synonyms.PHRASAL,
    key=len,
    reverse=True,
):
    _parts = tuple(_phrase.split())
    PHRASES.setdefault(_parts[0], []).append(_parts)

# These mean what the table says only in front of a number: "about 40", "over 40".
BEFORE_NUMBER: dict[str, tuple[str, str]] = {
    "about": (HEDGE, "approximately"),
    "around": (HEDGE, "approximately"),
    "circa": (HEDGE, "approximately"),
    "close to": (HEDGE, "nearly"),
    "some": (HEDGE, "approximately"),
    "over": (QUANTIFIER, "more than"),
    "above": (QUANTIFIER, "more than"),
    "exceeding": (QUANTIFIER, "more than"),
    "under": (QUANTIFIER, "less than"),
    "below": (QUANTIFIER, "less than"),
    "just": (QUANTIFIER, "only"),
}
BEFORE_TIME = frozenset(["last", "next", "this", "previous", "coming", "upcoming", "past", "same"])

FILLERS = frozenset(
    words(
        """
    um uh er erm uhm umm uhh ah eh hmm mm mhm
    """
    )
) | {"you know", "i mean"}
# Fillers only when a comma or a dash sets them apart.
FILLERS_SET_APART = frozenset(
    words(
        """
    like well right okay ok so look yeah yes now see anyway basically actually
    """
    )
) | {"kind of", "sort of"}

STOP_WORDS = frozenset(
    words(
        """
    a an the this that these those of to in on at by for with from as and or but so than
    then there here is are was were be been being am do does did done doing has have had
    having it its i me my we us our you your he him his she her they them their who whom
    whose which what when where why how not no will would can could may might must shall
    should very really just also too up down out over under into onto about if because while
    's 'd going to got get well let
    """
    )
)

# Grammar beside another verb ("we have tried"), content where they stand for one ("we have it").
LIGHT_VERBS = frozenset(words("do does did done doing have has had having get gets got getting"))

TITLES = frozenset(
    words(
        """
    mr mister mrs ms miss dr doctor sir lord lady dame professor prof president minister prime
    secretary general chancellor king queen senator governor mayor judge captain colonel
    detective inspector superintendent lieutenant sergeant corporal commander admiral reverend
    representative constable
    """
    )
)

# These hedge only as verbs: "we plan to" does, "the plan" does not.
NOUN_OR_HEDGE = frozenset(
    words(
        """
    plan plans promise promises promised pledge pledges pledged vow vows vowed claim claims hope
    hopes aim aims attempt attempts try guess wish reported feel feels felt
    """
    )
)
# Alone on one side these only strengthen: "much better" against "better".
WEAK_QUANTIFIERS = frozenset(["much", "enough", "whole", "entire"])

# What the omitted words of an ellipsis, or the words around a quote, must not quietly take away.
QUALIFIERS = frozenset({NEGATION, CONDITION, HEDGE, MODAL, QUANTIFIER})
