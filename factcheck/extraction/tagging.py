"""The tags of a sentence's tokens: by the word alone where that tells, else by what stands before
("reports", "plans")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from factcheck.extraction.cues import is_adverb
from factcheck.extraction.memo import Memo
from factcheck.extraction.sentences import MASK, NICKNAME_MASK, Token
from factcheck.extraction.words import (
    ADVERB,
    AND,
    AUXILIARY,
    BASE,
    CLOSE,
    COLON,
    COMMA,
    CONTRACTED,
    DASH,
    DETERMINER,
    LEXICON,
    NAME,
    NOUN,
    NUMBER,
    OPEN,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TAGS,
    TO,
    VERB,
    word_set,
)

_MARKS = MappingProxyType(
    {
        ",": COMMA, ";": COLON, ":": COLON, "—": DASH, "–": DASH, "―": DASH, "-": DASH, "--": DASH,
        "---": DASH,
        "(": OPEN, "[": OPEN, ")": CLOSE, "]": CLOSE,
    }
)  # fmt: skip


_BEFORE_NOUN = frozenset((DETERMINER, POSSESSIVE, PREPOSITION, NUMBER))


def tag_tokens(tokens: Sequence[Token], texts: Sequence[str]) -> str:
    """One tag for each token of a sentence. `texts` are the texts of the tokens."""
    if not tokens:
        return ""
    tags = list(map(_fixed_tag.__getitem__, texts))
    tags[0] = _first_tag(tokens)
    for match in _OPEN_QUESTION.finditer("".join(tags)):
        position = match.start()
        known = _AFTER.get(tags[position - 1] + match.group())
        tags[position] = known or _tag_in_context(tokens, position, tags)
    return "".join(tags)


def _first_tag(tokens: Sequence[Token]) -> str:
    """The first word has a capital that says nothing."""
    first = tokens[0]
    return _first_word_tag[first.text] if first.kind == "word" else _tag_of_mark(first)


@Memo
def _first_word_tag(text: str) -> str:
    """The tag of a word with nothing before it."""
    word = Token(text, text.lower(), 0, len(text), "word")
    return _tag_word([word], word, "", 0, [])


def _tag_in_context(tokens: Sequence[Token], position: int, tags: list[str]) -> str:
    """The tag of a word for which those before it, in `tags`, must be known."""
    token = tokens[position]
    if token.kind == "word":
        return _tag_word(tokens, token, tags[position - 1], position, tags)
    return _tag_of_mark(token)


def _tag_of_mark(token: Token) -> str:
    if token.kind == "mark":
        return _MARKS.get(token.text, STOP)
    return QUOTE if token.kind == "quote" else POSSESSIVE


_SETTLED = frozenset(
    (AUXILIARY, CONTRACTED, PRONOUN, AND, PREPOSITION, TO, DETERMINER, RELATIVE, ADVERB, NOUN,
     NUMBER, SUBORDINATOR, PARTICIPLE)
)  # fmt: skip
"""Tags that do not depend on the neighbours."""
_MAY_OWN = frozenset(("'", "’", "'s", "’s", "'S", "’S"))
"""Marks, or endings of owners: the kind of the token tells."""


@Memo
def _fixed_tag(text: str) -> str:
    """The tag of a token that is not the first, or what must be asked of its neighbours."""
    first = text[0]
    if not (first.isalnum() or first in "_$€£@#%"):
        if text in _MAY_OWN or first == NICKNAME_MASK:
            return _ASK_KIND
        return QUOTE if first == MASK else _MARKS.get(text, STOP)
    lower = text.lower().replace("’", "'")
    known = LEXICON.get(lower)
    if first.isupper() and (known not in _NEVER_NAMES or text == "May"):
        return NAME
    if known is None:
        guessed = _guess(text, lower, "", 1)
        return _ASK_PAST if guessed == VERB else guessed
    if known in _SETTLED:
        return _ASK_SO if lower in ("so", "yet") else known
    if known == BASE:
        return _ASK_FIRM_BASE if lower in _NEVER_NOUNS else _ASK_BASE
    return _ASK_S_FORM if known == "s-form" else _ASK_IRREGULAR


_ASK_KIND, _ASK_PAST, _ASK_SO, _ASK_BASE, _ASK_FIRM_BASE, _ASK_S_FORM, _ASK_IRREGULAR = "KEYBMSI"
_OPEN_QUESTION = re.compile("[KEYBMSI]")
"""Stand for a tag until that of the word before is known: what kind of apostrophe, which form."""


_NEVER_NAMES = frozenset(
    (AUXILIARY, CONTRACTED, PRONOUN, AND, PREPOSITION, TO, DETERMINER, RELATIVE)
)


def _tag_word(
    tokens: Sequence[Token], token: Token, previous: str, position: int, tags: list[str]
) -> str:
    lower = token.lower
    if "’" in lower:
        lower = lower.replace("’", "'")
    known = LEXICON.get(lower)
    if position > 0 and token.text == "May":
        return NAME
    if position > 0 and known not in _NEVER_NAMES and token.text[0].isupper():
        return NAME
    if known is None:
        return _guess(token.text, lower, previous, position)
    if known in _SETTLED:
        if lower in ("so", "yet"):
            return AND if previous in (COMMA, DASH, "") else ADVERB
        return known
    if known == "s-form":
        if previous in _BEFORE_NOUN or (
            previous in (BASE, AND, ADVERB) and _noun_phrase(tags, position)
        ):
            return NOUN
        return VERB if previous not in (AUXILIARY, TO) else NOUN
    if known == BASE:
        if lower in _NEVER_NOUNS and previous in (NAME, NOUN):
            return BASE
        return _base(previous, tokens[position - 1].lower if position else "")
    return NOUN if previous in (DETERMINER, POSSESSIVE, PREPOSITION) else known


def _noun_phrase(tags: list[str], position: int) -> bool:
    """Whether the coordination or adverb right before stands within a noun phrase."""
    return position > 1 and tags[position - 2] in _BEFORE_NOUN


_NEVER_NOUNS = word_set(
    """say tell argue believe insist deny think admit acknowledge assert allege contend maintain
    explain describe agree know seem become include remain"""
)
_BASE_AFTER = frozenset((AUXILIARY, CONTRACTED, TO, ADVERB, PRONOUN, RELATIVE, CLOSE, COMMA, ""))
_PLURALS = word_set("people men women children police many some most others")


def _base(previous: str, word: str) -> str:
    """A form without an ending is a verb after "they", "to" or a plural, a noun after "the"."""
    if previous in _BASE_AFTER:
        return BASE
    if previous in (NAME, NOUN):
        plural = (word.endswith("s") and not word.endswith(("ss", "'s"))) or word in _PLURALS
        return BASE if plural else NOUN
    return BASE if word in _PLURALS else NOUN


def _after(previous: str) -> Iterator[tuple[str, str]]:
    """The questions that the tag before answers alone, without a look at the words."""
    yield _ASK_PAST, NOUN if previous in (DETERMINER, POSSESSIVE) else VERB
    yield _ASK_SO, AND if previous in (COMMA, DASH) else ADVERB
    yield _ASK_IRREGULAR, NOUN if previous in (DETERMINER, POSSESSIVE, PREPOSITION) else VERB
    if previous in _BASE_AFTER:
        yield _ASK_BASE, BASE
    if previous in _BASE_AFTER or previous in (NAME, NOUN):
        yield _ASK_FIRM_BASE, BASE
    if previous in _BEFORE_NOUN or previous in (AUXILIARY, TO):
        yield _ASK_S_FORM, NOUN
    elif previous not in (BASE, AND, ADVERB):
        yield _ASK_S_FORM, VERB


_AFTER = {previous + asked: tag for previous in TAGS for asked, tag in _after(previous)}


def _guess(text: str, lower: str, previous: str, position: int) -> str:
    first = text[0]
    if first.isdigit() or first in "$€£":
        return NUMBER
    if is_adverb(lower):
        return ADVERB
    if first.isupper() and position == 0:
        return NAME
    if lower.endswith("ed") and len(lower) > 3:
        return NOUN if previous in (DETERMINER, POSSESSIVE) else VERB
    if lower.endswith("ing") and len(lower) > 4:
        return PARTICIPLE
    return NOUN
