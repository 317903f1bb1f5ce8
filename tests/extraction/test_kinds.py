"""A clause has every kind that its words show, the main one first."""

from __future__ import annotations

import pytest

from factcheck.extraction.kinds import Kinds, kinds_of, looks_ahead
from factcheck.extraction.quantities import find_quantities
from factcheck.extraction.wording import Wording


def kinds(text: str, *, reported: bool = False) -> Kinds:
    wording = Wording.of(text)
    ahead = looks_ahead(wording, reported=reported)
    return kinds_of(wording, find_quantities(text, 0, len(text)), ahead=ahead)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the town spent €3 million on benches", "statistic"),
        ("rents are higher than in any other town", "comparison"),
        ("rents rose in every district", "comparison"),
        ("it is the largest harbour in the country", "ranking"),
        ("women took part for the first time", "ranking"),
        ("the strike led to empty shelves", "causal"),
        ("the tax is undermining small shops", "causal"),
        ("the court ruled that the fence is illegal", "legal"),
        ("the ferry was moved on Monday", "event"),
        ("the ferry will sail in June", "prediction"),
        ("the ferry is due to sail in June", "prediction"),
        ("we will build ninety flats", "pledge"),
        ("she voted against the budget", "voting_record"),
        ("a poll found that most residents want trams", "public_opinion"),
        ("a hectare is defined as ten thousand square metres", "definition"),
        ("my father taught me to fish when I was small", "personal"),
        ("the plan is a disgrace", "opinion"),
        ("the mayor said the plan was dead", "quote"),
        ("the benches", "other"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert kind in kinds(text).types


def test_several_kinds_at_once_with_the_main_one_first() -> None:
    found = kinds("the alliance will reach a €40 billion target for the first time")
    assert found.types[0] == "prediction"
    assert {"statistic", "ranking"} <= set(found.types)
    assert found.superlative == "for the first time"


@pytest.mark.parametrize("text", ["the plan is a disgrace", "we should wait", "the benches"])
def test_views_and_fragments_cannot_be_checked(text: str) -> None:
    assert not kinds(text).checkable


def test_an_amount_can_be_checked_whatever_the_tone() -> None:
    assert kinds("it was a terrible deal that cost €3 million").checkable


@pytest.mark.parametrize(
    "text", ["it has not issued an invitation", "he didn't go", "nobody came", "they deny it"]
)
def test_negation_is_kept(text: str) -> None:
    assert kinds(text).negated


def test_would_is_the_future_of_reported_speech_only() -> None:
    text = "the ferry would sail in June"
    assert "prediction" in kinds(text, reported=True).types
    assert "prediction" not in kinds(text).types


@pytest.mark.parametrize(
    "text", ["the first half of the game", "the latest news", "a great interest"]
)
def test_words_in_est_that_rank_nothing(text: str) -> None:
    assert kinds(text).superlative is None


@pytest.mark.parametrize("text", ["two men came by", "the third man came by"])
def test_small_counts_and_ordinals_make_no_statistic(text: str) -> None:
    assert "statistic" not in kinds(text).types
