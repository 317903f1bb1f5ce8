"""How far two readers of the same claim agree. Pure: ratings in, coefficients out.

Sources: J. Cohen, “A coefficient of agreement for nominal scales” (1960); K. Krippendorff,
“Computing Krippendorff's Alpha-Reliability” (2011), whose worked example is a test.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Under so many doubly read claims a coefficient says more about chance than about readers.
LEAST = 20
_ROUNDS = 400
# The bootstrap is the same for the same readings, so that a page reloaded shows the same interval.
_SEED = 20_260

Distance = Callable[[str, str], float]


@dataclass(frozen=True)
class Agreement:
    """Agreement over `n` claims that two people read without seeing each other's verdict.

    `raw` is the share of equal ratings. `kappa`, `alpha` and `interval` (of alpha, 95 %) are None
    under `LEAST` claims, or where the ratings do not vary.
    """

    n: int
    raw: float | None
    kappa: float | None
    alpha: float | None
    interval: tuple[float, float] | None

    @property
    def hidden(self) -> bool:
        return self.n < LEAST


def measure_agreement(
    pairs: Sequence[tuple[str, str]], order: Sequence[str], unordered: frozenset[str] = frozenset()
) -> Agreement:
    """The agreement of pairs of ratings on a scale.

    `order` lists the scale's ratings; alpha counts how far apart two of them are. Pairs with a
    rating of `unordered` (“not enough evidence”) have no place in that order and are left out of
    alpha, not of the rest.
    """
    n = len(pairs)
    raw = sum(1 for first, second in pairs if first == second) / n if n else None
    if n < LEAST:
        return Agreement(n, raw, None, None, None)
    graded = [pair for pair in pairs if not unordered & set(pair)]
    return Agreement(
        n, raw, cohen_kappa(pairs), krippendorff_alpha(graded, order), _interval(graded, order)
    )


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two readers, or None where chance alone would agree always."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(1 for first, second in pairs if first == second) / n
    left, right = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(left[code] * right[code] for code in left) / (n * n)
    if expected == 1:
        return None
    return (observed - expected) / (1 - expected)


def krippendorff_alpha(
    units: Sequence[Sequence[str]], order: Sequence[str] | None = None
) -> float | None:
    """Krippendorff's alpha of any number of readers; a unit lists the ratings that it was given.

    Nominal without an `order`, ordinal with one. None where there is nothing to disagree about.
    """
    paired = [unit for unit in units if len(unit) > 1]
    totals = Counter(code for unit in paired for code in unit)
    n = sum(totals.values())
    if len(totals) < 2:
        return None
    distance = _ordinal(totals, order) if order else _nominal
    observed = sum(_disagreement(unit, distance) for unit in paired) / n
    expected = sum(
        totals[one] * totals[other] * distance(one, other) for one in totals for other in totals
    ) / (n * (n - 1))
    return 1 - observed / expected


def _disagreement(unit: Sequence[str], distance: Distance) -> float:
    counts = Counter(unit)
    apart = sum(
        counts[one] * counts[other] * distance(one, other) for one in counts for other in counts
    )
    return apart / (len(unit) - 1)


def _nominal(one: str, other: str) -> float:
    return float(one != other)


def _ordinal(totals: Counter[str], order: Sequence[str]) -> Distance:
    """Two ratings are as far apart as there are ratings given between them."""
    place = {code: at for at, code in enumerate(order)}

    def distance(one: str, other: str) -> float:
        low, high = sorted((place[one], place[other]))
        between = sum(totals[code] for code in order[low : high + 1])
        return (between - (totals[one] + totals[other]) / 2) ** 2

    return distance


def _interval(units: Sequence[tuple[str, str]], order: Sequence[str]) -> tuple[float, float] | None:
    """The middle 95 % of alpha over claims drawn again with replacement."""
    chance = random.Random(_SEED)  # noqa: S311 - statistics, not a secret
    drawn = (
        [
            alpha
            for _ in range(_ROUNDS)
            if (alpha := krippendorff_alpha(chance.choices(units, k=len(units)), order)) is not None
        ]
        if units
        else []
    )
    if len(drawn) < _ROUNDS // 2:
        return None
    drawn.sort()
    return drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))]
