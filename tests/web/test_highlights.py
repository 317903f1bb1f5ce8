from hypothesis import given
from hypothesis import strategies as st

from factcheck.web.highlights import Piece, Span, lay_out, letter


def test_a_claim_inside_a_quote_is_marked_together_with_it() -> None:
    text = "He said: growth is at 4.2 per cent."
    quote, claim = Span(9, 35, 1), Span(9, 22, 2)

    (paragraph,) = lay_out(text, [claim, quote])

    assert paragraph == (
        Piece("He said: "),
        Piece("growth is at ", covers=(1, 2), opens=(1, 2)),
        Piece("4.2 per cent.", covers=(1,)),
    )


def test_a_span_over_two_paragraphs_is_marked_in_both_and_opens_once() -> None:
    first, second = lay_out("one two\n\nthree four", [Span(4, 14, 7)])

    assert first == (Piece("one "), Piece("two", (7,), (7,)))
    assert second == (Piece("three", (7,), ()), Piece(" four"))


def test_a_span_outside_the_text_is_left_out() -> None:
    assert lay_out("short", [Span(3, 99, 1)]) == [(Piece("short"),)]


@given(
    st.text("ab \n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_the_pieces_joined_are_the_lines_of_the_text(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = [Span(start, end, number) for number, (start, end) in enumerate(places)]

    paragraphs = lay_out(text, spans)

    lines = [line for line in text.split("\n") if line.strip()]
    assert ["".join(piece.text for piece in paragraph) for paragraph in paragraphs] == lines


def test_letters_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]
