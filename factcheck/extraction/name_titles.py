"""Which words of a run are the title or office, and which the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.extraction.lexicon import (
    BODY_WORDS,
    NOT_NAMES,
    PLACES,
    TITLES,
)
from factcheck.extraction.name_runs import Runs
from factcheck.extraction.name_words import COMMON
from factcheck.extraction.tokens import Token

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
_CHIEFS = frozenset(["ceo", "cfo", "coo", "cto"])
"""Offices in capitals between a firm and a name: Pfizer CEO Al Bauer."""


def _is_opening_participle(token: Token, following: Token) -> bool:
    """Praising the …, Asked about …: no name, though it has a capital."""
    return token.lower.endswith(("ing", "ed", "ly")) and (
        following.kind == "quote" or following.lower in NOT_NAMES
    )


class Titles(Runs):
    """Tells titles from names, by word lists and by what the text says elsewhere."""

    def _skip_common(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Leave out a sentence's first word when it is capitalised only for standing there."""
        token = tokens[first]
        begins = first == 0 or tokens[first - 1].text in (":", "—", "–", "“", "•", "*")
        if not begins or token.lower in TITLES or token.lower in self.surnames:
            return first
        following = tokens[first + 1] if first + 1 < len(tokens) else None
        if end - first == 1 and following is not None and _is_opening_participle(token, following):
            return first + 1
        if end - first > 1 and self._comes_before_name(token, tokens[first + 1], end - first):
            return first + 1
        if end - first == 1 or token.lower not in self.first_names:
            common = self.is_lower(token.lower) or token.lower in COMMON
            if common and not (end - first > 1 and tokens[first + 1].lower in BODY_WORDS):
                return first + 1
        return first

    def _comes_before_name(self, token: Token, following: Token, length: int) -> bool:
        """Striker Jon Pace, Sentencing Kevin …: a trade or participle, then a given name."""
        trade = length > 2 and token.lower.endswith(("er", "or", "ist", "man", "ant", "ian"))
        participle = token.lower.endswith("ing") and len(token.lower) > 6
        return (
            (trade or participle)
            and token.lower not in self.first_names
            and token.lower not in TITLES
            and self.first_names.get(following.lower) in ("m", "f")
            and following.lower not in PLACES
        )

    def _end_of_title(self, tokens: Sequence[Token], first: int, end: int) -> int:
        """Where the name begins: after the last title, and after an office (Secretary of State)."""
        begin = first
        for index in range(first, end - 1):
            lower = tokens[index].lower
            if lower in _CHIEFS and tokens[index + 1].lower != "of":
                begin = index + 1
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
            or token.lower in COMMON
            or self.is_lower(token.lower)
            or token.text.isupper()
        )

    def _role_before(self, tokens: Sequence[Token], first: int) -> str:
        """The words of a role in lower case right before the name: NATO chief, her spokesman. The
        last of them is a word for a role."""
        index = first - 1
        if tokens[index].text[0].isupper():
            return ""
        words: list[str] = []
        while index >= 0 and tokens[index].kind == "word" and len(words) < 5:
            if tokens[index].lower in NOT_NAMES:
                break
            words.append(tokens[index].lower)
            index -= 1
        return " ".join(reversed(words))
