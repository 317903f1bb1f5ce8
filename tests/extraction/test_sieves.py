"""Who said it: one passage for each way in which an article tells."""

import pytest

from .passages import said, speakers

BESIDE = [
    ("“It leaks,” Ana Ruiz said.", "Ana Ruiz"),
    ("“It leaks,” said Ana Ruiz, a plumber.", "Ana Ruiz"),
    ("“It leaks,” said plumber Ana Ruiz.", "Ana Ruiz"),
    ("“It leaks,” said the chief plumber, Ana Ruiz.", "Ana Ruiz"),
    ("“It leaks,” Ana Ruiz, who fixed it twice, told the council.", "Ana Ruiz"),
    ("“It leaks,” Ana Ruiz, 54, a plumber from Austin, Texas, said.", "Ana Ruiz"),
    ("“It leaks,” Rep. Ana Ruiz (D-Ohio) said.", "Ana Ruiz"),
    ("“Why does it leak?” Ana Ruiz asked.", "Ana Ruiz"),
    ("“Stop!” shouted Ana Ruiz.", "Ana Ruiz"),
    ("Ana Ruiz said: “It leaks.”", "Ana Ruiz"),
    ("Ana Ruiz, in a letter to the council on Monday, wrote that it “leaks badly.”", "Ana Ruiz"),
    ("Ana Ruiz told reporters that the pipe is “a danger to us all.”", "Ana Ruiz"),
    ("Ana Ruiz refused, calling the plan “a bad joke.”", "Ana Ruiz"),
    ("Speaking in Lyon, Ana Ruiz called the plan “a bad joke.”", "Ana Ruiz"),
    ("The plan, Ana Ruiz said, is “a bad joke.”", "Ana Ruiz"),
    ("According to Ana Ruiz, the plan is “a bad joke.”", "Ana Ruiz"),
    ("The plan is “a bad joke,” according to Ana Ruiz.", "Ana Ruiz"),
    ("The plan is, as Ana Ruiz put it, “a bad joke.”", "Ana Ruiz"),
    ("The plan is “a bad joke,” as Ana Ruiz put it.", "Ana Ruiz"),
    ("In the words of Ana Ruiz, it is “a bad joke.”", "Ana Ruiz"),
    ("The plan was described as “a bad joke” by Ana Ruiz.", "Ana Ruiz"),
    ("Ana Ruiz was quoted as saying “it leaks.”", "Ana Ruiz"),
    ("“It leaks and it always will.” — Ana Ruiz", "Ana Ruiz"),
    ("Ana Ruiz: “It leaks.”", "Ana Ruiz"),
    ("Ana Ruiz’s statement added: “It leaks.”", "Ana Ruiz"),
    ("“We will not pay,” Ana Ruiz and Ben Okoro said.", "Ana Ruiz and Ben Okoro"),
    (
        "“It leaks,” Ana Ruiz, mayor of Lyon, and Ben Okoro, her deputy, said.",
        "Ana Ruiz and Ben Okoro",
    ),
    ("“It leaks,” according to a statement from Ana Ruiz.", "Ana Ruiz"),
    ("“It leaks,” said one of the plumbers, Ana Ruiz, 45.", "Ana Ruiz"),
    ("By calling the plan “mad,” Ana Ruiz angered Ben Okoro.", "Ana Ruiz"),
    ("It was Ana Ruiz who called it “mad.”", "Ana Ruiz"),
    ("Ana Ruiz, whom few had seen since June, in 2019 called it “mad.”", "Ana Ruiz"),
    ("What Ana Ruiz called “mad” went ahead.", "Ana Ruiz"),
    ("ANA RUIZ: “It leaks.”", "ANA RUIZ"),
    ("Ben Okoro’s deputy, Ana Ruiz, called it “mad.”", "Ana Ruiz"),
    ("“It leaks,” said President-elect Ana Ruiz.", "Ana Ruiz"),
    ("Ana Ruiz (@anaruiz) tweeted: “It leaks.”", "Ana Ruiz"),
    ("Ana Ruiz -- who had come late -- said: “It leaks.”", "Ana Ruiz"),
    ("Ana Ruiz praised the crew and promised “better pipes.”", "Ana Ruiz"),
]


@pytest.mark.parametrize(("passage", "speaker"), BESIDE)
def test_a_cue_in_the_sentence_names_the_speaker(passage: str, speaker: str) -> None:
    assert speakers(passage) == [speaker]


NOT_THE_NEAREST_NAME = [
    ("Ana Ruiz called Ben Okoro’s plan “a bad joke.”", "Ana Ruiz"),
    ("Ana Ruiz told Ben Okoro that the pipe “leaks.”", "Ana Ruiz"),
    ("“It leaks,” Ana Ruiz told Ben Okoro.", "Ana Ruiz"),
    ("“It leaks,” said Ana Ruiz, a friend of Ben Okoro.", "Ana Ruiz"),
    ("Ben Okoro has a plan that Ana Ruiz has called “a bad joke.”", "Ana Ruiz"),
    ("“It leaks,” said a spokesman for Ben Okoro.", "a spokesman for Ben Okoro"),
    ("A spokesman for Harbour Trust said: “It leaks.”", "A spokesman for Harbour Trust"),
    ("Ben Okoro’s lawyer said the claim was “plainly false.”", "Ben Okoro’s lawyer"),
]


