"""Who says what without quotation marks, and what the article says itself."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.extraction import extract
from factcheck.extraction.types import Claim

PUBLISHED = date(2024, 10, 16)


def claims(text: str) -> list[Claim]:
    found = extract(text, published=PUBLISHED)
    assert all(text[claim.start : claim.end] == claim.text for claim in found.claims)
    return list(found.claims)


def stated(text: str) -> list[tuple[str, str | None]]:
    return [(claim.text, claim.speaker) for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana Ruiz said that the ferry will sail in June.", "the ferry will sail in June"),
        ("Ana Ruiz said the ferry will sail in June.", "the ferry will sail in June"),
        ("Ana Ruiz also confirmed that the ferry will sail in June.",
         "the ferry will sail in June"),
        ("Ana Ruiz told reporters on Monday that the ferry will sail in June.",
         "the ferry will sail in June"),
        ("Ana Ruiz told the Harbour Post the ferry will sail in June.",
         "the ferry will sail in June"),
        ("Ana Ruiz, a pilot from Vigo, said the ferry will sail in June.",
         "the ferry will sail in June"),
        ("In a letter on Friday, Ana Ruiz said the ferry will sail in June.",
         "the ferry will sail in June"),
        ("Ana Ruiz said Monday, in a speech to the port, that the ferry will sail in June.",
         "the ferry will sail in June"),
    ],
)  # fmt: skip
def test_the_content_follows_the_cue(text: str, content: str) -> None:
    assert stated(text) == [(content, "Ana Ruiz")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ferry will sail in June, Ana Ruiz said.", "The ferry will sail in June"),
        ("The ferry will sail in June, said Ana Ruiz.", "The ferry will sail in June"),
        ("The ferry will sail in June, according to Ana Ruiz.", "The ferry will sail in June"),
        ("According to Ana Ruiz, the ferry will sail in June.", "the ferry will sail in June"),
        ("As Ana Ruiz pointed out, the ferry will sail in June.", "the ferry will sail in June"),
        ("The ferry, Ana Ruiz said, will sail in June.",
         "The ferry, Ana Ruiz said, will sail in June"),
    ],
)  # fmt: skip
def test_the_content_stands_before_or_around_the_cue(text: str, content: str) -> None:
    assert stated(text) == [(content, "Ana Ruiz")]


@pytest.mark.parametrize("text", ["Ana Ruiz said according to", "It will sail, according to,"])
def test_a_sentence_cut_off_before_its_source_has_none(text: str) -> None:
    assert all(claim.cue != "according to" for claim in extract(text).claims)


def test_reports_without_an_author_are_the_speaker() -> None:
    text = "There are reports from Vigo that two crews have been sent home."
    assert stated(text) == [("two crews have been sent home", "reports from Vigo")]


def test_an_owned_claim_has_its_owner_as_speaker() -> None:
    text = "The port rejected Ana Ruiz's claim that the quay had sunk by 3 metres."
    assert ("the quay had sunk by 3 metres", "Ana Ruiz") in stated(text)


def test_a_participle_takes_the_subject_of_its_sentence() -> None:
    text = "Ana Ruiz criticised the port, saying the quay had sunk by 3 metres."
    assert stated(text) == [("the quay had sunk by 3 metres", "Ana Ruiz")]


def test_a_relative_takes_what_it_refers_to() -> None:
    text = "The port wrote to Ana Ruiz, who said the quay had sunk by 3 metres."
    assert ("the quay had sunk by 3 metres", "Ana Ruiz") in stated(text)


def test_the_next_act_of_the_source_ends_the_content() -> None:
    text = "Ana Ruiz said the ferry will sail in June, adding that it will carry 90 cars."
    assert stated(text) == [
        ("the ferry will sail in June", "Ana Ruiz"),
        ("it will carry 90 cars", "Ana Ruiz"),
    ]


def test_a_contrast_without_a_subject_is_not_content() -> None:
    text = "Ana Ruiz said the ferry will sail in June, but was vague about the fares."
    assert stated(text)[0] == ("the ferry will sail in June", "Ana Ruiz")


def test_a_concession_ends_where_the_main_clause_begins() -> None:
    text = "Although Ana Ruiz has said the ferry will sail in June, it has not left the dock."
    assert stated(text) == [
        ("the ferry will sail in June", "Ana Ruiz"),
        ("it has not left the dock", None),
    ]


def test_coordinated_statements_are_split_where_each_stands_alone() -> None:
    text = "Ana Ruiz said the ferry will sail in June, and the bridge will open in July."
    assert stated(text) == [
        ("the ferry will sail in June", "Ana Ruiz"),
        ("the bridge will open in July", "Ana Ruiz"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz did not say that the ferry was late.",
        "Ana Ruiz declined to say the ferry was late.",
        "Ana Ruiz explained why the ferry was late.",
        "The ferry is said to be late.",
        "Ana Ruiz told the crew to wait for the ferry.",
        "The statement was read to the crew.",
    ],
)
def test_denied_asked_and_passive_cues_report_nothing(text: str) -> None:
    assert [claim for claim in claims(text) if claim.speaker is not None] == []


def test_a_pronoun_is_resolved_to_the_one_who_spoke_before() -> None:
    text = "Ana Ruiz met the crew. She said the ferry will sail in June."
    (claim,) = claims(text)
    assert (claim.speaker, claim.speaker_raw, claim.cue) == ("Ana Ruiz", "She", "said")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The mayor, speaking outside the hall, said the fire was out.", "The mayor"),
        ("The port’s director, Juan Gil, said the fire was out.", "Juan Gil"),
        ("Juan Gil was quoted as saying that the fire was out.", "Juan Gil"),
        ("Ana Ruiz and Juan Gil said the fire was out.", "Ana Ruiz and Juan Gil"),
        ("The chief, who has led the port since 2010, said the fire was out.", "The chief"),
        ("The port said in a tweet: the fire was out.", "The port"),
    ],
)
def test_the_speaker_is_the_head_of_the_subject(text: str, speaker: str) -> None:
    assert [claim.speaker for claim in claims(text)] == [speaker]


def test_a_contrast_within_the_content_is_kept() -> None:
    text = "Ana Ruiz said that, while the talks had stalled, an agreement was close."
    assert stated(text) == [("while the talks had stalled, an agreement was close", "Ana Ruiz")]


def test_an_unnamed_source_keeps_the_words_of_the_article() -> None:
    text = "A spokesman for the port said the ferry will sail in June."
    assert stated(text)[0][1] == "A spokesman for the port"


def test_a_body_named_again_by_what_it_is_is_the_same_speaker() -> None:
    text = "OPEC met in June. OPEC cut its output. The alliance said it will cut again in July."
    assert ("it will cut again in July", "OPEC") in stated(text)


def test_a_clause_in_a_quotation_is_a_claim_of_its_own() -> None:
    text = "“I can announce today that the port spent €3 million in 2023,” Ana Ruiz said."
    (claim,) = claims(text)
    assert (claim.text, claim.speaker) == ("the port spent €3 million in 2023", "Ana Ruiz")
    assert claim.in_quote == 0
    assert claim.quantities[0].value == 3e6


def test_clauses_in_a_quotation_are_split_where_each_stands_alone() -> None:
    text = "“The port spent €3 million in 2023, and the ferry will sail in June,” Ana Ruiz said."
    assert [claim.text for claim in claims(text)] == [
        "The port spent €3 million in 2023",
        "the ferry will sail in June",
    ]


def test_the_articles_own_voice_has_no_speaker() -> None:
    text = "In a sign of the times, the ferry will carry bicycles for the first time."
    (claim,) = claims(text)
    assert (claim.text, claim.speaker) == (
        "the ferry will carry bicycles for the first time",
        None,
    )
    assert claim.superlative == "for the first time"


def test_a_relative_clause_with_a_date_is_a_claim() -> None:
    text = "He praised the plan, which was presented Tuesday to the port."
    (claim,) = claims(text)
    assert claim.text == "which was presented Tuesday to the port"


@pytest.mark.parametrize(
    "text",
    [
        "Smoking causes cancer of the lungs.",
        "Canada, which borders one other country, exports more oil than Kuwait.",
        "The minister has never voted for a tax.",
        "Rents have doubled since 2014.",
    ],
)
def test_the_article_states_causes_comparisons_and_records(text: str) -> None:
    assert stated(text) == [(text.rstrip("."), None)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Will the ferry ever sail from this port again?", "a question"),
        ("The new ferry is a disgrace to the whole town.", "a view or an intention"),
        ("The port is waffling on the plan for a ferry.", "nothing that can be checked"),
        ("The plan was pushed to the back burner.", "too vague to check"),
    ],
)
def test_what_is_no_claim_is_set_aside_with_the_reason(text: str, reason: str) -> None:
    found = extract(text, published=PUBLISHED)
    assert found.claims == ()
    assert [aside.reason for aside in found.set_aside] == [reason]


def test_a_heading_is_no_claim() -> None:
    assert claims("Ferry will sail in June\nThe port is quiet.") == []


def test_a_promise_falls_due_on_the_last_day_of_its_time() -> None:
    (claim,) = claims("Ana Ruiz said the ferry will sail next month.")
    assert claim.due == date(2024, 11, 30)


def test_a_time_that_is_past_is_no_day_to_fall_due() -> None:
    (claim,) = claims("Ana Ruiz said the ferry lost in 2019 will be replaced.")
    assert claim.due is None


def test_without_a_date_of_the_article_nothing_falls_due() -> None:
    (claim,) = extract("Ana Ruiz said the ferry will sail next month.").claims
    assert claim.due is None
    assert not claim.times[0].anchored


def test_a_negation_is_kept() -> None:
    (claim,) = claims("Ana Ruiz said the port had no ferry in 2019.")
    assert claim.negated
