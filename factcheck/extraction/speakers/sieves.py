"""The sieves: ordered ways to find who said a quotation, the first answer wins.

Each sieve looks at one quotation in its sentence and gives the source's words and the cue, or
nothing. Their order is `SIEVES` in `attribution.py`; what each is right in, measured, is
`PRECISION` there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from factcheck.extraction.cues import (
    AUXILIARIES,
    NOUN_CUES,
    PHRASAL_SPEECH,
    SPEECH_FORMS,
    TRANSITIVE_SPEECH,
    WEAK_SPEECH,
    is_adverb,
)
from factcheck.extraction.lexicon import DOCUMENT_NOUNS, TEMPORAL
from factcheck.extraction.speakers.phrases import Source
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    is_plausible_head,
)

_lower_of = attrgetter("lower")
_SPEAKING = frozenset(SPEECH_FORMS) | {"according"}
_JOINS = CONJUNCTIONS | {"and", "or"}
_NO_SUBJECT = CONJUNCTIONS | PREPOSITIONS | {"and", "who"}
_OVERHEARD = frozenset(["heard", "seen", "filmed", "recorded", "caught", "overheard"])
"""NAME can be heard saying “Q”."""
_DEEDS = frozenset(["find", "hold", "offer", "begin", "finish", "end", "order", "read", "show"])
"""Verbs that report speech only with "that": they found the star, he held the door."""
_QUOTES = frozenset(["quotes", "quoted", "cites", "cited", "quoting", "citing"])
_WORDING_NOUNS = frozenset(["words", "phrase", "telling", "view", "phrasing", "description"])
_AFTER_CUE = TEMPORAL | {"in", "on", "at", "during"}
_DASHES = frozenset(["—", "–", "―", "-", "--", "---", "~"])
_LABEL_REACH = 14
"""Tokens between a verb like "called" and the words in marks that it governs."""


Strength = Literal["strong", "attitude", "weak", "owned", "doubtful"]
"""How surely a cue before a quotation governs it: a verb of saying or wording with a subject
that can speak; what somebody wants or holds; a verb that often means something else;
somebody's own words; anything else."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sieve found: the source's words, the cue as written, and the reader they are in.

    `distance` counts the tokens between the cue and the quotation.
    """

    source: Source
    cue: str
    reader: Reader
    strength: Strength = "strong"
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation in a sentence: its token `token`, whether it `ends` a stretch of speech.

    `ends_in_stop`: its last character, or the token after it, is a comma or stop.
    """

    reader: Reader
    token: int
    ends_in_stop: bool


def dash_line(place: Place) -> Finding | None:
    """“Q” — NAME, at the end of a line."""
    return dash_and_name(place.reader, place.token + 1)


def dash_and_name(reader: Reader, index: int) -> Finding | None:
    """A dash at the token `index` and a name that ends the line or has a description."""
    tokens = reader.tokens
    if index + 1 >= len(tokens) or tokens[index].text not in _DASHES:
        return None
    while tokens[index + 1 : index + 2] and tokens[index + 1].text in _DASHES:
        index += 1
    mention = reader.mention_at.get(index + 1)
    if mention is None or mention.first != index + 1:
        return None
    after = mention.last + 1
    if after < len(tokens) and tokens[after].text not in (",", ".", "("):
        return None
    source = reader.subject_after(index + 1)
    return Finding(source, tokens[index].text, reader) if source else None


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
        if not reader.is_speech(index):
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
        return Finding(source, _cue_text(reader, index), reader)
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
        return _according(place.reader, index)
    if index + 1 < len(tokens) and tokens[index].lower == "per":
        return _per(place.reader, index)
    return None


def _per(reader: Reader, index: int) -> Finding | None:
    """per NAME, per the sheriff’s office; but not 20 per cent or per year."""
    tokens = reader.tokens
    if index + 1 >= len(tokens):
        return None
    if index + 1 not in reader.mention_at and tokens[index + 1].lower not in DETERMINERS:
        return None
    source = reader.subject_after(index + 1)
    return Finding(source, tokens[index].text, reader) if source and can_speak(source) else None


def _according(reader: Reader, index: int) -> Finding | None:
    if index + 2 >= len(reader.tokens) or reader.tokens[index + 1].lower != "to":
        return None
    source = reader.subject_after(index + 2) or reader.phrase_at(index + 2)
    return Finding(source, "according to", reader) if source else None


def indirect_speech(reader: Reader) -> Finding | None:
    """NAME said that …; according to NAME …: who speaks in a sentence without quotations."""
    if _SPEAKING.isdisjoint(map(_lower_of, reader.tokens)):
        return None
    for index, token in enumerate(reader.tokens):
        lower = token.lower
        if lower == "according":
            found = _according(reader, index)
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


