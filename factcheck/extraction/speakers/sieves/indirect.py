"""Sources without quotation marks to go by: according to NAME, NAME said that, a mere subject."""

from __future__ import annotations

from factcheck.extraction.cues import (
    SPEECH_FORMS,
)
from factcheck.extraction.speakers.sieves.findings import Finding, Place, can_speak
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import (
    DETERMINERS,
)
from factcheck.extraction.tokens import Words

_SPEAKING = frozenset(SPEECH_FORMS) | {"according"}
_DEEDS = frozenset(["find", "hold", "offer", "begin", "finish", "end", "order", "read", "show"])
"""Verbs that report speech only with "that": they found the star, he held the door."""


def per(reader: Reader, index: int) -> Finding | None:
    """per NAME, per the sheriff’s office; but not 20 per cent or per year."""
    tokens = reader.tokens
    if index + 1 >= len(tokens):
        return None
    if index + 1 not in reader.mention_at and tokens[index + 1].lower not in DETERMINERS:
        return None
    source = reader.subject_after(index + 1)
    return Finding(source, tokens[index].text, reader) if source and can_speak(source) else None


def according(reader: Reader, index: int) -> Finding | None:
    if index + 2 >= len(reader.tokens) or reader.tokens[index + 1].lower != "to":
        return None
    source = reader.subject_after(index + 2) or reader.phrase_at(index + 2)
    return Finding(source, "according to", reader) if source else None


def may_report(words: Words) -> bool:
    """Whether any of the words may report speech; without one there is none to look for."""
    return not _SPEAKING.isdisjoint(words.lowers)


def indirect_speech(reader: Reader) -> Finding | None:
    """NAME said that …; according to NAME …: who speaks in a sentence without quotations."""
    for index, token in enumerate(reader.tokens):
        lower = token.lower
        if lower not in _SPEAKING:
            continue
        if lower == "according":
            found = according(reader, index)
            if found is not None:
                return found
        if lower not in SPEECH_FORMS or lower.endswith("ing"):
            continue
        if not reader.is_speech(index) or reader.is_passive(index):
            continue
        if SPEECH_FORMS[token.lower] in _DEEDS and not _introduces_clause(reader, index):
            continue
        source = reader.subject_before(index)
        if source is not None:
            return Finding(source, token.text, reader)
    return None


def _introduces_clause(reader: Reader, index: int) -> bool:
    return index + 1 < len(reader.tokens) and reader.tokens[index + 1].lower == "that"


def clause_subject(place: Place) -> Finding | None:
    """No cue at all: the subject of the sentence, for a part in marks."""
    source = place.reader.main_subject(place.token)
    if source is None:
        return None
    return Finding(source, "", place.reader)
