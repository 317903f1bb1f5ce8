"""A quote held word by word against its source: a pure function, usable as a library.

    >>> compare("The path is reversible.", "We said: the path is irreversible.").result
    'altered_material'

The result is `verbatim`; `marked_edits` (brackets, ellipses, fillers left out, a capital made
small); `altered`; `altered_material` when a number, unit, date, name, negation, modal, hedge,
condition, quantifier, direction or actor differs; or `not_found`. The words of the source around
the quote are context and never an omission.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from factcheck.context.comparison.cutting import tokenize
from factcheck.context.comparison.edges import weigh
from factcheck.context.comparison.placement import Placement, Source
from factcheck.context.comparison.report import Part, Report
from factcheck.context.comparison.result import Alert, Comparison, Difference, Segment
from factcheck.context.comparison.scoring import FOUND
from factcheck.context.comparison.sentences import is_sentence, reach_after, reach_before
from factcheck.context.comparison.tokens import Token
from factcheck.errors import InvalidInput

__all__ = [
    "Alert",
    "Comparison",
    "Difference",
    "Pair",
    "Segment",
    "Source",
    "compare",
    "compare_versions",
]

_EDGE = " \t\r\n\"'“”‘’«»„.,;:!?"
# Parts that are said elsewhere must be found nearly whole before a quote is called stitched.
_STITCH = 0.75
# A text that repeats itself endlessly is given up on and goes the slow way.
_EXACT_TRIES = 50
_SHORTEST_STITCH = 4
# A word right beside a quote stands within so many code points of it,
_AROUND = 40
# and the condition that its sentence begins with within so many before it.
_SENTENCE = 200


def compare(quote: str, source: str | Source, *, language: str = "en") -> Comparison:
    """Compare a published quote with a source text.

    `source` may be a `Source`, which saves listing its words again for each of many quotes.
    `language` (BCP 47) decides only how "1.000" and "4,2" are read. Raises `InvalidInput` for a
    quote without a word in it. Time grows linearly with the source.
    """
    if not isinstance(source, Source):
        source = Source(source, decimal_comma=not language.lower().startswith(("en", "zh", "ja")))
    exact = _find_exactly(quote, source)
    if exact:
        report = Report(quote, source)
        found = report.comparison(*exact, 1.0)
        same = Segment("same", quote, source.text[slice(*exact)])
        return Comparison("verbatim", *exact, (), found.warnings, (same,), 1.0)
    tokens = tokenize(quote, decimal_comma=source.decimal_comma)
    if all(token.gap for token in tokens):
        raise InvalidInput("The quote holds no words. Give the words that were published.")
    closing = tokens[-1] if tokens[-1].gap else None
    parts = _place_parts(_cut_at_ellipses(tokens), source)
    placed = [part.placement for part in parts if part.placement]
    score = _joint_score(parts)
    if not placed or score < FOUND:
        return Comparison("not_found", score=score)
    report = Report(quote, source)
    report.add_parts(parts, closing)
    return report.comparison(min(p.start for p in placed), max(p.end for p in placed), score)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two wordings held against each other: `first` against `second`, None being the source."""

    first: int
    second: int | None
    comparison: Comparison


def compare_versions(
    quotes: Sequence[str], source: str | None = None, *, language: str = "en"
) -> list[Pair]:
    """Compare several outlets' wordings of one quote with the source and with each other.

    Of two outlets the shorter wording is held against the longer, which may quote more of the
    sentence. `first` and `second` are positions in `quotes`.
    """
    pairs = []
    if source is not None:
        shared = Source(source, decimal_comma=not language.lower().startswith("en"))
        pairs = [Pair(at, None, compare(quote, shared)) for at, quote in enumerate(quotes)]
    for couple in combinations(range(len(quotes)), 2):
        short, long = sorted(couple, key=lambda at: len(quotes[at]))
        comparison = compare(quotes[short], quotes[long], language=language)
        pairs.append(Pair(short, long, comparison))
    return pairs


def _find_exactly(quote: str, source: Source) -> tuple[int, int] | None:
    """The first place where the quote stands letter for letter, cut at the edges of words.

    "2 percent" is not found in "4.2 percent", "40" not in "40 billion", "few" not in "a few".
    """
    core = quote.strip(_EDGE)
    text = source.text
    if not re.search(r"\w", core):
        return None
    at = text.find(core)
    published = tokenize(quote) if at >= 0 else []
    for _ in range(_EXACT_TRIES):
        if at < 0:
            break
        clean = _cuts_clean(source, at) and _cuts_clean(source, at + len(core))
        if clean and _is_whole(published, source, at, at + len(core)):
            return at, at + len(core)
        at = text.find(core, at + 1)
    return None


