"""The edges of an alignment: what belongs to the quote there, and what is only context."""

from collections import Counter
from collections.abc import Sequence

from factcheck.context.comparison.align import Step, exchanges
from factcheck.context.comparison.lexicon import MODAL, NEGATION
from factcheck.context.comparison.sentences import reach_after, reach_before
from factcheck.context.comparison.stems import stem
from factcheck.context.comparison.tokens import Token


def weigh(token: Token) -> float:
    """What a token counts for: grammar little, content fully."""
    return 0.3 if token.stop else 1.0


def mend_edges(
    published: Sequence[Token], source: Sequence[Token], steps: list[Step]
) -> list[Step]:
    """Take back words of a neighbouring sentence, and keep a negation glued to the last word."""
    steps = list(steps)
    for forward in (True, False):
        order = range(len(steps)) if forward else range(len(steps) - 1, -1, -1)
        edge = []
        for at in order:
            if steps[at].equal:
                break
            edge.append(at)
        if len(edge) == len(steps):
            break
        # Words before the last sentence boundary of the edge are not the quote's counterpart.
        crossed = False
        inward = edge[::-1]
        beyond = edge[-1] + (1 if forward else -1) if edge else None
        following = steps[beyond] if beyond is not None else None
        for at in inward:
            step = steps[at]
            if step.source is None:
                following = step
                continue
            boundary = following if forward else step
            if boundary and boundary.source is not None and source[boundary.source].sentence_start:
                mate = boundary.published
                crossed = crossed or mate is None or not published[mate].sentence_start
            if crossed and step.published is not None:
                steps[at] = Step(step.published, None, equal=False)
            following = step
    steps = _mend_phrases(published, source, _strip_silent(steps))
    head = steps[0] if steps else None
    if head and head.source and not source[head.source].sentence_start:
        before = source[head.source - 1]
        altered = not head.equal and before.category in (NEGATION, MODAL)
        first = head.source - 1 if altered else reach_before(published, source, head.source)
        steps = [*(Step(None, at, equal=False) for at in range(first, head.source)), *steps]
    steps = _pair_ends(published, source, steps)
    steps = _reach_moved(published, source, _reach_compound(published, source, steps))
    last = steps[-1] if steps else None
    if last and last.equal and last.source is not None:
        end = reach_after(published, source, last.source)
        steps += [Step(None, at, equal=False) for at in range(last.source + 1, end + 1)]
    return steps


def _pair_ends(
    published: Sequence[Token], source: Sequence[Token], steps: list[Step]
) -> list[Step]:
    """Hold a word that the quote alone has at its end against the source's word in its place.

    Inside of a quote the two are paired by what stands behind them; at its end "with" is dearer to
    align with "without" than with nothing, and a word that was exchanged would pass as one added.
    """
    steps = list(steps)
    for edge, inner, beyond in ((0, 1, -1), (-1, -2, 1)):
        if len(steps) < 2:
            break
        step, neighbor = steps[edge], steps[inner]
        if step.source is not None or step.published is None or neighbor.source is None:
            continue
        other = neighbor.source + beyond
        if not 0 <= other < len(source):
            continue
        crosses = source[max(other, neighbor.source)].sentence_start
        one = published[step.published]
        bracketed = one.bracketed or source[other].bracketed
        if not crosses and not bracketed and exchanges(one, source[other]):
            steps[edge] = Step(step.published, other, equal=False)
    return steps


def _mend_phrases(
    published: Sequence[Token], source: Sequence[Token], steps: list[Step]
) -> list[Step]:
    """Let a quote start or end inside of a phrase: "… at" of "at least" is said all the same."""
    steps = list(steps)
    for edge, inner, word in ((0, 1, -1), (-1, -2, 0)):
        step = steps[edge] if steps else None
        if step is None or step.equal or step.published is None:
            continue
        place = step.source
        if place is None and len(steps) > 1 and steps[inner].source is not None:
            place = (steps[inner].source or 0) + (1 if edge else -1)
        if place is None or not 0 <= place < len(source) or source[place].whole:
            continue
        said = published[step.published].text.lower()
        if source[place].text.lower().split()[word] == said:
            steps[edge] = Step(step.published, place, equal=True)
    return steps


def _reach_compound(
    published: Sequence[Token], source: Sequence[Token], steps: list[Step]
) -> list[Step]:
    """Take in the other half of a hyphenated word at an edge: "coordination", "co-ordination"."""
    for edge, beyond in ((0, -1), (-1, 1)):
        step = steps[edge] if steps else None
        if step is None or step.equal or step.published is None or step.source is None:
            continue
        other = step.source + beyond
        if not 0 <= other < len(source):
            continue
        letters = "".join(source[at].key for at in sorted((step.source, other)))
        if published[step.published].key == letters:
            half = Step(None, other, equal=False)
            steps = [half, *steps] if beyond < 0 else [*steps, half]
    return steps


def _reach_moved(
    published: Sequence[Token], source: Sequence[Token], steps: list[Step]
) -> list[Step]:
    """Take in words of the same sentence, right outside of the place, that the quote has moved."""
    places = [step.source for step in steps if step.source is not None]
    if not places:
        return steps
    first, last = min(places), max(places)
    for run in _lone_runs(published, source, steps):
        wanted = Counter(stem(published[at].concept) for at in run)
        weight = sum(weigh(published[at]) for at in run)
        for outside in (_sentence_after, _sentence_before):
            around = outside(source, first, last, len(run) + 2)
            shared = wanted & Counter(stem(source[at].concept) for at in around)
            found = [at for at in around if shared[stem(source[at].concept)]]
            if not found or sum(weigh(source[at]) for at in found) < 0.5 * weight:
                continue
            if found[0] > last:
                reached = range(last + 1, max(found) + 1)
                return [*steps, *(Step(None, at, equal=False) for at in reached)]
            reached = range(min(found), first)
            return [*(Step(None, at, equal=False) for at in reached), *steps]
    return steps


def _sentence_after(source: Sequence[Token], _first: int, last: int, count: int) -> list[int]:
    places: list[int] = []
    for at in range(last + 1, min(len(source), last + 1 + count)):
        if source[at].sentence_start:
            break
        places.append(at)
    return places


def _sentence_before(source: Sequence[Token], first: int, _last: int, count: int) -> list[int]:
    places: list[int] = []
    for at in range(first - 1, max(-1, first - 1 - count), -1):
        if source[at + 1].sentence_start:
            break
        places.append(at)
    return places


def _lone_runs(
    published: Sequence[Token], source: Sequence[Token], steps: Sequence[Step]
) -> list[list[int]]:
    """The runs of words that stand against nothing of the source, or against unlike words."""
    runs: list[list[int]] = [[]]
    for step in steps:
        one = published[step.published] if step.published is not None else None
        other = source[step.source] if step.source is not None else None
        lone = one and not step.equal and not (other and exchanges(one, other))
        if one and lone and not one.bracketed:
            runs[-1].append(step.published or 0)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _strip_silent(steps: list[Step]) -> list[Step]:
    while steps and steps[0].published is None:
        steps.pop(0)
    while steps and steps[-1].published is None:
        steps.pop()
    return steps
