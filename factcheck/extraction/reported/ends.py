"""Where the content stops: the end of the sentence, or what is no longer the source's."""

from __future__ import annotations

import re

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.reported.cue_words import CITING, MODALS, NEXT_ACTS, REPORTING_FORMS
from factcheck.extraction.reported.groups import Group
from factcheck.extraction.reported.spans import sentence_end

_MAY_STOP = re.compile(f"[{w.OPEN}{w.CLOSE}{w.COMMA}{w.AND}{w.SUBORDINATOR}{w.DASH}]")
"""Searched for in the sentence's tags: nothing else ends a content."""


def content_end(sentence: Sentence, start: int, group: Group, openings: set[int]) -> int:
    """Where the content stops: the end of the sentence, or the next thing that is not content."""
    end = sentence_end(sentence)
    depth = 0
    for match in _MAY_STOP.finditer(sentence.tags, start + 1, end):
        here, tag = match.start(), match.group()
        if tag == w.OPEN:
            depth += 1
        elif tag == w.CLOSE:
            if depth == 0:
                return here
            depth -= 1
        if depth == 0 and _stops_content(sentence, here, start, group, openings):
            return here
    return end


def _stops_content(
    sentence: Sentence, here: int, start: int, group: Group, openings: set[int]
) -> bool:
    tag = sentence.tags[here]
    if tag == w.COMMA:
        return _comma_stops(sentence, here, start, group, openings)
    if tag == w.DASH:
        if sentence.tag(group.opening - 1) == w.DASH or group.subordinate:
            return sentence.finite_between(start, here) >= 0
        return sentence.tag(here + 1) in (w.SUBORDINATOR, w.AND) and here + 2 in openings
    if tag == w.AND:
        return _conjunction_stops(sentence, here, openings)
    if tag == w.SUBORDINATOR and sentence.lower(here) in ("while", "although", "though"):
        return here + 1 in openings
    return False


def _comma_stops(
    sentence: Sentence, comma: int, start: int, group: Group, openings: set[int]
) -> bool:
    following = comma + 1
    while sentence.tag(following) == w.ADVERB:
        following += 1
    lower = sentence.lower(following)
    tag = sentence.tag(following)
    if lower == "according":
        return True
    if tag == w.PARTICIPLE:
        return lower in REPORTING_FORMS or lower in CITING
    if lower in ("although", "though", "while"):
        return sentence.finite_between(start, comma) >= 0
    if tag in (w.AND, w.SUBORDINATOR):
        return (
            following + 1 in openings
            or (sentence.is_finite(following + 1) and sentence.lower(following + 1) not in MODALS)
            or _conjunction_stops(sentence, following, openings)
        )
    if following in openings and sentence.lower(following) not in ("he", "she", "they"):
        return sentence.finite_between(start, comma) >= 0
    if group.subordinate:
        if sentence.is_finite(following):
            return True
        return tag in (w.PRONOUN, w.DETERMINER, w.NAME, w.NOUN) and (
            sentence.finite_between(following, len(sentence)) >= 0
        )
    return False


def _conjunction_stops(sentence: Sentence, conjunction: int, openings: set[int]) -> bool:
    """ "… and said", "… but added that", "… and he urged": the source's next act."""
    following = conjunction + 1
    if following in openings:
        return True
    while sentence.tag(following) in (w.ADVERB, w.AUXILIARY):
        following += 1
    if sentence.tag(following) in (w.NAME, w.PRONOUN) and sentence.tag(following + 1) == w.VERB:
        following += 1
    lower = sentence.lower(following)
    return lower in NEXT_ACTS or (
        lower in REPORTING_FORMS
        and sentence.tag(following) == w.VERB
        and lower.endswith(("ed", "s", "id", "old", "ote"))
    )
