"""The words that name a source: the noun phrase that is the subject of a reporting verb.

A `Reader` looks at one sentence, its quoted parts masked. It has no parser: a noun phrase is a
run of words that ends where a verb, a conjunction or punctuation stands, its head is what stands
before its first preposition, and "NAME, …, said" belongs to NAME.
"""

from __future__ import annotations

from factcheck.extraction.cues import is_adverb
from factcheck.extraction.lexicon import ROLE_NOUNS
from factcheck.extraction.speakers.phrases import Source
from factcheck.extraction.speakers.subjects import Subjects
from factcheck.extraction.speakers.word_sets import (
    CLAUSE_OPENERS,
    CONJUNCTIONS,
    DETERMINERS,
    OPENINGS,
    PEOPLE_AND_BODIES,
    PREPOSITIONS,
    PRONOUNS,
    REACH,
    is_plausible_head,
)
from factcheck.extraction.tokens import Token


class Reader(Subjects):
    """Reads one sentence: verbs, noun phrases, subjects of verbs, and here the main subject."""

    def main_subject(self, limit: int | None = None, start: int = 0) -> Source | None:
        """The subject of the first clause before token `limit`, intros left out."""
        tokens = self.tokens
        end = len(tokens) if limit is None else limit
        index = start or self._after_heading(end)
        while index < end:
            token = tokens[index]
            if token.kind == "mark" or token.lower in OPENINGS or is_adverb(token.lower):
                index += 1
            elif index not in self.mention_at and self._is_intro(token):
                comma = self._end_of_intro(index, end)
                if comma is None:
                    return self._within_intro(index + 1, end)
                index = comma + 1
                if not self._can_begin(index, end) and self._comma_after(index, end) is not None:
                    index = (self._comma_after(index, end) or index) + 1
            else:
                break
        if index >= end:
            return None
        return self._beginning_at(index, end)

    def subject_of_clause(self, limit: int) -> Source | None:
        """The subject of a clause that a conjunction opens before `limit`: after she rose and …"""
        for index in range(limit - 2, max(0, limit - REACH), -1):
            token = self.tokens[index]
            if token.text in (";", ":") or token.kind == "quote":
                return None
            if token.lower in CLAUSE_OPENERS:
                found = self._beginning_at(index + 1, limit)
                speaks = found is not None and (
                    found.kind != "nominal" or is_plausible_head(found.head)
                )
                return found if speaks else None
        return None

    def subject_of_last_clause(self, limit: int) -> Source | None:
        """The subject of the nearest finite verb of saying before token `limit`."""
        for index in range(limit - 1, max(0, limit - REACH), -1):
            token = self.tokens[index]
            if token.text == ";":
                return None
            if (
                self.is_speech(index)
                and not token.lower.endswith("ing")
                and self.tokens[index - 1].lower not in ("who", "that", "which")
            ):
                return self.subject_before(index)
        return None

    def _after_heading(self, end: int) -> int:
        """Past a dateline or heading: WASHINGTON — NAME …, CONGRESS: NAME …."""
        if end < 3 or not self.tokens[0].text.isupper():
            return 0
        for index in range(1, min(end - 1, 6)):
            if self.tokens[index].text in (":", "—", "–", "-", "--"):
                heading = all(
                    position in self.mention_at
                    or self.tokens[position].text.isupper()
                    or self.tokens[position].kind == "mark"
                    for position in range(index)
                )
                after = index + 1
                while after < end and self.tokens[after].text in ("-", "—", "--"):
                    after += 1
                return after if heading else 0
        return 0

    def _can_begin(self, index: int, end: int) -> bool:
        if index >= end:
            return False
        token = self.tokens[index]
        return (
            index in self.mention_at
            or token.lower in DETERMINERS
            or token.lower in PRONOUNS
            or is_plausible_head(token.lower)
            or token.lower in PREPOSITIONS
            or token.lower in CONJUNCTIONS
        )

    def _within_intro(self, index: int, end: int) -> Source | None:
        """While NAME said …, without a comma: the subject of the clause that the word opens."""
        return self._beginning_at(index, end) if index < end else None

    def _is_intro(self, token: Token) -> bool:
        return (
            token.lower in PREPOSITIONS
            or token.lower in CONJUNCTIONS
            or token.lower == "according"
            or (
                token.kind == "word"
                and token.lower.endswith(("ing", "ed"))
                and len(token.lower) > 4
            )
        )

    def _end_of_intro(self, index: int, end: int) -> int | None:
        """The comma after an intro, or the quotation before a name: On “Show,” NAME said."""
        comma = self._comma_after(index, end)
        for position in range(index, comma if comma is not None else min(end, index + REACH)):
            following = self.mention_at.get(position + 1)
            if self.tokens[position].kind == "quote" and following is not None:
                return position if following.entity.is_person else comma
        return comma

    def _beginning_at(self, index: int, end: int) -> Source | None:
        tokens = self.tokens
        token = tokens[index]
        if token.lower in ("he", "she", "it", "they", "i", "we"):
            return self._pronoun(index)
        mention = self.mention_at.get(index)
        if mention is not None and mention.first == index and not mention.possessive:
            following = mention.last + 1
            next_mention = self.mention_at.get(following + 1)
            if (
                following + 1 < end
                and tokens[following].lower == "and"
                and next_mention is not None
                and next_mention.entity.is_person
            ):
                return self._source("pair", index, next_mention.last, "", (mention, next_mention))
            if following >= len(tokens) or tokens[following].kind == "mark":
                return self._source("name", index, mention.last, "", (mention,))
            if mention.entity.is_person:
                last = self._end_of_phrase(index)
                if last > mention.last and self._names_at_end(last) is not None:
                    return self._names_at_end(last)
                if tokens[following].lower in PEOPLE_AND_BODIES:
                    return self._nominal(index, min(last, end - 1))
                return self._source("name", index, mention.last, "", (mention,))
        last = min(self._end_of_phrase(index), end - 1)
        if last < index:
            return None
        named = self._names_at_end(last)
        if named is not None:
            return named
        for position in range(index, last + 1):
            inner = self.mention_at.get(position)
            if inner is not None and inner.entity.is_person and not inner.possessive:
                before = tokens[position - 1].lower if position > index else ""
                if inner.first == position and (before in ROLE_NOUNS or position == index):
                    return self._source("name", inner.first, inner.last, "", (inner,))
        if mention is not None and not mention.possessive and mention.last <= last:
            return self._source("name", mention.first, mention.last, "", (mention,))
        return self._name_in_apposition(last) or self._nominal(index, last)

    def _names_at_end(self, last: int) -> Source | None:
        mention = self.mention_at.get(last)
        if mention is None or mention.last != last or mention.possessive:
            return None
        if not mention.entity.is_person:
            return None
        before = self.tokens[mention.first - 1].lower if mention.first else ""
        if before in PREPOSITIONS:
            return None
        return self._source("name", mention.first, mention.last, "", (mention,))
