"""A sentence as tagged tokens, with the questions that finding claims asks of it.

Positions are indices into the sentence's tokens. Everything is linear in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.extraction import words as w
from factcheck.extraction.lexicon import TEMPORAL
from factcheck.extraction.names import Mention
from factcheck.extraction.tagging import tag_words
from factcheck.extraction.tokens import Token, Words

BOUNDARIES = frozenset((w.COMMA, w.DASH, w.COLON, w.STOP))
_BASE_SUBJECT = "".join(
    (w.PRONOUN, w.RELATIVE, w.NOUN, w.NAME, w.ADVERB, re.escape(w.CLOSE), w.QUOTE)
)
_FINITE = re.compile(
    f"[{w.AUXILIARY}{w.CONTRACTED}]"
    f"|{w.VERB}(?<![{w.TO}{w.DETERMINER}].)"
    f"|{w.POSSESSIVE}(?<=[{w.PRONOUN}{w.RELATIVE}].)"
    f"|{w.BASE}(?<=[{_BASE_SUBJECT}].)"
)
"""A finite verb, as far as the tag before it tells. Searched for in a sentence's tags."""
_NO_WORDS = {ord(tag): tag for tag in w.TAGS} | dict.fromkeys(
    map(ord, (w.COMMA, w.DASH, w.COLON, w.OPEN, w.CLOSE, w.STOP, w.POSSESSIVE))
)
"""Leaves the tags of words and quotations. All are named: one that is not would be looked for."""
NOUN_PHRASE = frozenset(
    (w.DETERMINER, w.NAME, w.NOUN, w.NUMBER, w.POSSESSIVE, w.CLOSE, w.OPEN, w.ADVERB)
)
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re"))


_OPENS_APPOSITION = frozenset(
    (w.NAME, w.RELATIVE, w.PARTICIPLE, w.DETERMINER, w.NUMBER, w.ADVERB, w.PREPOSITION)
)


