"""Agreement of readers, held against worked examples of the literature."""

import pytest

from factcheck.verdicts.agreement import (
    LEAST,
    cohen_kappa,
    krippendorff_alpha,
    measure_agreement,
)

# Krippendorff (2011), example C: four observers, twelve units, some readings missing.
READINGS = [
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
]
UNITS = [[str(one) for one in unit if one is not None] for unit in zip(*READINGS, strict=True)]


def test_alpha_is_that_of_krippendorffs_own_example() -> None:
    assert krippendorff_alpha(UNITS) == pytest.approx(0.743, abs=0.0005)
    assert krippendorff_alpha(UNITS, order="12345") == pytest.approx(0.815, abs=0.0005)


def test_kappa_is_that_of_the_textbook_table() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15

    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_kappa_says_nothing_where_chance_alone_would_agree() -> None:
    assert cohen_kappa([("true", "true")] * 30) is None
    assert krippendorff_alpha([("true", "true")] * 30) is None


def test_coefficients_are_hidden_until_enough_claims_were_read_twice() -> None:
    few = measure_agreement([("true", "false")] * (LEAST - 1), ["true", "false"])
    enough = measure_agreement(
        [("true", "true"), ("false", "false")] * (LEAST // 2), ["true", "false"]
    )

    assert few.hidden
    assert (few.kappa, few.alpha, few.interval) == (None, None, None)
    assert few.raw == 0
    assert (enough.kappa, enough.alpha) == (1, 1)
    assert enough.interval == (1, 1)


def test_a_neighbouring_rating_costs_less_than_one_at_the_other_end() -> None:
    order = ["true", "half_true", "false"]
    same = [(code, code) for code in order] * 8

    near = measure_agreement([*same, ("true", "half_true")], order)
    far = measure_agreement([*same, ("true", "false")], order)

    assert near.kappa == pytest.approx(far.kappa, abs=0.02)
    assert near.alpha is not None
    assert far.alpha is not None
    assert near.alpha > far.alpha


def test_not_enough_evidence_has_no_place_in_the_order() -> None:
    order = ["true", "false"]
    pairs = [("true", "true"), ("false", "false")] * 10

    agreement = measure_agreement([*pairs, ("true", "open")], order, frozenset({"open"}))

    assert agreement.n == 21
    assert agreement.alpha == 1
    assert agreement.raw == pytest.approx(20 / 21)
