"""Whom a pronoun means: the person the text is about at that point.

`Focus` goes through the sentences in order. For each it remembers who spoke in it and who its
subject is. A pronoun takes the latest speaker before it beats mere recency; then the subject of
the nearest sentence before it, gender permitting; when nothing fits it has no answer.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from factcheck.extraction.document import Document
from factcheck.extraction.names import Entity, Mention
from factcheck.extraction.speakers.sources import Reader
from factcheck.extraction.speakers.word_sets import PREPOSITIONS

GENDER_OF = {"he": "m", "she": "f"}
_BEFORE_OBJECT = (PREPOSITIONS - {"as", "after", "before", "since", "until", "like"}) | {
    "asked",
    "told",
    "met",
    "called",
    "and",
}
_BEFORE_OBJECT = (PREPOSITIONS - {"as", "after", "before", "since", "until", "like"}) | {
    "asked",
    "told",
    "met",
    "called",
    "and",
}
_SENTENCES_BACK = 6
_PARAGRAPHS_BACK = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """An answer for a pronoun. `rivals` are other people it might mean, likeliest first."""

    entity: Entity | None
    rivals: tuple[Entity, ...] = ()


@dataclass(slots=True)
class Focus:
    """What is known about the sentences before the present one, by sentence index."""

    document: Document
    subjects: dict[int, Entity] = field(default_factory=dict)
    speakers: dict[int, Entity] = field(default_factory=dict)
    namesakes: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    _spoken: list[int] = field(default_factory=list)
    """The sentences in `speakers`, in order: nobody need walk back to find the last one."""

    def note_subject(self, sentence: int, entity: Entity) -> None:
        self.subjects[sentence] = entity

    def note_speaker(
        self, sentence: int, entity: Entity, namesakes: tuple[Entity, ...] = ()
    ) -> None:
        """Who spoke in the sentence; `namesakes` are others whom the same words may name."""
        if sentence not in self.speakers:
            insort(self._spoken, sentence)
        self.speakers[sentence] = entity
        if namesakes:
            self.namesakes[sentence] = namesakes

    def _speaker(self, sentence: int, gender: str) -> Entity | None:
        """Who spoke in the sentence, or the namesake of the right gender."""
        speaker = self.speakers.get(sentence)
        if speaker is None or _fits(speaker, gender):
            return speaker
        others = self.namesakes.get(sentence, ())
        return next((other for other in others if _fits(other, gender)), speaker)

    def resolve(self, pronoun: str, sentence: int, reader: Reader, token: int) -> Resolved:
        """The person or body that the pronoun at token `token` of the sentence stands for."""
        if pronoun == "it":
            return self._body_before(sentence, reader, token)
        if pronoun == "they":
            return Resolved(self._group_before(sentence))
        gender = GENDER_OF.get(pronoun)
        if gender is None:
            return Resolved(None)
        within = self._subject_within(reader, token, gender)
        if within is not None:
            return Resolved(within)
        rivals: list[Entity] = []
        paragraph = self.document.paragraph_of[sentence]
        speaker = self._speaker_of_paragraph_before(sentence, gender)
        if speaker is not None:
            rivals.append(speaker)
        for earlier in range(sentence - 1, max(-1, sentence - 1 - _SENTENCES_BACK), -1):
            if paragraph - self.document.paragraph_of[earlier] > _PARAGRAPHS_BACK:
                break
            for entity in (self._speaker(earlier, gender), self.subjects.get(earlier)):
                if entity is not None and _fits(entity, gender) and entity not in rivals:
                    rivals.append(entity)
            mentioned = [
                entity
                for entity in self._mentioned(earlier)
                if _fits(entity, gender) and entity not in rivals
            ]
            if not rivals and len(mentioned) > 1 and not self._introduced(mentioned, earlier):
                return Resolved(None, tuple(mentioned))
            rivals.extend(mentioned)
            if rivals:
                break
        if not rivals:
            return Resolved(self._unsure_speaker(sentence))
        return Resolved(rivals[0], tuple(rivals[1:]))

    def _unsure_speaker(self, sentence: int) -> Entity | None:
        """Who spoke just before under a name that may be a person's: Lee said …, she added."""
        for earlier in range(sentence - 1, max(-1, sentence - 4), -1):
            speaker = self.speakers.get(earlier)
            if speaker is not None:
                return speaker if speaker.kind == "unknown" and not speaker.name.isupper() else None
        return None

    def _introduced(self, mentioned: list[Entity], sentence: int) -> bool:
        """Whether just one of the people is new to the text, which makes them the topic."""
        start = self.document.sentences[sentence].start
        return sum(entity.first_at >= start for entity in mentioned) == 1

    def _group_before(self, sentence: int) -> Entity | None:
        """Whom "they" means: several people who spoke or are the subject shortly before."""
        for earlier in range(sentence - 1, max(-1, sentence - 5), -1):
            for entity in (self.speakers.get(earlier), self.subjects.get(earlier)):
                if entity is not None and entity.kind == "group":
                    return entity
        return None

    def _mentioned(self, sentence: int) -> list[Entity]:
        """People named in the sentence; who is introduced there in full comes first."""
        mentions = self.document.names.in_sentence(sentence)
        if not mentions:
            return []
        start = self.document.sentences[sentence].start
        entities = {id(mention.entity): mention.entity for mention in mentions}
        return sorted(
            (entity for entity in entities.values() if entity.is_person),
            key=lambda entity: not (entity.first_at >= start and len(entity.words) > 1),
        )

    def _speaker_of_paragraph_before(self, sentence: int, gender: str) -> Entity | None:
        """Who spoke last in this paragraph, or else in the one before: an aside changes nothing."""
        paragraphs = self.document.paragraph_of
        before = sentence - 1
        if before < 0 or paragraphs[sentence] - paragraphs[before] > 1:
            return None
        position = bisect_left(self._spoken, sentence) - 1
        if position < 0 or paragraphs[self._spoken[position]] != paragraphs[before]:
            return None
        speaker = self._speaker(self._spoken[position], gender)
        return speaker if speaker is not None and _fits(speaker, gender) else None

    def _subject_within(self, reader: Reader, token: int, gender: str) -> Entity | None:
        """When NAME arrived, he said …: a subject earlier in the same sentence."""
        for mention in reader.mentions:
            if mention.last >= token:
                break
            entity = mention.entity
            if not entity.is_person or mention.possessive or not _fits(entity, gender):
                continue
            if _is_object(reader, mention):
                continue
            return entity
        return None

    def _body_before(self, sentence: int, reader: Reader, token: int) -> Resolved:
        rivals = [
            mention.entity
            for mention in reader.mentions
            if mention.last < token and _is_body(mention.entity)
        ]
        for earlier in range(sentence - 1, max(-1, sentence - 4), -1):
            if rivals:
                break
            near = (self.speakers.get(earlier), self.subjects.get(earlier))
            rivals.extend(entity for entity in near if entity is not None and _is_body(entity))
            mentioned = self.document.names.in_sentence(earlier)
            rivals.extend(m.entity for m in mentioned if m.entity.kind == "body")
        if not rivals:
            return Resolved(None)
        others = tuple(entity for entity in rivals[1:] if entity is not rivals[0])
        return Resolved(rivals[0], others)


def _fits(entity: Entity, gender: str) -> bool:
    return entity.kind in ("person", "unnamed") and entity.gender in (gender, None)


def _is_body(entity: Entity) -> bool:
    return entity.kind in ("body", "unknown", "place")


def _is_object(reader: Reader, mention: Mention) -> bool:
    if mention.first == 0:
        return False
    before = reader.tokens[mention.first - 1].lower
    return before in _BEFORE_OBJECT
