"""What the check-worthiness score looks at besides words and pairs of words: features made by hand.

They carry over to text of another kind (debates to news) better than words do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import reduce
from itertools import compress
from operator import or_
from types import MappingProxyType

from factcheck.extraction.words import beginning
from factcheck.extraction.worth_reading import Reading
from factcheck.extraction.worth_words import (
    ACRONYM,
    ANY_NUMBER,
    ANY_NUMBER_WORD,
    ANY_YEAR,
    LONG,
    NOT_I,
    OWNER,
    PAST,
    WHOLE,
)

PASSIVE = beginning("wbia", r"\b(?:was|were|been|being|is|are) (?:\w+ly )?\w+(?:ed|en|wn)\b")
PERFECT = beginning(
    "hwti",
    r"\b(?:has|have|had|he's|we've|they've|i've) (?:\w+ly |never |not )?"
    r"(?:\w+ed|\w+en|been|had|gone|done|lost|made|cut)\b",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
CONNECTIVES = _words("and but so or well now look because")


def hand_features(text: str, reading: Reading) -> dict[str, float]:
    """The features made by hand of one sentence; those of value 0 are left out."""
    words = reading.words
    found = reading.distinct
    values: dict[str, float] = {}
    for features in filter(None, map(_FEATURES_OF.get, found)):
        values.update(features)
    _add_numbers(values, words, found)
    _add_opening(values, words)
    _add_shape(values, text, reading)
    if any(reading.capitals):
        _add_capitals(values, reading)
    _add_verbs(values, text.lower(), found)
    for name, left, right in _PAIRS:
        if left in values and right in values:
            values[name] = values[left] * values[right]
    if "opinion" in values and "any_number" not in values:
        values["opinion_only"] = 1.0
    return values


_PAIRS = (
    ("number_scale", "any_number", "scale"),
    ("number_time", "any_number", "time"),
    ("third_past", "third", "past"),
    ("first_past", "first", "past"),
    ("we_future", "we", "future"),
    ("third_state", "third", "state"),
    ("place_past", "place", "past"),
)
"""Features that hold when both of two hold."""
_MEASURES = _words(
    """numbers any_number year opens_connective starts_i length short long question broken_off
    mean_word long_words ed capitals any_capital capital_share two_capitalised acronym owner
    passive perfect more_than opinion_only"""
)
"""Features that are no list of words."""
FEATURE_NAMES: tuple[str, ...] = tuple(
    sorted({*WORD_SETS, *OPENERS, *_MEASURES, *(name for name, _, _ in _PAIRS)})
)
"""Every feature that `hand_features` may give."""


def _lists_of(lists: Mapping[str, frozenset[str]]) -> dict[str, dict[str, float]]:
    """Each word of the lists → the features that it makes true."""
    return {
        word: {name: 1.0 for name, members in lists.items() if word in members}
        for word in {word for members in lists.values() for word in members}
    }


_FEATURES_OF = _lists_of(WORD_SETS)
_OPENER_OF = _lists_of(OPENERS)


def _add_numbers(values: dict[str, float], words: list[str], found: set[str]) -> None:
    numbers = words.count(ANY_NUMBER) if ANY_NUMBER in found else 0
    numbers += words.count(ANY_NUMBER_WORD) if ANY_NUMBER_WORD in found else 0
    if numbers:
        values["numbers"] = float(min(3, numbers))
        values["any_number"] = 1.0
    if ANY_YEAR in found:
        values["year"] = 1.0


def _add_opening(values: dict[str, float], words: list[str]) -> None:
    if not words:
        return
    first = words[0]
    connected = first in CONNECTIVES and len(words) > 1
    values.update(_OPENER_OF.get(words[1] if connected else first, {}))
    if connected:
        values["opens_connective"] = 1.0
    if first == "i":
        values["starts_i"] = 1.0


def _add_shape(values: dict[str, float], text: str, reading: Reading) -> None:
    count = len(reading.words)
    shapes = reading.shapes
    if count:
        values["length"] = math.log1p(count)
        values["mean_word"] = shapes % LONG / count
    if count < 7:
        values["short"] = 1.0
    elif count > 25:
        values["long"] = 1.0
    if long_words := shapes % PAST // LONG:
        values["long_words"] = float(min(4, long_words))
    if past := shapes // PAST:
        values["ed"] = float(min(2, past))
    ending = text.rstrip()
    if ending.endswith("?"):
        values["question"] = 1.0
    elif ending.endswith(("--", "...", "…")):
        values["broken_off"] = 1.0


def _add_capitals(values: dict[str, float], reading: Reading) -> None:
    """Capitals after the first word: names, acronyms, owners ("Lee's")."""
    every = reduce(or_, reading.capitals)
    if every & ACRONYM:
        values["acronym"] = 1.0
    if every & OWNER:
        values["owner"] = 1.0
    signs = [0, *reading.capitals[1:]]  # the first word has a capital that says nothing
    capitals = 0
    for position in compress(range(len(signs)), signs):
        if signs[position] & NOT_I:
            capitals += 1
            if signs[position - 1] & WHOLE:
                values["two_capitalised"] = 1.0
    if capitals:
        capitals = min(capitals, 4)
        values["capitals"] = float(capitals)
        values["any_capital"] = 1.0
        values["capital_share"] = capitals / (len(reading.words) or 1)


def _add_verbs(values: dict[str, float], lowered: str, found: set[str]) -> None:
    if not found.isdisjoint(_BE) and PASSIVE.search(lowered) is not None:
        values["passive"] = 1.0
    if not found.isdisjoint(_HAVE) and PERFECT.search(lowered) is not None:
        values["perfect"] = 1.0
    if "more than" in lowered or "less than" in lowered:
        values["more_than"] = 1.0


_BE = _words("was were been being is are")
_HAVE = _words("has have had he's we've they've i've")