@dataclass(slots=True)
class Sentence:
    """`tags[i]` is the tag of `tokens[i]` and `lowers[i]` its word in lower case; `mentions` are
    the names in the sentence."""

    index: int
    words: Words
    mentions: Sequence[Mention]
    tokens: list[Token] = field(init=False)
    lowers: list[str] = field(init=False)
    tags: str = field(init=False)
    _finite: list[int] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.tokens = self.words.tokens
        self.lowers = self.words.lowers
        self.tags = tag_words(self.words)

    def __len__(self) -> int:
        return len(self.tags)

    def tag(self, position: int) -> str:
        """The tag, or "stop" outside the sentence."""
        return self.tags[position] if 0 <= position < len(self.tags) else w.STOP

    def lower(self, position: int) -> str:
        """The word in lower case, or "" outside the sentence."""
        return self.lowers[position] if 0 <= position < len(self.lowers) else ""

    def is_finite(self, position: int) -> bool:
        """Whether a finite verb stands here, as far as the neighbours tell."""
        return 0 <= position < len(self.tags) and _FINITE.match(self.tags, position) is not None

    def finite_between(self, start: int, end: int) -> int:
        """The first finite verb in `start..end` (end exclusive), or -1."""
        finite = self._finite
        if finite is None:
            finite = self._finite = [match.start() for match in _FINITE.finditer(self.tags)]
        found = bisect_left(finite, start)
        return finite[found] if found < len(finite) and finite[found] < end else -1

    def words_between(self, start: int, end: int) -> int:
        """How many words (and quotations) stand in `start..end`."""
        if start < 0 or end < 0:
            start, end = max(0, start), max(0, end)
        return len(self.tags[start:end].translate(_NO_WORDS))

    def is_passive(self, position: int) -> bool:
        """Whether the participle at `position` follows a form of "be"."""
        before = position - 1
        while self.tag(before) == w.ADVERB:
            before -= 1
        return self.lower(before) in _BE and self.tag(position) != w.PARTICIPLE

    def is_temporal(self, position: int) -> bool:
        """Weekdays, months, "today", "last week": no subject and no object."""
        return self.lower(position) in TEMPORAL

    def mention_at(self, position: int) -> Mention | None:
        """The name that the token at `position` belongs to."""
        for mention in self.mentions:
            if mention.first <= position <= mention.last:
                return mention
        return None

    def clause_start(self, position: int) -> int:
        """Where the clause around `position` begins: after the last conjunction with a comma,
        semicolon, dash or subordinator before it; else 0."""
        for here in range(position - 1, -1, -1):
            tag = self.tags[here]
            if tag in (w.DASH, w.COLON):
                return here + 1
            if tag == w.SUBORDINATOR and here > 0:
                return here
            if tag == w.COMMA and self.tag(here + 1) == w.AND:
                return here + 2
        return 0

    def first_subject(self, start: int, end: int) -> tuple[int, int] | None:
        """The noun phrase before the first finite verb in `start..end`: first and last token.

        An opening phrase that a comma closes ("In May, …") is not part of it.
        """
        verb = self.finite_between(start, end)
        while verb > 0 and self.tag(verb - 1) == w.ADVERB:
            verb -= 1
        if verb >= 0 and self.tags[verb] == w.CONTRACTED:
            return verb, verb
        if verb <= start:
            return None
        if self.tag(verb - 1) == w.RELATIVE and verb - 1 > start:
            return self.noun_phrase_before(verb - 1, start)
        return self.noun_phrase_before(verb, start)

    def noun_phrase_before(self, end: int, start: int = 0) -> tuple[int, int] | None:
        """The noun phrase that ends right before `end`: its first and last token.

        Appositions in commas belong to it: "Lee, a nurse in Cork, said".
        """
        last = end - 1
        if last < start:
            return None
        if self.tags[last] == w.COMMA:
            return self._with_apposition(last, start)
        first = self._phrase_start(last, start)
        if first > last:
            return None
        return first, last

    def _with_apposition(self, comma: int, start: int) -> tuple[int, int] | None:
        """The phrase before an apposition that ends at `comma`."""
        here = comma - 1
        for _ in range(4):
            while here >= start and self.tags[here] != w.COMMA:
                if self.tags[here] in (w.DASH, w.COLON, w.STOP):
                    return None
                here -= 1
            if here <= start:
                return None
            if self.tag(here - 1) in (w.NAME, w.CLOSE) or self._is_role(here):
                first = self._phrase_start(here - 1, start)
                if first <= here - 1:
                    return first, comma - 1
            here -= 1
        return None

    def _is_role(self, comma: int) -> bool:
        """A described person before a comma: "a spokesman, John Lee, said"."""
        return self.tag(comma - 1) == w.NOUN and self.tag(comma + 1) in _OPENS_APPOSITION

    def _phrase_start(self, last: int, start: int) -> int:
        """Walk left over one noun phrase and the prepositional phrases that it carries."""
        if self.tags[last] == w.PRONOUN:
            return last
        here = last
        depth = 0
        while here >= start:
            tag = self.tags[here]
            if tag == w.CLOSE:
                depth += 1
            elif tag == w.OPEN:
                depth -= 1
            elif depth == 0 and not self._within_phrase(here, last):
                break
            here -= 1
        here += 1
        while here < last and self.tag(here) in (w.ADVERB, w.PREPOSITION, w.AND):
            here = self._after_opening_phrase(here, last)
        return here

    def _within_phrase(self, here: int, last: int) -> bool:
        tag = self.tags[here]
        if tag in NOUN_PHRASE or tag == w.PREPOSITION:
            return True
        if tag == w.PARTICIPLE:
            return self.tag(here + 1) in (w.NOUN, w.NAME) or self.tag(here - 1) == w.NOUN
        if tag == w.VERB:
            return (
                self.tag(here - 1) in (w.DETERMINER, w.NOUN)
                and self.tag(here + 1)
                in (
                    w.NOUN,
                    w.PREPOSITION,
                )
                and self.lower(here).endswith("ed")
            )
        if tag == w.AND:
            return (
                here < last
                and self.tag(here - 1) in (w.NAME, w.NOUN, w.CLOSE)
                and self.tag(here + 1) in (w.NAME, w.NOUN, w.DETERMINER, w.NUMBER, w.PREPOSITION)
            )
        if tag == w.TO:
            return here < last and self.tag(here - 1) == w.NOUN and self.tag(here + 1) in (
                w.NOUN, w.NAME, w.DETERMINER,
            )  # fmt: skip
        if tag == w.BASE:
            return self.tag(here - 1) in (w.NOUN, w.NAME) and self.tag(here + 1) in (
                w.NOUN, w.NAME, w.PREPOSITION,
            )  # fmt: skip
        return False

    def _after_opening_phrase(self, here: int, last: int) -> int:
        """Skip "In Ohio" or "on Monday" before the subject when the phrase runs into it."""
        if self.tags[here] != w.PREPOSITION:
            return here + 1
        position = here + 1
        seen_noun = False
        while position < last:
            tag = self.tags[position]
            if seen_noun and (
                tag in (w.DETERMINER, w.PRONOUN)
                or (tag == w.NAME and not self._same_name(position - 1, position))
            ):
                return position
            if tag in (w.NOUN, w.NAME, w.NUMBER):
                seen_noun = True
            position += 1
        return last

    def _same_name(self, left: int, right: int) -> bool:
        mention = self.mention_at(left)
        if self.is_temporal(left):
            return False
        return self.tags[left] == w.NAME and (
            mention is None or mention.first <= right <= mention.last
        )
