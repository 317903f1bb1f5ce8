"""The speakers of a document: who is quoted, under which names, in which role."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.extraction.document import Document
from factcheck.extraction.lexicon import DOCUMENT_NOUNS
from factcheck.extraction.names import Entity
from factcheck.extraction.types import Claim, Quote, Speaker, SpeakerKind


def find_speakers(
    document: Document, quotes: Iterable[Quote], claims: Iterable[Claim] = ()
) -> tuple[Speaker, ...]:
    """Everybody to whom a quote or claim is attributed, in the order of first being so."""
    entities = {entity.name: entity for entity in document.names.entities}
    found: dict[str, Speaker] = {}
    names = [quote.speaker for quote in quotes] + [claim.speaker for claim in claims]
    for name in names:
        if name is None or name in found:
            continue
        entity = entities.get(name)
        found[name] = _named(entity) if entity is not None else _unnamed(name)
    return tuple(found.values())


def _named(entity: Entity) -> Speaker:
    often_first = sorted(entity.aliases, key=entity.aliases.__getitem__, reverse=True)
    aliases = tuple(alias for alias in often_first if alias != entity.name)
    kind: SpeakerKind = "body" if entity.kind in ("body", "place") else "person"
    role = max(entity.roles, key=len, default=None)
    return Speaker(entity.name, kind, aliases, role)


def _unnamed(name: str) -> Speaker:
    words = name.lower().split()
    is_document = any(word.strip(",.") in DOCUMENT_NOUNS for word in words[-3:])
    return Speaker(name, "document" if is_document else "unnamed")
