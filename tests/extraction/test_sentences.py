"""Sentences end where the article ends them, whatever stands in its quotations."""

import pytest

from factcheck.extraction.document import Document


def sentences(text: str) -> list[str]:
    document = Document.read(text)
    return [text[span.start : span.end] for span in document.sentences]


WHOLE = [
    "“It leaks,” Ana Ruiz said.",
    "“It leaks. It always did,” Ana Ruiz said.",
    "“Does it leak?” Ana Ruiz asked.",
    "“Stop!” Ana Ruiz, who had come late, shouted.",
    "Mr. Ruiz met Gen. A. B. Holt and Sen. Okoro at 5 p.m. in the U.S. embassy.",
    "Ana Ruiz, Ph.D., of Acme Inc. said so.",
    "The firm paid 3.5 million dollars, vs. No. 4 on the list.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_it_is_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


SPLIT = [
    ("It leaks. It always did.", ["It leaks.", "It always did."]),
    ("“It leaks.” Ruiz then left.", ["“It leaks.”", "Ruiz then left."]),
    ("“It leaks,” he said. “Badly.”", ["“It leaks,” he said.", "“Badly.”"]),
    ("He lives in the U.S. The house leaks.", ["He lives in the U.S.", "The house leaks."]),
    ("One line\nTwo lines.", ["One line", "Two lines."]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_it_is_several_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = (
        "The harbour wall was built in nineteen hundred and two by the city of\n"
        "Lyon, which has no harbour and never had one, as Ana Ruiz has found in\n"
        "her book about it, a long one that has never been read by anybody else\n"
        "but her brother.\n\nThe end."
    )
    assert len(Document.read(text).paragraphs) == 2


WORDS = [
    "Mr. Ruiz’s and the Ruizes’ U.S. home, at No. 4, was sold for $3.5m (or so) by J. B. Holt.",
    "The workers' well-known 'union' isn't Ana's, nor the boss' -- is it?",
    "“It leaks,” the bosses’ “man” said; 'tis 1/2 of the players’ week.",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_the_same_however_wide_the_spaces_between_them(text: str) -> None:
    narrow, wide = Document.read(text), Document.read(text.replace(" ", "  "))

    def words(document: Document) -> list[tuple[str, str, str]]:
        tokens = [token for sentence in document.words for token in sentence.tokens]
        for sentence in document.words:
            for index, token in enumerate(sentence.tokens):
                assert document.masked[sentence.start(index) : sentence.ends[index]] == token.text
        return [(t.text.strip("\ue000"), t.lower.strip("\ue000"), t.kind) for t in tokens]

    assert words(narrow) == words(wide)
    assert {"word", "mark", "possessive"} <= {kind for _, _, kind in words(narrow)}


def test_a_stop_right_after_the_last_word_that_is_read_does_no_harm() -> None:
    document = Document.read("x " + "A. " * 3000)

    assert [token.text for token in document.words[0].tokens[:3]] == ["x", "A.", "A."]
    assert document.words[-1].tokens[-1].text == "A."
