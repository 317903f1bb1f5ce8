"""The tags of a sentence's tokens: by the word alone where that tells, else by what stands before
("reports", "plans")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.extraction.memo import Memo
from factcheck.extraction.own_tags import (
    ASK_BASE,
    ASK_FIRM_BASE,
    ASK_IRREGULAR,
    ASK_PAST,
    ASK_S_FORM,
    ASK_SO,
    NEVER_NAMES,
    NEVER_NOUNS,
    SETTLED,
    guess,
)
from factcheck.extraction.tokens import Words
from factcheck.extraction.words import (
    ADVERB,
    AND,
    AUXILIARY,
    BASE,
    CLOSE,
    COMMA,
    CONTRACTED,
    DASH,
    DETERMINER,
    LEXICON,
    NAME,
    NOUN,
    NUMBER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    TAGS,
    TO,
    VERB,
    word_set,
)

_BEFORE_NOUN = frozenset((DETERMINER, POSSESSIVE, PREPOSITION, NUMBER))
_OPEN_QUESTION = re.compile(
    f"[{ASK_PAST}{ASK_SO}{ASK_BASE}{ASK_FIRM_BASE}{ASK_S_FORM}{ASK_IRREGULAR}]"
)


def tag_words(words: Words) -> str:
    """One tag for each token of a sentence."""
    if not words.tokens:
        return ""
    tags = list(words.tags)
    first = words.tokens[0]
    if first.kind == "word":  # its capital says nothing
        tags[0] = _first_word_tag[first.text]
    for match in _OPEN_QUESTION.finditer(words.tags, 1):
        position = match.start()
        known = _AFTER.get(tags[position - 1] + match.group())
        tags[position] = known or _tag_in_context(words, position, tags)
    return "".join(tags)


@Memo
def _first_word_tag(text: str) -> str:
    """The tag of a word with nothing before it."""
    return _tag_word(text, text.lower(), "", "", [], 0)


def _tag_in_context(words: Words, position: int, tags: list[str]) -> str:
    """The tag of a word for which those before it, in `tags`, must be known."""
    before = words.lowers[position - 1]
    text = words.tokens[position].text
    return _tag_word(text, words.lowers[position], tags[position - 1], before, tags, position)


def _tag_word(
    text: str, lower: str, previous: str, before: str, tags: Sequence[str], position: int
) -> str:
    """The tag of a word at `position`; `previous` is the tag of the word `before` it."""
    if "’" in lower:
        lower = lower.replace("’", "'")
    known = LEXICON.get(lower)
    if position > 0 and text == "May":
        return NAME
    if position > 0 and known not in NEVER_NAMES and text[0].isupper():
        return NAME
    if known is None:
        return guess(text, lower, previous, position)
    if known in SETTLED:
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
        if lower in NEVER_NOUNS and previous in (NAME, NOUN):
            return BASE
        return _base(previous, before)
    return NOUN if previous in (DETERMINER, POSSESSIVE, PREPOSITION) else known


def _noun_phrase(tags: Sequence[str], position: int) -> bool:
    """Whether the coordination or adverb right before stands within a noun phrase."""
    return position > 1 and tags[position - 2] in _BEFORE_NOUN


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
    yield ASK_PAST, NOUN if previous in (DETERMINER, POSSESSIVE) else VERB
    yield ASK_SO, AND if previous in (COMMA, DASH) else ADVERB
    yield ASK_IRREGULAR, NOUN if previous in (DETERMINER, POSSESSIVE, PREPOSITION) else VERB
    if previous in _BASE_AFTER:
        yield ASK_BASE, BASE
    if previous in _BASE_AFTER or previous in (NAME, NOUN):
        yield ASK_FIRM_BASE, BASE
    if previous in _BEFORE_NOUN or previous in (AUXILIARY, TO):
        yield ASK_S_FORM, NOUN
    elif previous not in (BASE, AND, ADVERB):
        yield ASK_S_FORM, VERB


_AFTER = {previous + asked: tag for previous in TAGS for asked, tag in _after(previous)}
