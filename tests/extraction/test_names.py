"""The table of names: who is who, under which names."""

import pytest

from factcheck.extraction.document import Document
from factcheck.extraction.names import Entity


def entities(text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in Document.read(text).names.entities}


def test_a_surname_and_a_titled_name_belong_to_the_full_name() -> None:
    found = entities("Ana Ruiz spoke. Ruiz left. Ms. Ruiz came back.")
    assert list(found) == ["Ana Ruiz"]
    assert found["Ana Ruiz"].aliases == {"Ana Ruiz": 1, "Ruiz": 2}


def test_a_name_with_an_initial_is_the_same_person_under_the_longer_name() -> None:
    assert list(entities("Ana Ruiz spoke. Ana M. Ruiz left.")) == ["Ana M. Ruiz"]


def test_a_junior_is_somebody_else() -> None:
    assert set(entities("Carl Lund met Carl Lund Jr.")) == {"Carl Lund", "Carl Lund Jr."}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U.S. Secretary of Defense Lloyd Austin spoke.", "Lloyd Austin"),
        ("Former Prime Minister Ana Ruiz spoke.", "Ana Ruiz"),
        ("White House Press Secretary Ana Ruiz spoke.", "Ana Ruiz"),
        ("Lyon Mayor Ana Ruiz spoke.", "Ana Ruiz"),
        ("NATO chief Ana Ruiz spoke.", "Ana Ruiz"),
    ],
)
def test_titles_are_no_part_of_the_name(text: str, name: str) -> None:
    assert entities(text)[name].is_person


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Ana Ruiz spoke.", "f"),
        ("Mr. Marsh spoke.", "m"),
        ("Spokeswoman Lee Marsh spoke.", "f"),
        ("Lee Marsh, the chairman, spoke.", "m"),
        ("Lee Marsh said she was late.", "f"),
        ("Lee Marsh spoke.", None),
    ],
)
def test_gender_comes_from_titles_names_roles_and_pronouns(text: str, gender: str | None) -> None:
    (person,) = (entity for entity in entities(text).values() if entity.is_person)
    assert person.gender == gender


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Harbour Commission met.", "Harbour Commission", "body"),
        ("They met at NATO in June.", "NATO", "body"),
        ("They met in Berlin.", "Berlin", "place"),
        ("The University of Lyon closed.", "University of Lyon", "body"),
        ("They met in New York.", "New York", "place"),
    ],
)
def test_bodies_and_places_are_no_people(text: str, name: str, kind: str) -> None:
    assert entities(text)[name].kind == kind


def test_words_that_only_begin_a_sentence_are_no_names() -> None:
    assert (
        entities("The pipe leaks. Critics agree. Asked about it, they left. Today it rains.") == {}
    )


def test_months_and_days_are_no_names() -> None:
    assert entities("They met on Monday, May 3, and in June.") == {}


def test_a_role_finds_the_one_person_who_has_it() -> None:
    names = Document.read("Mayor Ana Ruiz met Ben Okoro, the fire chief.").names
    assert [entity.name for entity in names.with_role("mayor")] == ["Ana Ruiz"]
    assert [entity.name for entity in names.with_role("chief", ["fire"])] == ["Ben Okoro"]
    assert names.with_role("chief", ["police"]) == []
