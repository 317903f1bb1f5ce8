"""The words that name a source: the noun phrase that is the subject of a reporting verb.

A `Reader` looks at one sentence, its quoted parts masked. It has no parser: a noun phrase is a
run of words that ends where a verb, a conjunction or punctuation stands, its head is what stands
before its first preposition, and "NAME, …, said" belongs to NAME.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factcheck.extraction.cues import (
    ATTITUDE_FORMS,
    AUXILIARIES,
    LABEL_FORMS,
    NOUN_CUES,
    SPEECH_FORMS,
    is_adverb,
)
from factcheck.extraction.lexicon import (
    BODY_NOUNS,
    DOCUMENT_NOUNS,
    PLURAL_PEOPLE,
    ROLE_NOUNS,
    TEMPORAL,
)
from factcheck.extraction.names import Mention
from factcheck.extraction.sentences import Token

SourceKind = Literal["name", "pair", "pronoun", "nominal"]

PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "you", "who"])
DETERMINERS = frozenset(
    """the a an his her its their our my this that these those one some several many another both
    each every no two three four five six seven eight nine ten dozens most few other any""".split()
)
PREPOSITIONS = frozenset(
    """of for in at on from with to by about against between into through during over under after
    before near inside outside within without behind across around among amid via as like
    regarding toward towards until since upon off""".split()
)
CONJUNCTIONS = frozenset(
    """but while although though because if when that as since so whether where until than after
    before once unless whereas which who whom whose what why how or nor yet""".split()
)
_BREAKS = frozenset(
    [",", ";", ":", "—", "–", "--", "(", ")", "[", "]", ".", "!", "?", "…", "|", "/", "―"]
)
_REACH = 40
"""Tokens that a noun phrase or apposition may be long. Also keeps the search linear."""


@dataclass(frozen=True, slots=True)
class Source:
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


class Reader:
    """Reads one sentence: `tokens` of it and `mentions` in it, offsets in `text`."""

    def __init__(
        self, text: str, index: int, tokens: Sequence[Token], mentions: Sequence[Mention]
    ) -> None:
        self.text = text
        self.index = index
        self.tokens = tokens
        self.mentions = mentions
        self.mention_at: dict[int, Mention] = {}
        for mention in mentions:
            for position in range(mention.first, mention.last + 1):
                self.mention_at[position] = mention

    # --- verbs -----------------------------------------------------------------------------

    def is_speech(self, index: int) -> bool:
        """Whether the token is a verb of saying and not a noun of the same form."""
        lower = self.tokens[index].lower
        if lower not in SPEECH_FORMS:
            put_it = lower in ("put", "puts") and index + 1 < len(self.tokens)
            return put_it and self.tokens[index + 1].lower == "it"
        return index not in self.mention_at and not self._is_noun(index)

    def is_label(self, index: int) -> bool:
        token = self.tokens[index]
        return (
            token.kind == "word"
            and token.lower in LABEL_FORMS
            and index not in self.mention_at
            and not self._is_noun(index)
        )

    def is_attitude(self, index: int) -> bool:
        token = self.tokens[index]
        return (
            token.kind == "word"
            and token.lower in ATTITUDE_FORMS
            and index not in self.mention_at
            and not self._is_noun(index)
        )

    def owner_pronoun(self, index: int) -> Source:
        """his, her: the source that the possessive pronoun at the token stands for."""
        head = "he" if self.tokens[index].lower == "his" else "she"
        return self._source("pronoun", index, index, head)

    def is_passive(self, index: int) -> bool:
        """was called, been described: the subject is not the one who says it."""
        token = self.tokens[index]
        if not (token.lower.endswith("ed") or token.lower in ("said", "told", "known", "seen")):
            return False
        before = index - 1
        while before >= 0 and is_adverb(self.tokens[before].lower):
            before -= 1
        return before >= 0 and self.tokens[before].lower in _BE

    def _is_noun(self, index: int) -> bool:
        """the claim, his promise, Democratic claims: forms that are nouns here."""
        token = self.tokens[index]
        word = token.lower
        if not index:
            return not word.endswith("ing")
        if word.endswith("ing"):
            return self.tokens[index - 1].lower in ("the", "a", "an", "this", "of")
        if word in _SURELY_VERBS:
            return False
        if word.endswith("ed"):
            before = self.tokens[index - 1]
            return before.lower in DETERMINERS or before.kind == "possessive"
        return not self._has_subject_beside(index)

    def _has_subject_beside(self, index: int) -> bool:
        """Right before the form, adverbs aside, stands what can be the subject of a verb."""
        before = index - 1
        while before > 0 and is_adverb(self.tokens[before].lower):
            before -= 1
        token = self.tokens[before]
        if token.kind == "possessive":
            return False
        mention = self.mention_at.get(before)
        if mention is not None:
            adjective = (
                mention.text.endswith(("an", "ish", "ese", "ic")) and " " not in mention.text
            )
            return mention.last == before and (mention.entity.is_person or not adjective)
        return (
            token.lower in AUXILIARIES
            or token.lower in PRONOUNS
            or token.lower in ("to", "that", "which", "and", "one", "also")
            or token.text in (",", ")")
            or (is_plausible_head(token.lower) and self._agrees(token.lower, index))
            or token.kind == "quote"
        )

    def _agrees(self, subject: str, index: int) -> bool:
        """A bare form has a plural subject: critics claim, but not a blog post."""
        word = self.tokens[index].lower
        return (
            word.endswith("s")
            or word in ("read", "put")
            or subject.endswith("s")
            or subject in PLURAL_PEOPLE
        )

    # --- before the verb ---------------------------------------------------------------------

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
            and mention.entity.kind in ("person", "body")
        ):
            return self.named(mention)
        for position in range(last, max(limit, last - 12), -1):
            if self.tokens[position].text == ",":
                mention = self.mention_at.get(position - 1)
                if mention is not None and mention.entity.is_person:
                    return self.named(mention)
                break
        return self._before_apposition(last + 1, limit) or self._ending_at(last, limit)

    def _skip_verb_group(self, cue: int, limit: int) -> int:
        index = cue - 1
        while index >= limit:
            if index in self.mention_at:  # Theresa May told
                break
            word = self.tokens[index].lower
            if word.isdigit() and index > limit and self.tokens[index - 1].lower in ("in", "since"):
                index -= 2
            elif word in _WITH_VERB or is_adverb(word) or (word in _CATENATIVES and index > limit):
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
        lowest = max(limit, index - _REACH)
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
            if token.kind == "quote" or token.text in (";", ":"):
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

    def _opening_bracket(self, closing: int, limit: int) -> int | None:
        for position in range(closing - 1, max(limit, closing - _REACH) - 1, -1):
            if self.tokens[position].text in ("(", "["):
                return position
        return None

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
            governed = before >= first and tokens[before].lower in PREPOSITIONS
            phrase_begins = max(first, limit)
            if not governed or tokens[phrase_begins].lower in PREPOSITIONS:
                return self._named(mention, limit)
        return self._nominal(first, last)

    def _start_of_phrase(self, last: int, limit: int) -> int:
        tokens = self.tokens
        index = last
        lowest = max(limit, last - _REACH)
        while index >= lowest:
            token = tokens[index]
            if token.kind == "quote":
                break
            if token.kind in ("possessive", "nickname") or index in self.mention_at:
                index -= 1
                continue
            word = token.lower
            if token.text in _BREAKS or word in _PHRASE_ENDS:
                break
            if word == "and" and not self._joins_names(index):
                break
            if word in TEMPORAL and index != last:
                break
            reports = index != last and (word in SPEECH_FORMS or word in LABEL_FORMS)
            if reports and word not in NOUN_CUES and not self._is_noun(index):
                break
            if word in DETERMINERS and (
                index == lowest or tokens[index - 1].lower not in _BEFORE_DETERMINER
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
        start, end = self.tokens[first].start, self.tokens[last].end
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

    # --- after the verb ----------------------------------------------------------------------

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
            if following.lower in _GOES_ON:
                return self._pronoun(index)
            return None
        if token.kind != "word" or token.lower in TEMPORAL or token.lower in PREPOSITIONS:
            return None
        if token.lower in CONJUNCTIONS or token.lower in AUXILIARIES or is_adverb(token.lower):
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
        if named is not None and tokens[index].lower in DETERMINERS:
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

    def _closing_bracket(self, opening: int) -> int:
        for position in range(opening, min(opening + 12, len(self.tokens))):
            if self.tokens[position].text == ")":
                return position
        return opening

    def _end_of_phrase(self, first: int) -> int:
        tokens = self.tokens
        index = first
        while index < min(len(tokens), first + _REACH):
            token = tokens[index]
            if index in self.mention_at or token.kind in ("possessive", "nickname"):
                index += 1
                continue
            word = token.lower
            if token.kind == "quote" or token.text in _BREAKS:
                break
            if word in CONJUNCTIONS or word in AUXILIARIES or word in TEMPORAL or word == "and":
                break
            if word in ("in", "at", "on", "during", "after", "about", "to", "as", "with") and (
                index > first
            ):
                break
            if index > first and self._looks_like_verb(index):
                break
            if token.kind == "mark":
                break
            index += 1
        return index - 1

    def _looks_like_verb(self, index: int) -> bool:
        token = self.tokens[index]
        word = token.lower
        if word in SPEECH_FORMS or word in LABEL_FORMS:
            return not self._is_noun(index)
        if word in _COMMON_VERBS:
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

    def phrase_at(self, index: int) -> Source | None:
        """Whatever noun phrase begins at the token, people or not."""
        last = self._end_of_phrase(index)
        return self._nominal(index, last) if last >= index else None

    def named(self, mention: Mention) -> Source:
        """The source that a mention by itself is."""
        return self._source("name", mention.first, mention.last, "", (mention,))

    def subject_of_clause(self, limit: int) -> Source | None:
        """The subject of a clause that a conjunction opens before `limit`: after she rose and …"""
        for index in range(limit - 2, max(0, limit - _REACH), -1):
            token = self.tokens[index]
            if token.text in (";", ":") or token.kind == "quote":
                return None
            if token.lower in _CLAUSE_OPENERS:
                found = self._beginning_at(index + 1, limit)
                speaks = found is not None and (
                    found.kind != "nominal" or is_plausible_head(found.head)
                )
                return found if speaks else None
        return None

    def subject_of_last_clause(self, limit: int) -> Source | None:
        """The subject of the nearest finite verb of saying before token `limit`."""
        for index in range(limit - 1, max(0, limit - _REACH), -1):
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

    # --- the subject of the sentence -----------------------------------------------------------

    def main_subject(self, limit: int | None = None, start: int = 0) -> Source | None:
        """The subject of the first clause before token `limit`, intros left out."""
        tokens = self.tokens
        end = len(tokens) if limit is None else limit
        index = start or self._after_heading(end)
        while index < end:
            token = tokens[index]
            if token.kind == "mark" or token.lower in _OPENINGS or is_adverb(token.lower):
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

    def _after_heading(self, end: int) -> int:
        """Past a dateline or heading: WASHINGTON — NAME …, CONGRESS: NAME …."""
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
                return after if heading and self.tokens[0].text.isupper() else 0
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
        for position in range(index, comma if comma is not None else min(end, index + _REACH)):
            following = self.mention_at.get(position + 1)
            if self.tokens[position].kind == "quote" and following is not None:
                return position if following.entity.is_person else comma
        return comma

    def _comma_after(self, index: int, end: int) -> int | None:
        for position in range(index, min(end, index + _REACH)):
            if self.tokens[position].text == ",":
                return position
        return None

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
                if tokens[following].lower in _PEOPLE_AND_BODIES:
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


_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "’s", "am", "got"])
_CATENATIVES = frozenset(
    """began begins started continued tried wants wanted seemed seems appeared went goes refused
    declined used went laughed smiled paused sighed nodded agreed""".split()
)


_COMMON_VERBS = frozenset(
    """took takes made makes gave gives went goes came comes got gets saw sees felt feels left
    leaves kept keeps brought brings ran runs won wins lost loses led leads met meets sent
    sends spent stood stands sat sits became becomes wants seems seemed uses includes
    concludes closes shows remains appears threw throws rose rises fell falls drew draws
    built puts let lets holds hit hits cut bought sold paid pays faces plans needs tries
    hopes""".split()
)
_WITH_VERB = AUXILIARIES | TEMPORAL | {"on"}
_OPENINGS = TEMPORAL | {"and", "but", "so", "yet", "or", "still"}
_PHRASE_ENDS = (CONJUNCTIONS | AUXILIARIES) - PREPOSITIONS
_SPEAKING_NOUNS = ROLE_NOUNS | PLURAL_PEOPLE | BODY_NOUNS | DOCUMENT_NOUNS
_PEOPLE_AND_BODIES = ROLE_NOUNS | BODY_NOUNS | PLURAL_PEOPLE
_GOES_ON = PREPOSITIONS | TEMPORAL | {"and"}
_BEFORE_DETERMINER = PREPOSITIONS | {"a", "an", "the", "all", "such"}
_CLAUSE_OPENERS = frozenset(
    ["after", "when", "while", "because", "as", "that", "but", "before", "until", "since"]
)
_SURELY_VERBS = frozenset(
    """said told says tells wrote writes written adds insists argues explains thinks believes knew
    knows found began held""".split()
)


def is_plausible_head(word: str) -> bool:
    """Whether the noun (lower case) is one that speaks: a person, body or document."""
    return (
        word in _SPEAKING_NOUNS
        or (word.endswith("s") and word[:-1] in _SPEAKING_NOUNS)
        or word.endswith(("ers", "ists", "woman", "man", "men", "women", "person", "people"))
    )
