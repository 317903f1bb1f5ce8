"""The subject of a verb of saying, before it (NAME, a plumber, said) or after it (said NAME)."""

from __future__ import annotations

from factcheck.extraction.cues import AUXILIARIES, is_adverb
from factcheck.extraction.lexicon import TEMPORAL
from factcheck.extraction.names import Mention
from factcheck.extraction.speakers.phrases import Phrases, Source
from factcheck.extraction.speakers.word_sets import (
    CATENATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    GOES_ON,
    PREPOSITIONS,
    REACH,
    WITH_VERB,
    is_plausible_head,
)


class Subjects(Phrases):
    """Finds the subject of one verb."""

    def subject_before(self, cue: int, limit: int = 0) -> Source | None:
        """The subject of the verb at token `cue`, looking left no further than token `limit`."""
        index = self._skip_verb_group(cue, limit)
        if index < limit:
            return None
        token = self.tokens[index]
        if token.lower in ("who", "that", "which") and index > limit:
            before = index - 1
            while before > limit and self.tokens[before].lower in TEMPORAL:
                before -= 1
            if self.tokens[before].text == ",":
                return self._antecedent(before - 1, limit)
            return self._antecedent(before, limit)
        if token.text in (",", "—", "–", "--", ")", "]") or token.kind == "quote":
            return self._before_apposition(index, limit)
        return self._ending_at(index, limit)

    def _antecedent(self, last: int, limit: int) -> Source | None:
        """What "who" or "which" after token `last` stands for: the name right before it."""
        mention = self.mention_at.get(last)
        if (
            mention is not None
            and mention.last == last
            and not mention.possessive
            and (mention.entity.is_person or mention.entity.kind == "body")
            and self._person_of(mention) is None
        ):
            return self.named(mention)
        holder = self._person_of(mention) if mention is not None and mention.last == last else None
        if holder is not None:
            return self.named(holder)
        for position in range(last, max(limit, last - 12), -1):
            if self.tokens[position].text == ",":
                mention = self.mention_at.get(position - 1)
                if mention is not None and mention.entity.is_person:
                    return self.named(mention)
                break
        return self._before_apposition(last + 1, limit) or self._ending_at(last, limit)

    def _person_of(self, place: Mention) -> Mention | None:
        """NAME of Ohio, who …: the person before the place."""
        before = place.first - 1
        if before > 0 and self.tokens[before].lower in DETERMINERS:
            before -= 1
        if before < 1 or self.tokens[before].lower not in ("of", "from", "in", "at", "for"):
            return None
        mention = self.mention_at.get(before - 1)
        return mention if mention is not None and mention.entity.is_person else None

    def _skip_verb_group(self, cue: int, limit: int) -> int:
        index = cue - 1
        while index >= limit:
            if index in self.mention_at:  # Theresa May told
                break
            word = self.tokens[index].lower
            if word.isdigit() and index > limit and self.tokens[index - 1].lower in ("in", "since"):
                index -= 2
            elif word in WITH_VERB or is_adverb(word) or (word in CATENATIVES and index > limit):
                index -= 1
            elif word == "to" and index - 1 >= limit and self.tokens[index - 1].kind == "word":
                index -= 2
            else:
                break
        return index

    def _before_apposition(self, index: int, limit: int) -> Source | None:
        """NAME, a spokesman for ORG, said: what stands before the comma that opens it."""
        position = index
        if self.tokens[position].text in (")", "]"):
            opening = self._opening_bracket(position, limit)
            if opening is None:
                return None
            return self.subject_before(opening, limit)
        nominal: Source | None = None
        fallback: Source | None = None
        lowest = max(limit, index - REACH)
        inner = self.mention_at.get(index - 1)
        if (
            inner is not None
            and (inner.entity.is_person or len(inner.entity.words) > 1)
            and inner.first > limit
            and inner.entity.kind not in ("place", "body")
            and self.tokens[inner.first - 1].text in (",", ")")
            and not inner.possessive
        ):
            return self.named(inner)
        while position > lowest:
            position -= 1
            token = self.tokens[position]
            if token.text in (";", ":"):
                break
            if token.text not in (",", "—", "–", "--"):
                continue
            end = position - 1
            if end >= limit and self.tokens[end].text == ")":
                opening = self._opening_bracket(end, limit)
                end = (opening or end) - 1
            if end < limit:
                break
            mention = self.mention_at.get(end)
            if mention is not None and mention.last == end:
                preceding = self._word_before(mention, limit)
                if (
                    mention.entity.kind == "place"
                    or preceding in PREPOSITIONS
                    or (
                        mention.entity.kind == "unknown"
                        and mention.first > limit + 1
                        and self.tokens[mention.first - 1].text == ","
                    )
                ):
                    fallback = self._ending_at(end, limit)
                    continue
                found = self._ending_at(end, limit)
                if found is not None:
                    return self._with_first_of_pair(found, limit)
            elif nominal is None and self.tokens[end].kind == "word":
                found = self._ending_at(end, limit)
                if found is not None and found.kind in ("nominal", "pronoun"):
                    nominal = found
        return nominal or fallback

    def _with_first_of_pair(self, source: Source, limit: int) -> Source:
        """NAME, the mayor, and NAME, her deputy, said: both."""
        before = source.first - 1
        if source.kind != "name" or before - 1 <= limit or self.tokens[before].lower != "and":
            return source
        if self.tokens[before - 1].text != ",":
            return source
        other = self._before_apposition(before - 1, limit)
        if other is None or other.kind != "name" or not other.mentions[0].entity.is_person:
            return source
        return self._source(
            "pair", other.first, source.last, "", (other.mentions[0], source.mentions[0])
        )

    def _word_before(self, mention: Mention, limit: int) -> str:
        """The word before a name, an article left out; empty at the limit."""
        index = mention.first - 1
        if index > limit and self.tokens[index].lower in DETERMINERS:
            index -= 1
        return self.tokens[index].lower if index >= limit else ""

    def subject_after(self, index: int) -> Source | None:
        """The noun phrase that begins at token `index`: said NAME, said the spokesman for ORG."""
        tokens = self.tokens
        if index >= len(tokens):
            return None
        token = tokens[index]
        if token.lower in ("he", "she", "it", "they", "i", "we"):
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if following is None or following.kind in ("mark", "quote"):
                return self._pronoun(index)
            if following.lower in GOES_ON:
                return self._pronoun(index)
            return None
        if token.kind != "word":
            return None
        if index not in self.mention_at and _opens_no_phrase(token.lower):
            return None
        last = self._end_of_phrase(index)
        if last < index:
            return None
        head_last = last
        for position in range(index + 1, last + 1):
            if tokens[position].lower in PREPOSITIONS and position not in self.mention_at:
                head_last = position - 1
                break
        mention = self.mention_at.get(head_last)
        ends_in_name = mention is not None and mention.last == head_last and mention.first >= index
        if (
            mention is not None
            and ends_in_name
            and (mention.entity.kind != "place" or mention.first == index)
        ):
            return self._paired_after(mention) or self.named(mention)
        named = self._name_in_apposition(last)
        owned = any(one.kind == "possessive" for one in tokens[index:last])
        if named is not None and (owned or tokens[index].lower in DETERMINERS):
            return named
        lower = tokens[index].lower
        if (
            lower in DETERMINERS
            or index in self.mention_at
            or is_plausible_head(tokens[head_last].lower)
        ):
            return self._nominal(index, last)
        return None

    def _paired_after(self, mention: Mention) -> Source | None:
        index = mention.last + 1
        if index + 1 < len(self.tokens) and self.tokens[index].lower in ("and", "&"):
            other = self.mention_at.get(index + 1)
            if other is not None and other.first == index + 1 and other.entity.is_person:
                return self._source("pair", mention.first, other.last, "", (mention, other))
        return None


def _opens_no_phrase(word: str) -> bool:
    """Whether no noun phrase begins with the word, unless it is a name: said April Hunt."""
    return (
        word in TEMPORAL
        or word in PREPOSITIONS
        or word in CONJUNCTIONS
        or word in AUXILIARIES
        or is_adverb(word)
    )
