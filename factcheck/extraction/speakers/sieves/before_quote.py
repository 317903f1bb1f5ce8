"""Cues before a quotation: NAME said, “Q”; NAME called it “Q”; NAME’s promise of “Q”."""

from __future__ import annotations

from factcheck.extraction.cues import (
    ATTITUDE_FORMS,
    AUXILIARIES,
    LABEL_FORMS,
    NOUN_CUES,
    SPEECH_FORMS,
    WEAK_SPEECH,
    is_adverb,
)
from factcheck.extraction.lexicon import DOCUMENT_NOUNS
from factcheck.extraction.speakers.phrases import Source
from factcheck.extraction.speakers.sieves.findings import (
    Finding,
    Place,
    Strength,
    can_speak,
    cue_text,
)
from factcheck.extraction.speakers.sieves.indirect import according, per
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.verbs import MAY_BE_SPEECH
from factcheck.extraction.speakers.word_sets import (
    BE,
    DETERMINERS,
    PREPOSITIONS,
    is_plausible_head,
)

_QUOTES = frozenset(["quotes", "quoted", "cites", "cited", "quoting", "citing"])
_MAY_BE_CUE = (
    MAY_BE_SPEECH
    | LABEL_FORMS.keys()
    | ATTITUDE_FORMS.keys()
    | NOUN_CUES
    | {"according", "words", "per"}
)
_LABEL_REACH = 14
"""Tokens between a verb like "called" and the words in marks that it governs."""


def cue_before(place: Place) -> Finding | None:
    """NAME said, “Q”. NAME called it “Q”. According to NAME it is “Q”.

    The nearest verb of saying or wording with a subject that can speak wins; then what somebody
    wants or holds; then somebody's own words (his claim); then any subject at all.
    """
    best: dict[Strength, Finding] = {}
    tokens = place.reader.tokens
    for index in range(place.token - 1, -1, -1):
        lower = tokens[index].lower
        if lower == ";":
            break
        if lower not in _MAY_BE_CUE:
            continue
        found, strength = _cue_at(place, index)
        if found is None:
            continue
        if not can_speak(found.source):
            strength = "doubtful"
        source, cue, reader, _, _ = found
        found = Finding(source, cue, reader, strength, place.token - index)
        if strength == "strong":
            return found
        best.setdefault(strength, found)
    order: tuple[Strength, ...] = ("attitude", "weak", "owned", "doubtful")
    return next((best[strength] for strength in order if strength in best), None)


def _cue_at(place: Place, index: int) -> tuple[Finding | None, Strength]:
    """The cue at a token before the quotation, and how strong a cue it is."""
    reader, tokens = place.reader, place.reader.tokens
    token = tokens[index]
    if token.kind != "word":
        return None, "doubtful"
    if token.lower == "according" and index + 1 < place.token:
        return according(reader, index), "strong"
    if token.lower == "words" and tokens[index + 1].lower == "of":
        source = reader.subject_after(index + 2)
        return (Finding(source, "in the words of", reader) if source else None), "strong"
    if token.lower == "per" and index == 0:
        return per(reader, index), "strong"
    distance = place.token - index
    before = tokens[index - 1].lower if index else ""
    relative = before in ("who", "that", "which") and index > 1 and tokens[index - 2].text != ","
    if reader.is_speech(index):
        weak = SPEECH_FORMS.get(token.lower) in WEAK_SPEECH and distance > 4
        found = _governing(place, index)
        return found, "weak" if weak or relative else "strong"
    if _is_spent(place, index):
        return None, "doubtful"
    if distance <= _LABEL_REACH and reader.is_label(index):
        return _governing(place, index), "weak" if relative else "strong"
    if distance <= _LABEL_REACH and reader.is_attitude(index):
        return _governing(place, index), "attitude"
    if token.lower in NOUN_CUES and distance <= _LABEL_REACH:
        between = tokens[index + 1 : place.token]
        compound = bool(between) and is_plausible_head(between[0].lower)  # editorial board
        if not compound and not any(one.kind == "quote" for one in between):
            owned = _owned_words(reader, index)
            person = owned is not None and any(
                mention.entity.is_person for mention in owned.source.mentions
            )
            reported = bool(between) and between[0].lower == "that"
            return owned, "strong" if person and reported else "owned"
    return None, "doubtful"


def _is_spent(place: Place, index: int) -> bool:
    """what NAME called “Q1” was “Q2”: the verb has its quotation, and another clause follows."""
    tokens = place.reader.tokens
    quoted = -1
    for position in range(place.token - 1, max(index, place.token - _LABEL_REACH), -1):
        if tokens[position].kind == "quote":
            quoted = position
            break
    if quoted < 0:
        return False
    return any(token.lower in BE for token in tokens[quoted + 1 : place.token])


