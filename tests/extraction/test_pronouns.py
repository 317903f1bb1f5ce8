"""Whom "he", "she" and "it" mean, in passages where the nearest name is often the wrong one."""

import pytest

from factcheck.extraction import extract

from .passages import speakers

HARD = [
    pytest.param(
        "Ana Ruiz met Ben Okoro on Monday.\n\n“It leaks,” she said.",
        ["Ana Ruiz"],
        id="gender decides between two names",
    ),
    pytest.param(
        "Ana Ruiz met Ben Okoro on Monday.\n\n“It leaks,” he said.",
        ["Ben Okoro"],
        id="an object of the right gender, when no subject has it",
    ),
    pytest.param(
        "“It leaks,” Ana Ruiz said. Clara Holt had fixed it.\n\n“Twice a year,” she added.",
        ["Ana Ruiz", "Ana Ruiz"],
        id="who spoke last goes on",
    ),
    pytest.param(
        "Ben Okoro accused Carl Lund of lying.\n\n“He knew,” he said.",
        ["Ben Okoro"],
        id="the subject before the object",
    ),
    pytest.param(
        "Ben Okoro’s brother never met Carl Lund. Ben Okoro was in Lyon.\n\n“I am sorry,” he said.",
        ["Ben Okoro"],
        id="the subject of the nearest sentence",
    ),
    pytest.param(
        "When Ana Ruiz arrived with Clara Holt, she said “the pipe is leaking.”",
        ["Ana Ruiz"],
        id="the subject of the clause before",
    ),
    pytest.param(
        "Ana Ruiz spoke first. She praised the crew.\n\n“They saved us,” she said.",
        ["Ana Ruiz"],
        id="through a chain of pronouns",
    ),
    pytest.param(
        "Spokeswoman Kim Doran spoke for Lee Marsh, a man of few words.\n\n“It leaks,” she said.",
        ["Kim Doran"],
        id="a role tells the gender of a divided name",
    ),
    pytest.param(
        "Ms. Marsh met Mr. Doran.\n\n“It leaks,” he said.\n\n“It does,” she said.",
        ["Doran", "Marsh"],
        id="titles tell the gender",
    ),
    pytest.param(
        "Quill Tarrant sold his boat. Wren Osei sold her house.\n\n“I miss it,” he said.",
        ["Quill Tarrant"],
        id="earlier pronouns tell the gender of a rare name",
    ),
    pytest.param(
        "Ana Ruiz runs the firm with her son.\n\nShe said: “It leaks.” She called it “a bad joke.”",
        ["Ana Ruiz", "Ana Ruiz"],
        id="a pronoun before the quotation",
    ),
    pytest.param(
        "Harbour Trust owns the pier.\n\nIt said the damage was “beyond repair.”",
        ["Harbour Trust"],
        id="it takes a body",
    ),
    pytest.param(
        "Ana Ruiz works for Harbour Trust.\n\nIt said the damage was “beyond repair.”",
        ["Harbour Trust"],
        id="it never takes a person",
    ),
    pytest.param(
        "Ben Okoro won. Ana Ruiz lost her seat.\n\n“I fought to the end,” said Ruiz. “It hurts.”"
        "\n\nHe thanked her.\n\n“She fought well,” he said.",
        ["Ana Ruiz", "Ana Ruiz", "Ben Okoro"],
        id="a speaker of the other gender in between",
    ),
    pytest.param(
        "Ana Ruiz signed the treaty. Her promise to “rebuild every school” was kept.",
        ["Ana Ruiz"],
        id="her own words",
    ),
]


@pytest.mark.parametrize(("passage", "expected"), HARD)
def test_a_pronoun_means(passage: str, expected: list[str]) -> None:
    assert speakers(passage) == expected


def test_a_pronoun_that_nobody_fits_has_no_speaker() -> None:
    assert speakers("Ana Ruiz arrived.\n\n“It leaks,” he said.") == [None]


def test_the_words_that_named_the_source_are_kept_beside_the_name() -> None:
    (quote,) = extract("Ana Ruiz arrived.\n\n“It leaks,” she said.").quotes
    assert (quote.speaker, quote.speaker_raw, quote.cue) == ("Ana Ruiz", "she", "said")


def test_other_people_whom_a_pronoun_may_mean_are_candidates_in_order() -> None:
    (quote,) = extract("Ben Okoro accused Carl Lund of lying.\n\n“He knew,” he said.").quotes
    assert quote.candidates == ("Carl Lund",)


def test_a_pronoun_tells_which_of_two_namesakes_spoke_before() -> None:
    text = (
        "Ana Ruiz runs the firm. Ana Ruiz and Carlos Ruiz met the crew.\n\n"
        "“It leaks,” Ruiz said.\n\n“It always did,” he said."
    )
    assert speakers(text)[1] == "Carlos Ruiz"


def test_somebody_unnamed_can_be_meant_by_a_pronoun() -> None:
    text = "Ana Ruiz left.\n\nA spokeswoman for the firm met the press.\n\n“It leaks,” she said."
    assert speakers(text) == ["A spokeswoman for the firm"]


def test_they_are_the_people_who_spoke_before() -> None:
    text = "Ana Ruiz and Ben Okoro met the press.\n\n“It leaks,” they said."
    assert speakers(text) == ["Ana Ruiz and Ben Okoro"]
    text = "The authors say the pipe leaks. They call it “a danger to us all.”"
    assert speakers(text) == ["The authors"]


def test_two_people_whom_a_pronoun_fits_alike_leave_it_open() -> None:
    text = (
        "Ben Okoro runs the firm. Carl Lund cooks.\n\nThe pipe of Ben Okoro is beside the house of "
        "Carl Lund.\n\n“It leaks,” he said."
    )
    (quote,) = extract(text).quotes
    assert quote.speaker is None
    assert set(quote.candidates) == {"Ben Okoro", "Carl Lund"}
