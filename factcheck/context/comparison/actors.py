"""Whether names, people and pronouns on the two sides are the same actors."""

from collections.abc import Sequence
from itertools import pairwise

from factcheck.context.comparison import lexicon
from factcheck.context.comparison.tokens import Kind, Token, in_category
from factcheck.context.comparison.wordlist import words

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am"])
_BESIDE_BE = frozenset(["and", "have", "has", "had", "'s", "'ve", "'d"])
_PARTICIPLES = frozenset(
    words(
        """
    given told paid sold sent shot hit hurt taken beaten bitten bought brought caught chosen
    driven fed fought forgiven found held kept left lent lost made met overtaken overthrown read
    robbed seen shown sought struck sued taught thrown won wronged asked offered
    """
    )
)
_SOMEBODY = frozenset(("i", "me", "we", "us", "you", "he", "him", "she", "they", "them"))
_OWNING = frozenset(("my", "our", "your", "his", "her", "their"))
_OWNER_AND_OWNED = 2
_COMMON_ENDINGS = ("ly", "ing", "ed", "s", "tion", "ment", "ness", "ity", "ever", "ful", "ous")


def judge_name(left: Sequence[Token], right: Sequence[Token], *, beside_name: bool) -> Kind | None:
    ours = {token.key for token in left if token.name}
    theirs = {token.key for token in right if token.name}
    if len(left) == len(right) == 1 and _names_at_head(left[0]) and _names_at_head(right[0]):
        return ("name", True)
    if not ours and not theirs:
        # "Jonas Pryce" for "Jonah Pryce" at the head of a sentence.
        single = len(left) == len(right) == 1
        beside = beside_name and single and all(_may_be_given(t) for t in (left[0], right[0]))
        return ("name", True) if beside else None
    if not ours or not theirs:
        if beside_name and len(ours | theirs) <= 2:
            # A surname alone, or behind a title, is the same person.
            return None
        if theirs and left:
            # A common noun in the place of a name states nothing about anybody else.
            return None
    return ("name", True)


def _may_be_given(token: Token) -> bool:
    """Whether a capital word beside a surname may be a given name."""
    return (
        token.capital
        and not (token.stop or token.category or token.filler)
        and token.key not in lexicon.TITLES
    )


def _names_at_head(token: Token) -> bool:
    """Whether a capital word that opens a sentence looks more like a name than like a word."""
    looks_common = (
        token.stop
        or token.category
        or token.key in lexicon.TITLES
        or token.key.endswith(_COMMON_ENDINGS)
    )
    return token.capital and not looks_common


def names_owner(published: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether one side is somebody and the other what is theirs: "I", "my opponent"."""
    for one, other in ((published, source), (source, published)):
        if len(one) == 1 and len(other) == _OWNER_AND_OWNED and one[0].key in _SOMEBODY:
            return other[0].key in _OWNING and not other[1].stop and not other[1].bracketed
    return False


def judge_roles(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    if in_category(left, lexicon.RANK) or in_category(right, lexicon.RANK):
        return ("roles", True)
    for category in (lexicon.PRONOUN, lexicon.PERSON):
        if in_category(left, category) and in_category(right, category):
            return ("roles", True)
    # "The House" for "the Senate": a body is named by its capital.
    bodies = [t for t in in_category((*left, *right), lexicon.PERSON) if t.capital]
    if left and right and bodies and any(token.name for token in (*left, *right)):
        return ("name", True)
    # "He" for the minister is one man; "we" for the employers is not.
    for speaking, others in ((left, right), (right, left)):
        if any(token.group in ("i", "we", "you") for token in speaking) and any(
            token.category == lexicon.PERSON or token.name for token in others
        ):
            return ("roles", True)
        if any(token.group in ("i", "we") for token in speaking) and _names_thing(others):
            return ("roles", True)
    return None


def _names_thing(tokens: Sequence[Token]) -> bool:
    """Whether an article and a noun stand here."""
    return any(
        article.key in ("the", "a", "an") and not noun.stop for article, noun in pairwise(tokens)
    )


def turns_voice(tokens: Sequence[Token], after: Token | None) -> bool:
    """Whether a form of "be" on one side alone makes the doer the one that it was done to.

    "We were offered" against "we offered"; `after` is the word that follows on both sides.
    """
    if after is None or not any(token.key in _BE for token in tokens):
        return False
    bare = all(token.key in _BE or token.key in _BESIDE_BE for token in tokens)
    return bare and (after.key.endswith("ed") or after.key in _PARTICIPLES)


def turns_passive(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one side alone has "by" and a form of "be": A struck B, A was struck by B."""
    ours, theirs = {token.key for token in left}, {token.key for token in right}
    return ("by" in ours and "by" not in theirs and bool(ours & _BE)) or (
        "by" in theirs and "by" not in ours and bool(theirs & _BE)
    )
