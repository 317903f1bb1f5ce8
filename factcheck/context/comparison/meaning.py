"""What a token is in its place: its category, a name or not, the head of a sentence or not."""

import re

from factcheck.context.comparison import lexicon
from factcheck.context.comparison.gazetteer import NAMES
from factcheck.context.comparison.tokens import Token
from factcheck.context.comparison.wordlist import words

_ABBREVIATED = frozenset(
    words(
        """
    mr mrs ms dr prof st gen sen sens rep reps gov lt col sgt capt cpl maj cmdr adm rev det insp
    amb cllr supt ch pres asst hon jr sr mt vs u.s. u.k. e.u.
    """
    )
)
# Behind these "little" is small; elsewhere it is hardly any.
_BEFORE_SMALL = frozenset(words("the this that my your his her our their poor"))
_SHORT_COINS = {"p": "pence", "c": "cent"}
_SPANS = {"last": "past", "past": "past", "next": "next", "coming": "next"}
_CAPITAL_DATES = frozenset(["march", "may", "mon", "sun", "sat", "wed", "jan", "mar", "dec"])
_FULL_STOP = re.compile(r"[\"'”’)\]]*[.!]+[\"'”’)\]\s]*$")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\s*[\"'“‘(\[—–-]*\s*$|\n\s*\n\s*$")


def classify_tokens(tokens: list[Token], text: str, start: int) -> None:
    """Fill in what each token is; `text` from `start` is what they were cut from."""
    previous_end = start
    for index, token in enumerate(tokens):
        between = _ends(text, min(previous_end, token.start), token.start)
        if index == 0 and start:
            between = text[max(0, token.start - 12) : token.start]
            token.sentence_start = bool(_SENTENCE_END.search(between)) and bool(between.strip())
        else:
            abbreviated = index > 0 and tokens[index - 1].text.lower() in _ABBREVIATED
            token.sentence_start = not abbreviated and bool(
                index == 0 or tokens[index - 1].noise or _SENTENCE_END.search(between)
            )
        token.capital = token.text[:1].isupper()
        after = text[token.end : token.end + 2].lstrip()[:1]
        token.set_apart = (
            after in (",", "—", "–", "-") or between.strip().endswith((",", "—", "–", "-"))
        ) and not token.glued
        previous_end = max(previous_end, token.end)
    if tokens:
        tokens[0].opens = tokens[0].capital
        tokens[-1].closes = bool(_FULL_STOP.match(text, tokens[-1].end))
    for index, token in enumerate(tokens):
        if not token.category:
            _categorize(tokens, index)
    _mark_names(tokens)


def _ends(text: str, start: int, end: int) -> str:
    """`text[start:end]`, without the middle where a flood of blanks would be searched in vain."""
    return text[start:end] if end - start < 60 else text[start : start + 30] + text[end - 30 : end]


def _categorize(tokens: list[Token], index: int) -> None:
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    previous = tokens[index - 1] if index else None
    if token.noise or token.gap:
        return
    if token.key in lexicon.BEFORE_NUMBER and _is_amount(tokens, index + 1):
        token.category, token.group = lexicon.BEFORE_NUMBER[token.key]
        return
    if token.key == "m" and previous and previous.category == lexicon.NUMBER:
        token.category, token.group, token.key = lexicon.UNIT, "meter", "meter"
        return
    glued = previous and previous.category == lexicon.NUMBER and previous.end == token.start
    if token.key in _SHORT_COINS and glued:
        token.category, token.key = lexicon.UNIT, _SHORT_COINS[token.key]
        token.group = token.key
        return
    if token.key in _SPANS and following and following.category == lexicon.NUMBER:
        # "The last five years" are the past five; "last year" is not the past year.
        token.category, token.key = lexicon.DATE, _SPANS[token.key]
        token.group = token.key
        return
    if token.key in lexicon.BEFORE_TIME and following:
        category = lexicon.CATEGORY.get(following.key, ("", ""))
        if category[0] in (lexicon.DATE, lexicon.UNIT):
            token.category, token.group = lexicon.DATE, token.key
        return
    if token.key == "too" and following and not following.sentence_start:
        if not token.set_apart and not following.stop:
            token.category, token.group = lexicon.QUANTIFIER, "too"
        return
    if token.key == "little" and previous and previous.key in _BEFORE_SMALL:
        return
    if token.key == "am" and not (previous and previous.category == lexicon.NUMBER):
        return
    if token.key in _CAPITAL_DATES:
        known = lexicon.CATEGORY.get(token.key)
        if token.key == "may" and token.capital and not token.sentence_start:
            token.category, token.group = lexicon.DATE, "may month"
        elif known and (token.capital or token.key == "may"):
            token.category, token.group = known
        return
    if token.key in lexicon.NOUN_OR_HEDGE and not _is_verb(previous, following):
        return
    token.category, token.group = lexicon.CATEGORY.get(token.key, ("", ""))
    if token.category == lexicon.DATE or token.group in lexicon.MEASURES:
        # "Oct" and "October", "km" and "kilometres" are one word in two spellings.
        token.key = token.group


def _is_amount(tokens: list[Token], index: int) -> bool:
    """Whether a number stands here, or one in disguise: "an hour", "a third"."""
    here = tokens[index : index + 2]
    if here and here[0].key in ("a", "an"):
        following = here[-1]
        unit = lexicon.CATEGORY.get(following.key, ("", ""))[0] == lexicon.UNIT
        return unit or following.category == lexicon.NUMBER
    return bool(here) and here[0].category == lexicon.NUMBER


def _is_verb(previous: Token | None, following: Token | None) -> bool:
    """Whether a word such as "plan" stands where English puts a verb."""
    if following and following.key in ("to", "that", "for"):
        return True
    return previous is not None and (
        previous.category in (lexicon.PRONOUN, lexicon.MODAL) or previous.key == "to"
    )


def _mark_names(tokens: list[Token]) -> None:
    """A capital inside a sentence makes a name; at its head, only if the word is one elsewhere."""
    words = [token for token in tokens if token.text[:1].isalpha()]
    for token in words:
        token.name = token.capital and token.key in NAMES
    shouting = sum(token.text.isupper() for token in words) > len(words) * 0.6 and len(words) > 3
    if shouting:
        for token in words:
            if token.text == "US":
                token.key = "us"
        return
    lower = {token.key for token in words if not token.capital}
    inside = {
        token.key
        for token in words
        if token.capital and not token.sentence_start and _may_be_name(token)
    }
    for token in words:
        if not token.capital or not _may_be_name(token):
            continue
        token.name = token.name or (
            token.key in inside and (not token.sentence_start or token.key not in lower)
        )


def _may_be_name(token: Token) -> bool:
    if token.key in lexicon.TITLES or token.glued or " " in token.key:
        return False
    return not token.category and token.key not in lexicon.STOP_WORDS and token.text != "I"
