"""The same claim twice in an article is one claim with two places."""

from __future__ import annotations

from factcheck.extraction import extract


def twins(text: str) -> list[int | None]:
    return [claim.same_as for claim in extract(text).claims]


def test_the_same_words_again_are_the_same_claim() -> None:
    text = (
        "Ana Ruiz said the ferry will carry 900 cars a day. "
        "The ferry will carry 900 cars a day, Ana Ruiz said."
    )
    assert twins(text) == [None, 0]


def test_the_same_sum_promised_again_by_the_same_speaker_is_the_same_claim() -> None:
    text = (
        "Ana Ruiz said the port will reach a €40 million target for repairs. "
        "“We are on track to deliver the €40 million pledge as agreed in May,” Ana Ruiz said."
    )
    assert twins(text) == [None, 0]


def test_another_amount_is_another_claim() -> None:
    text = (
        "Ana Ruiz said the ferry will carry 900 cars a day. "
        "Ana Ruiz said the ferry will carry 700 cars a day."
    )
    assert twins(text) == [None, None]


def test_the_denial_is_another_claim() -> None:
    text = (
        "Ana Ruiz said the ferry will carry 900 cars a day. "
        "Juan Gil said the ferry will not carry 900 cars a day."
    )
    assert twins(text) == [None, None]


def test_a_third_telling_points_to_the_first() -> None:
    text = " ".join(["Ana Ruiz said the ferry will carry 900 cars a day."] * 3)
    assert twins(text) == [None, 0, 0]
