"""A claim finds the earlier checks that it may repeat."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.claims.matching import CheckedText, Index, Match, clean_query, terms
from factcheck.claims.stemming import stem

CHECKS = [
    CheckedText("ferry", "The ferry to Vigo burned in 2019.", "Did the Vigo ferry burn?"),
    CheckedText("bridge", "The bridge was closed because of rust."),
    CheckedText("mayor", "Mayor Ana Ruiz sold the town's bridge for one euro."),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(CHECKS)


def best(index: Index, query: str) -> str:
    return index.search(query, 1)[0].id


def test_the_same_claim_in_other_forms_of_its_words_is_found(index: Index) -> None:
    assert best(index, "ferries burning near Vigo") == "ferry"


def test_rare_words_decide_over_common_ones(index: Index) -> None:
    assert best(index, "Ana Ruiz says a bridge was sold") == "mayor"


def test_the_title_is_searched_too() -> None:
    index = Index([CheckedText("a", "It burned.", "Lighthouse fire"), CheckedText("b", "It sank.")])
    assert best(index, "a fire in the lighthouse") == "a"


def test_a_post_finds_its_check_by_the_name_in_its_signature(index: Index) -> None:
    post = "What a deal! https://example.org/x — Ana Ruiz (@anaruiz) May 4, 2020"
    assert best(index, post) == "mayor"


def test_nothing_in_common_matches_nothing(index: Index) -> None:
    assert index.search("elephants", 5) == []


def test_no_checks_match_nothing() -> None:
    assert Index([]).search("the ferry", 5) == []


def test_at_most_top_matches_come_best_first(index: Index) -> None:
    matches = index.search("the bridge of the town", 2)
    assert len(matches) == 2
    assert matches[0].score >= matches[1].score


def test_equal_scores_keep_the_order_of_the_checks() -> None:
    index = Index([CheckedText(name, "The quay sank.") for name in "abc"])
    assert [match.id for match in index.search("quay sank", 3)] == ["a", "b", "c"]


def test_a_reranker_has_the_last_word(index: Index) -> None:
    class Reversed:
        def rerank(self, query: str, candidates: Sequence[Match]) -> Sequence[Match]:
            return list(reversed(candidates))

    plain = index.search("the bridge", 2)
    assert index.search("the bridge", 2, Reversed()) == plain[::-1]


def test_addresses_and_dates_of_a_post_are_dropped_and_hashtags_split() -> None:
    post = "Look #CloseTheBridge pic.twitter.com/abc — Ana Ruiz (@anaruiz) May 4, 2020"
    assert terms(clean_query(post)) == ["look", "close", "bridg", "ana", "ruiz"]


def test_stop_words_are_no_terms() -> None:
    assert terms("It is the ferry's and that was all") == ["ferri"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("plastered", "plaster"),
        ("motoring", "motor"), ("hopping", "hop"), ("filing", "file"), ("happy", "happi"),
        ("relational", "relat"), ("hopefulness", "hope"), ("electrical", "electr"),
        ("adjustable", "adjust"), ("adoption", "adopt"), ("controlling", "control"),
    ],
)  # fmt: skip
def test_porters_examples(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text(max_size=200))
def test_any_query_is_answered(query: str) -> None:
    index = Index(CHECKS)
    scores = [match.score for match in index.search(query, 5)]
    assert scores == sorted(scores, reverse=True)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_checks_are_indexed(texts: list[str]) -> None:
    checks = [CheckedText(str(number), text) for number, text in enumerate(texts)]
    assert len(Index(checks)) == len(texts)
