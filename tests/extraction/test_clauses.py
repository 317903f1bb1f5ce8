"""Subjects, finite verbs and clauses are found without a parser."""

from __future__ import annotations

import pytest

from factcheck.extraction.clauses import Sentence
from factcheck.extraction.document import Document
from factcheck.extraction.segments import coordinated


def sentence(text: str) -> Sentence:
    document = Document.read(text)
    return Sentence(0, document.words[0], document.names.in_sentence(0))


def words(read: Sentence, first: int, last: int) -> str:
    return " ".join(token.text for token in read.tokens[first : last + 1])


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The crews leave the port at noon.", "leave"),
        ("The crew has left the port.", "has"),
        ("Ana Ruiz says the port is shut.", "says"),
        ("In May, the port closed its gates.", "closed"),
        ("They’ve left the port.", "They’ve"),
    ],
)
def test_the_first_finite_verb(text: str, verb: str) -> None:
    read = sentence(text)
    assert read.tokens[read.finite_between(0, len(read))].text == verb


@pytest.mark.parametrize("text", ["A report on the port of Vigo.", "To leave the port at noon."])
def test_nouns_and_infinitives_are_not_finite(text: str) -> None:
    read = sentence(text)
    assert read.finite_between(0, len(read)) == -1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The port’s new chief closed the gates.", "The port ’s new chief"),
        ("On Monday Ana Ruiz closed the gates.", "Ana Ruiz"),
        ("In May, the head of the port closed the gates.", "the head of the port"),
        ("Workers who came early closed the gates.", "Workers"),
    ],
)
def test_the_subject_of_the_first_verb(text: str, subject: str) -> None:
    read = sentence(text)
    found = read.first_subject(0, len(read))
    assert found is not None
    assert words(read, *found) == subject


def test_an_apposition_belongs_to_its_name() -> None:
    read = sentence("Ana Ruiz, a pilot from Vigo, closed the gates.")
    found = read.noun_phrase_before(8)
    assert found is not None
    assert words(read, *found) == "Ana Ruiz , a pilot from Vigo"


def test_only_clauses_with_a_subject_of_their_own_are_split() -> None:
    read = sentence("The port bought two new ships, and repaired the old quay in June.")
    assert list(coordinated(read, 0, len(read))) == [(0, len(read))]
