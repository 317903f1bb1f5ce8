import json
from html import unescape

from factcheck.claims.service import choose_speaker
from factcheck.context.citing import Citation
from factcheck.publishing.entries import list_entries
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import submit_verdict, withdraw_verdict
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import RATIONALE, Newsroom


def published(room: Newsroom) -> list[str]:
    with room.database.read() as session:
        found = list_entries(session, CheckedFilter())
    return [json.loads(one.native)["verdict"]["rationale"] for one in found]


def decision(room: Newsroom, name: str, **fields: object) -> dict[str, object]:
    return {"version": room.task(name).version, **fields}


@on_both
def test_an_editor_approves_and_goes_to_the_next(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("quote")
    room.submit("costs", rating="true", rationale="The office says so.")

    answer = editor.post(f"/approvals/{room.tasks['quote']}/approve", decision(room, "quote"))

    assert (answer.status_code, answer.location) == (303, f"/approvals/{room.tasks['costs']}")
    assert published(room) == [RATIONALE]
    assert "Approved and published. 1 left" in editor.get(answer.location).text


@on_both
def test_nobody_approves_their_own_verdict(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("quote", "editor")
    page = editor.get(f"/approvals/{room.tasks['quote']}").text
    assert "You wrote this verdict; another editor must decide on it." in page
    assert "/approve" not in page

    answer = editor.post(f"/approvals/{room.tasks['quote']}/approve", decision(room, "quote"))

    assert answer.status_code == 409
    assert published(room) == []


def test_a_reviewer_is_offered_no_decision(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.submit("quote", "second")
    page = reviewer.get(f"/approvals/{room.tasks['quote']}").text

    assert "Only an editor decides on it." in page
    answer = reviewer.post(f"/approvals/{room.tasks['quote']}/approve", decision(room, "quote"))
    assert answer.status_code == 409
    assert published(room) == []


def test_sending_back_needs_a_field_and_a_reason(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("quote")
    path = f"/approvals/{room.tasks['quote']}/request_changes"

    refused = editor.post(path, decision(room, "quote", field="wording", reason=" "))
    assert refused.status_code == 422
    assert "Say what must change and why." in refused.text

    editor.post(path, decision(room, "quote", field="wording", reason="Shorter."))
    assert room.task("quote").state == "returned"


def test_what_changed_while_it_was_open_is_shown_before_it_is_signed(
    full_newsroom: Newsroom, editor: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    seen = decision(room, "quote")
    with room.database.write() as session:
        withdraw_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["quote"],
            version=None,
            lease_minutes=15,
        )
        submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["quote"],
            version=None,
            proposal=Proposal("altered", "Other words."),
        )

    answer = editor.post(f"/approvals/{room.tasks['quote']}/approve", seen)

    assert answer.status_code == 409
    assert "Other words." in answer.text
    assert "changed while you were looking" in answer.text
    assert published(room) == []


def test_the_riskiest_verdict_stands_first(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("costs", rating="true", rationale="The office says so.")
    room.submit("quote")

    page = editor.get("/approvals").text

    assert "A negation differs from the source" in page
    assert page.index("We will build 42") < page.index("Building costs fell")


def test_evidence_and_checklist_are_shown(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.take("city")
    with room.database.write() as session:
        submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["city"],
            version=None,
            proposal=Proposal(
                "true",
                "The register says so.",
                (Citation(url="https://stats.example/city", decisive=True),),
            ),
        )

    page = editor.get(f"/approvals/{room.tasks['city']}").text

    assert "stats.example" in page
    assert "A single source" in page
    assert "Some evidence is not archived" in page


def test_a_changed_speaker_stops_the_approval(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("quote")
    with room.database.write() as session:
        choose_speaker(
            session,
            actor=room.actor("reviewer"),
            claim_id=room.task("quote").claim_id,
            name="Ben Marsh",
        )

    page = editor.get(f"/approvals/{room.tasks['quote']}").text
    assert "words or speaker changed after the verdict" in page
    answer = editor.post(f"/approvals/{room.tasks['quote']}/approve", decision(room, "quote"))
    assert answer.status_code == 409
    assert published(room) == []


def test_two_readers_who_differ_are_both_shown(
    full_newsroom: Newsroom, editor: Browser, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    room.submit("quote", rationale="First words.")
    editor.post(f"/approvals/{room.tasks['quote']}/second_opinion", decision(room, "quote"))
    room.submit("quote", "second", rating="altered", rationale="Second words.")

    page = editor.get(f"/approvals/{room.tasks['quote']}").text

    assert "First words." in page
    assert "Second words." in page
    assert "Another reader came to another rating" in page


def test_versions_show_what_changed(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("quote", rating="altered", rationale="The words differ.")
    editor.post(
        f"/approvals/{room.tasks['quote']}/request_changes",
        decision(room, "quote", field="rating", reason="By how much?"),
    )
    room.submit("quote", rationale="The words differ by a negation.")

    page = editor.get(f"/approvals/{room.tasks['quote']}").text

    assert "Versions (2)" in page
    assert "<del>Altered</del> <ins>Altered materially</ins>" in page
    assert "by a negation" in page


def test_nothing_to_approve_says_so(newsroom: Newsroom, editor: Browser) -> None:
    assert "Nothing to approve" in editor.get("/approvals").text


def test_a_correction_and_a_retraction_need_their_reasons_and_a_second_person(
    full_newsroom: Newsroom, editor: Browser, admin: Browser
) -> None:
    room = full_newsroom
    checked = room.publish("quote")
    path = f"/tasks/{room.tasks['quote']}/retract"
    assert "Why must the check be taken back?" in editor.get(path).text

    editor.post(path, decision(room, "quote", reason="The transcript was a forgery."))
    again = editor.post(path, decision(room, "quote"))
    assert again.status_code == 409
    assert room.task("quote").state == "approved"

    page = admin.get(f"/tasks/{room.tasks['quote']}").text
    assert "Confirm the retraction" in page
    admin.post(path, decision(room, "quote"))
    assert room.task("quote").state == "retracted"
    assert "The transcript was a forgery." in admin.get(f"/c/{checked.slug}").text


def test_the_editor_sees_what_readers_of_the_markup_would_lack(
    editor: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.submit("costs", rating="not_enough_evidence")

    page = unescape(editor.get(f"/approvals/{full_newsroom.tasks['costs']}").text)

    assert "Bing needs it." in page
    assert "The rating has no number on its scale" in page
    assert "You can approve all the same; Bing will pass it over." in page
    assert page.count("the article has no date") == 1


def test_once_it_is_decided_nothing_is_missed(editor: Browser, full_newsroom: Newsroom) -> None:
    full_newsroom.publish("costs", rating="true")

    assert "For readers of the markup" not in (
        editor.get(f"/approvals/{full_newsroom.tasks['costs']}").text
    )
