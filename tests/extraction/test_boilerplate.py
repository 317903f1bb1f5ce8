"""Furniture of the page is told from prose."""

import pytest

from factcheck.extraction import extract
from factcheck.extraction.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "paragraph",
    [
        "What's Your Reaction?",
        "Advertisement",
        "Share this article",
        "READ MORE: Harbour wall found cracked",
        "Follow Ana Ruiz on Twitter @anaruiz",
        "Sign up for our morning letter.",
        "© 2024 The Lyon Post",
        "Related articles",
        "12 comments",
        "___",
    ],
)
def test_it_is_furniture(paragraph: str) -> None:
    assert is_boilerplate(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share prices fell on Monday, the exchange said.",
        "Read the report, she said, and you will see.",
        "“Follow us,” he told the crowd.",
        "Home owners protested.",
        "Related claims were thrown out by the court last year.",
    ],
)
def test_it_is_prose(paragraph: str) -> None:
    assert not is_boilerplate(paragraph)


def test_boilerplate_is_given_as_spans_of_the_text() -> None:
    text = "The pipe leaks.\nAdvertisement\nIt always did."
    assert [text[span.start : span.end] for span in extract(text).boilerplate] == ["Advertisement"]


def test_boilerplate_is_set_aside_with_the_reason() -> None:
    text = "The harbour is closed.\nAdvertisement\nIt opens in June."
    aside = [(one.text, one.reason) for one in extract(text).set_aside]
    assert ("Advertisement", "part of the page, not of the article") in aside
