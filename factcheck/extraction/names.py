"""One table a document: who and what is named, under which names, in which roles.

`NameTable.build` reads the tokens of every sentence. A `Mention` is a name at a place in the
text; an `Entity` is the person, body or place that mentions belong to. "Rutte" belongs to "Mark
Rutte" when the article names him in full; a surname that two people share is `ambiguous`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from factcheck.extraction.lexicon import (
    BODY_NOUNS,
    BODY_WORDS,
    DOCUMENT_NOUNS,
    FEMALE_TITLES,
    MALE_TITLES,
    NOT_NAMES,
    PARTICLES,
    PLACES,
    PLURAL_PEOPLE,
    ROLE_GENDER,
    ROLE_NOUNS,
    TEMPORAL,
    TITLES,
    first_names,
)
from factcheck.extraction.sentences import Token

EntityKind = Literal["person", "body", "place", "unknown", "unnamed", "group"]
"""`unnamed` is somebody whom the article only describes, `group` are several: the authors."""
Gender = Literal["m", "f"]

_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_OF_HEADS = TITLES | BODY_WORDS | frozenset(["ministry", "state", "bank", "church", "daughters"])
_WEAK_TITLES = frozenset(
    [
        "former",
        "acting",
        "democratic",
        "democrat",
        "republican",
        "general",
        "major",
        "chief",
        "leader",
    ]
)
_COMMON = ROLE_NOUNS | BODY_NOUNS | PLURAL_PEOPLE | DOCUMENT_NOUNS
_HE = frozenset(["he", "his", "him", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_AFTER_NEW = frozenset(
    [
        "york",
        "zealand",
        "jersey",
        "hampshire",
        "mexico",
        "orleans",
        "delhi",
        "england",
        "yorker",
        "yorkers",
        "republic",
        "scientist",
        "statesman",
        "brunswick",
        "caledonia",
        "guinea",
        "labour",
    ]
)
_BODY_ENDS = frozenset(
    [
        "council",
        "committee",
        "party",
        "university",
        "institute",
        "commission",
        "association",
        "union",
        "foundation",
        "ministry",
        "department",
        "agency",
        "court",
        "congress",
    ]
)
_NO_NAME_CHARACTER = re.compile(r"[\d_$€£@#%/]")
_SAID = frozenset(
    ["said", "says", "told", "added", "wrote", "tweeted", "explained", "recalled", "replied"]
)
_NAMESAKES = 12
"""People of one surname or role that are told apart; more are an attack or a list."""
_ROLES = 12
_APPOSITION_REACH = 9


@dataclass(slots=True)
class Entity:
    """Somebody or something named. `roles` are phrases in lower case ("nato chief")."""

    name: str
    kind: EntityKind
    words: tuple[str, ...]
    first_at: int
    gender: Gender | None = None
    aliases: Counter[str] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    full_mentions: int = 0

    def add_role(self, role: str) -> None:
        if role and role not in self.roles and len(self.roles) < _ROLES:
            self.roles.append(role)

    @property
    def surname(self) -> str:
        return _surname(self.words)

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

    @property
    def ambiguous(self) -> bool:
        return bool(self.others)


@dataclass(slots=True)
class _Chunk:
    sentence: int
    first: int
    name_first: int
    last: int
    words: tuple[str, ...]
    title: str
    possessive: bool
    after_the: bool
    after_preposition: bool
    role_before: str
    start: int
    end: int
    text: str
    titled: str
    could_be_person: bool = False
    person: bool = False


def _surname(words: Sequence[str]) -> str:
    for word in reversed(words):
        if word not in _SUFFIXES:
            return word
    return words[-1]


class NameTable:
    """The names of a document. `mentions` is in the order of the text."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self._starts: list[int] = []
        self._by_sentence: dict[int, list[Mention]] = defaultdict(list)
        self._by_surname: dict[str, list[Entity]] = defaultdict(list)
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], Entity] = {}
        self._by_role: dict[str, list[Entity]] = defaultdict(list)

    @classmethod
    def build(cls, text: str, sentences: Sequence[Sequence[Token]]) -> NameTable:
        """The table for the sentences' tokens; `text` is the text as given."""
        table = cls()
        chunker = _Chunker(text, sentences)
        chunks = chunker.chunks()
        table._add_people(chunks, chunker.lower_words)
        table._add_mentions(chunks)
        table._add_roles(sentences)
        table._add_gender(sentences)
        return table

    def in_sentence(self, sentence: int) -> list[Mention]:
        """Mentions of the sentence with that index, in order."""
        return self._by_sentence.get(sentence, [])

    def before(self, offset: int) -> int:
        """How many mentions start before the code point: an index into `mentions`."""
        return bisect_left(self._starts, offset)

    def people(self) -> list[Entity]:
        return [entity for entity in self.entities if entity.is_person]

    def sharing_surname(self, entity: Entity) -> list[Entity]:
        return [other for other in self._by_surname[entity.surname] if other is not entity]

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

    def _add_people(self, chunks: list[_Chunk], lower_words: set[str]) -> None:
        bare = Counter(chunk.words[0] for chunk in chunks if len(chunk.words) == 1)
        given = _given_names_alone(chunks) - lower_words
        for chunk in chunks:
            if len(chunk.words) < 2:
                continue
            if not chunk.person and chunk.could_be_person:
                last = _surname(chunk.words)
                chunk.person = bool(bare[last]) and last not in lower_words and last not in PLACES
            if not chunk.person:
                continue
            self._person(chunk)
        for chunk in chunks:
            if len(chunk.words) != 1 or self._matches(chunk):
                continue
            if chunk.person or chunk.words[0] in given:
                chunk.person = True
                self._person(chunk)

    def _person(self, chunk: _Chunk) -> Entity:
        entity = self._same_person(chunk.words, _title_gender(chunk.title))
        if entity is None:
            gender = _title_gender(chunk.title) or _first_name_gender(chunk.words)
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
        for entity in self._by_surname[_surname(words)][:_NAMESAKES]:
            if len(entity.words) == 1 or len(words) == 1:
                continue
            if _suffix(entity.words) != _suffix(words):
                continue
            if _same_first(entity.words[0], words[0]) or _is_tail(entity.words, words):
                return entity
        return None

    def _matches(self, chunk: _Chunk) -> list[Entity]:
        """People whom a chunk may mean, likeliest first."""
        known = self._by_words.get(chunk.words)
        if known is not None and len(chunk.words) > 1:
            return [known]
        last = _surname(chunk.words)
        found = self._by_surname.get(last, [])[:_NAMESAKES]
        gender = _title_gender(chunk.title)
        if gender is not None:
            found = [entity for entity in found if entity.gender in (gender, None)]
        if len(chunk.words) > 1:
            return [
                entity
                for entity in found
                if _same_first(entity.words[0], chunk.words[0])
                or _is_tail(entity.words, chunk.words)
            ]
        if not found:
            found = self._by_first.get(last, [])[:_NAMESAKES]
        if known is not None and known not in found and gender in (known.gender, None):
            found.append(known)
        found.sort(key=lambda entity: (-entity.full_mentions, entity.first_at))
        return found

    def _add_mentions(self, chunks: list[_Chunk]) -> None:
        for chunk in chunks:
            people = self._matches(chunk) if chunk.person or chunk.could_be_person else []
            entity = people[0] if people else self._other(chunk)
            entity.aliases[chunk.text] += 1
            entity.add_role(chunk.role_before)
            if chunk.title:
                entity.add_role(chunk.title)
                gender = _title_gender(chunk.title)
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
            self._starts.append(mention.start)
            self._by_sentence[chunk.sentence].append(mention)

    def _other(self, chunk: _Chunk) -> Entity:
        known = self._by_words.get(chunk.words)
        if known is None:
            known = Entity(chunk.text, _kind_of(chunk), chunk.words, chunk.start)
            self._by_words[chunk.words] = known
            self.entities.append(known)
        return known

    def _add_roles(self, sentences: Sequence[Sequence[Token]]) -> None:
        for mention in self.mentions:
            if mention.entity.is_person or (
                mention.entity.kind == "unknown" and len(mention.entity.words) > 1
            ):
                role = _apposition_role(sentences[mention.sentence], mention)
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

    def _add_gender(self, sentences: Sequence[Sequence[Token]]) -> None:
        """A person of unknown gender is what the pronouns of their own sentences say."""
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        for index, mentions in self._by_sentence.items():
            people = {
                id(m.entity): m.entity
                for m in mentions
                if m.entity.is_person or (m.first == 0 and _may_turn_out_a_person(m.entity))
            }
            if len(people) != 1:
                continue
            entity = next(iter(people.values()))
            if entity.gender is not None:
                continue
            from_token = mentions[0].last
            for sentence in sentences[index : index + 2]:
                for token in sentence[from_token:]:
                    if token.lower in _HE:
                        votes[id(entity)]["m"] += 1
                    elif token.lower in _SHE:
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


