"""French is whole: every message is said, with the same values, tags and quotation marks' safety."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from factcheck.translations.catalogues import TRANSLATED, read

_VALUE = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"</?\w[^>]*>")


def sides(message: Message) -> Iterator[tuple[str, str]]:
    """Each translated form with the English one that has all of its values."""
    if isinstance(message.id, str):
        yield message.id, message.string
        return
    for form in message.string:
        yield message.id[1], form


def messages() -> Iterator[tuple[str, Message]]:
    for code in TRANSLATED:
        for message in read(code):
            if message.id:
                yield code, message


def left(unfit: object) -> list[str]:
    assert callable(unfit)
    return [f"{code}: {message.id}" for code, message in messages() if unfit(message)]


def test_nothing_is_left_unsaid_or_guessed() -> None:
    assert left(lambda one: one.fuzzy or not all(form.strip() for _, form in sides(one))) == []


def test_every_number_has_its_form() -> None:
    for code in TRANSLATED:
        forms = read(code).num_plurals
        assert [
            one.id for one in read(code) if isinstance(one.id, tuple) and len(one.string) != forms
        ] == []


@pytest.mark.parametrize("pattern", [_VALUE, _TAG], ids=["values", "tags"])
def test_values_and_tags_are_the_same_on_both_sides(pattern: re.Pattern[str]) -> None:
    def differs(message: Message) -> bool:
        return any(
            Counter(pattern.findall(english)) != Counter(pattern.findall(said))
            for english, said in sides(message)
        )

    assert left(differs) == []


def test_no_message_can_leave_the_attribute_that_it_stands_in() -> None:
    assert (
        left(lambda one: any(said.count('"') > english.count('"') for english, said in sides(one)))
        == []
    )
