"""Words found in the mouth of somebody else: said on the page, to programs, to the editor."""

import json
from pathlib import Path

from click.testing import CliRunner

from factcheck.api.task_json import task_detail_json
from factcheck.articles.service import get_article
from factcheck.claims.service import choose_speaker, get_claim
from factcheck.cli.compare import compare_command
from factcheck.context.gathering import comparison_of
from factcheck.context.providers import PROVIDERS
from factcheck.tasks.service import get_task
from factcheck.verdicts.waiting import waiting_verdicts
from factcheck.web.task_page import read_task_page
from tests.context.test_gathering import add_document, gather_with
from tests.web.newsroom import QUOTE, Newsroom

HEARING = f"""CHAIR: Thank you all for coming. We turn to the coast now.

MR HALVORSEN: {QUOTE}, whatever the ministry may think of it.

ADA STONE: I would be glad of two bridges, and so would the treasury.

CHAIR: Thank you, Minister. Mr Halvorsen has asked for the floor again.
"""
WARNING = "Said by somebody else: in the source these are words of MR HALVORSEN."


def test_words_of_another_speaker_are_stored_with_who_said_them(room: Newsroom) -> None:
    add_document(room, HEARING, "Hearing")

    gather_with(room, room.tasks["quote"], *PROVIDERS)

    with room.database.read() as session:
        found = comparison_of(session, room.tasks["quote"])
        assert found is not None
        assert (found.result, found.detail["said_by"]) == ("verbatim", ["MR HALVORSEN"])


def test_a_quote_joined_from_two_far_places_of_a_document_is_told(room: Newsroom) -> None:
    between = "\n\n".join(
        f"CHAIR: Item {number} of the agenda was put off without a debate." for number in range(30)
    )
    add_document(
        room,
        f"ADA STONE: We will widen the northern quay if the treasury lets us.\n\n{between}\n\n"
        "MR HALVORSEN: The lighthouse must be painted before the herring season.\n",
        "Long hearing",
    )
    with room.database.write() as session:
        claim = get_claim(session, get_task(session, room.tasks["quote"]).claim_id)
        claim.text = "We will widen the northern quay before the herring season"
        session.add(claim)

    gather_with(room, room.tasks["quote"], *PROVIDERS)

    with room.database.read() as session:
        found = comparison_of(session, room.tasks["quote"])
        page = read_task_page(session, room.actor("reviewer"), room.tasks["quote"])
    assert found is not None
    assert {"ADA STONE", "MR HALVORSEN"} <= set(found.detail["said_by"])
    assert page.comparison is not None
    assert any("joined from two places" in warning for warning in page.comparison.warnings)


def test_numbers_are_read_as_the_articles_language_writes_them(room: Newsroom) -> None:
    add_document(room, QUOTE.replace("42", "4200") + ".", "Transcript")
    with room.database.write() as session:
        claim = get_claim(session, get_task(session, room.tasks["quote"]).claim_id)
        article = get_article(session, claim.article_id)
        claim.text = QUOTE.replace("42", "4.200")
        article.language = "de"
        session.add_all([claim, article])

    gather_with(room, room.tasks["quote"], *PROVIDERS)

    with room.database.read() as session:
        found = comparison_of(session, room.tasks["quote"])
        assert found is not None
        assert found.result == "verbatim"


def test_the_page_and_programs_are_told(room: Newsroom) -> None:
    add_document(room, HEARING, "Hearing")
    gather_with(room, room.tasks["quote"], *PROVIDERS)

    with room.database.read() as session:
        task = get_task(session, room.tasks["quote"])
        page = read_task_page(session, room.actor("reviewer"), task.id or 0)
        told = task_detail_json(session, task, page.claim, room.actor("reviewer"))
    assert page.comparison is not None
    assert page.comparison.warnings[0] == WARNING
    assert told["context"]["comparison"]["warnings"][0]["text"] == WARNING


def test_of_the_same_words_those_of_the_quoted_speaker_win(room: Newsroom) -> None:
    add_document(room, HEARING, "Hearing")
    own = add_document(room, HEARING.replace("MR HALVORSEN", "STONE"), "Another hearing")

    gather_with(room, room.tasks["quote"], *PROVIDERS)

    with room.database.read() as session:
        found = comparison_of(session, room.tasks["quote"])
        assert found is not None
        assert found.document_id == own.id


def test_the_editor_is_told_and_a_speaker_set_right_ends_the_risk(room: Newsroom) -> None:
    add_document(room, HEARING, "Hearing")
    gather_with(room, room.tasks["quote"], *PROVIDERS)
    room.submit("quote")

    def risks() -> list[str]:
        with room.database.read() as session:
            waiting = waiting_verdicts(session, actor=room.actor("editor"), limit=5)
            return [risk.text for risk in waiting[0].risks]

    assert "In the source, MR HALVORSEN says these words" in risks()
    with room.database.write() as session:
        claim_id = get_task(session, room.tasks["quote"]).claim_id
        choose_speaker(
            session, actor=room.actor("reviewer"), claim_id=claim_id, name="Lars Halvorsen"
        )
    assert not any("HALVORSEN" in text for text in risks())


def test_the_command_names_who_speaks_in_a_transcript(tmp_path: Path) -> None:
    source = tmp_path / "hearing.txt"
    source.write_text(HEARING, "utf-8")
    options = ["--quote", QUOTE, "--source", str(source), "--speaker"]

    wrong = json.loads(CliRunner().invoke(compare_command, [*options, "Ada Stone"]).stdout)
    right = json.loads(CliRunner().invoke(compare_command, [*options, "Halvorsen"]).stdout)

    assert wrong["said_by"] == right["said_by"] == ["MR HALVORSEN"]
    assert [warning["text"] for warning in wrong["warnings"]] == [WARNING]
    assert right["warnings"] == []
