from factcheck.context.compare import compare
from factcheck.web.comparison import view_comparison

SOURCE = "He stood up. We spent 4.2 billion euros, if you ask me. Then he sat down."


def view(quote: str, source: str = SOURCE):  # type: ignore[no-untyped-def]
    return view_comparison(
        detail=compare(quote, source).to_json(),
        source_text=source,
        document_id=1,
        start=None,
        end=None,
        quote=quote,
    )


def test_a_changed_number_stands_out_on_both_sides_with_its_label() -> None:
    shown = view("We spent 42 billion euros")

    assert shown.words == "Altered materially (1)"
    (published,) = [piece for piece in shown.published if piece.material]
    (source,) = [piece for piece in shown.source if piece.material]
    assert "42" in published.text
    assert "4.2" in source.text
    assert published.label == source.label == "number differs"


def test_the_words_around_the_place_are_context() -> None:
    shown = view("We spent 4.2 billion euros")

    assert shown.words == "Verbatim"
    assert shown.around.before == "He stood up. "
    assert shown.around.after.endswith("Then he sat down.")


def test_the_sides_joined_are_the_quote_and_the_source() -> None:
    quote = "We spent 42 billion"
    shown = view(quote)

    assert "".join(piece.text for piece in shown.published) == quote
    source = "".join(piece.text for piece in shown.source)
    assert shown.around.before + source + shown.around.after == SOURCE


def test_what_is_not_found_shows_the_quote_and_no_source() -> None:
    shown = view("Elephants like peanuts very much")

    assert shown.words == "Not found"
    assert shown.published[0].text == "Elephants like peanuts very much"
    assert shown.source == ()


def test_three_sentences_of_the_source_are_near_and_more_of_it_at_hand() -> None:
    before, after = ("".join(f"{when} came {n}. " for n in range(9)) for when in ("First", "Then"))
    around = view(
        "We spent 4.2 billion euros", f"{before}We spent 4.2 billion euros. {after}"
    ).around

    assert around.before == "First came 6. First came 7. First came 8. "
    assert around.after == ". Then came 0. Then came 1. Then came 2."
    assert around.further_before + around.before == before
    assert (around.after + around.further_after).removeprefix(". ") == after.rstrip()


def test_a_source_without_sentences_is_cut_between_words() -> None:
    long = "word " * 900
    around = view("We spent 4.2 billion euros", f"{long}We spent 4.2 billion euros {long}").around

    for near, further in (
        (around.before, around.further_before),
        (around.after, around.further_after),
    ):
        assert set(near.split()) == set(further.split()) == {"word"}
        assert len(near) <= 600
        assert len(further) <= 2000


def test_what_stands_between_two_far_places_is_shown_without_its_middle() -> None:
    source = (
        f"We spent 4.2 billion euros on this. {'Another matter. ' * 300}It was all for nothing."
    )
    shown = view("We spent 4.2 billion euros on this … It was all for nothing.", source)

    between = max(shown.source, key=lambda piece: len(piece.text))
    assert len(between.text) < 900
    assert "words) …" in between.text
    assert shown.source[-1].text == "It was all for nothing"
    assert len(shown.differences[0]["source"]) < 900
