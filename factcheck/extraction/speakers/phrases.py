"""Noun phrases: where one begins and ends, and what its head is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from factcheck.extraction.cues import AUXILIARIES, LABEL_FORMS, NOUN_CUES, SPEECH_FORMS
from factcheck.extraction.lexicon import TEMPORAL
from factcheck.extraction.names import Mention
from factcheck.extraction.speakers.verbs import Verbs
from factcheck.extraction.speakers.word_sets import (
    BEFORE_DETERMINER,
    BREAKS,
    COMMON_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    PHRASE_ENDS,
    PREPOSITIONS,
    PRONOUNS,
    REACH,
    is_plausible_head,
)

_CLAUSE_PREPOSITIONS = frozenset(["after", "before", "since", "until", "as"])
"""Prepositions that open clauses too: shares fell after NAME said …"""
_NEVER_WITHIN = CONJUNCTIONS | AUXILIARIES | TEMPORAL | {"and"}
_NEVER_INNER = frozenset(["in", "at", "on", "during", "after", "about", "to", "as", "with"])
"""What ends a noun phrase anywhere, and what may only begin one."""
SourceKind = Literal["name", "pair", "pronoun", "nominal"]


class Source(NamedTuple):
    """The words of a source: tokens `first`..`last`, `text` as written.

    `mentions` are the names it stands for (two for a pair); `head` is the noun in lower case or
    the pronoun; `owner` is whose statement, book or spokesman it is; `definite` says "the".
    """

    kind: SourceKind
    text: str
    start: int
    end: int
    first: int
    last: int
    head: str
    mentions: tuple[Mention, ...] = ()
    owner: Mention | None = None
    definite: bool = False
    modifiers: tuple[str, ...] = ()


class Phrases(Verbs):
    """Reads noun phrases: a run of words that ends at a verb, conjunction or punctuation."""

    def named(self, mention: Mention) -> Source:
        """The source that a mention by itself is."""
        return self._source("name", mention.first, mention.last, "", (mention,))

    def owner_pronoun(self, index: int) -> Source:
        """his, her, him: the source that the pronoun at the token stands for."""
        head = "he" if self.tokens[index].lower in ("his", "him") else "she"
        return self._source("pronoun", index, index, head)

    def phrase_before(self, index: int) -> Source | None:
        """The noun phrase that ends right before the token."""
        return self._ending_at(index - 1, 0)

    def phrase_at(self, index: int) -> Source | None:
        """Whatever noun phrase begins at the token, people or not."""
        last = self._end_of_phrase(index)
        return self._nominal(index, last) if last >= index else None

    def _ending_at(self, last: int, limit: int) -> Source | None:
        """The noun phrase whose last token is `last`."""
        tokens = self.tokens
        if last < limit:
            return None
        token = tokens[last]
        if token.text == ")":
            opening = self._opening_bracket(last, limit)
            return self._ending_at(opening - 1, limit) if opening is not None else None
        if token.lower in PRONOUNS and token.lower not in ("who", "you"):
            return self._pronoun(last)
        if token.kind not in ("word", "quote", "nickname"):
            return None
        mention = self.mention_at.get(last)
        first = self._start_of_phrase(last, limit)
        if first > last:
            return None
        if mention is not None and mention.last == last and mention.first >= limit:
            before = mention.first - 1
            if before > first and tokens[before].lower in DETERMINERS:
                before -= 1
            word = tokens[before].lower if before >= first else ""
            governed = word in PREPOSITIONS and word not in _CLAUSE_PREPOSITIONS
            phrase_begins = max(first, limit)
            if not governed or tokens[phrase_begins].lower in PREPOSITIONS:
                return self._named(mention, limit)
        return self._nominal(first, last)

    def _start_of_phrase(self, last: int, limit: int) -> int:
        tokens = self.tokens
        index = last
        lowest = max(limit, last - REACH)
        while index >= lowest:
            token = tokens[index]
            if token.kind == "quote":
                break
            if token.kind in ("possessive", "nickname") or index in self.mention_at:
                index -= 1
                continue
            word = token.lower
            if token.text in BREAKS or word in PHRASE_ENDS:
                break
            if word == "and" and not self._joins_names(index):
                break
            if word in TEMPORAL and index != last:
                break
            reports = index != last and (word in SPEECH_FORMS or word in LABEL_FORMS)
            if reports and word not in NOUN_CUES and not self._is_noun(index):
                break
            if index != last and word.endswith("ed") and self._looks_like_verb(index):
                break
            if word in DETERMINERS and (
                index == lowest or tokens[index - 1].lower not in BEFORE_DETERMINER
            ):
                return index
            if token.kind == "mark" and token.text not in "-’'&$%#@":
                break
            index -= 1
        return index + 1

    def _joins_names(self, index: int) -> bool:
        return index - 1 in self.mention_at and index + 1 in self.mention_at

    def _named(self, mention: Mention, limit: int) -> Source:
        before = mention.first - 1
        if before - 1 >= limit and self.tokens[before].lower in ("and", "&"):
            other = self.mention_at.get(before - 1)
            if other is not None and other.entity.kind in ("person", "unknown", "body"):
                return self._source("pair", other.first, mention.last, "", (other, mention))
        return self._source("name", mention.first, mention.last, "", (mention,))

    def _pronoun(self, index: int) -> Source:
        return self._source("pronoun", index, index, self.tokens[index].lower)

    def _nominal(self, first: int, last: int) -> Source | None:
        tokens = self.tokens
        while first <= last and (
            tokens[first].lower in PREPOSITIONS or tokens[first].kind != "word"
        ):
            first += 1
        head = last
        for index in range(first + 1, last + 1):
            if tokens[index].lower in PREPOSITIONS and index not in self.mention_at:
                head = index - 1
                break
        if first > head or tokens[head].kind != "word":
            return None
        person = self.mention_at.get(head)
        if person is not None and person.last == head and person.entity.is_person:
            return self.named(person)
        word = tokens[head].lower
        if word in PRONOUNS or word in TEMPORAL or word in DETERMINERS:
            if word in ("one", "some", "many", "several", "others", "another", "most", "this"):
                return self._source("nominal", first, last, word)
            return None
        owner = self._writer(head, last) if word in NOUN_CUES else None
        for index in range(first, head):
            if tokens[index].kind == "possessive" and index - 1 in self.mention_at:
                owner = self.mention_at[index - 1]
        modifiers = tuple(
            token.lower
            for token in tokens[first:head]
            if token.kind == "word" and token.lower not in DETERMINERS
        )
        return self._source(
            "nominal",
            first,
            last,
            word,
            owner=owner,
            definite=tokens[first].lower == "the",
            modifiers=modifiers,
        )

    def _writer(self, head: int, last: int) -> Mention | None:
        """A statement from NAME, a letter by NAME: the name."""
        if head + 2 > last or self.tokens[head + 1].lower not in ("from", "by"):
            return None
        mention = self.mention_at.get(head + 2)
        return mention if mention is not None and mention.first == head + 2 else None

    def _end_of_phrase(self, first: int) -> int:
        tokens, mention_at = self.tokens, self.mention_at
        end = min(len(tokens), first + REACH)
        for index in range(first, end):
            if index in mention_at:
                continue
            word, kind = tokens[index].lower, tokens[index].kind
            if kind != "word":
                if kind not in ("possessive", "nickname"):
                    return index - 1
            elif word in _NEVER_WITHIN or (
                index > first and (word in _NEVER_INNER or self._looks_like_verb(index))
            ):
                return index - 1
        return max(first, end) - 1

    def _looks_like_verb(self, index: int) -> bool:
        token = self.tokens[index]
        word = token.lower
        if word in SPEECH_FORMS or word in LABEL_FORMS:
            return not self._is_noun(index)
        if word in COMMON_VERBS:
            return True
        if not word.endswith("ed") or token.text[0].isupper():
            return False
        before, after = self.tokens[index - 1], self.tokens[index + 1 : index + 2]
        follows_noun = index - 1 in self.mention_at or is_plausible_head(before.lower)
        leads_on = bool(after) and (
            after[0].lower in DETERMINERS
            or after[0].lower in PREPOSITIONS
            or after[0].kind == "quote"
            or index + 1 in self.mention_at
        )
        return follows_noun or leads_on

    def _name_in_apposition(self, last: int) -> Source | None:
        """The person named between commas after a description: his partner at ORG, NAME, …."""
        tokens = self.tokens
        index = last + 1
        if index < len(tokens) and tokens[index].text == "(":
            index = self._closing_bracket(index) + 1
        elif index < len(tokens) and tokens[index].lower in PREPOSITIONS:
            index = self._comma_after(index, min(len(tokens), index + 6)) or index
        if index + 1 >= len(tokens) or tokens[index].text != ",":
            return None
        mention = self.mention_at.get(index + 1)
        if mention is None or mention.first != index + 1:
            return None
        if mention.entity.kind in ("place", "body") or (
            not mention.entity.is_person and len(mention.entity.words) < 2
        ):
            return None
        after = mention.last + 1
        if after < len(tokens) and tokens[after].text not in (",", ".", "(", ";", "—"):
            return None
        return self.named(mention)

    def _comma_after(self, index: int, end: int) -> int | None:
        for position in range(index, min(end, index + REACH)):
            if self.tokens[position].text == ",":
                return position
        return None

    def _closing_bracket(self, opening: int) -> int:
        for position in range(opening, min(opening + 12, len(self.tokens))):
            if self.tokens[position].text == ")":
                return position
        return opening

    def _opening_bracket(self, closing: int, limit: int) -> int | None:
        for position in range(closing - 1, max(limit, closing - REACH) - 1, -1):
            if self.tokens[position].text in ("(", "["):
                return position
        return None

    def _source(
        self,
        kind: SourceKind,
        first: int,
        last: int,
        head: str,
        mentions: tuple[Mention, ...] = (),
        *,
        owner: Mention | None = None,
        definite: bool = False,
        modifiers: tuple[str, ...] = (),
    ) -> Source:
        start, end = self.words.start(first), self.words.ends[last]
        return Source(
            kind,
            self.text[start:end],
            start,
            end,
            first,
            last,
            head,
            mentions,
            owner,
            definite,
            modifiers,
        )