@pytest.mark.parametrize(("passage", "speaker"), NOT_THE_NEAREST_NAME)
def test_the_subject_speaks_and_not_the_nearest_name(passage: str, speaker: str) -> None:
    assert speakers(passage) == [speaker]


BODIES_AND_DOCUMENTS = [
    ("The European Commission said the aid was “unlawful.”", "European Commission"),
    ("The commission said the aid was “unlawful.”", "The commission"),
    ("A leaked letter says the tunnel is “not fit for use.”", "A leaked letter"),
    ("“The tunnel is not fit for use,” the report said.", "the report"),
    ("Critics say the tunnel is “not fit for use.”", "Critics"),
    ("One resident said: “It shook the house.”", "One resident"),
]


@pytest.mark.parametrize(("passage", "speaker"), BODIES_AND_DOCUMENTS)
def test_bodies_documents_and_unnamed_people_speak_in_the_words_of_the_article(
    passage: str, speaker: str
) -> None:
    assert speakers(passage) == [speaker]


def test_pieces_on_both_sides_of_a_cue_have_one_speaker() -> None:
    passage = "“The pipe,” Ana Ruiz said, “has leaked for years.”"
    assert said(passage) == [("The pipe,", "Ana Ruiz"), ("has leaked for years.", "Ana Ruiz")]


def test_all_pieces_of_a_clause_have_its_speaker() -> None:
    passage = "Being “broke” by choice and “broken” by fate, Ana Ruiz said, are two things."
    assert speakers(passage) == ["Ana Ruiz", "Ana Ruiz"]


def test_each_clause_keeps_its_own_speaker() -> None:
    passage = "Ana Ruiz called it “a bad joke,” but Ben Okoro said it was “our last hope.”"
    assert speakers(passage) == ["Ana Ruiz", "Ben Okoro"]


def test_a_quotation_without_a_cue_goes_on_with_the_speaker_of_its_paragraph() -> None:
    passage = "“It leaks,” said Ana Ruiz. “Nobody listens. Nobody ever did.”"
    assert speakers(passage) == ["Ana Ruiz", "Ana Ruiz"]


def test_a_line_that_ends_in_a_colon_hands_its_subject_to_the_next_paragraph() -> None:
    passage = "Ben Okoro listened.\n\nAna Ruiz continued:\n\n“It leaks. It always has.”"
    assert speakers(passage) == ["Ana Ruiz"]


def test_capitals_and_a_colon_in_a_transcript_name_the_speaker() -> None:
    passage = (
        "Ana Ruiz spoke to Ben Okoro.\n\nA part of the transcript:\n\n"
        "“RUIZ: Does it leak?”\n\n“OKORO: It has never leaked.”"
    )
    assert speakers(passage) == ["Ana Ruiz", "Ben Okoro"]


def test_a_dash_line_wins_over_the_sentence_before() -> None:
    passage = "Ben Okoro said it was fine.\n\n“It leaks and it always will.”\n— Ana Ruiz, plumber"
    assert speakers(passage) == ["Ana Ruiz"]


def test_a_person_is_named_in_full_as_the_article_names_them() -> None:
    passage = "Ana Ruiz arrived on Monday.\n\n“It leaks,” Ruiz said.\n\n“Badly,” said Ms. Ruiz."
    assert speakers(passage) == ["Ana Ruiz", "Ana Ruiz"]


def test_a_role_means_the_person_whom_the_article_links_with_it() -> None:
    passage = "Mayor Ana Ruiz met Ben Okoro, a plumber.\n\n“It leaks,” the mayor said."
    assert speakers(passage) == ["Ana Ruiz"]


def test_a_role_of_nobody_stays_a_role() -> None:
    assert speakers("“It leaks,” the mayor said.") == ["the mayor"]


def test_a_title_tells_two_people_of_one_surname_apart() -> None:
    passage = (
        "Ana Ruiz and her husband, Carlos Ruiz, run the firm.\n\n"
        "“It leaks,” Mr. Ruiz said.\n\n“It does not,” Mrs. Ruiz said."
    )
    assert speakers(passage) == ["Carlos Ruiz", "Ana Ruiz"]


def test_an_accented_or_hyphenated_name_is_one_name() -> None:
    assert speakers("“It leaks,” said Jean-Yves Le Drian.") == ["Jean-Yves Le Drian"]
    assert speakers("“It leaks,” said Ursula von der Leyen.") == ["Ursula von der Leyen"]
    assert speakers("“It leaks,” said Seán Ó Briain.") == ["Seán Ó Briain"]


def test_a_nickname_in_marks_is_part_of_the_name() -> None:
    assert speakers("“It leaks,” said Roberto “Beto” Ruiz.") == ["Roberto “Beto” Ruiz"]
