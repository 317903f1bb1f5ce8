"""Sources without a verb: "according to Lee", "Lee's claim that", "reports from Cork that"."""

from __future__ import annotations

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.reported.cue_words import CLAIM_NOUNS
from factcheck.extraction.reported.ends import content_end
from factcheck.extraction.reported.groups import Group
from factcheck.extraction.reported.shapes import Reported
from factcheck.extraction.reported.spans import is_clause, next_comma, sentence_end

MOST_SOURCES = 4
"""Sources of either sort that are read in one sentence."""


def according_to(sentence: Sentence, openings: set[int]) -> list[Reported]:
    """ "According to Lee, …" and "…, according to Lee"."""
    if "according" not in sentence.lowers:
        return []
    places = [
        position
        for position, lower in enumerate(sentence.lowers)
        if lower == "according" and sentence.lower(position + 1) == "to"
    ]
    found = (_according_at(sentence, place, openings) for place in places[:MOST_SOURCES])
    return [reported for reported in found if reported is not None]


def _according_at(sentence: Sentence, position: int, openings: set[int]) -> Reported | None:
    source = position + 2
    cue = (position, position + 2)
    end = sentence_end(sentence)
    if source >= end:
        return None  # nobody is named: the sentence was cut off
    if position == 0 or (position == 1 and sentence.tag(0) in (w.AND, w.ADVERB)):
        comma = _source_comma(sentence, source, end)
        if comma is None:
            return None
        group = Group(position, "according to", None, position, comma, False, False)
        stop = content_end(sentence, comma + 1, group, openings)
        if not is_clause(sentence, comma + 1, stop):
            return None
        return Reported(comma + 1, stop, (source, comma - 1), cue, "according to", "according")
    before = position - 1
    edge = before if sentence.tag(before) in (w.COMMA, w.DASH) else position
    start = 1 if sentence.tag(0) == w.AND else 0
    if sentence.finite_between(start, edge) < 0:
        return None
    last = _source_end(sentence, source, end)
    if sentence.tag(last + 1) == w.COMMA and _goes_on(sentence, last + 2, end):
        return Reported(start, end, (source, last), cue, "according to", "around")
    return Reported(start, edge, (source, last), cue, "according to", "according")


_OPENS_CLAUSE = frozenset((w.PRONOUN, w.CONTRACTED, w.PREPOSITION, w.SUBORDINATOR))


def _source_comma(sentence: Sentence, source: int, end: int) -> int | None:
    """The comma that closes "According to …,": the first after which a clause begins."""
    for here in range(source + 1, end):
        if sentence.tags[here] != w.COMMA:
            continue
        if sentence.tag(here + 1) in _OPENS_CLAUSE:
            return here
        following = next_comma(sentence, here + 1) or end
        if sentence.tag(here + 1) != w.RELATIVE and (
            sentence.finite_between(here + 1, following) >= 0
        ):
            return here
    return None


def _source_end(sentence: Sentence, source: int, end: int) -> int:
    here = source
    while here + 1 < end and sentence.tag(here + 1) not in (
        w.COMMA, w.DASH, w.COLON, w.STOP, w.SUBORDINATOR, w.OPEN, w.QUOTE,
    ):  # fmt: skip
        if sentence.is_finite(here + 1) and sentence.tag(here + 1) == w.AUXILIARY:
            break
        here += 1
    return here


def _goes_on(sentence: Sentence, position: int, end: int) -> bool:
    if sentence.tag(position) not in (w.AND, w.PRONOUN, w.CONTRACTED) and not (
        sentence.is_finite(position)
    ):
        return False
    return (
        sentence.finite_between(position, end) >= 0 and sentence.words_between(position, end) >= 3
    )


def noun_cues(sentence: Sentence, openings: set[int]) -> list[Reported]:
    """ "Lee's claim that …", "warnings from Lee that …", "there are reports from Cork that …"."""
    if CLAIM_NOUNS.isdisjoint(sentence.lowers):
        return []
    found = []
    nouns = [
        position
        for position, lower in enumerate(sentence.lowers)
        if lower in CLAIM_NOUNS and sentence.tags[position] != w.BASE
    ]
    for position in nouns[:MOST_SOURCES]:
        that = position + 1
        while that - position < 8 and sentence.tag(that) in _SOURCE_OF_NOUN:
            that += 1
        if sentence.lower(that) != "that":
            continue
        subject = _noun_source(sentence, position, that)
        if subject is None:
            continue
        group = Group(position, "claim", None, position, that, False, True)
        end = content_end(sentence, that + 1, group, openings)
        if is_clause(sentence, that + 1, end):
            cue = (position, position + 1)
            found.append(Reported(that + 1, end, subject, cue, "claim", "noun"))
    return found


_SOURCE_OF_NOUN = frozenset((w.PREPOSITION, w.NAME, w.NOUN, w.DETERMINER, w.POSSESSIVE))


def _noun_source(sentence: Sentence, noun: int, that: int) -> tuple[int, int] | None:
    existence = noun > 1 and sentence.lower(0) == "there"
    if that > noun + 1:
        if sentence.lower(noun + 1) not in ("from", "by"):
            return None
        return (noun, that - 1) if existence else (noun + 2, that - 1)
    before = noun - 1
    while sentence.tag(before) in (w.NOUN, w.ADVERB, w.VERB) and before > noun - 3:
        before -= 1
    if sentence.tag(before) == w.POSSESSIVE:
        return sentence.noun_phrase_before(before)
    if sentence.lower(before) in ("his", "her", "their", "its"):
        return before, before
    if sentence.tag(before) == w.NAME:
        mention = sentence.mention_at(before)
        return (mention.first, mention.last) if mention is not None else None
    return None
