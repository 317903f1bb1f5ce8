"""Runs of capitalised words: where a name begins and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from factcheck.extraction.lexicon import (
    BODY_WORDS,
    NOT_NAMES,
    PARTICLES,
    TEMPORAL,
    TITLES,
    first_names,
)
from factcheck.extraction.name_words import SAID
from factcheck.extraction.tokens import Token, Words

_OF_HEADS = TITLES | BODY_WORDS | frozenset(["ministry", "state", "bank", "church", "daughters"])
_NO_NAME_ALONE = NOT_NAMES | TEMPORAL
_WITHIN_NAMES = PARTICLES | {"of", "for", "on", "&"}
"""Words without a capital between two parts of a name."""
_SURNAMES_TOO = frozenset(
    "may will long short small young best good new march last english".split()
)
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


def is_headline(tokens: Sequence[Token]) -> bool:
    """Title case throughout: Harbour Wall Found Cracked by Lyon Mayor Ana Ruiz."""
    capitals = 0
    for token in tokens:
        if token.kind == "quote":
            return False
        text = token.text
        if token.kind == "word" and len(text) > 3:
            if text[0].islower() and (len(text) > 4 or token.lower in SAID):
                return False
            capitals += text[0].isupper()
    return capitals >= 5


_text_of, _tokens_of = attrgetter("text"), attrgetter("tokens")


class Runs:
    """The runs of a text. `surnames` are those of the people found so far."""

    def __init__(self, text: str, sentences: Sequence[Words]) -> None:
        self.text = text
        self.sentences = sentences
        self.first_names = first_names()
        self.surnames: set[str] = set()
        self.in_headline = False
        self._texts = set(map(_text_of, chain.from_iterable(map(_tokens_of, sentences))))

    def is_lower(self, word: str) -> bool:
        """Whether the word, which is in lower case, comes so in the text."""
        return word in self._texts and word[0].islower()

    def _is_capitalised(self, token: Token) -> bool:
        return token.kind == "word" and token.text[0].isupper()

    def _starts_name(self, tokens: Sequence[Token], index: int) -> bool:
        token = tokens[index]
        if token.kind != "word":
            return False
        text, lower = token.text, token.lower
        if not text[0].isupper():
            return text[:3] in ("al-", "el-") and text[3:4].isupper()
        if lower not in _NO_NAME_ALONE or lower in self.surnames:
            return True
        if text == "US":
            return True
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None:
            return False
        if lower == "new" and following.lower in _AFTER_NEW:
            return True
        return (
            lower in self.first_names
            and following.lower not in _NO_NAME_ALONE
            and self._is_capitalised(following)
        )

    def _end_of_run(self, words: Words, start: int) -> int:
        """The index after the last token of the run that starts here; `start` when none does."""
        tokens = words.tokens
        if not self._starts_name(tokens, start):
            return start
        if self.in_headline:
            return self._end_in_headline(words, start)
        end = start + 1
        while end < len(tokens):
            token = tokens[end]
            capital = token.kind == "word" and token.text[0].isupper()
            if not capital and token.lower not in _WITHIN_NAMES and token.kind != "nickname":
                break
            if not self._adjacent(words, end):
                break
            if capital:
                if token.lower in _NO_NAME_ALONE and not self._continues(tokens, end):
                    break
                end += 1
                continue
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            if following is None or not self._is_capitalised(following):
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
            if token.kind == "nickname" or token.lower in PARTICLES or token.text == "&":
                end += 2
            elif token.lower in ("of", "for", "on") and tokens[end - 1].lower in _OF_HEADS:
                if following.lower in _NO_NAME_ALONE:
                    break
                if token.lower != "of" and tokens[end - 1].lower not in BODY_WORDS:
                    break
                end += 2
            else:
                break
        return end

    def _end_in_headline(self, words: Words, start: int) -> int:
        """Where every word has a capital only a given name and a known surname make a name."""
        tokens = words.tokens
        end = start + 1
        if tokens[start].lower in self.first_names:
            while end < min(len(tokens), start + 3) and self._adjacent(words, end):
                if tokens[end].lower in self.surnames:
                    return end + 1
                end += 1
            second = tokens[start + 1 : start + 2]
            capital = second and self._is_capitalised(second[0])
            return start + 2 if capital and self._adjacent(words, start + 1) else start + 1
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
        """Whether a word that is mostly none goes on with the name: Theresa May, Jo Long."""
        return tokens[index].lower in _SURNAMES_TOO and tokens[index - 1].lower in self.first_names

    def _adjacent(self, words: Words, index: int) -> bool:
        """Whether no more than a space stands before the token."""
        end, start = words.ends[index - 1], words.start(index)
        return start == end or (start == end + 1 and self.text[end] in " \u00a0\t\n")