def _governing(place: Place, index: int) -> Finding | None:
    """The source of the verb at `index`, when the quotation hangs on it."""
    reader, tokens = place.reader, place.reader.tokens
    token = tokens[index]
    before = tokens[index - 1].lower if index else ""
    quoted_as = before == "as" and index > 1 and tokens[index - 2].lower == "quoted"
    if quoted_as:
        return _finding(reader.subject_before(index - 2), reader, index)
    if before == "as":
        quoted = _quoted_person(reader, index - 2)
        if quoted is not None:
            return Finding(quoted, token.text, reader)
    if reader.is_passive(index):
        return _passive_agent(place, index)
    if token.lower.endswith("ed") and index + 1 < len(tokens) and tokens[index + 1].lower == "by":
        return None
    if token.lower.endswith("ing") and before not in AUXILIARIES and not is_adverb(before):
        return _finding(_subject_of_participle(place, index), reader, index)
    coordinated = before in ("and", "or", "then") or (
        before == "," and index > 1 and tokens[index - 2].lower in ("and", "but")
    )
    if before == "to" or coordinated:
        source = reader.subject_of_clause(index) or reader.main_subject(index)
        return _finding(source, reader, index)
    source = reader.subject_before(index)
    if source is None or not can_speak(source):
        source = _set_off(reader, index) or source
    elif source.kind == "pronoun":
        source = _speaker_of_clause_around(reader, source) or source
    return _finding(source, reader, index)


def _quoted_person(reader: Reader, last: int) -> Source | None:
    """The report quotes NAME as saying “Q”: the name, or the pronoun, that ends at `last`."""
    if last < 1:
        return None
    if reader.tokens[last].lower in ("him", "her"):
        source: Source | None = reader.owner_pronoun(last)
    else:
        source = reader.phrase_before(last + 1)
    if source is None or source.first < 1:
        return None
    return source if reader.tokens[source.first - 1].lower in _QUOTES else None


def _set_off(reader: Reader, index: int) -> Source | None:
    """That, said NAME, was “Q”: an inverted cue between commas."""
    if index == 0 or reader.tokens[index - 1].text != ",":
        return None
    source = reader.subject_after(index + 1)
    if source is None or source.last + 1 >= len(reader.tokens):
        return None
    return source if reader.tokens[source.last + 1].text == "," else None


def _speaker_of_clause_around(reader: Reader, pronoun: Source) -> Source | None:
    """The striker said he felt “Q”: the pronoun means whoever is described as saying so."""
    cue = pronoun.first - 1
    if cue > 0 and reader.tokens[cue].lower == "that":
        cue -= 1
    if cue < 1 or not reader.is_speech(cue):
        return None
    source = reader.subject_before(cue)
    described = source is not None and source.kind == "nominal" and can_speak(source)
    return source if described else None


def _finding(source: Source | None, reader: Reader, index: int) -> Finding | None:
    return Finding(source, cue_text(reader, index), reader) if source is not None else None


def _subject_of_participle(place: Place, index: int) -> Source | None:
    """NAME praised it, calling …: the subject of the verb before; NAME saying …: the name.

    Praising “Q”, NAME …: the subject after it, when the participle begins the sentence.
    """
    reader = place.reader
    if index == 0 or (index == 1 and reader.tokens[0].lower in PREPOSITIONS):
        return reader.subject_after(place.token + 1)
    mention = reader.mention_at.get(index - 1)
    if mention is not None and mention.last == index - 1 and mention.entity.kind != "place":
        return reader.named(mention)
    before = reader.tokens[index - 1].lower
    if before not in DOCUMENT_NOUNS and is_plausible_head(before):
        return reader.subject_before(index)
    last = reader.subject_of_last_clause(index)
    if last is not None and can_speak(last):
        return last
    return reader.main_subject(index) or last


def _passive_agent(place: Place, index: int) -> Finding | None:
    """was called “Q” by NAME."""
    reader, tokens = place.reader, place.reader.tokens
    follows = place.token + 1
    start = follows if follows < len(tokens) and tokens[follows].lower == "by" else index + 1
    for position in range(start, min(len(tokens), place.token + 4)):
        if tokens[position].lower == "by" and position + 1 < len(tokens):
            source = reader.subject_after(position + 1)
            if source is not None:
                return Finding(source, tokens[index].text, reader)
    return None


def _owned_words(reader: Reader, index: int) -> Finding | None:
    """NAME’s promise of “Q”, his pledge to be “Q”."""
    tokens = reader.tokens
    position = index - 1
    while position > 0 and tokens[position].kind == "word" and index - position < 4:
        if tokens[position].lower in DETERMINERS:
            break
        position -= 1
    if position < 0:
        return None
    if tokens[position].lower in ("his", "her"):
        return Finding(reader.owner_pronoun(position), tokens[index].text, reader)
    if position > 0 and tokens[position].kind == "possessive":
        mention = reader.mention_at.get(position - 1)
        if mention is not None and mention.entity.kind != "place":
            return Finding(reader.named(mention), tokens[index].text, reader)
    return None
