"""The tag that a token has by itself, or the question that its neighbours must answer.

Most words have one tag wherever they stand. What depends on the word before is a question:
`tagging` answers it.
"""

from __future__ import annotations

from types import MappingProxyType

from factcheck.extraction.cues import is_adverb
from factcheck.extraction.words import (
    ADVERB,
    AND,
    AUXILIARY,
    BASE,
    CLOSE,
    COLON,
    COMMA,
    CONTRACTED,
    DASH,
    DETERMINER,
    LEXICON,
    NAME,
    NOUN,
    NUMBER,
    OPEN,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TO,
    VERB,
    word_set,
)

_MARKS = MappingProxyType(
    {
        ",": COMMA, ";": COLON, ":": COLON, "—": DASH, "–": DASH, "―": DASH, "-": DASH, "--": DASH,
        "---": DASH,
        "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE,
    }
)  # fmt: skip
SETTLED = frozenset(
    (AUXILIARY, CONTRACTED, PRONOUN, AND, PREPOSITION, TO, DETERMINER, RELATIVE, ADVERB, NOUN,
     NUMBER, SUBORDINATOR, PARTICIPLE)
)  # fmt: skip
"""Tags that do not depend on the neighbours."""
ASK_PAST, ASK_SO, ASK_BASE, ASK_FIRM_BASE, ASK_S_FORM, ASK_IRREGULAR = "EYBMSI"
"""Stand for a tag until that of the word before is known: which form of the word it is."""
NEVER_NAMES = frozenset(
    (AUXILIARY, CONTRACTED, PRONOUN, AND, PREPOSITION, TO, DETERMINER, RELATIVE)
)
NEVER_NOUNS = word_set(
    """say tell argue believe insist deny think admit acknowledge assert allege contend maintain
    explain describe agree know seem become include remain"""
)


def tag_of_mark(text: str) -> str:
    """The tag of a punctuation mark."""
    return _MARKS.get(text, STOP)


def tag_of_word(text: str, lower: str) -> str:
    """The tag of a word that is not the first of its sentence, or what its neighbours are asked."""
    if "’" in lower:
        lower = lower.replace("’", "'")
    known = LEXICON.get(lower)
    if text[0].isupper() and (known not in NEVER_NAMES or text == "May"):
        return NAME
    if known is None:
        guessed = guess(text, lower, "", 1)
        return ASK_PAST if guessed == VERB else guessed
    if known in SETTLED:
        return ASK_SO if lower in ("so", "yet") else known
    if known == BASE:
        return ASK_FIRM_BASE if lower in NEVER_NOUNS else ASK_BASE
    return ASK_S_FORM if known == "s-form" else ASK_IRREGULAR


def guess(text: str, lower: str, previous: str, position: int) -> str:
    """The tag of a word that no list knows, by its shape and the tag before it."""
    first = text[0]
    if first.isdigit() or first in "$€£":
        return NUMBER
    if is_adverb(lower):
        return ADVERB
    if first.isupper() and position == 0:
        return NAME
    if lower.endswith("ed") and len(lower) > 3:
        return NOUN if previous in (DETERMINER, POSSESSIVE) else VERB
    if lower.endswith("ing") and len(lower) > 4:
        return PARTICIPLE
    return NOUN
