"""Semi-global alignment of the tokens of a quote with those of a stretch of its source.

The words of the source before the first and after the last matched token cost nothing: they are
context. Dynamic programming with affine cost for words left out (Gotoh, 1982).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

from factcheck.context.comparison.lexicon import LIGHT_VERBS, NEGATION, PRONOUN
from factcheck.context.comparison.opposites import are_opposites, exclude_each_other
from factcheck.context.comparison.stems import stem
from factcheck.context.comparison.tokens import Token

INSERT = 1.0
DROP_FIRST = 0.9
DROP_NEXT = 0.12
BRACKET_INSERT = 0.1
BRACKET_SUBSTITUTE = 0.15
BRACKET_DROP = 0.2
# So many equal tokens in a row are no accident inside of a window of the source.
_ANCHOR = 4
NOISE_DROP = 0.01
FILLER_DROP = 0.2

_FREE_EQUALS = frozenset(
    frozenset(pair)
    for pair in (("'s", "is"), ("'s", "has"), ("'d", "had"), ("'d", "would"), ("'d", "did"))
)
_DIAGONAL, _INSERTED, _DROPPED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: positions in the two token lists; None where one side is silent."""

    published: int | None
    source: int | None
    equal: bool


def equal_keys(one: Token, other: Token) -> bool:
    """Whether two tokens are the same word, number or unit, however they are spelled."""
    return one.key == other.key or frozenset((one.key, other.key)) in _FREE_EQUALS


def continues(one: Token, other: Token) -> bool:
    """Whether a word with a bracketed ending ("deliver[ed]") stands for the source's word."""
    stem = one.prefix
    return bool(stem) and other.key.startswith(stem[: max(3, len(stem) - 1)])


def _substitution(one: Token, other: Token) -> float:
    if equal_keys(one, other):
        return 0.0
    if one.bracketed:
        return 0.05 if continues(one, other) else BRACKET_SUBSTITUTE
    if other.noise:
        return 3.0
    if related(one, other):
        return 0.6
    if PRONOUN in (one.category, other.category):
        return 0.95
    return 0.95 if one.stop == other.stop else 1.2


def related(one: Token, other: Token) -> bool:
    """Whether one token plausibly took the other's place."""
    if one.category and one.category == other.category:
        return True
    if one.name and other.name:
        return True
    if one.stop or other.stop:
        return False
    return (
        stem(one.key) == stem(other.key)
        or are_opposites(one.key, other.key)
        or exclude_each_other(one.key, other.key)
    )


def exchanges(one: Token, other: Token) -> bool:
    """Whether one token says another thing in the other's place, be both bare grammar."""
    if other.noise or other.filler:
        return False
    denied = NEGATION in (one.category, other.category)
    opposite = denied or are_opposites(one.key, other.key)
    return opposite or related(one, other) or stands_for_light_verb(one, other)


def stands_for_light_verb(one: Token, other: Token) -> bool:
    """Whether one is a verb of content and the other only "do", "have" or "get"."""
    light, heavy = sorted((one, other), key=lambda token: token.key not in LIGHT_VERBS)
    return light.key in LIGHT_VERBS and not (heavy.stop or heavy.category or heavy.filler)


def align(published: Sequence[Token], source: Sequence[Token]) -> list[Step]:
    """The cheapest alignment, from the first to the last step that touches the quote.

    Runs of equal tokens are taken as they are, so that a long quote with one altered word costs
    little more than a short one.
    """
    steps: list[Step] = []
    row = column = 0
    for block in _anchors(published, source):
        steps += _solve(
            published, source, (row, block.a), (column, block.b), free_start=not row, free_end=False
        )
        steps += [
            Step(block.a + offset, block.b + offset, equal=True) for offset in range(block.size)
        ]
        row, column = block.a + block.size, block.b + block.size
    steps += _solve(
        published,
        source,
        (row, len(published)),
        (column, len(source)),
        free_start=not row,
        free_end=True,
    )
    return steps


