"""How much of a quote a place in the source accounts for."""

import re
from collections import Counter
from collections.abc import Sequence

from factcheck.context.comparison.align import Step, continues, related
from factcheck.context.comparison.edges import weigh
from factcheck.context.comparison.lexicon import NUMBER
from factcheck.context.comparison.opposites import are_opposites
from factcheck.context.comparison.stems import stem
from factcheck.context.comparison.tokens import Token

# Below this share of the quote accounted for, the source says something else.
FOUND = 0.5
# So many words of grammar in one order are a sentence known again, whatever its one verb.
_MANY_STOPS = 5
# A quote of which so much stands at a place in any order was taken from there.
_NEARLY_ALL = 0.85


def score_place(
    published: Sequence[Token], source: Sequence[Token], steps: Sequence[Step]
) -> float:
    """The share of the quote that the place accounts for, less for what it leaves out unmarked."""
    matched = total = left_out = exchanged = unexplained = 0.0
    anchors = stops = 0
    bracketed = False
    moved = Counter(
        source[step.source].key for step in steps if step.source is not None and not step.equal
    )
    for step in steps:
        one = published[step.published] if step.published is not None else None
        other = source[step.source] if step.source is not None else None
        if one is None:
            if other and not other.noise and not other.filler and not bracketed:
                left_out += weigh(other)
            continue
        bracketed = one.bracketed
        if bracketed and not step.equal and not (other and continues(one, other)):
            continue
        total += weigh(one)
        if step.equal or bracketed:
            matched += weigh(one)
            anchors += not one.stop
            stops += one.stop
        elif moved[one.key] > 0:
            moved[one.key] -= 1
            exchanged += 0.6 * weigh(one)
        elif other and related(one, other):
            same_word = not one.stop and stem(one.key) == stem(other.key)
            matched += (0.8 if same_word else 0.5) * weigh(one)
            anchors += same_word
        else:
            unexplained += weigh(one)
    if not total:
        return 0.0
    if _turns_round(published, source, steps):
        return max(FOUND, matched / total)
    if not anchors and not _holds_without_anchor(published, source, steps, stops):
        return 0.0
    # Words that changed places count only where the whole is a short phrase turned round; scattered
    # through a longer one they are the common stock of a topic.
    turned_round = exchanged and unexplained < 0.5 and matched >= 0.3 * total
    if total <= 4 or turned_round:
        matched += exchanged
    return matched / (total + min(left_out, total) * 0.5)


def _turns_round(
    published: Sequence[Token], source: Sequence[Token], steps: Sequence[Step]
) -> bool:
    """Whether the place holds nearly all of the quote's words in another order, and few others."""
    places = [step.source for step in steps if step.source is not None]
    reach = len(published) // 2
    around = source[max(0, min(places) - reach) : max(places) + 1 + reach]
    ours = Counter(stem(token.concept) for token in published)
    theirs = Counter(stem(token.concept) for token in around)
    content = {stem(token.concept) for token in published if not token.stop}
    weights = {word: 1.0 if word in content else 0.3 for word in ours}
    total = sum(weights[word] * count for word, count in ours.items())
    shared = sum(weights[word] * count for word, count in (ours & theirs).items())
    return len(content) > 1 and shared >= _NEARLY_ALL * total


def _holds_without_anchor(
    published: Sequence[Token], source: Sequence[Token], steps: Sequence[Step], stops: int
) -> bool:
    """Whether a match of no content word is one: all of it, nearly all of it, or a trap."""
    said = [step for step in steps if step.published is not None]
    if all(step.equal for step in said):
        return True
    if all(token.stop for token in published):
        return stops >= 2 and stops >= 0.6 * len(published)
    pairs = [
        (published[step.published], source[step.source])
        for step in said
        if step.published is not None and step.source is not None and not step.equal
    ]
    if stops >= _MANY_STOPS and stops >= 0.75 * len(published):
        return True
    if stops >= 2 and all(are_opposites(one.key, other.key) for one, other in pairs):
        return len(pairs) + stops == len(published)
    return any(is_trap(one, other) for one, other in pairs)


def is_trap(one: Token, other: Token) -> bool:
    """A number that differs by its point alone ("42", "4.2"), a word by its negative prefix."""
    if one.category == NUMBER:
        return other.category == NUMBER and _digits(one) == _digits(other)
    short, long = sorted((one.key, other.key), key=len)
    return (
        len(short) > 4
        and long != short
        and long.endswith(short)
        and (are_opposites(one.key, other.key))
    )


def _digits(token: Token) -> str:
    return re.sub(r"\D", "", token.text)
