"""Who a reported statement is credited to: a full name, or the article's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from factcheck.extraction import words as w
from factcheck.extraction.clauses import Sentence
from factcheck.extraction.document import Document
from factcheck.extraction.lexicon import BODY_NOUNS, ROLE_NOUNS
from factcheck.extraction.names import Entity, Mention
from factcheck.extraction.speakers.focus import Focus
from factcheck.extraction.speakers.sources import Reader

_PERSONAL = frozenset(("he", "she", "it", "his", "her"))
_ENDS_HEAD = frozenset((w.PREPOSITION, w.COMMA, w.OPEN, w.RELATIVE, w.TO, w.DASH, w.COLON))
_OWNER = {"his": "he", "her": "she", "its": "it"}


def _is_role(phrase: str, role: str) -> bool:
    """Whether a role is the one meant: the nominee is not the vice-presidential nominee."""
    before, found, after = role.rpartition(phrase)
    return bool(found) and not after.strip() and before.strip() not in _LESSER


_LESSER = frozenset(("vice", "deputy", "former", "assistant", "acting"))


def _subject_of(sentences: Mapping[int, Sentence], _focus: Focus, index: int) -> Entity | None:
    """Who or what is named as the subject of a sentence."""
    sentence = sentences[index]
    subject = sentence.first_subject(0, len(sentence))
    named = sentence.mention_at(subject[1]) if subject is not None else None
    return named.entity if named is not None and not named.possessive else None


@dataclass(slots=True)
class Credit:
    """Goes through a document's sentences in order and resolves the subjects of its cues."""

    document: Document
    focus: Focus = field(init=False)
    _bodies: Counter[str] = field(default_factory=Counter)
    _noted: dict[int, Sentence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.focus = Focus(self.document, partial(_subject_of, self._noted))

    def speaker(self, sentence: Sentence, subject: tuple[int, int]) -> tuple[str, str]:
        """The speaker's name (or the article's words) and the words as written."""
        first, last = subject
        raw = self._raw(sentence, first, last)
        if first == last and sentence.lower(first) in _PERSONAL:
            return self._pronoun(sentence, first) or raw, raw
        head = self._head(sentence, first, last)
        mention = self._named(sentence, head) or self._name_beside(sentence, head, last)
        if mention is not None:
            self.focus.note_speaker(sentence.index, mention.entity)
            return self._with_partner(sentence, first, mention), raw
        described = self._described(sentence, first, head)
        return described or self._plainly(sentence, first, last), raw

    def _named(self, sentence: Sentence, head: int) -> Mention | None:
        mention = sentence.mention_at(head)
        if mention is None or head != mention.last or mention.possessive:
            return None
        return mention

    def _name_beside(self, sentence: Sentence, head: int, last: int) -> Mention | None:
        """ "The agency's director, Lee, said": the person in the apposition."""
        if sentence.tag(head + 1) != w.COMMA or head + 2 > last:
            return None
        mention = sentence.mention_at(head + 2)
        if mention is None or mention.possessive or not mention.entity.is_person:
            return None
        return mention if sentence.lower(head) in ROLE_NOUNS and mention.last == last else None

    def _plainly(self, sentence: Sentence, first: int, last: int) -> str:
        """The article's words without what stands in commas behind them."""
        for position in range(first + 1, last + 1):
            if sentence.tags[position] in (w.COMMA, w.DASH):
                return self._raw(sentence, first, position - 1)
        return self._raw(sentence, first, last)

    def note(self, sentence: Sentence) -> None:
        """Remember the sentence, for the pronouns of the next ones: its subject is looked for
        when one of them asks."""
        for mention in sentence.mentions:
            if mention.entity.kind in ("body", "unknown"):
                self._bodies[mention.entity.name] += 1
        self._noted[sentence.index] = sentence
        self.focus.leave_subject(sentence.index)

    def _raw(self, sentence: Sentence, first: int, last: int) -> str:
        words = sentence.words
        return self.document.text[words.start(first) : words.ends[last]]

    def _head(self, sentence: Sentence, first: int, last: int) -> int:
        """The last token before the phrase's first preposition, comma, bracket or clause."""
        for position in range(first + 1, last + 1):
            tag = sentence.tags[position]
            mention = sentence.mention_at(position)
            inside_name = mention is not None and mention.first < position
            if tag in _ENDS_HEAD and not inside_name:
                return position - 1
        return last

    def _with_partner(self, sentence: Sentence, first: int, mention: Mention) -> str:
        """ "Lee and Park said": both."""
        before = mention.first - 1
        other = sentence.mention_at(before - 1)
        if before > first and sentence.lower(before) == "and" and other is not None:
            return f"{other.entity.name} and {mention.entity.name}"
        return mention.entity.name

    def _pronoun(self, sentence: Sentence, token: int) -> str | None:
        pronoun = sentence.lower(token)
        reader = Reader(self.document.text, sentence.index, sentence.words, sentence.mentions)
        found = self.focus.resolve(_OWNER.get(pronoun, pronoun), sentence.index, reader, token)
        if found.entity is None:
            return None
        self.focus.note_speaker(sentence.index, found.entity)
        return found.entity.name

    def _described(self, sentence: Sentence, first: int, head: int) -> str | None:
        """ "the president", "the alliance": the one that the article gave this role to."""
        if sentence.lower(first) != "the" or head <= first:
            return None
        noun = sentence.lower(head)
        if noun in ROLE_NOUNS:
            modifiers = [sentence.lower(position) for position in range(first + 1, head)]
            found = self.document.names.with_role(noun, modifiers)
            phrase = " ".join([*modifiers, noun])
            if len(found) == 1 and any(_is_role(phrase, role) for role in found[0].roles):
                self.focus.note_speaker(sentence.index, found[0])
                return found[0].name
        if noun in BODY_NOUNS and head == first + 1:
            return self._usual_body()
        return None

    def _usual_body(self) -> str | None:
        """The body named far more often than any other so far, else nobody."""
        ranked = self._bodies.most_common(2)
        if not ranked or ranked[0][1] < 2:
            return None
        clear = len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]
        return ranked[0][0] if clear else None
