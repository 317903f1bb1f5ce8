"""Small words and word sets by which a sentence is taken apart without a parser."""

from __future__ import annotations

from factcheck.extraction.cues import AUXILIARIES
from factcheck.extraction.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PLURAL_PEOPLE,
    ROLE_NOUNS,
    TEMPORAL,
)

PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "you", "who"])
DETERMINERS = frozenset(
    """the a an his her its their our my this that these those one some several many another both
    each every no two three four five six seven eight nine ten dozens most few other any""".split()
)
POSSESSIVES_AND_ARTICLES = frozenset(
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that"]
)
PREPOSITIONS = frozenset(
    """of for in at on from with to by about against between into through during over under after
    before near inside outside within without behind across around among amid via as like
    regarding toward towards until since upon off""".split()
)
CONJUNCTIONS = frozenset(
    """but while although though because if when that as since so whether where until than after
    before once unless whereas which who whom whose what why how or nor yet""".split()
)
BREAKS = frozenset(
    [",", ";", ":", "—", "–", "--", "(", ")", "[", "]", ".", "!", "?", "…", "|", "/", "―"]
)
REACH = 40
"""Tokens that a noun phrase or apposition may be long. Also keeps the search linear."""
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am", "got"])
CATENATIVES = frozenset(
    """began begins started continued tried wants wanted seemed seems appeared went goes refused
    declined used went laughed smiled paused sighed nodded agreed""".split()
)


COMMON_VERBS = frozenset(
    """took takes made makes gave gives went goes came comes got gets saw sees felt feels left
    leaves kept keeps brought brings ran runs won wins lost loses led leads met meets sent
    sends spent stood stands sat sits became becomes wants seems seemed uses includes
    concludes closes shows remains appears threw throws rose rises fell falls drew draws
    built puts let lets holds hit hits cut bought sold paid pays faces plans needs tries
    hopes""".split()
)
WITH_VERB = AUXILIARIES | TEMPORAL | {"on"}
OPENINGS = TEMPORAL | {"and", "but", "so", "yet", "or", "still"}
PHRASE_ENDS = (CONJUNCTIONS | AUXILIARIES) - PREPOSITIONS
SPEAKING_NOUNS = ROLE_NOUNS | PLURAL_PEOPLE | BODY_NOUNS | DOCUMENT_NOUNS
PEOPLE_AND_BODIES = ROLE_NOUNS | BODY_NOUNS | PLURAL_PEOPLE
GOES_ON = PREPOSITIONS | TEMPORAL | {"and"}
BEFORE_DETERMINER = PREPOSITIONS | {"a", "an", "the", "all", "such"}
CLAUSE_OPENERS = frozenset(
    ["after", "when", "while", "because", "as", "that", "but", "before", "until", "since"]
)
SURELY_VERBS = frozenset(
    """said told says tells wrote writes written adds insists argues explains thinks believes knew
    knows found began held""".split()
)


def is_plausible_head(word: str) -> bool:
    """Whether the noun (lower case) is one that speaks: a person, body or document."""
    return (
        word in SPEAKING_NOUNS
        or (word.endswith("s") and word[:-1] in SPEAKING_NOUNS)
        or word.endswith(("ers", "ists", "woman", "man", "men", "women", "person", "people"))
    )
