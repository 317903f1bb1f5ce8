"""A quote against its source: the rules, one at a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.context.compare import Comparison, Source, compare, compare_versions
from factcheck.errors import InvalidInput

SPEECH = (
    "Thank you. Ukraine's path to membership is irreversible, and I'm proud of that. "
    "Allies have pledged €40 billion, and they can't walk away from it. "
    "We will deliver if parliament agrees. That is what I said in July."
)


def types(comparison: Comparison) -> set[str]:
    return {difference.type for difference in comparison.differences}


def codes(comparison: Comparison) -> set[str]:
    return {alert.code for alert in comparison.warnings}


def test_a_single_word_is_found_in_a_longer_sentence_with_its_place() -> None:
    comparison = compare("“irreversible.”", SPEECH)
    assert comparison.result == "verbatim"
    assert SPEECH[comparison.start : comparison.end] == "irreversible"


def test_the_words_around_a_quote_are_context_and_not_an_omission() -> None:
    assert compare("Allies have pledged €40 billion", SPEECH).differences == ()


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("I am proud of that", SPEECH),
        ("they cannot walk away", SPEECH),
        ("pledged 40 billion euros", SPEECH),
        ("pledged €40bn", SPEECH),
        ("about 1,000 people", "about 1000 people came"),
        ("forty people", "some said 40 people came"),
        ("it’s “over”", 'I think it\'s "over" now'),
        ("the centre will organise it", "the center will organize it"),
        ("the membership fee", "we raised the mem-\nbership fee"),
        ("we will go on", "we will\n[00:12:01]\nRUTTE: go on"),
    ],
)
def test_spelling_contractions_and_equal_values_change_no_word(quote: str, source: str) -> None:
    assert compare(quote, source).result == "verbatim"


@pytest.mark.parametrize(
    ("quote", "source", "kind"),
    [
        ("It rose 42 percent", "It rose 4.2 percent", "number"),
        ("42", "It rose 4.2", "number"),
        ("a 40 million loan", "a 40 billion loan", "number"),
        ("up 3 percent", "up 3 percentage points", "unit"),
        ("we can do this", "we can't do this", "negation"),
        ("we can", "No: we can't", "negation"),
        ("they will leave", "they will not leave", "negation"),
        ("the plan was signed in May", "the plan was signed in June", "date"),
        ("Norway joined the pact", "Sweden joined the pact", "name"),
        ("they must act now", "they should act now", "modal"),
        ("I say it works", "I say it probably works", "hedge"),
        ("we pay when they deliver", "we pay if they deliver", "condition"),
        ("few people came", "a few people came", "quantifier"),
        ("prices will rise soon", "prices will fall soon", "direction"),
        ("the path is reversible", "the path is irreversible", "direction"),
        ("the council sued the mayor", "the mayor sued the council", "roles"),
        ("police were attacked by protesters", "police attacked protesters", "roles"),
    ],
)
def test_a_word_that_turns_the_sense_is_material(quote: str, source: str, kind: str) -> None:
    comparison = compare(quote, source)
    assert comparison.result == "altered_material"
    assert next(d.type for d in comparison.differences if d.material) == kind


def test_an_active_sentence_turned_passive_keeps_who_did_it() -> None:
    comparison = compare("Ukraine was attacked by Russia", "Russia attacked Ukraine")
    assert comparison.result == "altered"


def test_brackets_and_ellipses_are_marked_edits() -> None:
    comparison = compare("[T]hey can't walk away … [from the pledge]", SPEECH)
    assert comparison.result == "marked_edits"
    assert types(comparison) <= {"bracket", "ellipsis"}


def test_the_omitted_words_of_an_ellipsis_are_shown_in_full() -> None:
    comparison = compare("Ukraine's path ... is irreversible", SPEECH)
    assert [(d.published, d.source) for d in comparison.differences] == [("...", "to membership")]
    assert comparison.warnings == ()


@pytest.mark.parametrize("word", ["if", "not", "never", "only", "unless", "about", "40"])
def test_an_ellipsis_over_a_qualifier_or_a_number_warns(word: str) -> None:
    source = f"The work, said to be {word} done, is going well today."
    comparison = compare("The work … is going well today", source)
    assert comparison.result == "marked_edits"
    assert "omitted" in codes(comparison)
    assert comparison.differences[0].material


def test_a_bracket_that_changes_the_sense_warns() -> None:
    comparison = compare("We will [not] deliver", SPEECH)
    assert comparison.result == "marked_edits"
    assert "bracket" in codes(comparison)
    assert comparison.differences[0].material


def test_a_source_with_its_own_ellipsis_is_quoted_verbatim() -> None:
    assert compare("I… I can't say", "Well, I... I can't say much.").result == "verbatim"


def test_fillers_and_words_said_twice_may_be_left_out() -> None:
    comparison = compare("we want to win", "we, um, we want to, you know, win")
    assert comparison.result == "marked_edits"
    assert types(comparison) == {"filler"}


def test_a_capital_made_small_is_a_marked_edit() -> None:
    assert types(compare("allies have pledged", SPEECH)) == {"capital"}


def test_two_places_joined_without_a_mark_are_stitched() -> None:
    between = "There was much more to say about that. " * 12
    source = f"We will build the bridge this year. {between}Nobody pays a toll for it."
    comparison = compare("We will build the bridge this year. Nobody pays a toll for it.", source)
    assert comparison.stitched
    assert comparison.result.startswith("altered")


def test_parts_in_reverse_order_are_stitched_and_altered() -> None:
    source = "The bridge opens in spring for everyone. The tunnel is closed to all lorries."
    quote = "The tunnel is closed to all lorries … The bridge opens in spring for everyone."
    comparison = compare(quote, source)
    assert comparison.stitched
    assert comparison.result == "altered"


def test_words_that_run_into_another_turn_warn() -> None:
    source = "ANNA: We will never agree to this plan.\nBEN: That is fine with us."
    comparison = compare("agree to this plan. That is fine with us", source)
    assert "speaker" in codes(comparison)


def test_a_denial_right_outside_of_the_quote_warns() -> None:
    assert "context" in codes(compare("deliver", SPEECH))


def test_other_words_on_the_same_topic_are_not_found() -> None:
    comparison = compare("Nobody will take our seat at the table from us", SPEECH)
    assert comparison.result == "not_found"
    assert (comparison.start, comparison.end) == (None, None)


def test_a_quote_without_words_is_refused() -> None:
    with pytest.raises(InvalidInput):
        compare("“…”", SPEECH)


def test_a_decimal_comma_is_read_by_language() -> None:
    assert compare("es waren 1000 Leute", "es waren 1.000 Leute", language="de").result == (
        "verbatim"
    )
    assert compare("it was 1000 people", "it was 1.000 people").result == "altered_material"


def test_several_outlets_are_held_against_the_source_and_each_other() -> None:
    quotes = ["the path is irreversible", "the path is reversible"]
    pairs = compare_versions(quotes, "He said the path is irreversible.")
    assert [(p.first, p.second, p.comparison.result) for p in pairs] == [
        (0, None, "verbatim"),
        (1, None, "altered_material"),
        (1, 0, "altered_material"),
    ]


def test_one_source_serves_many_quotes() -> None:
    source = Source(SPEECH)
    assert compare("irreversible", source) == compare("irreversible", SPEECH)


PIECES = "we will not go 42 4.2 if Kyiv … [on] um, can't €40bn half the “plan” ,"
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(quote=WORDS, source=WORDS)
def test_the_segments_give_back_both_texts(quote: list[str], source: list[str]) -> None:
    published, spoken = " ".join(quote), " ".join(source)
    try:
        comparison = compare(published, spoken)
    except InvalidInput:
        return
    if comparison.result == "not_found":
        return
    assert "".join(s.published for s in comparison.segments) == published
    if not comparison.stitched:
        matched = spoken[comparison.start : comparison.end]
        assert "".join(s.source for s in comparison.segments) == matched


@settings(max_examples=100, deadline=None)
@given(words=WORDS, size=st.integers(1, 4))
def test_any_text_is_verbatim_in_itself(words: list[str], size: int) -> None:
    text = " ".join(words)
    try:
        comparison = compare(text, f"Before. {text} After.")
    except InvalidInput:
        return
    assert comparison.result == "verbatim"