def cue_before(place: Place) -> Finding | None:
    """NAME said, “Q”. NAME called it “Q”. According to NAME it is “Q”.

    The nearest verb of saying or wording with a subject that can speak wins; then what somebody
    wants or holds; then somebody's own words (his claim); then any subject at all.
    """
    best: dict[Strength, Finding] = {}
    for index in range(place.token - 1, -1, -1):
        if place.reader.tokens[index].text == ";":
            break
        found, strength = _cue_at(place, index)
        if found is None:
            continue
        if not can_speak(found.source):
            strength = "doubtful"
        found = replace(found, strength=strength, distance=place.token - index)
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
        return _according(reader, index), "strong"
    if token.lower == "words" and tokens[index + 1].lower == "of":
        source = reader.subject_after(index + 2)
        return (Finding(source, "in the words of", reader) if source else None), "strong"
    if token.lower == "per" and index == 0:
        return _per(reader, index), "strong"
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


def can_speak(source: Source) -> bool:
    """Whether the source is one that speaks at all: no thing, no "anybody", no "we"."""
    if source.kind == "pair":
        return True
    if source.kind == "name":
        if len(source.text) == 1:  # Q: and A: of an interview
            return False
        return source.mentions[0].entity.kind != "place" or source.last - source.first == 0
    if source.kind == "pronoun":
        return source.head in ("he", "she")
    return is_plausible_head(source.head) and source.modifiers[:1] != ("following",)


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
    return Finding(source, _cue_text(reader, index), reader) if source is not None else None


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


def dash_before(place: Place) -> Finding | None:
    """NAME — “Q”."""
    reader, tokens = place.reader, place.reader.tokens
    index = place.token - 1
    while index > 0 and tokens[index].text in _DASHES:
        index -= 1
    if index == place.token - 1 or index < 0:
        return None
    mention = reader.mention_at.get(index)
    if mention is None or mention.last != index or not mention.entity.is_person:
        return None
    before = tokens[mention.first - 1].lower if mention.first else ""
    if before in PREPOSITIONS:
        return None
    return Finding(reader.named(mention), "—", reader)


def parenthetical_cue(place: Place) -> Finding | None:
    """The plan is “Q1” for all, NAME said, and … : a cue set off by commas further on."""
    reader, tokens = place.reader, place.reader.tokens
    for index in range(place.token + 1, min(len(tokens), place.token + 45)):
        if tokens[index].text == ";":
            return None
        if tokens[index].text != "," or index + 2 >= len(tokens):
            continue
        if tokens[index + 1].lower == "according":
            return _according(reader, index + 1)
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
                    return Finding(source, _cue_text(reader, cue), reader)
    return None


def label_line(place: Place) -> Finding | None:
    """NAME: “Q”, at the start of a sentence."""
    reader, tokens = place.reader, place.reader.tokens
    index = place.token - 1
    if index < 1 or tokens[index].text != ":":
        return None
    mention = reader.mention_at.get(index - 1)
    if mention is not None and mention.first <= 1 and len(mention.text) > 1:
        return Finding(reader.named(mention), ":", reader)
    return None


def colon_before(place: Place) -> Finding | None:
    """NAME is not so sure: “Q”. No verb of saying, but the colon hands on the subject."""
    if place.token < 2 or place.reader.tokens[place.token - 1].text != ":":
        return None
    source = place.reader.main_subject(place.token - 1)
    return Finding(source, ":", place.reader) if source and can_speak(source) else None


def colon_line(reader: Reader) -> Finding | None:
    """NAME continued:¶“Q”: the sentence before ends in a colon and hands on its subject."""
    tokens = reader.tokens
    if not tokens or tokens[-1].text not in (":", "—", "--", ","):
        return None
    for index in range(len(tokens) - 1, -1, -1):
        if (reader.is_speech(index) or reader.is_label(index)) and not reader.is_passive(index):
            if tokens[index].lower.endswith("ing") or tokens[index - 1].lower in ("to", "and"):
                source = reader.main_subject(index)
            else:
                source = reader.subject_before(index) or reader.main_subject(index)
            if source is not None and can_speak(source):
                return Finding(source, tokens[index].text, reader)
        if tokens[index].lower == "according":
            found = _according(reader, index)
            if found is not None:
                return found
    if tokens[-1].text != ":":
        return None
    source = reader.main_subject()
    if source is None or not can_speak(source):
        return None
    if source.kind == "name" and source.mentions[0].entity.kind == "unknown":
        return None
    return Finding(source, ":", reader)


def clause_subject(place: Place) -> Finding | None:
    """No cue at all: the subject of the sentence, for a part in marks."""
    source = place.reader.main_subject(place.token)
    if source is None:
        return None
    return Finding(source, "", place.reader)


def _after_quote(place: Place) -> int:
    tokens = place.reader.tokens
    index = place.token + 1
    while index < len(tokens) and tokens[index].text in (",", ")", "]", "."):
        index += 1
    return index


def _cue_text(reader: Reader, index: int) -> str:
    return reader.tokens[index].text
