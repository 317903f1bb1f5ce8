"""Saying what the fact-checkers' codes ask for, on the task's page and before the signature."""

import extruct

from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence, get_evidence
from factcheck.tasks.recusal import recuse_from_task
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import submit_verdict
from factcheck.verdicts.statements import statement_of
from tests.web.conftest import Browser
from tests.web.newsroom import Newsroom


def cite(room: Newsroom, url: str) -> int:
    with room.database.write() as session:
        item = add_evidence(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["city"],
            url=url,
            stance="supports",
        )
        return item.id or 0


def test_one_closed_line_tells_what_is_asked_for(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.take("city")
    page = reviewer.get(f"/tasks/{full_newsroom.tasks['city']}").text
    assert "3 things still asked for" in page
    assert "No evidence is cited: cite some, or say why the verdict rests on none." in page
    assert '<details class="add" id="codes">' in page


def test_what_is_said_is_kept_with_the_draft_and_read_by_the_public(
    reviewer: Browser, editor: Browser, stranger: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("city")
    piece, task = cite(room, "https://office.example/"), f"/tasks/{room.tasks['city']}"
    form = {
        "rationale": "So far",
        "selection_reason": "other",
        "selection_words": "",
        "public_interest": "yes",
        f"source_kind_{piece}": "secondary",
        f"interest_{piece}": "It sells the figures.",
        f"withheld_{piece}": "",
    }

    refused = reviewer.post(f"{task}/statement", form, page=task)
    assert refused.status_code == 422
    assert "So far" in refused.text
    form["selection_words"] = "A reader sent it."
    assert reviewer.post(f"{task}/statement", form, page=task).status_code == 303

    with room.database.read() as session:
        said = statement_of(session, room.tasks["city"])
        item = get_evidence(session, task_id=room.tasks["city"], evidence_id=piece)
    assert said == {
        "selection_reason": "other",
        "selection_words": "A reader sent it.",
        "public_interest": True,
    }
    assert (item.source_kind, item.interest) == ("secondary", "It sells the figures.")

    sent = {
        "version": room.task("city").version,
        "rating": "true",
        "rationale": "The office counted them.",
        "cite": str(piece),
    }
    reviewer.post(f"{task}/submit", sent, page=task)
    decide = f"/approvals/{room.tasks['city']}"
    shown = editor.get(decide).text
    assert "All evidence is secondary: cite a primary source, or say why there is none." in shown
    approve = {"version": room.task("city").version}
    blocked = editor.post(f"{decide}/approve", approve, page=decide)
    assert blocked.status_code == 409
    assert "All evidence is secondary" in blocked.text

    reviewer.post(f"{task}/withdraw", approve, page=task)
    reviewer.post(f"{task}/statement", {"secondary_only": "The register is closed."}, page=task)
    sent["version"] = room.task("city").version
    reviewer.post(f"{task}/submit", sent, page=task)
    approve = {"version": room.task("city").version}
    signed = editor.get(decide).text
    assert "Why there is no primary source: The register is closed." in signed
    assert "A reader sent it." in signed
    assert editor.post(f"{decide}/approve", approve, page=decide).status_code == 303

    public = stranger.get("/").text
    slug = public.split('href="/c/')[1].split('"')[0]
    page = stranger.get(f"/c/{slug}").text
    for words in (
        "A reader sent it.",
        "The register is closed.",
        "It sells the figures.",
        "The claim was found in the article",
    ):
        assert words in page, words


def test_a_source_can_be_withheld_after_publication(
    editor: Browser, stranger: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    piece = cite(room, "https://mole.example/")
    with room.database.write() as session:
        get_evidence(session, task_id=room.tasks["city"], evidence_id=piece).cited = True
    checked = room.publish("city", rating="true")
    task = f"/tasks/{room.tasks['city']}"
    assert f'name="withheld_{piece}"' in editor.get(task).text

    form = {f"source_kind_{piece}": "", f"interest_{piece}": "", f"withheld_{piece}": "Fear."}
    assert editor.post(f"{task}/statement", form, page=task).status_code == 303

    assert "mole.example" not in stranger.get(f"/c/{checked.slug}").text
    with room.database.read() as session:
        found = get_evidence(session, task_id=room.tasks["city"], evidence_id=piece)
        assert found.withheld == "Fear."


def test_a_speaker_belongs_to_somebody(reviewer: Browser, full_newsroom: Newsroom) -> None:
    speaker = "/speakers/1"
    sent = {"affiliation": "Harbour Party"}
    assert reviewer.post(f"{speaker}/affiliation", sent, page=speaker).status_code == 303
    assert 'value="Harbour Party"' in reviewer.get(speaker).text


def test_readers_and_programs_are_told_whom_a_speaker_belongs_to(
    reviewer: Browser, stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    page = f"/c/{checked.slug}"
    known = stranger.get(page).headers["ETag"]
    assert stranger.get(page, headers={"If-None-Match": known}).status_code == 304

    sent = {"affiliation": "Harbour Party"}
    reviewer.post("/speakers/1/affiliation", sent, page="/speakers/1")

    answer = stranger.get(page, headers={"If-None-Match": known})
    assert "(Harbour Party)" in answer.text
    (review,) = extruct.extract(answer.text, syntaxes=["json-ld"])["json-ld"]
    assert review["itemReviewed"]["about"]["author"]["affiliation"] == {
        "@type": "Organization",
        "name": "Harbour Party",
    }


def test_the_sign_off_record_has_what_was_stated_and_who_had_an_interest(
    reviewer: Browser, editor: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    assert "Nobody declared an interest" in editor.get(f"/tasks/{room.tasks['city']}/record").text
    with room.database.write() as session:
        recuse_from_task(
            session,
            actor=room.actor("second"),
            task_id=room.tasks["city"],
            version=None,
            reason="My sister works there.",
        )
    room.take("city")
    piece, task = cite(room, "https://office.example/"), f"/tasks/{room.tasks['city']}"
    form = {
        "selection_reason": "could_do_harm",
        "public_interest": "yes",
        "single_source": "Nobody else counts.",
        f"source_kind_{piece}": "primary",
        f"interest_{piece}": "It sells the figures.",
        f"withheld_{piece}": "",
    }
    reviewer.post(f"{task}/statement", form, page=task)
    proposal = Proposal("true", "The office says so.", (Citation(id=piece),))
    with room.database.write() as session:
        submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["city"],
            version=None,
            proposal=proposal,
        )

    page = editor.get(f"{task}/record").text

    for words in (
        "could do harm",
        "Of public interest: yes",
        "Nobody else counts.",
        "primary",
        "It sells the figures.",
        "My sister works there.",
    ):
        assert words in page, words
