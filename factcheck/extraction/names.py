"""One table a document: who and what is named, under which names, in which roles.

`NameTable.build` reads the tokens of every sentence. A `Mention` is a name at a place in the
text; an `Entity` is the person, body or place that mentions belong to. "Rutte" belongs to "Mark
Rutte" when the article names him in full; a surname that two people share has both of them, the
second in `others`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import filterfalse, pairwise
from typing import Literal

from factcheck.extraction.lexicon import (
    BODY_WORDS,
    PLACES,
    ROLE_GENDER,
    ROLE_NOUNS,
    first_names,
)
from factcheck.extraction.name_chunks import Chunker
from factcheck.extraction.name_matching import (
    Gender,
    first_name_gender,
    is_tail,
    may_be_same_first,
    suffix_of,
    title_gender,
)
from factcheck.extraction.name_words import Chunk, surname_of
from factcheck.extraction.tokens import Token, Words

EntityKind = Literal["person", "body", "place", "unknown", "unnamed", "group"]
"""`unnamed` is somebody whom the article only describes, `group` are several: the authors."""

_HE = frozenset(["he", "his", "him", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_NAMESAKES = 12
"""People of one surname or role that are told apart; more are an attack or a list."""
_ROLES = 12
_APPOSITION_REACH = 9


@dataclass(slots=True)
class Entity:
    """Somebody or something named. `roles` are phrases in lower case ("nato chief").

    `aliases` are the forms of the name, each with the number of times that it comes.
    """

    name: str
    kind: EntityKind
    words: tuple[str, ...]
    first_at: int
    gender: Gender | None = None
    aliases: dict[str, int] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    full_mentions: int = 0

    def add_role(self, role: str) -> None:
        if role and role not in self.roles and len(self.roles) < _ROLES:
            self.roles.append(role)

    @property
    def surname(self) -> str:
        return surname_of(self.words)

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


@dataclass(slots=True)
class Mention:
    """A name in the text: code points `start`..`end` (title left out), tokens `first`..`last`.

    `first` and `last` (inclusive) count tokens of the sentence and take the title in.
    `others` are further entities that the same words may mean, likeliest first.
    """

    start: int
    end: int
    text: str
    title: str
    sentence: int
    first: int
    last: int
    possessive: bool
    entity: Entity
    others: tuple[Entity, ...] = ()


class NameTable:
    """The names of a document. `mentions` is in the order of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self._by_sentence: dict[int, list[Mention]] = defaultdict(list)
        self._by_surname: dict[str, list[Entity]] = defaultdict(list)
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], Entity] = {}
        self._by_role: dict[str, list[Entity]] = defaultdict(list)

    @classmethod
    def build(cls, text: str, sentences: Sequence[Words]) -> NameTable:
        """The table for the sentences' tokens; `text` is the text as given."""
        table = cls(text)
        chunker = Chunker(text, sentences)
        chunks = chunker.chunks()
        table._add_people(chunks, chunker.is_lower)
        table._add_mentions(chunks)
        table._add_roles(sentences)
        table._add_gender(sentences)
        return table

    def in_sentence(self, sentence: int) -> list[Mention]:
        """Mentions of the sentence with that index, in order."""
        return self._by_sentence.get(sentence, [])

    def by_surname(self, surname: str) -> list[Entity]:
        """People of that surname (lower case), in the order of the article."""
        return list(self._by_surname.get(surname, ()))

    def with_role(self, noun: str, modifiers: Sequence[str] = ()) -> list[Entity]:
        """People whom the article gives a role ending in the noun, and all of the modifiers."""
        found = []
        for entity in self._by_role.get(noun, [])[:_NAMESAKES]:
            phrases = " ".join(entity.roles).split()
            if all(modifier in phrases for modifier in modifiers):
                found.append(entity)
        return found

    def _add_people(self, chunks: list[Chunk], is_lower: Callable[[str], bool]) -> None:
        bare = Counter(chunk.words[0] for chunk in chunks if len(chunk.words) == 1)
        given = set(filterfalse(is_lower, _given_names_alone(chunks)))
        for chunk in chunks:
            if len(chunk.words) < 2:
                continue
            if not chunk.person and chunk.could_be_person:
                last = surname_of(chunk.words)
                chunk.person = bool(bare[last]) and not is_lower(last) and last not in PLACES
            if not chunk.person:
                continue
            self._person(chunk)
        self._add_first_of_pairs(chunks)
        for chunk in chunks:
            alone = len(chunk.words) == 1 and (chunk.person or chunk.words[0] in given)
            if alone and not self._matches(chunk):
                chunk.person = True
                self._person(chunk)

    def _add_first_of_pairs(self, chunks: list[Chunk]) -> None:
        """Kevin and Donna Birch: the first of the two has the surname as well."""
        given = first_names()
        for chunk, other in pairwise(chunks):
            if len(chunk.words) != 1 or len(other.words) != 2 or not other.person:
                continue
            joined = chunk.sentence == other.sentence and chunk.last + 2 == other.first
            if not joined or chunk.words[0] not in given or other.words[0] not in given:
                continue
            words = (chunk.words[0], other.words[1])
            if self._joined_by_and(chunk, other) and self._same_person(words, None) is None:
                surname = other.text.split()[-1]
                name = f"{chunk.text} {surname}"
                gender = first_name_gender(words)
                entity = Entity(name, "person", words, chunk.start, gender, full_mentions=1)
                self.entities.append(entity)
                self._by_words[words] = entity
                self._by_words[chunk.words] = entity
                self._by_surname[words[1]].append(entity)
                self._by_first[words[0]].append(entity)

    def _joined_by_and(self, chunk: Chunk, other: Chunk) -> bool:
        return self.text[chunk.end : other.start].strip() == "and"

    def _person(self, chunk: Chunk) -> Entity:
        gender = title_gender(chunk.title)
        entity = self._same_person(chunk.words, gender)
        if entity is None:
            gender = gender or first_name_gender(chunk.words)
            namesake = self._by_words.get(chunk.words)
            name = chunk.text if namesake is None else chunk.titled
            entity = Entity(name, "person", chunk.words, chunk.start, gender)
            self.entities.append(entity)
            self._by_surname[entity.surname].append(entity)
            if len(chunk.words) > 1:
                self._by_first[chunk.words[0]].append(entity)
        elif len(chunk.words) > len(entity.words):
            entity.name, entity.words = chunk.text, chunk.words
        self._by_words[chunk.words] = entity
        entity.full_mentions += 1
        return entity

    def _same_person(self, words: tuple[str, ...], gender: Gender | None) -> Entity | None:
        known = self._by_words.get(words)
        if known is not None and gender in (known.gender, None):
            return known
        for entity in self._by_surname[surname_of(words)][:_NAMESAKES]:
            if len(entity.words) == 1 or len(words) == 1:
                continue
            if suffix_of(entity.words) != suffix_of(words):
                continue
            if may_be_same_first(entity.words[0], words[0]) or is_tail(entity.words, words):
                return entity
        return None

    def _matches(self, chunk: Chunk) -> list[Entity]:
        """People whom a chunk may mean, likeliest first."""
        known = self._by_words.get(chunk.words)
        if known is not None and len(chunk.words) > 1:
            return [known]
        last = surname_of(chunk.words)
        found = self._by_surname.get(last, [])[:_NAMESAKES]
        gender = title_gender(chunk.title) if chunk.title else None
        if gender is not None:
            found = [entity for entity in found if entity.gender in (gender, None)]
        if len(chunk.words) > 1:
            return [
                entity
                for entity in found
                if may_be_same_first(entity.words[0], chunk.words[0])
                or is_tail(entity.words, chunk.words)
            ]
        if not found:
            found = self._by_first.get(last, [])[:_NAMESAKES]
        if known is not None and known not in found and gender in (known.gender, None):
            found.append(known)
        if len(found) < 2:
            return found
        found.sort(key=lambda entity: (-entity.full_mentions, entity.first_at))
        return found

    def _add_mentions(self, chunks: list[Chunk]) -> None:
        for chunk in chunks:
            may_be = chunk.person or chunk.could_be_person or self._is_known_surname(chunk)
            people = self._matches(chunk) if may_be else []
            entity = people[0] if people else self._other(chunk)
            entity.aliases[chunk.text] = entity.aliases.get(chunk.text, 0) + 1
            if chunk.role_before:
                entity.add_role(chunk.role_before)
            if chunk.title:
                entity.add_role(chunk.title)
                gender = title_gender(chunk.title)
                if gender is not None and len(people) == 1:
                    entity.gender = gender
            mention = Mention(
                chunk.start,
                chunk.end,
                chunk.text,
                chunk.title,
                chunk.sentence,
                chunk.first,
                chunk.last,
                chunk.possessive,
                entity,
                tuple(people[1:]),
            )
            self.mentions.append(mention)
            self._by_sentence[chunk.sentence].append(mention)

    def _is_known_surname(self, chunk: Chunk) -> bool:
        """Jordan, West: a place by itself, but the article has a person of that name."""
        alone = len(chunk.words) == 1 and not chunk.after_the and not chunk.after_preposition
        return alone and bool(self._by_surname.get(chunk.words[0]))

    def _other(self, chunk: Chunk) -> Entity:
        known = self._by_words.get(chunk.words)
        if known is None:
            known = Entity(chunk.text, _kind_of(chunk), chunk.words, chunk.start)
            self._by_words[chunk.words] = known
            self.entities.append(known)
        return known

    def _add_roles(self, sentences: Sequence[Words]) -> None:
        for mention in self.mentions:
            if mention.entity.is_person or (
                mention.entity.kind == "unknown" and len(mention.entity.words) > 1
            ):
                role = _apposition_role(sentences[mention.sentence].tokens, mention)
                if role:
                    mention.entity.add_role(role)
                    if mention.entity.kind == "unknown":
                        mention.entity.kind = "person"
        for entity in self.entities:
            if not entity.is_person:
                continue
            for role in entity.roles:
                words = role.split()
                noun = next((word for word in reversed(words) if word in ROLE_NOUNS), None)
                if noun and (not self._by_role[noun] or self._by_role[noun][-1] is not entity):
                    self._by_role[noun].append(entity)
                gender = next((ROLE_GENDER[word] for word in words if word in ROLE_GENDER), None)
                if entity.gender is None and gender is not None:
                    entity.gender = "m" if gender == "m" else "f"

    def _add_gender(self, sentences: Sequence[Words]) -> None:
        """A person of unknown gender is what the pronouns of their own sentences say."""
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        for index, mentions in self._by_sentence.items():
            people = {
                id(m.entity): m.entity
                for m in mentions
                if m.entity.is_person or (m.first == 0 and may_turn_out_a_person(m.entity))
            }
            if len(people) != 1:
                continue
            entity = next(iter(people.values()))
            if entity.gender is not None:
                continue
            from_token = mentions[0].last
            for sentence in sentences[index : index + 2]:
                for lower in sentence.lowers[from_token:]:
                    if lower in _HE:
                        votes[id(entity)]["m"] += 1
                    elif lower in _SHE:
                        votes[id(entity)]["f"] += 1
                from_token = 0
                if any(
                    m.entity is not entity and (m.entity.is_person or m.first == 0)
                    for m in self.in_sentence(index + 1)
                ):
                    break
        for entity in self.entities:
            count = votes.get(id(entity))
            if count and count["m"] != count["f"]:
                entity.kind = "person"
                entity.gender = "m" if count["m"] > count["f"] else "f"


