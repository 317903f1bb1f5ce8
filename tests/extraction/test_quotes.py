"""The quotes that an article gives: form, confidence, candidates, stripped text."""

import pytest

from factcheck.extraction import extract
from factcheck.extraction.quotes import stripped
from factcheck.extraction.speakers.precision import PRECISION, THRESHOLD


def test_bracketed_insertions_stay_in_the_span_and_leave_the_stripped_form() -> None:
    text = "“We are on track to delivering [on] the pledge … this year,” Ana Ruiz said."
    (quote,) = extract(text).quotes
    assert quote.text == "We are on track to delivering [on] the pledge … this year,"
    assert quote.stripped == "We are on track to delivering the pledge this year,"


def test_stripping_takes_spaced_ellipses_and_whole_brackets() -> None:
    assert (
        stripped("The [first] bridge . . . is [no longer quite] safe ...") == "The bridge is safe"
    )


def test_a_sentence_is_direct_a_part_is_mixed_and_a_word_is_a_single_word() -> None:
    text = "“The bridge is safe,” Ana Ruiz said. She called it “as good as new” and “sound.”"
    assert [quote.form for quote in extract(text).quotes] == ["direct", "mixed", "single_word"]


def test_confidence_is_the_measured_precision_of_the_method() -> None:
    (quote,) = extract("“The bridge is safe,” said Ana Ruiz.").quotes
    assert quote.method == "inverted_cue_after"
    assert quote.confidence == PRECISION["inverted_cue_after"]


def test_below_the_threshold_nobody_is_named_and_the_likeliest_comes_first() -> None:
    text = (
        "Ana Ruiz said the bridge was safe.\n\nTraffic is heavy.\n\n"
        "It will close at night for “as long as the works may need.”"
    )
    (quote,) = extract(text).quotes
    assert quote.speaker is None
    assert quote.confidence < THRESHOLD
    assert quote.candidates[0] == "Ana Ruiz"


def test_a_surname_that_two_people_share_says_so() -> None:
    text = "Ana Ruiz and Carlos Ruiz run the firm.\n\n“It leaks,” Ruiz said."
    (quote,) = extract(text).quotes
    assert quote.method.endswith("/shared_name")
    assert quote.speaker is None
    assert set(quote.candidates) == {"Ana Ruiz", "Carlos Ruiz"}


@pytest.mark.parametrize(
    "before",
    [
        "“We knew,” said Carlos Ruiz.",
        "The firm is Carlos Ruiz’s; Carlos Ruiz founded it.",
    ],
)
def test_of_two_who_share_a_surname_the_text_may_point_to_one(before: str) -> None:
    text = f"Ana Ruiz and Carlos Ruiz run the firm. {before} “It leaks,” Ruiz said."
    quote = extract(text).quotes[-1]
    assert (quote.speaker, quote.candidates) == ("Carlos Ruiz", ("Ana Ruiz",))


def test_speakers_are_listed_once_with_their_other_names() -> None:
    text = "Mayor Ana Ruiz spoke. “It leaks,” Ruiz said. “Badly,” Ms. Ruiz added."
    (speaker,) = extract(text).speakers
    assert (speaker.name, speaker.kind, speaker.role) == ("Ana Ruiz", "person", "mayor")
    assert "Ruiz" in speaker.aliases


def test_a_quote_of_several_paragraphs_goes_out_as_one_object_a_span() -> None:
    text = "Ana Ruiz said: “We begin today.\n\n“We end in June.”"
    (quote,) = extract(text).quotes
    parts = quote.to_json_parts()
    assert [part["text"] for part in parts] == ["We begin today.", "We end in June."]
    assert [text[part["start"] : part["end"]] for part in parts] == [p["text"] for p in parts]
    assert [(part["part"], part["parts"]) for part in parts] == [(1, 2), (2, 2)]
