"""The unit that a comparison aligns."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.context.comparison import lexicon

ELLIPSIS = "…"

# A type of difference, and whether it is material.
Kind = tuple[str, bool]


@dataclass(slots=True)
class Token:
    """One unit of alignment; `start` and `end` are code points into the text that was cut."""

    start: int
    end: int
    text: str
    key: str
    category: str = ""
    group: str = ""
    bracketed: bool = False
    prefix: str = ""
    glued: bool = False
    noise: bool = False
    label: bool = False
    gap: bool = False
    name: bool = False
    capital: bool = False
    sentence_start: bool = False
    set_apart: bool = False
    # Of a quote: whether it begins or ends here as a sentence does.
    opens: bool = False
    closes: bool = False

    @property
    def filler(self) -> bool:
        """Whether the speaker only took breath here."""
        return self.key in lexicon.FILLERS or (
            self.set_apart and self.key in lexicon.FILLERS_SET_APART
        )

    @property
    def stop(self) -> bool:
        """Whether the word carries grammar rather than content."""
        grammar = self.key in lexicon.STOP_WORDS and self.category != lexicon.DATE
        return grammar and not self.name

    @property
    def whole(self) -> bool:
        """Whether part of the token says something else: 4 of "40", "few" of "a few"."""
        return (
            " " not in self.text
            or self.category == lexicon.NUMBER
            or self.key.startswith(("no ", "not "))
            or self.key == "a few"
        )

    @property
    def concept(self) -> str:
        """What must agree for two tokens to say the same: the group if there is one, or the key."""
        return self.group or self.key


def in_category(tokens: Sequence[Token], category: str) -> list[Token]:
    """Those of the tokens that are of a category of the lexicon."""
    return [token for token in tokens if token.category == category]
