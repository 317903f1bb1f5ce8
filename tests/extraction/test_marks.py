"""Which words stand between which marks, whatever the marks."""

import pytest

from factcheck.extraction import extract

from .passages import quoted, said

ONE_QUOTE = [
    ("“The bridge is safe,” said Ana Ruiz.", "The bridge is safe,"),
    ('"The bridge is safe," said Ana Ruiz.', "The bridge is safe,"),
    ("''The bridge is safe,'' said Ana Ruiz.", "The bridge is safe,"),
    ("``The bridge is safe,'' said Ana Ruiz.", "The bridge is safe,"),
    ("”The bridge is safe,” said Ana Ruiz.", "The bridge is safe,"),
    ("“The bridge is safe,“ said Ana Ruiz.", "The bridge is safe,"),
    ("„Die Brücke ist sicher“, said Ana Ruiz.", "Die Brücke ist sicher"),
    ("„The bridge is safe”, said Ana Ruiz.", "The bridge is safe"),
    ("«The bridge is safe», said Ana Ruiz.", "The bridge is safe"),
    ("« Le pont est sûr », said Ana Ruiz.", "Le pont est sûr"),
    ("»The bridge is safe«, said Ana Ruiz.", "The bridge is safe"),
    ("‘The bridge is safe,’ said Ana Ruiz.", "The bridge is safe,"),
    ("'The bridge is safe,' said Ana Ruiz.", "The bridge is safe,"),
    ("‘The bridge is safe’, said Ana Ruiz.", "The bridge is safe"),
    ('“The bridge is safe," said Ana Ruiz.', "The bridge is safe,"),
    ('Ana Ruiz said," The bridge is safe."', "The bridge is safe."),
]


@pytest.mark.parametrize(("passage", "words"), ONE_QUOTE)
def test_every_kind_of_mark_encloses_a_quotation(passage: str, words: str) -> None:
    assert said(passage) == [(words, "Ana Ruiz")]


def test_single_marks_are_outer_only_where_no_double_mark_is() -> None:
    british = "‘It was “never” my plan,’ said Ana Ruiz. ‘Ask the board.’"
    american = "“It was ‘never’ my plan,” said Ana Ruiz. “Ask the board.”"
    assert quoted(british) == ["It was “never” my plan,", "Ask the board."]
    assert quoted(american) == ["It was ‘never’ my plan,", "Ask the board."]


def test_a_nested_quotation_is_a_child_and_never_a_quote_of_its_own() -> None:
    (quote,) = extract("“She told me ‘go home’ and left,” said Ana Ruiz.").quotes
    assert [child.text for child in quote.children] == ["go home"]
    assert quote.children[0].speaker is None


def test_a_quotation_nested_in_the_same_straight_marks_is_a_child() -> None:
    (quote,) = extract('"I said "no" to him," said Ana Ruiz.').quotes
    assert quote.text == 'I said "no" to him,'
    assert [child.text for child in quote.children] == ["no"]


def test_an_apostrophe_neither_opens_nor_closes() -> None:
    passage = "‘I don’t know the ministers’ plan for the ’90s,’ said Ana Ruiz. It’s the firm’s."
    assert quoted(passage) == ["I don’t know the ministers’ plan for the ’90s,"]


def test_apostrophes_alone_are_no_quotations() -> None:
    assert quoted("The ministers’ plan and the workers’ demands date from the ’90s.") == []
    assert quoted("The ministers' plan and the workers' demands date from the '90s.") == []


def test_inches_and_feet_open_nothing() -> None:
    assert quoted('The pipe is 5" wide. "It leaks," said Ana Ruiz.') == ["It leaks,"]
    assert quoted('"He is 6\'2" tall," said Ana Ruiz.') == ["He is 6'2\" tall,"]


def test_each_paragraph_reopens_the_marks_of_one_quotation() -> None:
    text = (
        "Ana Ruiz said: “We begin today.\n\n“We end in June.\n\n“Nobody will notice.”\n\nShe left."
    )
    (quote,) = extract(text).quotes
    pieces = [text[span.start : span.end] for span in quote.spans]
    assert pieces == ["We begin today.", "We end in June.", "Nobody will notice."]
    assert (quote.start, quote.end) == (quote.spans[0].start, quote.spans[-1].end)
    assert quote.speaker == "Ana Ruiz"


def test_a_quotation_runs_on_when_a_later_paragraph_only_closes_the_marks() -> None:
    text = "“We begin today.\nWe end in June.\nNobody will notice,” said Ana Ruiz."
    (quote,) = extract(text).quotes
    assert quote.text == "We begin today.\nWe end in June.\nNobody will notice,"
    assert len(quote.spans) == 1
    assert quote.speaker == "Ana Ruiz"


def test_one_stray_mark_spoils_no_more_than_its_paragraph() -> None:
    text = (
        "The “plan is dead.\n\n“It is not,” said Ana Ruiz.\n\n"
        'Stray" again.\n\n“We go on,” said Ben Okoro.'
    )
    assert said(text)[-2:] == [("It is not,", "Ana Ruiz"), ("We go on,", "Ben Okoro")]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "Ana Ruiz said: “We begin today.\n\nThe work will cost a million."
    assert quoted(text) == ["We begin today."]


def test_marks_of_markup_are_no_quotation_marks() -> None:
    text = '<img src="a.png" alt="Ana Ruiz"> “It leaks,” said Ana Ruiz.'
    assert quoted(text) == ["It leaks,"]


def test_empty_marks_give_nothing() -> None:
    assert quoted('“” and "" and “ ” said Ana Ruiz.') == []
