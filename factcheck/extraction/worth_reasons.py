"""Why a sentence got its score, in words that a reviewer reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from factcheck.extraction.words import word_set
from factcheck.extraction.worth_words import ANY_NUMBER_WORD
from factcheck.messages import marked

MOST_REASONS = 3

FOR: Mapping[str, str] = {
    **dict.fromkeys(("number_scale", "percent", "rate"), marked("a number with a unit")),
    **dict.fromkeys(("numbers", "any_number"), marked("a number")),
    "money": marked("about money"),
    **dict.fromkeys(("year", "month"), marked("a date")),
    **dict.fromkeys(("time", "number_time"), marked("a period of time")),
    "fraction": marked("a share of a whole"),
    **dict.fromkeys(("compare", "more_than"), marked("a comparison or change")),
    "superlative": marked("a superlative"),
    "cause": marked("a cause"),
    **dict.fromkeys(
        ("past", "ed", "action", "passive", "perfect", "third_past", "first_past"),
        marked("something that was done"),
    ),
    **dict.fromkeys(("people", "quantifier"), marked("about many people")),
    **dict.fromkeys(("two_capitalised", "acronym", "owner"), marked("names a person or body")),
    **dict.fromkeys(("place", "place_past"), marked("names a country")),
    "law": marked("about a law or a vote"),
    "institution": marked("about a public body"),
    **dict.fromkeys(("economy", "affair"), marked("about public affairs")),
    "report": marked("cites a report or somebody's words"),
    **dict.fromkeys(("state", "third_state"), marked("says how things are")),
}
AGAINST: Mapping[str, str] = {
    **dict.fromkeys(("question", "wh", "opens_wh"), marked("a question")),
    **dict.fromkeys(("first", "opens_i", "starts_i"), marked("about the one who speaks")),
    **dict.fromkeys(("opinion", "opinion_only"), marked("words of opinion")),
    "hedge": marked("a belief, not a fact"),
    **dict.fromkeys(("modal", "want"), marked("about what should or might be")),
    **dict.fromkeys(("future", "we_future"), marked("about the future")),
    **dict.fromkeys(("second", "opens_you", "opens_let"), marked("addressed to the listener")),
    **dict.fromkeys(("greet", "talk"), marked("small talk")),
    "opens_if": marked("a condition"),
    "short": marked("too short to stand alone"),
    "broken_off": marked("breaks off"),
}


WORD_FOR = marked("the word “%(word)s”, usual in checkable claims")
WORD_AGAINST = marked("the word “%(word)s”, usual in remarks")
PLAIN_FOR = marked("worded like claims that people checked")
PLAIN_AGAINST = marked("no number, date or name to hold on to")


def reasons_for(
    score: float,
    parts: Mapping[str, float],
    word_parts: Callable[[int], Mapping[str, float]],
    without: Collection[str] = (),
) -> tuple[str, ...]:
    """The three reasons that weigh most on the side that the score came down on.

    `parts` are the contributions of the features made by hand. When they give fewer than three
    reasons, the weightiest words stand in for them; only then is `word_parts` asked, for the
    words of that side (1 or -1). Features in `without` are passed over: the sentence has their
    words in another sense.
    """
    positive = score >= 0.5
    sign = 1 if positive else -1
    named = FOR if positive else AGAINST
    weights: dict[str, float] = {}
    for feature, part in parts.items():
        if part * sign > 0 and feature in named and feature not in without:
            reason = named[feature]
            weights[reason] = weights.get(reason, 0.0) + part * sign
    reasons = sorted(weights, key=weights.__getitem__, reverse=True)[:MOST_REASONS]
    if FOR["percent"] in reasons and FOR["numbers"] in reasons:
        reasons.remove(FOR["numbers"])
    missing = MOST_REASONS - len(reasons)
    if missing:
        reasons += _word_reasons(word_parts(sign), sign, missing)
    return tuple(reasons) or (PLAIN_FOR if positive else PLAIN_AGAINST,)


def _word_reasons(word_parts: Mapping[str, float], sign: int, count: int) -> list[str]:
    telling = sorted(word_parts, key=word_parts.__getitem__, reverse=True)
    said = WORD_FOR if sign > 0 else WORD_AGAINST
    return [said % {"word": word} for word in telling[:count]]


def with_source(reasons: tuple[str, ...], source: str) -> tuple[str, ...]:
    """The reasons with that of the speaker's office among them, in place of the weakest."""
    return (*reasons[: MOST_REASONS - 1], marked("attributed to %(source)s", source=source))


def names_share(words: list[str]) -> bool:
    """Whether the words of the feature `fraction` say what part of a whole: half of the votes, and
    not the first half of a match, the third man, the second quarter, twice as many."""
    for position, word in enumerate(words):
        before = words[position - 1] if position else ""
        if word == "majority" or (word == "most" and before not in ("the", "at")):
            return True
        if word == "half" and before not in _ORDINALS:
            return True
        if word in ("third", "quarter", "fifth") and before in ("a", "one", ANY_NUMBER_WORD):
            return True
    return False


_ORDINALS = word_set("first second third fourth final last other latter opening next previous")
