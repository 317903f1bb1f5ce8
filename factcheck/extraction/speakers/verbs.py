"""Which words of a sentence are verbs of saying, and not nouns of the same form."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.extraction.cues import (
    ATTITUDE_FORMS,
    AUXILIARIES,
    LABEL_FORMS,
    PHRASAL_SPEECH,
    SPEECH_FORMS,
    is_adverb,
)
from factcheck.extraction.lexicon import PLURAL_PEOPLE
from factcheck.extraction.names import Mention
from factcheck.extraction.speakers.word_sets import (
    BE,
    POSSESSIVES_AND_ARTICLES,
    PRONOUNS,
    SURELY_VERBS,
    is_plausible_head,
)
from factcheck.extraction.tokens import Words

_WITH_PARTICLE = frozenset(verb.split()[0] for verb in PHRASAL_SPEECH) | {"put", "puts"}
MAY_BE_SPEECH = SPEECH_FORMS.keys() | _WITH_PARTICLE
"""The words (lower case) that `Verbs.is_speech` may say yes to."""


class Verbs:
    """One sentence: `tokens` of it and `mentions` in it, offsets in `text`."""

    def __init__(self, text: str, index: int, words: Words, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.index = index
        self.words = words
        self.tokens = words.tokens
        self.mentions = mentions
        self.mention_at: dict[int, Mention] = {}
        for mention in mentions:
            for position in range(mention.first, mention.last + 1):
                self.mention_at[position] = mention

    def is_speech(self, index: int) -> bool:
        """Whether the token is a verb of saying and not a noun of the same form."""
        lower = self.tokens[index].lower
        if lower not in SPEECH_FORMS:
            return lower in _WITH_PARTICLE and self._is_phrasal(index, lower)
        return index not in self.mention_at and not self._is_noun(index)

    def _is_phrasal(self, index: int, lower: str) -> bool:
        """she shot back, he went on: the particle is the last word beside the quotation."""
        if index + 1 >= len(self.tokens):
            return False
        following = self.tokens[index + 1].lower
        if following == "it" and lower in ("put", "puts"):
            return True
        if f"{lower} {following}" not in PHRASAL_SPEECH or index in self.mention_at:
            return False
        after = index + 2
        if after >= len(self.tokens):
            return True
        beside = self.tokens[after]
        return beside.kind == "quote" or beside.text in (".", ":", ",", ";")

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

    def is_passive(self, index: int) -> bool:
        """was called, been described: the subject is not the one who says it."""
        token = self.tokens[index]
        if not (token.lower.endswith("ed") or token.lower in ("said", "told", "known", "seen")):
            return False
        before = index - 1
        while before >= 0 and is_adverb(self.tokens[before].lower):
            before -= 1
        return before >= 0 and self.tokens[before].lower in BE

    def _is_noun(self, index: int) -> bool:
        """the claim, his promise, Democratic claims: forms that are nouns here."""
        token = self.tokens[index]
        word = token.lower
        if not index:
            return not word.endswith("ing")
        if word.endswith("ing"):
            return self.tokens[index - 1].lower in ("the", "a", "an", "this", "of")
        if word in SURELY_VERBS:
            return False
        if word.endswith("ed"):
            before = self.tokens[index - 1]
            return before.lower in POSSESSIVES_AND_ARTICLES or before.kind == "possessive"
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
            or token.text in (",", ")", "—", "–", "--")
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