def _anchors(published: Sequence[Token], source: Sequence[Token]) -> list[Match]:
    """Runs that both sides hold and the source holds only once, in order."""
    if len(published) < 2 * _ANCHOR:
        return []
    ours, theirs = [token.key for token in published], [token.key for token in source]
    times = Counter(_grams(theirs))
    blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    return [
        Match(block.b, block.a, block.size)
        for block in blocks
        if block.size >= _ANCHOR
        and any(times[gram] == 1 for gram in _grams(theirs[block.a : block.a + block.size]))
    ]


def _grams(keys: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(keys[at : at + _ANCHOR]) for at in range(len(keys) - _ANCHOR + 1)]


def _solve(
    all_published: Sequence[Token],
    all_source: Sequence[Token],
    rows_range: tuple[int, int],
    columns_range: tuple[int, int],
    *,
    free_start: bool,
    free_end: bool,
) -> list[Step]:
    """Align one stretch; a free end lets the source go on without cost."""
    published = all_published[slice(*rows_range)]
    source = all_source[slice(*columns_range)]
    rows, columns = len(published), len(source)
    if not rows and (free_start or free_end):
        return []
    infinite = float("inf")
    memo: dict[tuple[str, str, bool], float] = {}
    drop_first = [
        NOISE_DROP if token.noise else FILLER_DROP if token.filler else DROP_FIRST
        for token in source
    ]
    drop_next = [min(cost, DROP_NEXT) for cost in drop_first]
    above = [0.0] * (columns + 1)
    if not free_start:
        for column in range(1, columns + 1):
            cost = drop_first[0] if column == 1 else drop_next[column - 1]
            above[column] = above[column - 1] + cost
    moves: list[bytearray] = []
    runs: list[bytearray] = []
    for row in range(1, rows + 1):
        token = published[row - 1]
        key = token.key
        insert = BRACKET_INSERT if token.bracketed else INSERT
        here = [above[0] + insert]
        move = bytearray(columns + 1)
        run = bytearray(columns + 1)
        move[0] = _INSERTED
        dropping = infinite
        may_drop = row < rows or not free_end
        for column in range(1, columns + 1):
            other = source[column - 1]
            if key == other.key:
                best = above[column - 1]
            else:
                pair = (key, other.key, other.name)
                if pair not in memo:
                    memo[pair] = _substitution(token, other)
                best = above[column - 1] + memo[pair]
            choice = _DIAGONAL
            if above[column] + insert < best:
                best = above[column] + insert
                choice = _INSERTED
            if may_drop:
                if token.bracketed:
                    opened, extended = here[column - 1] + BRACKET_DROP, dropping + BRACKET_DROP
                else:
                    opened = here[column - 1] + drop_first[column - 1]
                    extended = dropping + drop_next[column - 1]
                if extended < opened:
                    dropping = extended
                    run[column] = 1
                else:
                    dropping = opened
                if dropping < best:
                    best = dropping
                    choice = _DROPPED
            here.append(best)
            move[column] = choice
        moves.append(move)
        runs.append(run)
        above = here
    column = min(range(columns + 1), key=above.__getitem__) if free_end else columns
    steps = _trace(published, source, moves, runs, column, free_start=free_start)
    first_row, first_column = rows_range[0], columns_range[0]
    return [
        Step(
            None if step.published is None else step.published + first_row,
            None if step.source is None else step.source + first_column,
            step.equal,
        )
        for step in steps
    ]


def _trace(
    published: Sequence[Token],
    source: Sequence[Token],
    moves: Sequence[bytearray],
    runs: Sequence[bytearray],
    column: int,
    *,
    free_start: bool,
) -> list[Step]:
    steps: list[Step] = []
    row = len(published)
    dropping = False
    while row or (column and not free_start):
        choice = _DROPPED if not row else _DROPPED if dropping else moves[row - 1][column]
        if choice == _DROPPED:
            dropping = bool(row and runs[row - 1][column])
            column -= 1
            steps.append(Step(None, column, equal=False))
        elif choice == _INSERTED:
            row -= 1
            steps.append(Step(row, None, equal=False))
        else:
            row -= 1
            column -= 1
            steps.append(Step(row, column, equal_keys(published[row], source[column])))
    steps.reverse()
    return steps
