"""What a difference between quote and source means: its type, and whether it is material."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from factcheck.context.comparison import lexicon
from factcheck.context.comparison.actors import judge_name, judge_roles, names_owner
from factcheck.context.comparison.align import stands_for_light_verb
from factcheck.context.comparison.amounts import (
    are_one_share,
    judge_date,
    judge_number,
    judge_unit,
)
from factcheck.context.comparison.opposites import (
    are_opposites,
    differ_in_degree,
    exclude_each_other,
)
from factcheck.context.comparison.spelling import canonical
from factcheck.context.comparison.stems import stem
from factcheck.context.comparison.synonyms import are_synonyms
from factcheck.context.comparison.tokens import Kind, Token, in_category
from factcheck.context.comparison.wordlist import words

_CALENDAR = (lexicon.DATE, lexicon.NUMBER)
# Opposites that are also bare grammar count only when one stands exactly where the other stood.
_LIMITS = frozenset(
    (
        *words("only some few sometimes rarely hardly"),
        *("at least", "at most", "more than", "less than", "part of"),
    )
)
_LIMITING_WORDS = frozenset(
    words("about around but however mostly largely mainly usually normally generally often")
)
_AND_OR = [{"and"}, {"or"}]
# Stems of verbs that make what follows less than a fact.
_BINDING = frozenset(
    map(stem, words("agree decide promise pledge vow threaten offer ask demand begin manage"))
)
_GRAMMAR = frozenset(
    words(
        """
    in inside into out outside to from up down for over under with on
    """
    )
)


def classify(
    published: Sequence[Token], source: Sequence[Token], *, beside_name: bool = False
) -> Kind:
    """The type of a difference and whether it is material.

    `published` and `source` are the tokens that stand against each other, one side possibly empty;
    `beside_name` says that they touch a name both sides share, as a given name touches a surname.
    """
    if _same_letters(published, source):
        return ("spelling", False)
    opened = open_phrase(published, source)
    if opened:
        return classify(*opened, beside_name=beside_name)
    if is_acronym(published, source) or is_acronym(source, published):
        return ("changed", False)
    if names_owner(published, source):
        return ("roles", True)
    left, right = _unshared(published, source)
    if not left and not right and all(t.category in _CALENDAR for t in (*published, *source)):
        return ("spelling", False)
    if are_one_share(published, source):
        return ("spelling", False)
    for check in (_negation, judge_number, judge_unit, judge_date, _condition):
        kind = check(left, right)
        if kind:
            return kind
    if _opposite(left, right) or any(t.key == "against" for t in (*left, *right)):
        return ("direction", True)
    if _any_pair(differ_in_degree, left, right):
        return ("direction", True)
    if [{t.key for t in side} for side in (left, right)] in (_AND_OR, _AND_OR[::-1]):
        return (lexicon.CONDITION, True)
    kind = (
        judge_name(left, right, beside_name=beside_name)
        or _quantifier(left, right)
        or _of_category(lexicon.MODAL, left, right)
        or _of_category(lexicon.HEDGE, left, right)
        or judge_roles(left, right)
        or _bound_verb(left, right)
    )
    if kind is None and (_any_pair(exclude_each_other, left, right) or _says_other(left, right)):
        return ("changed", True)
    return kind or (_plain(published, source), False)


def open_phrase(
    published: Sequence[Token], source: Sequence[Token]
) -> tuple[list[Token], list[Token]] | None:
    """What is left when a phrase on one side stands, opened by other words, on the other.

    "refused to" against "refused flatly to" leaves "flatly".
    """
    for phrase in source:
        rest = _without_words(published, phrase)
        if rest:
            return rest, [token for token in source if token is not phrase]
    for phrase in published:
        rest = _without_words(source, phrase)
        if rest:
            return [token for token in published if token is not phrase], rest
    return None


def _without_words(tokens: Sequence[Token], phrase: Token) -> list[Token]:
    """`tokens` without the words of `phrase`, or nothing if they are not all there in order."""
    wanted = phrase.text.lower().split()
    if len(wanted) < 2 or phrase.category == lexicon.NUMBER:
        return []
    rest = []
    for token in tokens:
        if wanted and token.text.lower() == wanted[0]:
            wanted.pop(0)
        else:
            rest.append(token)
    return [] if wanted else rest


def _plain(published: Sequence[Token], source: Sequence[Token]) -> str:
    if not source:
        return "added"
    return "changed" if published else "dropped"


def _same_letters(published: Sequence[Token], source: Sequence[Token]) -> bool:
    """Compounds and words broken at a line's end: "long-term", "longterm", "mem- bership".

    Digits never count: without its point "4.2" has the letters of "42".
    """
    if any(letter.isdigit() for token in (*published, *source) for letter in token.text):
        return False
    left, right = (
        canonical("".join(re.findall(r"\w+", "".join(token.text for token in side))))
        for side in (published, source)
    )
    return bool(left) and left == right and (len(published) != len(source) or len(source) == 1)


def is_acronym(short: Sequence[Token], long: Sequence[Token]) -> bool:
    """Whether one capital word is made of the first letters of the others: EU, European Union."""
    short = [token for token in short if token.key != "the"]
    words = [token for token in long if token.key not in ("the", "of", "and", "for")]
    if len(short) != 1 or len(words) < 2:
        return False
    initials = "".join(token.key[0] for token in words)
    return short[0].key in (initials, initials + "a")


def _unshared(
    published: Sequence[Token], source: Sequence[Token]
) -> tuple[list[Token], list[Token]]:
    left = Counter(token.concept for token in published)
    right = Counter(token.concept for token in source)
    return _remaining(published, left - right), _remaining(source, right - left)


def _remaining(tokens: Sequence[Token], counts: Counter[str]) -> list[Token]:
    kept = []
    for token in tokens:
        if counts[token.concept] > 0:
            counts[token.concept] -= 1
            kept.append(token)
    return kept


def _of_category(category: str, left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    return (category, True) if in_category(left, category) or in_category(right, category) else None


def _negation(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = in_category(left, lexicon.NEGATION), in_category(right, lexicon.NEGATION)
    if ours and theirs:
        # "never" for "not", "no plans" for "not any plans": other words, the same denial.
        return None
    return (lexicon.NEGATION, True) if ours or theirs else None


def _condition(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    return _of_category(lexicon.CONDITION, left, right)


def _opposite(published: Sequence[Token], source: Sequence[Token]) -> bool:
    single = len(published) == len(source) == 1
    return any(
        are_opposites(one.key, other.key)
        for one in published
        for other in source
        if single or (one.key not in _GRAMMAR and other.key not in _GRAMMAR)
    )


def _any_pair(
    test: Callable[[str, str], bool], left: Sequence[Token], right: Sequence[Token]
) -> bool:
    return any(test(one.key, other.key) for one in left for other in right)


def _says_other(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether content words stand for others of which none is a known synonym."""
    if len(left) == len(right) == 1 and stands_for_light_verb(left[0], right[0]):
        return not are_synonyms(left[0].key, right[0].key)
    ours, theirs = ([t for t in side if not t.stop and not t.filler] for side in (left, right))
    if not ours or not theirs or any(t.name or t.bracketed for t in (*ours, *theirs)):
        return False
    return not any(are_synonyms(one.key, other.key) for one in ours for other in theirs)


