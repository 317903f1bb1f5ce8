"""Saying things in a language, and the catalogues that it is done from."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from factcheck import paths
from factcheck.clock import now
from factcheck.language import (
    catalogue_file,
    current_language,
    day_in_words,
    gettext,
    ngettext,
    number_in_words,
    pgettext,
    set_language,
    translated,
    use_language,
)
from factcheck.translations import catalogues

SAID = {
    "There is no task %(number)s.": "Il n’y a pas de tâche %(number)s.",
    "%(name)s": "never: nothing tells it from other words",
    "the server answered %(status)s": "le serveur a répondu %(status)s",
    "Saved": "Enregistré",
}


@pytest.fixture
def french(tmp_path: Path) -> Iterator[None]:
    """A small French."""
    catalogue = Catalog(locale="fr")
    for message, said in SAID.items():
        catalogue.add(message, said)
    catalogue.add(("%(num)s task", "%(num)s tasks"), ("%(num)s tâche", "%(num)s tâches"))
    catalogue.add("ready", "prête", context="state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "TRANSLATIONS", tmp_path)
        catalogue_file("fr").parent.mkdir(parents=True)
        with catalogue_file("fr").open("wb") as opened:
            write_po(opened, catalogue)
        with use_language("fr"):
            yield


def test_nothing_is_translated_unless_somebody_asks() -> None:
    assert current_language() == "en"
    assert gettext("There is no task %(number)s.", number=7) == "There is no task 7."
    assert (ngettext("%(num)s task", "%(num)s tasks", 1), pgettext("state", "ready")) == (
        "1 task",
        "ready",
    )
    assert translated("the server answered 403") == "the server answered 403"


def test_a_message_is_said_with_its_values_its_number_and_its_sense(french: None) -> None:
    assert gettext("There is no task %(number)s.", number=7) == "Il n’y a pas de tâche 7."
    # French counts nothing as one.
    assert ngettext("%(num)s task", "%(num)s tasks", 0) == "0 tâche"
    assert ngettext("%(num)s task", "%(num)s tasks", 2) == "2 tâches"
    assert (pgettext("state", "ready"), gettext("ready")) == ("prête", "ready")
    assert gettext("Not in the catalogue") == "Not in the catalogue"


def test_what_was_stored_in_english_is_said_when_it_is_shown(french: None) -> None:
    assert translated("Saved") == "Enregistré"
    assert translated("the server answered 403") == "le serveur a répondu 403"
    assert translated("There is no task 100%.") == "Il n’y a pas de tâche 100%."
    assert translated("Ada Stone") == "Ada Stone"
    assert translated("") == ""


def test_days_and_numbers_are_written_as_the_language_does(french: None) -> None:
    day = now().replace(2024, 8, 5).date()

    assert (day_in_words(day), number_in_words(1234.5)) == ("5 août 2024", "1\u202f234,5")
    with use_language("en"):
        assert (day_in_words(day), number_in_words(1234.5)) == ("5 Aug 2024", "1,234.5")


def test_a_language_ends_with_its_block_and_an_unknown_one_is_english() -> None:
    with use_language("fr"):
        assert current_language() == "fr"
    set_language("xx")
    assert current_language() == "en"


@pytest.fixture(scope="module")
def found() -> Catalog:
    """Reading every source takes seconds; once is enough."""
    return catalogues.extract()


def test_the_catalogue_holds_exactly_what_the_sources_say(found: Catalog) -> None:
    """After words were added or changed: make translations."""
    file = BytesIO()
    catalogues.write_template(found, file)

    assert file.getvalue().decode() == catalogues.TEMPLATE.read_text()


def test_the_languages_hold_the_same_messages(found: Catalog) -> None:
    for code in catalogues.TRANSLATED:
        own = catalogues.read(code)
        assert {(one.id, one.context) for one in own} == {(one.id, one.context) for one in found}
