"""Cues after a quotation: “Q,” said NAME; “Q,” NAME, a plumber, said; “Q,” according to NAME."""

from __future__ import annotations

from factcheck.extraction.cues import (
    PHRASAL_SPEECH,
    SPEECH_FORMS,
    TRANSITIVE_SPEECH,
    is_adverb,
)
from factcheck.extraction.lexicon import TEMPORAL
from factcheck.extraction.speakers.sieves.findings import Finding, Place, cue_text
from factcheck.extraction.speakers.sieves.indirect import according, per
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.verbs import MAY_BE_SPEECH
from factcheck.extraction.speakers.word_sets import (
    CONJUNCTIONS,
    PREPOSITIONS,
)

_JOINS = CONJUNCTIONS | {"and", "or"}
_NO_SUBJECT = CONJUNCTIONS | PREPOSITIONS | {"and", "who"}
_OVERHEARD = frozenset(["heard", "seen", "filmed", "recorded", "caught", "overheard"])
"""NAME can be heard saying “Q”."""
_WORDING_NOUNS = frozenset(["words", "phrase", "telling", "view", "phrasing", "description"])
_AFTER_CUE = TEMPORAL | {"in", "on", "at", "during"}


def inverted_cue_after(place: Place) -> Finding | None:
    """“Q,” said NAME."""
    reader, tokens = place.reader, place.reader.tokens
    if not place.ends_in_stop:
        return None
    index = _after_quote(place)
    while index < len(tokens) and is_adverb(tokens[index].lower):
        index += 1
    if index + 1 >= len(tokens):
        return None
    phrasal = f"{tokens[index].lower} {tokens[index + 1].lower}" in PHRASAL_SPEECH
    if tokens[index].lower not in SPEECH_FORMS and not phrasal:
        return None
    if index in reader.mention_at or tokens[index].lower.endswith("ing"):
        return None
    follower = index + 1 + phrasal
    while follower < len(tokens) and is_adverb(tokens[follower].lower):
        follower += 1
    source = reader.subject_after(follower)
    if source is None:
        return None
    return Finding(source, tokens[index].text, reader)


def cue_after(place: Place) -> Finding | None:
    """“Q,” NAME said. Also: as NAME put it."""
    reader, tokens = place.reader, place.reader.tokens
    index = _after_quote(place)
    if index < len(tokens) and tokens[index].lower == "as":
        return _as_somebody_put_it(place, index)
    if index < len(tokens) and tokens[index].lower == "in":
        found = _in_somebodys_words(place.reader, index)
        if found is not None:
            return found
    if not place.ends_in_stop or index >= len(tokens):
        return None
    first = tokens[index]
    if first.kind != "word" or first.lower in _JOINS:
        return None
    return _subject_then_cue(reader, index)


def _subject_then_cue(reader: Reader, start: int) -> Finding | None:
    tokens = reader.tokens
    for index in range(start + 1, min(len(tokens), start + 45)):
        token = tokens[index]
        if token.kind == "quote" or token.text in (";", ":"):
            return None
        if token.lower not in MAY_BE_SPEECH or not reader.is_speech(index):
            continue
        if token.lower.endswith("ing"):
            if tokens[index - 1].lower not in _OVERHEARD:
                continue
            source = reader.subject_before(index - 1, start)
            return Finding(source, token.text, reader) if source else None
        if tokens[index - 1].lower == "to" or reader.is_passive(index):
            continue
        source = reader.subject_before(index, start)
        if source is None:
            continue
        return Finding(source, cue_text(reader, index), reader)
    return None


def _as_somebody_put_it(place: Place, index: int) -> Finding | None:
    reader, tokens = place.reader, place.reader.tokens
    for cue in range(index + 2, min(len(tokens), index + 15)):
        lower = tokens[cue].lower
        if lower in ("put", "puts") or (lower in SPEECH_FORMS and reader.is_speech(cue)):
            source = reader.subject_before(cue, index + 1)
            return Finding(source, tokens[cue].text, reader) if source else None
    return None


def _in_somebodys_words(reader: Reader, index: int) -> Finding | None:
    """“Q,” in the words of NAME; “Q,” in NAME’s phrase."""
    tokens = reader.tokens
    following = [token.lower for token in tokens[index + 1 : index + 4]]
    if following == ["the", "words", "of"]:
        source = reader.subject_after(index + 4) or reader.phrase_at(index + 4)
        return Finding(source, "in the words of", reader) if source else None
    mention = reader.mention_at.get(index + 1)
    if mention is None or not mention.possessive or mention.last + 2 >= len(tokens):
        return None
    noun = tokens[mention.last + 2]
    return (
        Finding(reader.named(mention), noun.text, reader) if noun.lower in _WORDING_NOUNS else None
    )


def according_to_after(place: Place) -> Finding | None:
    """“Q,” according to NAME."""
    index = _after_quote(place)
    tokens = place.reader.tokens
    if index + 2 < len(tokens) and tokens[index].lower == "according":
        return according(place.reader, index)
    if index + 1 < len(tokens) and tokens[index].lower == "per":
        return per(place.reader, index)
    return None


def parenthetical_cue(place: Place) -> Finding | None:
    """The plan is “Q1” for all, NAME said, and … : a cue set off by commas further on."""
    reader, tokens = place.reader, place.reader.tokens
    for index in range(place.token + 1, min(len(tokens), place.token + 45)):
        if tokens[index].text == ";":
            return None
        if tokens[index].text != "," or index + 2 >= len(tokens):
            continue
        if tokens[index + 1].lower == "according":
            return according(reader, index + 1)
        if tokens[index + 1].lower in _NO_SUBJECT:
            continue
        for cue in range(index + 2, min(len(tokens), index + 14)):
            if tokens[cue].text == "," or tokens[cue].kind == "quote":
                break
            if not reader.is_speech(cue) or tokens[cue].lower.endswith("ing"):
                continue
            after = tokens[cue + 1] if cue + 1 < len(tokens) else None
            closes = after is None or after.kind == "mark" or after.lower in _AFTER_CUE
            told = SPEECH_FORMS.get(tokens[cue].lower) in TRANSITIVE_SPEECH
            if closes or told:
                source = reader.subject_before(cue, index + 1)
                if source is not None:
                    return Finding(source, cue_text(reader, cue), reader)
    return None


def _after_quote(place: Place) -> int:
    tokens = place.reader.tokens
    index = place.token + 1
    while index < len(tokens) and tokens[index].text in (",", ")", "]", "."):
        index += 1
    return index
