"""What a quote that is given as a whole sentence may not leave out of the source's sentence.

The words around a quote are context, and a fragment may be cut from anywhere. A quote that opens
with a capital and ends with a full stop says that this was the sentence; if the source's went on
"unless …", or began "I think" or "If …,", it was another.
"""

from collections.abc import Sequence

from factcheck.context.comparison.lexicon import (
    CONDITION,
    HEDGE,
    LIGHT_VERBS,
    MODAL,
    NEGATION,
    NUMBER,
    PRONOUN,
    QUANTIFIER,
)
from factcheck.context.comparison.tokens import Token

_APPROXIMATE = ("nearly", "approximately", "at least", "at most", "more than", "less than")
_LIMITING = ("nearly", "approximately", "only", "hardly", "rarely", "few", "little")
# What is thought, hoped or claimed is not said to be so.
_THOUGHT = ("think", "suspect", "hope", "expect", "claim", "suggest")
# These bind the rest of the sentence; "because", "although" and "even if" leave it as it is.
_BINDING = ("if", "only if", "unless", "until", "except", "subject to", "in case")
_BE = ("is", "are", "was", "were", "am")
# More words than this of a clause need not be shown to see that it is there.
_SHOWN = 15


def reach_before(published: Sequence[Token], source: Sequence[Token], first: int) -> int:
    """Where the quote's sentence begins in the source, if before its first word; else `first`."""
    if first == 0 or source[first].sentence_start:
        return first
    before = source[first - 1]
    if takes_away(before, published, source[first]):
        return first - 1
    if not is_sentence(published) or source[first].capital:
        return first
    verb = first - 2 if before.key == "that" and first > 1 else first - 1
    if source[verb].category == HEDGE and source[verb].group in _THOUGHT:
        subject = verb > 0 and source[verb - 1].category == PRONOUN
        return verb - 1 if subject else verb
    head = first - 1
    while head > 0 and not source[head].sentence_start:
        if source[head].key == "but":
            return first
        head -= 1
    return head if source[head].sentence_start and _binds(source[head]) else first


def reach_after(published: Sequence[Token], source: Sequence[Token], last: int) -> int:
    """Where the quote's sentence ends in the source, if behind its last word; else `last`."""
    following = last + 1
    if following >= len(source) or source[following].sentence_start:
        return last
    after, end = source[following], source[last]
    if after.glued and (after.category == NEGATION or after.key == "percent"):
        return following
    if not published[-1].closes:
        return last
    helps = end.category == MODAL or end.key in LIGHT_VERBS or end.key in _BE
    if after.key == "not" and helps and not end.set_apart:
        return following
    if not (is_sentence(published) and _binds(after)):
        return last
    while following + 1 < len(source) and following - last < _SHOWN:
        if source[following + 1].sentence_start:
            break
        following += 1
    return following


def is_sentence(published: Sequence[Token]) -> bool:
    """Whether the quote is given as a whole sentence, from its capital to its full stop."""
    return published[0].opens and published[-1].closes


def _binds(token: Token) -> bool:
    return token.category == CONDITION and token.group in _BINDING


def takes_away(before: Token, published: Sequence[Token], first: Token) -> bool:
    """Whether a quote drops the word before it that its first word cannot stand without.

    "Passwords were stolen", of "No passwords were stolen", is given as a sentence and says the
    contrary. A fragment may start after a denial: will not “surrender”, no “evidence of fraud”.
    So is “40 percent agreed” of the sentence "About 40 percent agreed".
    """
    if before.set_apart or first.sentence_start:
        return False
    number = published[0].category == NUMBER and published[0].key == first.key
    if number and before.sentence_start and before.group in _APPROXIMATE:
        # A number has no capital that would tell a sentence from a fragment.
        return True
    opens = published[0].capital and not first.capital
    limits = before.category == NEGATION or before.group in _LIMITING
    heads = before.sentence_start and before.category in (QUANTIFIER, CONDITION, HEDGE)
    return opens and (limits or heads)