def may_turn_out_a_person(entity: Entity) -> bool:
    """Whether a name of which nothing is known looks like a person's: Ivo Kranz."""
    return (
        entity.kind == "unknown"
        and len(entity.words) in (2, 3)
        and not any(word in PLACES or word in BODY_WORDS for word in entity.words)
    )


def _given_names_alone(chunks: list[Chunk]) -> set[str]:
    """Given names that stand by themselves and never after "in" or "the": Melanie, not Austin."""
    names = first_names()
    found: set[str] = set()
    places: set[str] = set()
    for chunk in chunks:
        word = chunk.words[0]
        if len(chunk.words) > 1 or names.get(word) not in ("m", "f") or word in PLACES:
            continue
        if chunk.after_the or chunk.after_preposition:
            places.add(word)
        else:
            found.add(word)
    return found - places


def _kind_of(chunk: Chunk) -> EntityKind:
    if chunk.words[-1] in PLACES:
        return "place"
    if chunk.after_the or any(word in BODY_WORDS for word in chunk.words):
        return "body"
    if chunk.text.isupper() and len(chunk.text) > 1:
        return "body"
    return "unknown"


def _apposition_role(tokens: Sequence[Token], mention: Mention) -> str:
    """NAME, the ROLE …: the words of the role up to its noun; empty when there is none."""
    index = mention.last + 1
    if index >= len(tokens) or tokens[index].lower != ",":
        return ""
    words: list[str] = []
    for token in tokens[index + 1 : index + 1 + _APPOSITION_REACH]:
        if token.kind == "possessive":
            words = []
            continue
        if token.kind != "word" or token.lower in (
            "who",
            "which",
            "and",
            "said",
            "of",
            "in",
            "with",
        ):
            break
        if token.lower in ("the", "a", "an", "his", "her", "their", "one", "is", "was"):
            continue
        words.append(token.lower)
        if token.lower in ROLE_NOUNS:
            return " ".join(words)
    return ""
