"""Why a sentence got its score, in words that a reviewer reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

MOST_REASONS = 3

FOR: Mapping[str, str] = {
    **dict.fromkeys(("number_scale", "percent", "rate"), "a number with a unit"),
    **dict.fromkeys(("numbers", "any_number"), "a number"),
    "money": "about money",
    **dict.fromkeys(("year", "month"), "a date"),
    **dict.fromkeys(("time", "number_time"), "a period of time"),
    "fraction": "a share of a whole",
    **dict.fromkeys(("compare", "more_than"), "a comparison or change"),
    "superlative": "a superlative",
    "cause": "a cause",
    **dict.fromkeys(
        ("past", "ed", "action", "passive", "perfect", "third_past", "first_past"),
        "something that was done",
    ),
    **dict.fromkeys(("people", "quantifier"), "about many people"),
    **dict.fromkeys(("two_capitalised", "acronym", "owner"), "names a person or body"),
    **dict.fromkeys(("place", "place_past"), "names a country"),
    "law": "about a law or a vote",
    "institution": "about a public body",
    **dict.fromkeys(("economy", "affair"), "about public affairs"),
    "report": "cites a report or somebody's words",
    **dict.fromkeys(("state", "third_state"), "says how things are"),
}
AGAINST: Mapping[str, str] = {
    **dict.fromkeys(("question", "wh", "opens_wh"), "a question"),
    **dict.fromkeys(("first", "opens_i", "starts_i"), "about the one who speaks"),
    **dict.fromkeys(("opinion", "opinion_only"), "words of opinion"),
    "hedge": "a belief, not a fact",
    **dict.fromkeys(("modal", "want"), "about what should or might be"),
    **dict.fromkeys(("future", "we_future"), "about the future"),
    **dict.fromkeys(("second", "opens_you", "opens_let"), "addressed to the listener"),
    **dict.fromkeys(("greet", "talk"), "small talk"),
    "opens_if": "a condition",
    "short": "too short to stand alone",
    "broken_off": "breaks off",
}


PLAIN_FOR = "worded like claims that people checked"
PLAIN_AGAINST = "no number, date or name to hold on to"


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
    if "a number with a unit" in reasons and "a number" in reasons:
        reasons.remove("a number")
    missing = MOST_REASONS - len(reasons)
    if missing:
        reasons += _word_reasons(word_parts(sign), sign, missing)
    return tuple(reasons) or (PLAIN_FOR if positive else PLAIN_AGAINST,)


def _word_reasons(word_parts: Mapping[str, float], sign: int, count: int) -> list[str]:
    telling = sorted(word_parts, key=word_parts.__getitem__, reverse=True)
    kind = "checkable claims" if sign > 0 else "remarks"
    return [f"the word “{word}”, usual in {kind}" for word in telling[:count]]


def with_source(reasons: tuple[str, ...], source: str) -> tuple[str, ...]:
    """The reasons with that of the speaker's office among them, in place of the weakest."""
    return (*reasons[: MOST_REASONS - 1], f"attributed to {source}")
