"""What a difference between quote and source means: its type, and whether it is material."""

import re
from collections import Counter
from collections.abc import Sequence

from factcheck.context.comparison import lexicon, numbers
from factcheck.context.comparison.opposites import are_opposites
from factcheck.context.comparison.spelling import canonical
from factcheck.context.comparison.tokens import Token
from factcheck.context.comparison.wordlist import words

Kind = tuple[str, bool]

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "am"])
_COMMON_ENDINGS = ("ly", "ing", "ed", "s", "tion", "ment", "ness", "ity", "ever", "ful", "ous")
_TEMPORAL = frozenset(("before", "after", "until", "since", "when", "while", "during"))
_CALENDAR = (lexicon.DATE, lexicon.NUMBER)
# Opposites that are also bare grammar count only when one stands exactly where the other stood.
_LIMITS = frozenset(
    ("only", "at least", "at most", "some", "few", "part of", "sometimes", "rarely")
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
    if _is_acronym(published, source) or _is_acronym(source, published):
        return ("changed", False)
    left, right = _unshared(published, source)
    if not left and not right and all(t.category in _CALENDAR for t in (*published, *source)):
        return ("spelling", False)
    for check in (_negation, _number, _unit, _date, _condition):
        kind = check(left, right)
        if kind:
            return kind
    if _opposite(left, right) or any(t.key == "against" for t in (*left, *right)):
        return ("direction", True)
    kind = (
        _name(left, right, beside_name=beside_name)
        or _quantifier(left, right)
        or _of_category(lexicon.MODAL, left, right)
        or _of_category(lexicon.HEDGE, left, right)
        or _roles(left, right)
    )
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


def _is_acronym(short: Sequence[Token], long: Sequence[Token]) -> bool:
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


def _in(tokens: Sequence[Token], category: str) -> list[Token]:
    return [token for token in tokens if token.category == category]


def _of_category(category: str, left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    return (category, True) if _in(left, category) or _in(right, category) else None


def _negation(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = _in(left, lexicon.NEGATION), _in(right, lexicon.NEGATION)
    if ours and theirs:
        # "never" for "not", "no plans" for "not any plans": other words, the same denial.
        return None
    return (lexicon.NEGATION, True) if ours or theirs else None


def _number(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = _quantities(left), _quantities(right)
    if ours == theirs:
        return None
    if not ours or not theirs:
        alone = ours or theirs
        # "one" alone is more often a pronoun than a count.
        if alone == {"#1"} and not any(token.text[:1].isdigit() for token in (*left, *right)):
            return None
    return (lexicon.NUMBER, True)


def _quantities(tokens: Sequence[Token]) -> set[str]:
    """The values in a run; a percentage as the share that it is, so that half is 50 percent."""
    values = set()
    for index, token in enumerate(tokens):
        if token.category != lexicon.NUMBER:
            continue
        key = token.key.replace("nth", "") if token.text[:1].isdigit() else token.key
        value = numbers.key_value(key)
        following = tokens[index + 1].key if index + 1 < len(tokens) else ""
        if value is not None and following == "percent":
            key = numbers.number_key(value / 100)
        values.add(key)
    return values


def _unit(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = _in(left, lexicon.UNIT), _in(right, lexicon.UNIT)
    if not ours and not theirs:
        return None
    if {token.key for token in (*ours, *theirs)} == {"percent"}:
        halves = _quantities(left) & _quantities(right)
        if halves:
            return None
    return (lexicon.UNIT, True)


def _date(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    # "before" for "when" moves the event, though neither is a date.
    ours, theirs = ({t.key for t in side if t.key in _TEMPORAL} for side in (left, right))
    if ours and theirs:
        return (lexicon.DATE, True)
    return _of_category(lexicon.DATE, left, right)


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


def _name(left: Sequence[Token], right: Sequence[Token], *, beside_name: bool) -> Kind | None:
    ours = {token.key for token in left if token.name}
    theirs = {token.key for token in right if token.name}
    if len(left) == len(right) == 1 and _names_at_head(left[0]) and _names_at_head(right[0]):
        return ("name", True)
    if not ours and not theirs:
        return None
    if not ours or not theirs:
        if beside_name and len(ours | theirs) <= 2:
            return None
        if theirs and left:
            # A common noun in the place of a name states nothing about anybody else.
            return None
    return ("name", True)


def _names_at_head(token: Token) -> bool:
    """Whether a capital word that opens a sentence looks more like a name than like a word."""
    looks_common = token.stop or token.category or token.key.endswith(_COMMON_ENDINGS)
    return token.capital and not looks_common


def _quantifier(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = _in(left, lexicon.QUANTIFIER), _in(right, lexicon.QUANTIFIER)
    if not ours and not theirs:
        return None
    if not (ours and theirs) and all(
        token.key in lexicon.WEAK_QUANTIFIERS for token in (*ours, *theirs)
    ):
        return None
    if {"any"} == {token.group for token in (*ours, *theirs)} and _in(left, lexicon.NEGATION):
        return None
    return (lexicon.QUANTIFIER, True)


def _roles(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    if _in(left, lexicon.RANK) or _in(right, lexicon.RANK):
        return ("roles", True)
    for category in (lexicon.PRONOUN, lexicon.PERSON):
        if _in(left, category) and _in(right, category):
            return ("roles", True)
    # "The House" for "the Senate": a body is named by its capital.
    bodies = [t for t in (*_in(left, lexicon.PERSON), *_in(right, lexicon.PERSON)) if t.capital]
    if left and right and bodies and any(token.name for token in (*left, *right)):
        return ("name", True)
    # "He" for the minister is one man; "we" for the employers is not.
    for speaking, others in ((left, right), (right, left)):
        if any(token.group in ("i", "we", "you") for token in speaking) and any(
            token.category == lexicon.PERSON or token.name for token in others
        ):
            return ("roles", True)
    return None


def qualifiers(tokens: Sequence[Token]) -> list[str]:
    """The words among `tokens` whose absence may change what was said, as they are written."""
    return [token.text for token in tokens if _is_qualifier(token)]


def _is_qualifier(token: Token) -> bool:
    if token.category in (lexicon.NEGATION, lexicon.CONDITION, lexicon.HEDGE, lexicon.NUMBER):
        return token.key != "#1"
    return token.group in _LIMITS or token.key in ("about", "around", "but", "however")


def bracket_turns(published: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether a bracket says something else than the words that it stands for.

    Naming a pronoun's person is what brackets are for; a negation, a number or an opposite is not.
    """
    kind, material = classify(published, source)
    return material and kind not in ("name", "roles")


def turns_passive(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one side alone has "by" and a form of "be": A struck B, A was struck by B."""
    ours, theirs = {token.key for token in left}, {token.key for token in right}
    return ("by" in ours and "by" not in theirs and bool(ours & _BE)) or (
        "by" in theirs and "by" not in ours and bool(theirs & _BE)
    )
