"""What the check-worthiness score looks at: words, pairs of words, and features made by hand.

Numbers are folded into a few tokens so that "€40 billion" and "$7 billion" look alike. The
features made by hand carry over to text of another kind (debates to news) better than words do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£%?!]")
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are) (?:\w+ly )?\w+(?:ed|en|wn)\b")
PERFECT = re.compile(
    r"\b(?:has|have|had|he's|we've|they've|i've) (?:\w+ly |never |not )?"
    r"(?:\w+ed|\w+en|been|had|gone|done|lost|made|cut)\b"
)

ANY_NUMBER, ANY_NUMBER_WORD, ANY_YEAR = "0", "0w", "0000"
PRONOUN_I = frozenset(("I", "I'm", "I'll", "I've", "I'd", "I’m", "I’ll", "I’ve", "I’d"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBER_WORDS = _words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)

WORD_SETS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "scale": _words(
            "hundred hundreds thousand thousands million millions billion billions trillion "
            "trillions dozen dozens"
        ),
        "percent": _words("percent % percentage"),
        "money": _words(
            "$ € £ dollars dollar cents euros pounds budget deficit debt cost costs spending spent"
        ),
        "fraction": _words(
            "half third quarter fifth twice double doubled tripled triple quadrupled majority most"
        ),
        "compare": _words(
            "more less fewer higher lower larger smaller bigger than better worse greater increase "
            "increased decrease decreased increases rose risen fell fallen dropped drop grew grown "
            "cut lost gained gone down up"
        ),
        "superlative": _words(
            "first last most least highest lowest largest biggest worst best greatest only ever "
            "never record longest"
        ),
        "cause": _words("because caused causes cause led leads result resulted due responsible"),
        "past": _words(
            "was were had did voted passed said signed went came took made created gave opposed "
            "supported proposed"
        ),
        "time": _words(
            "year years month months week weeks day days ago since decade decades today yesterday "
            "last century"
        ),
        "hedge": _words(
            "think believe feel hope guess maybe perhaps suppose probably seems hopefully"
        ),
        "modal": _words("should must ought need needs would could can may might can't"),
        "future": _words("will going shall we'll i'll he'll they'll won't gonna"),
        "first": _words("i i'm i've i'd i'll me my mine myself"),
        "we": _words("we we're we've we'd we'll us our ours let's"),
        "second": _words("you you're you've you'd your yours"),
        "third": _words("he she his her him they them their he's she's they've they're"),
        "institution": _words(
            "congress senate house government administration president governor senator court "
            "department party nato nation united states country law tax taxes unemployment jobs"
        ),
        "people": _words(
            "people americans families workers children women men students citizens patients "
            "voters million"
        ),
        "greet": _words(
            "thank thanks please welcome okay ok yes no well yeah sorry gentlemen evening good"
        ),
        "wh": _words("what why how who when where which"),
        "neg": _words("not no never don't didn't doesn't isn't wasn't haven't hasn't hadn't"),
        "law": _words(
            "law laws bill act amendment legislation treaty constitution court ban legal illegal "
            "voted vote votes"
        ),
        "opinion": _words(
            "great terrible bad good wonderful disaster beautiful important right wrong best worst "
            "tremendous fantastic horrible sad nice proud honest fair unfair stupid incredible "
            "amazing unbelievable disgrace shame tough strong weak"
        ),
        "report": _words(
            "said says called told according study report reports poll polls survey data figures "
            "statistics found shows published reported testified claimed announced"
        ),
        "rate": _words("rate rates average number numbers percent per total level levels share"),
        "action": _words(
            "passed signed voted proposed opposed supported cut raised increased reduced "
            "introduced created built sold bought invaded attacked killed elected appointed vetoed "
            "approved rejected banned ended started began closed opened moved gave took made spent "
            "paid lost won ran sent brought got"
        ),
        "state": _words("is are has have isn't aren't hasn't haven't"),
        "quantifier": _words(
            "all every each many several few some any nobody everybody none both lot lots"
        ),
        "want": _words("want wants wanted try trying going like love wish"),
        "talk": _words(
            "talk talking question answer debate say ask asked discuss tonight audience issue "
            "point mr senator"
        ),
        "affair": _words(
            "war attack election crisis trade treaty agreement deal program bill plan policy "
            "budget record history"
        ),
        "economy": _words(
            "jobs job economy economic income wages inflation growth trade manufacturing "
            "businesses business companies exports imports oil gas energy health care insurance "
            "social security medicare"
        ),
        "place": _words(
            "america china russia iraq iran mexico japan israel europe afghanistan korea texas "
            "states country world countries soviet cuba vietnam syria"
        ),
        "month": _words(
            "january february march april june july august september october november december"
        ),
    }
)

OPENERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "opens_he": _words("he she"),
        "opens_they": _words("they"),
        "opens_we": _words("we we've we're"),
        "opens_i": _words("i i'm i've i'd i'll"),
        "opens_there": _words("there there's"),
        "opens_it": _words("it it's this that that's"),
        "opens_you": _words("you"),
        "opens_owner": _words("my our his their"),
        "opens_article": _words("the a an"),
        "opens_wh": WORD_SETS["wh"],
        "opens_if": _words("if"),
        "opens_let": _words("let let's"),
    }
)
_OPENER_OF = {
    word: tuple(name for name, members in OPENERS.items() if word in members)
    for word in {word for members in OPENERS.values() for word in members}
}
CONNECTIVES = _words("and but so or well now look because")


@lru_cache(maxsize=1 << 14)
def _fold(token: str) -> str:
    if token[0].isdigit():
        is_year = len(token) == 4 and token.isdigit() and "1700" <= token < "2100"
        return ANY_YEAR if is_year else ANY_NUMBER
    word = token.lower().replace("’", "'")
    return ANY_NUMBER_WORD if word in NUMBER_WORDS else word


def tokens(text: str) -> list[str]:
    """Lower-case words and the signs % ? ! $ € £; numbers folded to "0", "0w" or "0000"."""
    return list(map(_fold, TOKEN.findall(text)))


def grams(words: list[str]) -> list[str]:
    """Words, then pairs of neighbours joined by one space."""
    return words + [f"{left} {right}" for left, right in pairwise(words)]


def hand_features(text: str, words: list[str]) -> dict[str, float]:
    """The features made by hand of one sentence; those of value 0 may be left out."""
    found = set(words)
    values: dict[str, float] = {}
    for word in found:
        for name in _FEATURES_OF.get(word, ()):
            values[name] = 1.0
    values.update(_number_features(words, found))
    values.update(_opening_features(words))
    values.update(_shape_features(text, words))
    values.update(_verb_features(text, found))
    for name, (left, right) in _PAIRS.items():
        if left in values and right in values:
            values[name] = values[left] * values[right]
    if "opinion" in values and not values["any_number"]:
        values["opinion_only"] = 1.0
    return values


_PAIRS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "number_scale": ("any_number", "scale"),
        "number_time": ("any_number", "time"),
        "third_past": ("third", "past"),
        "first_past": ("first", "past"),
        "we_future": ("we", "future"),
        "third_state": ("third", "state"),
        "place_past": ("place", "past"),
    }
)
"""Features that hold when both of two hold."""


def _features_of() -> dict[str, tuple[str, ...]]:
    words = {word for members in WORD_SETS.values() for word in members}
    return {
        word: tuple(name for name, members in WORD_SETS.items() if word in members)
        for word in words
    }


_FEATURES_OF = _features_of()


def _number_features(words: list[str], found: set[str]) -> dict[str, float]:
    numbers = words.count(ANY_NUMBER) if ANY_NUMBER in found else 0
    numbers += words.count(ANY_NUMBER_WORD) if ANY_NUMBER_WORD in found else 0
    return {
        "numbers": float(min(3, numbers)),
        "any_number": float(numbers > 0),
        "year": float(ANY_YEAR in found),
    }


def _opening_features(words: list[str]) -> dict[str, float]:
    first = words[0] if words else ""
    connected = len(words) > 1 and first in CONNECTIVES
    subject = words[1] if connected else first
    values = dict.fromkeys(_OPENER_OF.get(subject, ()), 1.0)
    values["opens_connective"] = float(connected)
    values["starts_i"] = float(first == "i")
    return values


def _shape_features(text: str, words: list[str]) -> dict[str, float]:
    count = len(words)
    ending = text.rstrip()
    letters = long_words = past = 0
    for word in words:
        length = len(word)
        letters += length
        if length > 4:
            long_words += length > 8
            past += word.endswith("ed")
    return {
        "length": math.log1p(count),
        "short": float(count < 7),
        "long": float(count > 25),
        "question": float(ending.endswith("?")),
        "broken_off": float(ending.endswith(("--", "...", "…"))),
        "mean_word": letters / (count or 1),
        "long_words": float(min(4, long_words)),
        "ed": float(min(2, past)),
        **_capital_features(text, count),
    }


def _capital_features(text: str, count: int) -> dict[str, float]:
    """Capitals after the first word: names, acronyms, owners ("Lee's")."""
    capitals = 0
    two = acronym = owner = before = False
    for position, word in enumerate(text.split()):
        capital = word[0].isupper()
        if capital:
            acronym = acronym or (len(word) > 1 and word[:2].isupper() and word[:2].isalpha())
            owner = owner or word.endswith(("'s", "’s"))
            if position > 0 and word not in PRONOUN_I:
                capitals += 1
                two = two or before
        before = capital and position > 0 and word[-1].isalpha()
    capitals = min(capitals, 4)
    return {
        "capitals": float(capitals),
        "any_capital": float(capitals > 0),
        "capital_share": capitals / (count or 1),
        "two_capitalised": float(two),
        "acronym": float(acronym),
        "owner": float(owner),
    }


def _verb_features(text: str, found: set[str]) -> dict[str, float]:
    lowered = text.lower()
    return {
        "passive": float(not found.isdisjoint(_BE) and PASSIVE.search(lowered) is not None),
        "perfect": float(not found.isdisjoint(_HAVE) and PERFECT.search(lowered) is not None),
        "more_than": float("more than" in lowered or "less than" in lowered),
    }


_BE = _words("was were been being is are")
_HAVE = _words("has have had he's we've they've i've")


FEATURE_NAMES: tuple[str, ...] = tuple(
    sorted({*WORD_SETS, *OPENERS, *_PAIRS, "opinion_only", *hand_features("", [])})
)
"""Every feature that `hand_features` may give."""
