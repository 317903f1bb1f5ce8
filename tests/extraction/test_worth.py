"""The score sorts sentences, and says why in words that a reviewer reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.extraction.worth import (
    SHIPPED,
    Weights,
    load_weights,
    rate,
    save_weights,
    shipped_weights,
)
from factcheck.extraction.worth_features import (
    FEATURE_NAMES,
    hand_features,
)
from factcheck.extraction.worth_reading import read, said, tokens
from factcheck.extraction.worth_reasons import names_share

CLAIM = "Unemployment fell to 4.2 percent last year, and wages rose by $3,000 a family."
REMARK = "Well, thank you, I am very glad to be here with you tonight."


def test_a_claim_scores_above_a_half_and_a_remark_below() -> None:
    assert rate(CLAIM).score > 0.5 > rate(REMARK).score


def test_a_claim_has_three_reasons_in_words() -> None:
    reasons = rate(CLAIM).reasons
    assert len(reasons) == 3
    assert "a number with a unit" in reasons


def test_a_remark_says_what_speaks_against_it() -> None:
    assert "small talk" in rate(REMARK).reasons


def test_numbers_are_folded_so_that_their_size_does_not_matter() -> None:
    assert tokens("It cost €40 billion in 2019 and 7 lives") == tokens(
        "It cost €3 billion in 1994 and 12 lives"
    )


def test_straight_and_curly_apostrophes_score_alike() -> None:
    assert rate("They didn't vote for it.") == rate("They didn’t vote for it.")


@pytest.mark.parametrize(
    "post", [f"1/ {CLAIM}", f"{CLAIM} https://t.example/a1b2 @desk", f"@desk {CLAIM}"]
)
def test_what_a_post_adds_to_a_sentence_does_not_count(post: str) -> None:
    assert rate(post).score == rate(CLAIM).score


def test_a_fraction_and_a_mail_address_are_words_of_the_sentence() -> None:
    assert said("3/4 of it went to ana@port.example") == "3/4 of it went to ana@port.example"


def test_the_shipped_weights_say_where_they_come_from() -> None:
    about = shipped_weights().about
    assert "ClaimBuster" in about["data"]
    assert about["split"] == "train"


def test_the_shipped_weights_know_every_feature() -> None:
    assert set(shipped_weights().features) == set(FEATURE_NAMES)


def test_weights_survive_being_written_and_read(tmp_path: Path) -> None:
    weights = Weights({"tax": (1.5, 2.25)}, {"length": -0.5}, 0.25, {"data": "a test"})
    save_weights(weights, tmp_path / "weights.json.gz")
    assert load_weights(tmp_path / "weights.json.gz") == weights


def test_the_same_weights_are_written_as_the_same_bytes(tmp_path: Path) -> None:
    save_weights(shipped_weights(), tmp_path / "weights.json.gz")
    assert (tmp_path / "weights.json.gz").read_bytes() == SHIPPED.read_bytes()


def test_every_score_has_a_reason() -> None:
    assert rate("Xyzzy.").reasons == ("no number, date or name to hold on to",)


@pytest.mark.parametrize(
    ("text", "is_share"),
    [
        ("Half of the 300 voters stayed at home in 2019.", True),
        ("A third of the 300 ships were sold in 2019.", True),
        ("Two thirds of the voters, a majority, stayed at home in 2019.", True),
        ("The tax was raised to 12 percent in the first half of 2019.", False),
        ("The team scored 12 goals in the second half of the match.", False),
        ("The third man was charged with 12 murders in 2019.", False),
        ("Exports fell 12 percent in the third quarter of 2019.", False),
    ],
)
def test_a_half_of_a_year_or_match_is_no_share_of_a_whole(text: str, is_share: bool) -> None:
    assert names_share(tokens(text)) is is_share
    if not is_share:
        assert "a share of a whole" not in rate(text).reasons


def test_a_share_of_a_whole_is_a_reason() -> None:
    assert "a share of a whole" in rate("Half of them stayed.").reasons


@given(st.text(max_size=300))
def test_any_text_has_a_score_and_known_features(text: str) -> None:
    worth = rate(text)
    assert 0 <= worth.score <= 1
    assert 1 <= len(worth.reasons) <= 3
    assert hand_features(text, read(text)).keys() <= set(FEATURE_NAMES)