def _may_turn_out_a_person(entity: Entity) -> bool:
    return (
        entity.kind == "unknown"
        and len(entity.words) in (2, 3)
        and not any(word in PLACES or word in BODY_WORDS for word in entity.words)
    )


def _given_names_alone(chunks: list[_Chunk]) -> set[str]:
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


def _suffix(words: Sequence[str]) -> str:
    return words[-1].rstrip(".") if words[-1] in _SUFFIXES else ""


def _same_first(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if len(shorter) <= 4 and "." in other + one:
        return longer.startswith(shorter[0])
    return len(shorter) >= 3 and longer.startswith(shorter)


def _is_tail(one: Sequence[str], other: Sequence[str]) -> bool:
    """Is one name the end of the other: Lee Marsh, and Ana Maria Lee Marsh."""
    shorter, longer = sorted((tuple(one), tuple(other)), key=len)
    return len(shorter) >= 2 and longer[-len(shorter) :] == shorter


def _title_gender(title: str) -> Gender | None:
    for word in title.split():
        if word in MALE_TITLES:
            return "m"
        if word in FEMALE_TITLES:
            return "f"
        if word in ROLE_GENDER:
            return "m" if ROLE_GENDER[word] == "m" else "f"
    return None


def _first_name_gender(words: Sequence[str]) -> Gender | None:
    for word in words[:-1] or words:
        gender = first_names().get(word) or first_names().get(word.split("-")[0])
        if gender == "m":
            return "m"
        if gender == "f":
            return "f"
    return None


def _may_be_person(chunk: _Chunk) -> bool:
    if any(word in BODY_WORDS for word in chunk.words) or len(chunk.words) > 5:
        return False
    if chunk.words[-1] in PLACES and (chunk.words[0] in PLACES or len(chunk.words[0]) == 2):
        return False
    if chunk.after_the:
        return False
    return _NO_NAME_CHARACTER.search(chunk.text) is None


def _kind_of(chunk: _Chunk) -> EntityKind:
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


def _is_opening_participle(token: Token, following: Token) -> bool:
    """Praising the …, Asked about …: no name, though it has a capital."""
    return token.lower.endswith(("ing", "ed", "ly")) and (
        following.kind == "quote" or following.lower in NOT_NAMES
    )


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Title case throughout: Harbour Wall Found Cracked by Lyon Mayor Ana Ruiz."""
    capitals = 0
    for token in tokens:
        if token.kind == "quote":
            return False
        if token.kind == "word" and len(token.text) > 3:
            if token.text[0].islower() and (len(token.text) > 4 or token.lower in _SAID):
                return False
            capitals += token.text[0].isupper()
    return capitals >= 5


class _Chunker:
    """Finds runs of capitalised words and says where the title ends and the name begins."""

    def __init__(self, text: str, sentences: Sequence[Sequence[Token]]) -> None:
        self.text = text
        self.sentences = sentences
        self.first_names = first_names()
        self.surnames: set[str] = set()
        self.in_headline = False
        self.lower_words = {
            token.text for tokens in sentences for token in tokens if token.text[0].islower()
        }

    def chunks(self) -> list[_Chunk]:
        found: list[_Chunk] = []
        headlines = {index for index, tokens in enumerate(self.sentences) if _is_headline(tokens)}
        # What the text calls people tells where a name ends among capitals.
        in_order = sorted(range(len(self.sentences)), key=lambda index: index in headlines)
        for index in in_order:
            tokens = self.sentences[index]
            self.in_headline = index in headlines
            done = 0
            for position, token in enumerate(tokens):
                text = token[0]
                if position < done or not (text[0].isupper() or text[2:3] == "-"):
                    continue
                end = self._end_of_run(tokens, position)
                if end > position:
                    chunk = self._chunk(index, tokens, position, end)
                    if chunk is not None:
                        found.append(chunk)
                    done = end
        found.sort(key=lambda chunk: chunk.start)
        return found

    def _is_capitalised(self, token: Token) -> bool:
        return token.kind == "word" and token.text[0].isupper()

    def _starts_name(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        if token.kind != "word":
            return False
        if not token.text[0].isupper():
            return token.text[:3] in ("al-", "el-") and token.text[3:4].isupper()
        if token.lower in self.surnames:
            return True
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.lower in NOT_NAMES or token.lower in TEMPORAL:
            if token.lower == "us" and token.text == "US":
                return True
            if token.lower == "new" and following is not None and following.lower in _AFTER_NEW:
                return True
            return (
                token.lower in self.first_names
                and following is not None
                and self._is_capitalised(following)
                and following.lower not in NOT_NAMES
                and following.lower not in TEMPORAL
            )
        return True

    def _end_of_run(self, tokens: Sequence[Token], start: int) -> int:
        """The index after the last token of the run that starts here; `start` when none does."""
        if not self._starts_name(tokens, start):
            return start
        if self.in_headline:
            return self._end_in_headline(tokens, start)
        end = start + 1
        while end < len(tokens):
            token = tokens[end]
            if not self._adjacent(tokens[end - 1], token):
                break
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            if self._is_capitalised(token):
                if not self._continues(tokens, end):
                    break
                end += 1
            elif following is None or not self._is_capitalised(following):
                if token.lower in PARTICLES and (after := self._after_particles(tokens, end)):
                    end = after
                    continue
                if (
                    token.lower == "of"
                    and following is not None
                    and following.lower == "the"
                    and tokens[end - 1].lower in _OF_HEADS
                    and end + 2 < len(tokens)
                    and self._is_capitalised(tokens[end + 2])
                ):
                    end += 3
                    continue
                break
            elif token.kind == "nickname" or token.lower in PARTICLES or token.text == "&":
                end += 2
            elif token.lower in ("of", "for", "on") and tokens[end - 1].lower in _OF_HEADS:
                if following.lower in NOT_NAMES or following.lower in TEMPORAL:
                    break
                if token.lower != "of" and tokens[end - 1].lower not in BODY_WORDS:
                    break
                end += 2
            else:
                break
        return end

    def _end_in_headline(self, tokens: Sequence[Token], start: int) -> int:
        """Where every word has a capital only a given name and a known surname make a name."""
        end = start + 1
        if tokens[start].lower in self.first_names:
            while end < min(len(tokens), start + 3) and self._adjacent(
                tokens[end - 1], tokens[end]
            ):
                if tokens[end].lower in self.surnames:
                    return end + 1
                end += 1
            second = tokens[start + 1 : start + 2]
            capital = second and self._is_capitalised(second[0])
            return start + 2 if capital and self._adjacent(tokens[start], second[0]) else start + 1
        known = tokens[start].lower in self.surnames or tokens[start].text.isupper()
        return end if known else start

    def _after_particles(self, tokens: Sequence[Token], start: int) -> int:
        """The index after the name that several particles lead to (von der Leyen), or 0."""
        end = start
        while end < min(len(tokens), start + 4) and tokens[end].lower in PARTICLES:
            end += 1
        if end == start or end >= len(tokens) or not self._is_capitalised(tokens[end]):
            return 0
        return end + 1

    def _continues(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        if token.lower in TEMPORAL or token.lower in NOT_NAMES:
            before = tokens[index - 1].lower
            return before in self.first_names and token.lower in (
                "may",
                "will",
                "long",
                "short",
                "small",
                "young",
                "best",
                "good",
                "new",
                "march",
                "last",
                "english",
            )
        return True

    def _adjacent(self, left: Token, right: Token) -> bool:
        return right.start - left.end <= 1 and (
            right.start == left.end or self.text[left.end] in " \u00a0\t\n"
        )

    def _chunk(self, sentence: int, tokens: Sequence[Token], first: int, end: int) -> _Chunk | None:
        first = self._skip_common(tokens, first, end)
        if first >= end:
            return None
        name_first = self._end_of_title(tokens, first, end)
        if name_first >= end:
            return None
        words = tuple(token.lower for token in tokens[name_first:end] if token.kind == "word")
        if not any(token.lower in TITLES for token in tokens[first:name_first]):
            first = name_first
        title = " ".join(token.lower for token in tokens[first:name_first] if token.kind == "word")
        before = tokens[first - 1] if first else None
        after = tokens[end] if end < len(tokens) else None
        chunk = _Chunk(
            sentence,
            first,
            name_first,
            end - 1,
            words,
            title,
            possessive=after is not None and after.kind == "possessive",
            after_the=before is not None and before.lower == "the" and not title,
            after_preposition=before is not None and before.lower in ("in", "near", "at", "from"),
            role_before=self._role_before(tokens, first),
            start=tokens[name_first].start,
            end=tokens[end - 1].end,
            text=self.text[tokens[name_first].start : tokens[end - 1].end],
            titled=self.text[tokens[first].start : tokens[end - 1].end],
        )
        chunk.could_be_person = _may_be_person(chunk)
        chunk.person = self._is_person(chunk) or (
            len(words) in (2, 3, 4)
            and after is not None
            and after.lower in _SAID
            and chunk.could_be_person
            and not any(word in PLACES or word in self.lower_words for word in words)
        )
        if chunk.person and len(words) > 1:
            self.surnames.add(_surname(words))
        return chunk

    def _skip_common(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Leave out a sentence's first word when it is capitalised only for standing there."""
        token = tokens[first]
        begins = first == 0 or tokens[first - 1].text in (":", "—", "–", "“", "•", "*")
        if not begins or token.lower in TITLES or token.lower in self.surnames:
            return first
        following = tokens[first + 1] if first + 1 < len(tokens) else None
        if end - first == 1 and following is not None and _is_opening_participle(token, following):
            return first + 1
        if end - first == 1 or token.lower not in self.first_names:
            common = token.lower in self.lower_words or token.lower in _COMMON
            if common and not (end - first > 1 and tokens[first + 1].lower in BODY_WORDS):
                return first + 1
        return first

    def _end_of_title(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Where the name begins: after the last title, and after an office (Secretary of State)."""
        begin = first
        for index in range(first, end - 1):
            lower = tokens[index].lower
            if lower not in TITLES:
                continue
            before = tokens[index - 1].lower if index > first else ""
            given_follows = tokens[index + 1].lower in self.first_names
            if (
                not given_follows
                and before in self.first_names
                and before not in PLACES
                and lower != "sen."
            ):
                continue
            begin = index + 1
        if begin > first and tokens[begin].lower == "of":
            return self._after_office(tokens, begin, end)
        if begin == first or tokens[end - 1].lower in BODY_WORDS:
            return self._after_body(tokens, first, end)
        return self._after_body(tokens, begin, end)

    def _after_office(self, tokens: Sequence[Token], begin: int, end: int) -> int:
        for index in range(begin + 1, end - 1):
            if tokens[index].lower in self.first_names and index > begin + 1:
                return index
        return end

    def _after_body(self, tokens: Sequence[Token], begin: int, end: int) -> int:
        """Fox News Sean Hannity, Florida Marco Rubio: cut what stands before a given name."""
        if tokens[begin].lower in self.first_names and tokens[begin].lower not in PLACES:
            return begin
        for index in range(begin + 1, end - 1):
            if tokens[index].lower in self.first_names and all(
                self._is_no_given_name(token) for token in tokens[begin:index]
            ):
                return begin if tokens[end - 1].lower in BODY_WORDS else index
            rest = tokens[index + 1 : end]
            if (
                tokens[index].lower in _BODY_ENDS
                and len(rest) in (2, 3)
                and not any(one.lower in BODY_WORDS or one.lower in PLACES for one in rest)
            ):
                return index + 1
        return begin

    def _is_no_given_name(self, token: Token) -> bool:
        if re.fullmatch(r"(?:[A-Z]\.)+", token.text) and token.lower not in PLACES:
            return False
        return (
            token.lower in BODY_WORDS
            or token.lower in PLACES
            or token.lower in _COMMON
            or token.lower in self.lower_words
            or token.text.isupper()
        )

    def _role_before(self, tokens: Sequence[Token], first: int) -> str:
        """The words of a role in lower case right before the name: NATO chief, her spokesman."""
        index = first - 1
        if index < 0 or tokens[index].lower not in ROLE_NOUNS or tokens[index].text[0].isupper():
            return ""
        words: list[str] = []
        while index >= 0 and tokens[index].kind == "word" and len(words) < 5:
            if tokens[index].lower in NOT_NAMES:
                break
            words.append(tokens[index].lower)
            index -= 1
        return " ".join(reversed(words))

    def _is_person(self, chunk: _Chunk) -> bool:
        if not chunk.could_be_person:
            return False
        words = chunk.words
        titles = [word for word in chunk.title.split() if word in TITLES]
        if any(word not in _WEAK_TITLES for word in titles):
            return True
        if chunk.role_before and len(words) > 1:
            return True
        if len(words) < 2:
            return False
        if words[0] in self.first_names or words[0].split("-")[0] in self.first_names:
            return not (words[0] in PLACES and words[-1] in PLACES) and not (
                words[0] in PLACES and self.first_names.get(words[0]) is None
            )
        return re.fullmatch(r"(?:[a-z]\.)+", words[0]) is not None
