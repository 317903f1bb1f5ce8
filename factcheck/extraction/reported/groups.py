"""A cue with its subject: which verb reports, and whose words it reports."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.reported.cue_words import (
    CONCESSIONS,
    DOUBTFUL_HELPERS,
    HEADLINE_CUES,
    NOUN_LIKE,
    REFUSALS,
    REPORTING_FORMS,
    SOURCE_NOUNS,
)
from factcheck.extraction.reported.spans import next_comma

_AFTER_CUE = frozenset(
    (w.RELATIVE, w.PRONOUN, w.CONTRACTED, w.DETERMINER, w.NAME, w.NOUN, w.ADVERB, w.STOP, w.QUOTE)
)


def may_be_cue(sentence: Sentence, position: int) -> bool:
    tag = sentence.tags[position]
    lower = sentence.lower(position)
    if tag == w.NAME:
        return lower in HEADLINE_CUES and sentence.tag(position - 1) == w.NAME
    if lower in ("point", "points", "pointed", "pointing"):
        return sentence.lower(position + 1) in ("out", "to")
    if lower in NOUN_LIKE:
        subject = position - 1
        while sentence.tag(subject) == w.ADVERB:
            subject -= 1
        before = sentence.tag(subject)
        if lower.endswith("s"):
            return (
                before in (w.PRONOUN, w.NAME, w.CLOSE, w.COMMA)
                and tag == w.VERB
                and sentence.tag(position + 1) in _AFTER_CUE
            )
        return before == w.PRONOUN or (before == w.NOUN and sentence.lower(subject).endswith("s"))
    if lower in ("think", "thought", "thinks") and sentence.lower(position + 1) in ("of", "about"):
        return False
    return tag in (w.VERB, w.BASE, w.PARTICIPLE)


@dataclass(frozen=True, slots=True)
class Group:
    """A cue with its subject. `opening` is the first token of the two, `close` the one after."""

    cue: int
    verb: str
    subject: tuple[int, int] | None
    opening: int
    close: int
    inverted: bool
    subordinate: bool


def group_at(sentence: Sentence, cue: int) -> Group | None:
    verb = REPORTING_FORMS[sentence.lower(cue)]
    if sentence.is_passive(cue) or _is_noun(sentence, cue):
        return None
    before = cue - 1
    while sentence.tag(before) in (w.ADVERB, w.AUXILIARY):
        if sentence.lower(before) in REFUSALS or sentence.lower(before) in DOUBTFUL_HELPERS:
            return None
        before -= 1
    if sentence.tag(before) == w.TO:
        goes_on = sentence.lower(before - 1) in ("on", "continued", "continues", "went", "goes")
        concedes = verb in CONCESSIONS and sentence.lower(before - 1) not in REFUSALS
        if not goes_on and not concedes:
            return None
        return _make(sentence, cue, verb, sentence.first_subject(0, before), cue)
    inverted = _inverted_subject(sentence, cue, before)
    if inverted is not None:
        return Group(cue, verb, inverted, cue, inverted[1] + 1, True, False)
    subject = _subject(sentence, cue, before)
    opening = subject[0] if subject is not None and subject[1] >= before - 1 else cue
    if sentence.tag(before) == w.RELATIVE:
        opening = before
    return _make(sentence, cue, verb, subject, opening)


def _make(
    sentence: Sentence, cue: int, verb: str, subject: tuple[int, int] | None, opening: int
) -> Group:
    subordinate = (
        cue == 0
        or sentence.tag(opening) == w.RELATIVE
        or (sentence.tag(opening - 1) in (w.SUBORDINATOR, w.RELATIVE))
        or (sentence.tag(0) == w.SUBORDINATOR and sentence.finite_between(0, cue) == -1)
    )
    if sentence.lower(opening - 1) == "that":
        subordinate = False
    return Group(cue, verb, subject, opening, cue + 1, False, subordinate)


def _is_noun(sentence: Sentence, cue: int) -> bool:
    before = sentence.tag(cue - 1)
    if before in (w.DETERMINER, w.POSSESSIVE, w.NUMBER):
        return True
    return before == w.PREPOSITION and sentence.tags[cue] != w.PARTICIPLE


_PHRASE_TAGS = frozenset((w.NOUN, w.NAME, w.NUMBER, w.POSSESSIVE, w.ADVERB))


def _inverted_subject(sentence: Sentence, cue: int, before: int) -> tuple[int, int] | None:
    """ "…, said Lee" and "“…” said the minister"."""
    if sentence.tags[cue] == w.PARTICIPLE or before != cue - 1:
        return None
    if sentence.tag(before) not in (w.COMMA, w.QUOTE):
        return None
    first = cue + 1
    if sentence.tag(first) not in (w.NAME, w.DETERMINER, w.NOUN, w.NUMBER, w.PRONOUN):
        return None
    if sentence.is_temporal(first):
        return None
    last = first
    while not sentence.is_temporal(last + 1) and (
        sentence.tag(last + 1) in _PHRASE_TAGS
        or sentence.tag(last + 1) in (w.DETERMINER, w.PREPOSITION, w.OPEN, w.CLOSE)
    ):
        last += 1
    if sentence.tag(last + 1) not in (w.COMMA, w.STOP, w.DASH, w.SUBORDINATOR) and not (
        sentence.is_temporal(last + 1)
    ):
        return None
    goes_on = sentence.tag(last + 1) == w.COMMA and sentence.is_finite(last + 2)
    after_clause = sentence.tag(before) == w.QUOTE or sentence.finite_between(0, before) >= 0
    if not after_clause and not goes_on:
        return None
    return first, last


def _subject(sentence: Sentence, cue: int, before: int) -> tuple[int, int] | None:
    while sentence.tag(before) == w.ADVERB:
        before -= 1
    tag = sentence.tag(before)
    if tag == w.PARTICIPLE:
        return None
    if tag == w.RELATIVE:
        return _antecedent(sentence, before)
    if sentence.tags[cue] == w.PARTICIPLE:
        if sentence.lower(before) == "without":
            return None
        if sentence.lower(before) == "as" and sentence.lower(before - 1) in ("quoted", "cited"):
            return _main_subject(sentence, before)
        if before == cue - 1 and tag in (w.COMMA, w.AND, w.DASH, w.PREPOSITION, w.QUOTE):
            return _main_subject(sentence, before)
        if before == cue - 1 and sentence.is_temporal(before):
            return _main_subject(sentence, before)
        if before == cue - 1 and sentence.lower(before) not in SOURCE_NOUNS:
            return None
    if tag == w.DASH:
        opening = before - 1
        while opening > 0 and sentence.tags[opening] != w.DASH:
            opening -= 1
        while opening > 0 and sentence.tags[opening - 1] == w.DASH:
            opening -= 1
        return sentence.noun_phrase_before(opening) if opening > 0 else None
    if tag == w.NUMBER and sentence.tag(before - 1) == w.PREPOSITION:
        return _subject(sentence, cue, before - 2)
    if tag == w.AND or (tag == w.COMMA and sentence.tag(before - 1) == w.AND):
        return _main_subject(sentence, before)
    if tag == w.COMMA:
        return (
            sentence.noun_phrase_before(before + 1)
            or _main_subject(sentence, before)
            or _first_of_as(sentence, before)
            or sentence.noun_phrase_before(before)
        )
    if tag in (w.NAME, w.NOUN, w.CLOSE, w.PRONOUN, w.NUMBER, w.DETERMINER, w.PARTICIPLE, w.BASE):
        if sentence.is_temporal(before) and before > 0:
            earlier = before - 1
            if sentence.lower(earlier) in ("this", "last", "next", "earlier", "late", "on"):
                earlier -= 1
            return _subject(sentence, cue, earlier)
        return sentence.noun_phrase_before(before + 1)
    return None


def _first_of_as(sentence: Sentence, before: int) -> tuple[int, int] | None:
    """ "As many experts, including Lee, have said": everything up to the first comma."""
    comma = next_comma(sentence, 0)
    if sentence.lower(0) != "as" or comma is None or not 1 < comma < before:
        return None
    return 1, comma - 1


def _antecedent(sentence: Sentence, relative: int) -> tuple[int, int] | None:
    """The noun phrase that "who" stands for; "many of whom" stands for itself."""
    end = relative
    if sentence.tag(end - 1) == w.PREPOSITION:
        first = end - 2 if sentence.tag(end - 2) in (w.DETERMINER, w.NOUN, w.PRONOUN) else end - 1
        return first, relative
    while sentence.tag(end - 1) in (w.COMMA, w.DASH):
        end -= 1
    return sentence.noun_phrase_before(end)


def _main_subject(sentence: Sentence, before: int) -> tuple[int, int] | None:
    start = sentence.clause_start(before)
    return sentence.first_subject(start, before) or sentence.first_subject(0, before)