def _bound_verb(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    """A verb that binds the next by "to", on one side only: "agreed to sign" against "signed"."""
    for binding, bare in ((left, right), (right, left)):
        verbs = {stem(token.key) for token in binding}
        if any(token.key == "to" or stem(token.key) not in verbs for token in bare):
            continue
        for verb, to in pairwise(binding):
            bound = verb.key.endswith(("ed", "es", "s")) or stem(verb.key) in _BINDING
            if to.key == "to" and bound and not verb.stop and not verb.name:
                return (lexicon.MODAL, True)
    return None


def _quantifier(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = in_category(left, lexicon.QUANTIFIER), in_category(right, lexicon.QUANTIFIER)
    if not ours and not theirs:
        return None
    if not (ours and theirs) and all(
        token.key in lexicon.WEAK_QUANTIFIERS for token in (*ours, *theirs)
    ):
        return None
    if {"any"} == {token.group for token in (*ours, *theirs)} and in_category(
        left, lexicon.NEGATION
    ):
        return None
    return (lexicon.QUANTIFIER, True)


def qualifiers(tokens: Sequence[Token]) -> list[str]:
    """The words among `tokens` whose absence may change what was said, as they are written."""
    return [token.text for token in tokens if _is_qualifier(token)]


def _is_qualifier(token: Token) -> bool:
    if token.category in (lexicon.NEGATION, lexicon.CONDITION, lexicon.HEDGE, lexicon.NUMBER):
        return token.key != "#1" or token.text.isdigit()
    return token.group in _LIMITS or token.key in _LIMITING_WORDS


def bracket_turns(published: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether a bracket says something else than the words that it stands for.

    Naming a pronoun's person is what brackets are for; a negation, a number or an opposite is not.
    """
    kind, material = classify(published, source)
    return material and kind not in ("name", "roles")
