"""Whatever the text: no exception, and offsets that are exact."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.extraction import extract
from factcheck.extraction.document import Document
from factcheck.extraction.known_words import know_words
from factcheck.extraction.types import Quote

know_words()  # once a process, and longer than an example may take

PIECES = st.sampled_from(
    """“ ” " '' `` ‘ ’ ' „ « » ‹ › [ ] ( ) … — - , . ; : ? ! said Ana Ruiz Ruiz He she it told
    called Mr. U.S. 5" <b a="x"> the plan is not NASA 😀 é à́ \u200b \ufeff""".split()
) | st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2028", "\x00", "\ue000"])
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


def _with_children(quotes: Iterable[Quote]) -> Iterable[Quote]:
    for quote in quotes:
        yield quote
        yield from _with_children(quote.children)


@given(TEXTS)
@example("Al “” Bo left.")  # marks with nothing in them, where a nickname may stand
def test_every_span_is_a_slice_of_the_text(text: str) -> None:
    extraction = extract(text)
    for item in (*_with_children(extraction.quotes), *extraction.nonquotes, *extraction.claims):
        assert text[item.start : item.end] == item.text
    for quote in extraction.quotes:
        assert (quote.spans[0].start, quote.spans[-1].end) == (quote.start, quote.end)


@given(TEXTS)
def test_quotes_come_in_order_and_never_overlap(text: str) -> None:
    spans = [(quote.start, quote.end) for quote in extract(text).quotes]
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(TEXTS)
def test_children_lie_within_their_quote(text: str) -> None:
    for quote in extract(text).quotes:
        for child in quote.children:
            assert quote.start <= child.start <= child.end <= quote.end


@given(TEXTS)
def test_masking_keeps_every_offset(text: str) -> None:
    document = Document.read(text)
    assert len(document.masked) == len(text)
    for sentence, words in zip(document.sentences, document.words, strict=True):
        for index, token in enumerate(words.tokens):
            start, end = words.start(index), words.ends[index]
            assert sentence.start <= start < end <= sentence.end
            assert document.masked[start:end] == token.text


@given(TEXTS)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert extract(text) == extract(text)
