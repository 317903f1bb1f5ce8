"""What the fact-checkers' codes ask of a check: what blocks the signature, what is only told."""

from typing import Any

import pytest

from factcheck.publishing.codes import Basis, advised_lacks, required_lacks


def piece(origin: int, kind: str = "primary", withheld: str = "") -> dict[str, Any]:
    return {
        "title": f"Report {origin} of the office",
        "url": f"https://office-{origin}.example/",
        "source_kind": kind,
        "withheld": withheld,
        "origin": origin,
    }


def check(*evidence: dict[str, Any], question: str = "true", **facts: Any) -> Basis:
    said = {"selection_reason": "could_do_harm", "public_interest": True}
    said |= facts.pop("said", {})
    return Basis(question=question, evidence=evidence, statement=said, **facts)


def fields(basis: Basis) -> tuple[list[str], list[str]]:
    return (
        [lack.field for lack in required_lacks(basis)],
        [lack.field for lack in advised_lacks(basis)],
    )


def test_two_primary_sources_of_two_origins_leave_nothing_to_ask_for() -> None:
    assert fields(check(piece(1), piece(2))) == ([], [])


@pytest.mark.parametrize(
    "facts",
    [{"said": {"no_evidence": "A sum."}}, {"compared": True}, {"unrated": True}],
    ids=["a reason", "a comparison", "a rating that says so"],
)
def test_a_rating_rests_on_evidence_or_says_why_not(facts: dict[str, Any]) -> None:
    assert fields(check()) == (["evidence"], [])
    assert fields(check(**facts)) == ([], [])


def test_only_secondary_sources_need_a_reason() -> None:
    secondary = (piece(1, "secondary"), piece(2, "secondary"))
    assert fields(check(*secondary)) == (["evidence.source_kind"], [])
    assert fields(check(*secondary, said={"secondary_only": "It is sealed."})) == ([], [])
    assert fields(check(piece(1), piece(2, "secondary"))) == ([], [])


def test_copies_of_one_story_and_unnamed_sources_are_not_two_sources() -> None:
    single = ([], ["evidence.origin"])
    assert fields(check(piece(1), piece(1))) == single
    assert fields(check(piece(1), piece(2, withheld="Fear."))) == single
    assert fields(check(piece(1), said={"single_source": "It keeps the register."})) == ([], [])


def test_a_quote_needs_no_more_than_its_record() -> None:
    assert fields(check(piece(1), question="said")) == ([], [])
    assert fields(check(piece(1, ""), question="said", compared=True))[1] == [
        "evidence.source_kind"
    ]


@pytest.mark.parametrize(
    "words", ["So says Report 2 of the office.", "See https://office-2.example/"]
)
def test_words_outside_do_not_name_a_withheld_source(words: str) -> None:
    asked = check(piece(1), piece(2, withheld="Fear."), piece(3), words=words)
    assert fields(asked)[0] == ["evidence.withheld"]
    assert fields(check(piece(1), piece(2), words=words))[0] == []


def test_what_nobody_said_is_told_and_blocks_nothing() -> None:
    silent = {"selection_reason": "", "public_interest": None}
    assert fields(check(piece(1), piece(2, ""), said=silent)) == (
        [],
        ["evidence.source_kind", "selection.reason", "selection.public_interest"],
    )
    assert fields(check(piece(1), piece(2), said={"public_interest": False})) == ([], [])
