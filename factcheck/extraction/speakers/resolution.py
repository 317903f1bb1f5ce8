"""From the words that name a source to the speaker: a full name, or the article's own words."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.extraction.document import Document
from factcheck.extraction.lexicon import (
    DOCUMENT_NOUNS,
    PLURAL_PEOPLE,
    ROLE_GENDER,
    ROLE_NOUNS,
)
from factcheck.extraction.names import Entity
from factcheck.extraction.speakers.focus import Focus
from factcheck.extraction.speakers.phrases import Source
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import is_plausible_head


class Answer(NamedTuple):
    """Who speaks. `entity` is None for an unnamed source; `route` says how it was resolved."""

    speaker: str | None
    raw: str | None
    route: str
    """`name`, `pair`, `role`, `owner`, `nominal`, `pronoun`, `nobody`."""
    entity: Entity | None = None
    candidates: tuple[str, ...] = ()
    namesakes: tuple[Entity, ...] = ()
    """Other people whom the same words may name."""


NOBODY = Answer(None, None, "nobody")


def resolve(source: Source, document: Document, focus: Focus, reader: Reader) -> Answer:
    """The speaker that the source stands for."""
    if source.kind == "name":
        mention = source.mentions[0]
        if not mention.others:
            return Answer(mention.entity.name, source.text, "name", mention.entity)
        named, rest = focus.likeliest_of((mention.entity, *mention.others), reader)
        others = tuple(entity.name for entity in rest)
        name = named.name if named else None
        return Answer(name, source.text, "shared_name", named, others, tuple(rest))
    if source.kind == "pair":
        names = " and ".join(mention.entity.name for mention in source.mentions)
        return Answer(names, source.text, "pair", Entity(names, "group", (), source.start))
    if source.kind == "pronoun":
        return _resolve_pronoun(source, focus, reader)
    return _resolve_nominal(source, document)


def _resolve_pronoun(source: Source, focus: Focus, reader: Reader) -> Answer:
    found = focus.resolve(source.head, reader.index, reader, source.first)
    candidates = tuple(entity.name for entity in found.rivals)
    if found.entity is None:
        return Answer(None, source.text, "pronoun", None, candidates)
    focus.link(found.entity, source.head)
    return Answer(found.entity.name, source.text, "pronoun", found.entity, candidates)


def _resolve_nominal(source: Source, document: Document) -> Answer:
    if source.owner is not None and source.head in DOCUMENT_NOUNS:
        entity = source.owner.entity
        return Answer(entity.name, source.text, "owner", entity)
    if source.definite and source.head in ROLE_NOUNS:
        found = document.names.with_role(source.head, source.modifiers)
        if len(found) == 1:
            return Answer(found[0].name, source.text, "role", found[0])
    return Answer(source.text, source.text, "nominal", _unnamed(source))


def _unnamed(source: Source) -> Entity | None:
    """Somebody described and not named, whom a later pronoun may mean; None for a thing."""
    if source.head in PLURAL_PEOPLE or (
        source.head.endswith("s") and is_plausible_head(source.head)
    ):
        return Entity(source.text, "group", (source.head,), source.start)
    if source.head not in ROLE_NOUNS and source.head not in ROLE_GENDER:
        return None
    gender = ROLE_GENDER.get(source.head)
    if source.definite and gender is None:
        return None  # "the nominee" is somebody named elsewhere, though it is not said who
    entity = Entity(source.text, "unnamed", (source.head,), source.start)
    if gender is not None:
        entity.gender = "m" if gender == "m" else "f"
    return entity
