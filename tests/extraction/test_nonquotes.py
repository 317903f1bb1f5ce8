"""Text in quotation marks that is nobody's words, and short texts that are somebody's."""

import pytest

from .passages import quoted, rejected

NOBODYS = [
    (
        "The club hired a “mood manager” from Lyon for the summer.",
        "mood manager",
        "scare_quote",
    ),
    ("The firm sold “healing” pillows for years.", "healing", "scare_quote"),
    ("She wrote the novel “The Last Harbour” in Lyon.", "The Last Harbour", "title"),
    ("On the show “Night Line,” Ana Ruiz answered calls.", "Night Line,", "title"),
    ("Ana Ruiz said on CBS’s “Face the Day” that it leaks.", "Face the Day", "title"),
    ("She hosts the “Morning Mix” radio show.", "Morning Mix", "title"),
    ("A film titled “Arrogance” opens today.", "Arrogance", "title"),
    ("She posts as “@anaruiz” every day.", "@anaruiz", "handle"),
    ("Ana Ruiz attacked the so-called “bedroom rule” on Monday.", "bedroom rule", "scare_quote"),
    ("It was so-called “dry rot” all along.", "dry rot", "scare_quote"),
    ("Roberto “Beto” Ruiz left.", "Beto", "nickname"),
    ("Ana Ruiz spoke.\n\n“(Applause.)”\n\nShe left.", "(Applause.)", "stage_direction"),
    (
        "“Harbour wall found cracked” — The Lyon Post, 3 May 2019",
        "Harbour wall found cracked",
        "title",
    ),
]


@pytest.mark.parametrize(("passage", "text", "reason"), NOBODYS)
def test_it_is_kept_apart_with_the_reason(passage: str, text: str, reason: str) -> None:
    assert rejected(passage) == [(text, reason)]
    assert text not in quoted(passage)


SOMEBODYS = [
    ("Ana Ruiz called the mayor “weak.”", "weak."),
    ("Ana Ruiz described the pipe as “rotten.”", "rotten."),
    ("The pipe is “rotten,” Ana Ruiz said.", "rotten,"),
    ("Ana Ruiz said that the path is “irreversible.”", "irreversible."),
    ("Ana Ruiz praised his “steady hand” on Monday.", "steady hand"),
    ("“No,” said Ana Ruiz.", "No,"),
    ("Ana Ruiz has attacked him as a “fraud.”", "fraud."),
    ("Ana Ruiz wrote him off as “unfit for any office.”", "unfit for any office."),
    ("Ana Ruiz called her rival “Miss Perfect.”", "Miss Perfect."),
    ("Ana Ruiz has called for a tax on so-called “idle boats” in Lyon.", "idle boats"),
    ("The ruling sends a message that the “owners” need not pay.", "owners"),
    ("It was all in the sailor’s “head.”\n\nAna Ruiz left.", "head."),
]


@pytest.mark.parametrize(("passage", "words"), SOMEBODYS)
def test_one_word_is_a_quotation_when_a_cue_governs_it(passage: str, words: str) -> None:
    assert quoted(passage) == [words]
    assert rejected(passage) == []


def test_a_title_stays_a_title_beside_a_quotation() -> None:
    passage = "In her book “Dry Land,” Ana Ruiz wrote that the sea was “never far.”"
    assert quoted(passage) == ["never far."]
    assert rejected(passage) == [("Dry Land,", "title")]


def test_what_an_and_joins_to_a_quotation_is_one_too() -> None:
    passage = "Ana Ruiz wrote him off as a “clown who never read the file” and a “bore.”"
    assert quoted(passage) == ["clown who never read the file", "bore."]
