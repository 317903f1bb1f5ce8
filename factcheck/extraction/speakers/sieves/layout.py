"""Sources that dashes, colons and lines show: “Q” — NAME, NAME: “Q”, NAME continued:¶“Q”."""

from __future__ import annotations

from factcheck.extraction.speakers.sieves.findings import Finding, Place, can_speak
from factcheck.extraction.speakers.sieves.indirect import according
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import (
    PREPOSITIONS,
)

DASHES = frozenset(["—", "–", "―", "-", "--", "---", "~"])


def dash_line(place: Place) -> Finding | None:
    """“Q” — NAME, at the end of a line."""
    return dash_and_name(place.reader, place.token + 1)


def dash_and_name(reader: Reader, index: int) -> Finding | None:
    """A dash at the token `index` and a name that ends the line or has a description."""
    tokens = reader.tokens
    if index + 1 >= len(tokens) or tokens[index].text not in DASHES:
        return None
    while tokens[index + 1 : index + 2] and tokens[index + 1].text in DASHES:
        index += 1
    mention = reader.mention_at.get(index + 1)
    if mention is None or mention.first != index + 1:
        return None
    after = mention.last + 1
    if after < len(tokens) and tokens[after].text not in (",", ".", "("):
        return None
    source = reader.subject_after(index + 1)
    return Finding(source, tokens[index].text, reader) if source else None


def dash_before(place: Place) -> Finding | None:
    """NAME — “Q”."""
    reader, tokens = place.reader, place.reader.tokens
    index = place.token - 1
    while index > 0 and tokens[index].text in DASHES:
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
            found = according(reader, index)
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
