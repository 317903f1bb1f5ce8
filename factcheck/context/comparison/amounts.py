"""Whether numbers, units and days on the two sides say the same."""

from collections.abc import Sequence

from factcheck.context.comparison import lexicon, numbers
from factcheck.context.comparison.tokens import Kind, Token, in_category

_ORDERING = frozenset(("before", "after", "until", "since"))
_TEMPORAL = frozenset(("before", "after", "until", "since", "when", "while", "during"))


def judge_number(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
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


def are_one_share(published: Sequence[Token], source: Sequence[Token]) -> bool:
    """Whether both sides give the same share and nothing else: a quarter, 25 percent."""
    values = _quantities(published)
    return (
        bool(values)
        and values == _quantities(source)
        and all(
            token.category == lexicon.NUMBER or token.key in ("percent", "a", "the", "of")
            for token in (*published, *source)
        )
    )


def judge_unit(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    ours, theirs = in_category(left, lexicon.UNIT), in_category(right, lexicon.UNIT)
    if not ours and not theirs:
        return None
    if {token.key for token in (*ours, *theirs)} == {"percent"}:
        halves = _quantities(left) & _quantities(right)
        if halves:
            return None
    return (lexicon.UNIT, True)


def judge_date(left: Sequence[Token], right: Sequence[Token]) -> Kind | None:
    # "before" for "when" moves the event, though neither is a date.
    ours, theirs = ({t.key for t in side if t.key in _TEMPORAL} for side in (left, right))
    if ours and theirs:
        return (lexicon.DATE, True)
    # So does "before" for "with", word for word.
    alone = len(left) == len(right) == 1 and left[0].stop != right[0].stop
    if alone and (ours | theirs) & _ORDERING:
        return (lexicon.DATE, True)
    if in_category(left, lexicon.DATE) or in_category(right, lexicon.DATE):
        return (lexicon.DATE, True)
    return None
