"""Whom a pronoun means: the person the text is about at that point.

`Focus` goes through the sentences in order. For each it remembers who spoke in it and who its
subject is. A pronoun takes the latest speaker before it beats mere recency; then the subject of
the nearest sentence before it, gender permitting; when nothing fits it has no answer.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from factcheck.extraction.document import Document
from factcheck.extraction.names import Entity, Mention, may_turn_out_a_person
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
_REPLIES = frozenset(["replied", "replies", "answered", "answers", "responded", "responds"])
_SENTENCES_BACK = 6
_PARAGRAPHS_BACK = 3


class Resolved(NamedTuple):
    """An answer for a pronoun. `rivals` are other people it might mean, likeliest first."""

    entity: Entity | None
    rivals: tuple[Entity, ...] = ()


@dataclass(slots=True)
class Focus:
    """What is known about the sentences before the present one, by sentence index."""

    document: Document
    find_subject: Callable[[Focus, int], Entity | None] | None = None
    """Finds the subject of a sentence that was left to be found when asked for."""
    subjects: dict[int, Entity] = field(default_factory=dict)
    speakers: dict[int, Entity] = field(default_factory=dict)
    namesakes: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    linked: dict[int, str] = field(default_factory=dict)
    _left: set[int] = field(default_factory=set)
    _spoken: list[int] = field(default_factory=list)
    """The sentences in `speakers`, in order: nobody need walk back to find the last one."""
    _alone: dict[int, list[int]] | None = None

    def note_subject(self, sentence: int, entity: Entity) -> None:
        self.subjects[sentence] = entity

    def leave_subject(self, sentence: int) -> None:
        """Have the subject found when somebody asks; for most sentences nobody does."""
        self._left.add(sentence)

    def subject(self, sentence: int) -> Entity | None:
        """Whom the sentence is about."""
        if sentence in self._left and self.find_subject is not None:
            self._left.remove(sentence)
            entity = self.find_subject(self, sentence)
            if entity is not None:
                self.subjects[sentence] = entity
        return self.subjects.get(sentence)

    def note_speaker(
        self, sentence: int, entity: Entity, namesakes: tuple[Entity, ...] = ()
    ) -> None:
        """Who spoke in the sentence; `namesakes` are others whom the same words may name."""
        if sentence not in self.speakers:
            insort(self._spoken, sentence)
        self.speakers[sentence] = entity
        if namesakes:
            self.namesakes[sentence] = namesakes

    def link(self, entity: Entity, pronoun: str) -> None:
        """A pronoun has meant the person: the other one no longer can."""
        if pronoun in GENDER_OF and entity.gender is None:
            self.linked.setdefault(id(entity), GENDER_OF[pronoun])

    def _fits(self, entity: Entity, gender: str) -> bool:
        return _fits(entity, gender) and self.linked.get(id(entity), gender) == gender

    def _speaker(self, sentence: int, gender: str) -> Entity | None:
        """Who spoke in the sentence, or the namesake of the right gender."""
        speaker = self.speakers.get(sentence)
        if speaker is None or self._fits(speaker, gender):
            return speaker
        others = self.namesakes.get(sentence, ())
        return next((other for other in others if self._fits(other, gender)), speaker)

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
        if speaker is not None and self._replies(reader, token):
            asked = [one for one in self._mentioned(sentence - 1) if self._fits(one, gender)]
            rivals.extend(one for one in asked if one is not speaker)
        new = self._subject_just_before(sentence, gender)
        if new is not None:
            rivals.append(new)
        if speaker is not None and speaker is not new:
            rivals.append(speaker)
        for earlier in range(sentence - 1, max(-1, sentence - 1 - _SENTENCES_BACK), -1):
            if paragraph - self.document.paragraph_of[earlier] > _PARAGRAPHS_BACK:
                break
            subject = self.subject(earlier)
            for entity in (self._speaker(earlier, gender), subject):
                if entity is None or entity in rivals:
                    continue
                if self._fits(entity, gender):
                    rivals.append(entity)
            mentioned = [
                entity
                for entity in self._mentioned(earlier)
                if self._fits(entity, gender) and entity not in rivals
            ]
            mentioned.sort(key=lambda entity: entity.gender != gender)
            sure = sum(entity.gender == gender for entity in mentioned) == 1
            tie = len(mentioned) > 1 and not sure and not self._introduced(mentioned, earlier)
            if mentioned and subject is not None and may_turn_out_a_person(subject):
                mentioned.insert(0, subject)
                tie = True
            if not rivals and tie:
                return Resolved(None, tuple(mentioned))
            rivals.extend(mentioned)
            if rivals:
                break
        if not rivals:
            asked = self._objects_within(reader, token, gender)
            if len(asked) == 1:
                return Resolved(asked[0])
            return Resolved(self._unsure_speaker(sentence), tuple(asked))
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
            for entity in (self.speakers.get(earlier), self.subject(earlier)):
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
        within = paragraphs[before]
        position = bisect_left(self._spoken, sentence) - 1
        while position >= 0 and paragraphs[self._spoken[position]] == within:
            speaker = self._speaker(self._spoken[position], gender)
            if speaker is not None:
                named = may_turn_out_a_person(speaker) and speaker.gender in (gender, None)
                goes_on = named and within == paragraphs[sentence]
                return speaker if goes_on or self._fits(speaker, gender) else None
            position -= 1
        return None

    def _subject_within(self, reader: Reader, token: int, gender: str) -> Entity | None:
        """When NAME arrived, he said …: a subject earlier in the same sentence."""
        for mention in reader.mentions:
            if mention.last >= token:
                break
            entity = mention.entity
            if not entity.is_person or mention.possessive or not self._fits(entity, gender):
                continue
            if _is_object(reader, mention):
                continue
            return entity
        return None

    def likeliest_of(
        self, namesakes: tuple[Entity, ...], reader: Reader
    ) -> tuple[Entity | None, list[Entity]]:
        """Which person of one surname is meant, and the others, likeliest first.

        Who spoke in the sentence or two before; or else whom a pronoun of the sentence fits; or
        else whom the article names more often in full; or else who came in a sentence earlier.
        Where all that is even nobody is given.
        """
        named = self._named_alone()
        recent = [self.speakers.get(reader.index - back) for back in (1, 2)]
        genders = {GENDER_OF[token.lower] for token in reader.tokens if token.lower in GENDER_OF}

        def unlikely(one: Entity) -> tuple[int, bool, int, int]:
            spoke = recent.index(one) if one in recent else len(recent)
            sentences = named.get(id(one), [reader.index])
            return spoke, one.gender not in genders, -len(sentences), sentences[0]

        first, second, *rest = sorted(namesakes, key=unlikely)
        if unlikely(first) == unlikely(second):
            return None, [first, second, *rest]
        return first, [second, *rest]

    def _named_alone(self) -> dict[int, list[int]]:
        """Entity, by its `id` → the sentences where the words can mean it only; made once."""
        if self._alone is None:
            self._alone = {}
            for mention in self.document.names.mentions:
                if not mention.others:
                    self._alone.setdefault(id(mention.entity), []).append(mention.sentence)
        return self._alone

    def _replies(self, reader: Reader, token: int) -> bool:
        """he replied: not who spoke right before, when that sentence names somebody else."""
        return token + 1 < len(reader.tokens) and reader.tokens[token + 1].lower in _REPLIES

    def _subject_just_before(self, sentence: int, gender: str) -> Entity | None:
        """NAME stayed. “Q,” he said: the paragraph has just turned to somebody else."""
        before = sentence - 1
        entity = self.subject(before)
        paragraphs = self.document.paragraph_of
        if entity is None or paragraphs[before] != paragraphs[sentence] or before in self.speakers:
            return None
        return entity if entity.gender == gender and entity.is_person else None

    def _objects_within(self, reader: Reader, token: int, gender: str) -> list[Entity]:
        """When they asked NAME, he said …: people earlier in the sentence, subject or not."""
        earlier = [
            mention
            for mention in reader.mentions
            if mention.last < token and self._fits(mention.entity, gender)
        ]
        objects = [mention for mention in earlier if not mention.possessive] or earlier
        return list({id(mention.entity): mention.entity for mention in objects}.values())

    def _body_before(self, sentence: int, reader: Reader, token: int) -> Resolved:
        rivals = [
            mention.entity
            for mention in reader.mentions
            if mention.last < token and _is_body(mention.entity)
        ]
        for earlier in range(sentence - 1, max(-1, sentence - 4), -1):
            if rivals:
                break
            near = (self.speakers.get(earlier), self.subject(earlier))
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