def _cuts_clean(source: Source, place: int) -> bool:
    """Whether a cut at `place` leaves no half word, no half number, and no "few" of "a few"."""
    text = source.text
    if text[place - 1 : place].isalnum() and text[place : place + 1].isalnum():
        return False
    around = source.cut(max(0, place - 24), min(len(text), place + 24))
    return not any(
        (token.whole and token.start < place < token.end)
        or (token.glued and token.start == place and token.key != "'s")
        for token in around
    )


def _is_whole(published: Sequence[Token], source: Source, start: int, end: int) -> bool:
    """Whether no word right around the place is one that the quote cannot be without."""
    before = _SENTENCE if is_sentence(published) else _AROUND
    around = source.cut(max(0, start - before), min(len(source.text), end + _AROUND))
    inside = [at for at, token in enumerate(around) if start <= token.start and token.end <= end]
    if not inside or not published:
        return True
    first, last = inside[0], inside[-1]
    return (
        reach_before(published, around, first) == first
        and reach_after(published, around, last) == last
    )


def _cut_at_ellipses(tokens: Sequence[Token]) -> list[Part]:
    parts: list[Part] = []
    run: list[Token] = []
    ellipsis: Token | None = None
    for token in tokens:
        if not token.gap:
            run.append(token)
            continue
        if run:
            parts.append(Part(run, None, ellipsis))
            run = []
        ellipsis = token
    if run:
        parts.append(Part(run, None, ellipsis))
    return parts


def _place_parts(parts: Sequence[Part], source: Source) -> list[Part]:
    """Place the weightiest part first and the others around it; if that fails, the next one.

    A part may stand in a source twice, and only one of the places has the others around it.
    """
    weights = [sum(weigh(token) for token in part.tokens) for part in parts]
    anchors = sorted(range(len(parts)), key=lambda at: -weights[at])[:2]
    tries = []
    for anchor in anchors:
        placed = _place_around(anchor, parts, source)
        if _in_order(placed):
            return placed
        tries.append(placed)
    return max(tries, key=_joint_score)


def _in_order(parts: Sequence[Part]) -> bool:
    places = [part.placement for part in parts]
    known = [place for place in places if place]
    ordered = all(one.end <= other.start for one, other in pairwise(known))
    return len(known) == len(places) and ordered


def _place_around(anchor: int, parts: Sequence[Part], source: Source) -> list[Part]:
    placed: dict[int, list[Part]] = {}
    placed[anchor] = _place(parts[anchor], source, 0, len(source.text), None)
    first = _span(placed[anchor])
    if first is None:
        return list(parts)
    end = first[1]
    for at in range(anchor + 1, len(parts)):
        placed[at] = _place(parts[at], source, end, len(source.text), end)
        span = _span(placed[at])
        end = span[1] if span else end
    start = first[0]
    for at in range(anchor - 1, -1, -1):
        placed[at] = _place(parts[at], source, 0, start, start)
        span = _span(placed[at])
        start = span[0] if span else start
    return [part for at in range(len(parts)) for part in placed[at]]


def _span(parts: Sequence[Part]) -> tuple[int, int] | None:
    places = [part.placement for part in parts if part.placement]
    if not places:
        return None
    return min(p.start for p in places), max(p.end for p in places)


def _place(part: Part, source: Source, low: int, high: int, near: int | None) -> list[Part]:
    """Place one part; if its side of the source has it not, anywhere; if half of it, in halves."""
    whole = source.place(part.tokens, low=low, high=high, near=near, at_least=0.25)
    if (whole is None or whole.score < FOUND) and near is not None:
        whole = source.place(part.tokens, at_least=_STITCH) or whole
    if whole is None:
        return [part]
    halves = _unstitch(part, whole, source)
    return halves or [Part(part.tokens, whole, part.ellipsis)]


def _unstitch(part: Part, whole: Placement, source: Source) -> list[Part] | None:
    """Two parts where the start or the end of the quote is found in another place, unmarked."""
    matched = {s.published for s in whole.steps if s.equal and s.published is not None}
    # A lone "the" between words that differ may stand anywhere.
    equal = [
        at
        for at in sorted(matched)
        if not part.tokens[at].stop or at - 1 in matched or at + 1 in matched
    ]
    if not equal:
        return None
    size = len(part.tokens)
    head, tail = equal[0], size - 1 - equal[-1]
    cut = head if head >= tail else size - tail
    if max(head, tail) < _SHORTEST_STITCH:
        return None
    pieces = part.tokens[:cut], part.tokens[cut:]
    places = [source.place(piece, at_least=_STITCH, again=False) for piece in pieces]
    if None in places:
        return None
    return [
        Part(pieces[0], places[0], part.ellipsis),
        Part(pieces[1], places[1]),
    ]


def _joint_score(parts: Sequence[Part]) -> float:
    total = reached = 0.0
    for part in parts:
        weight = sum(weigh(token) for token in part.tokens)
        total += weight
        reached += weight * part.placement.score if part.placement else 0.0
    return reached / total if total else 0.0
