"""An editor's exact words, taken by the author; and what is new since an editor last looked."""

import re

from sqlmodel import select

from factcheck.audit.models import Event
from factcheck.context.citing import Citation
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.service import submit_verdict
from factcheck.verdicts.verification import verify_verdicts
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import RATIONALE, Newsroom
from tests.web.test_approvals import decision, published
from tests.web.test_tasks import evidence, verdicts

WORDING = "The transcript has the opposite: she will not build 42 bridges, but two."


def suggest(room: Newsroom, editor: Browser, **fields: object) -> None:
    path = f"/approvals/{room.tasks['quote']}/suggest_wording"
    answer = editor.post(path, decision(room, "quote", suggestion=WORDING, **fields))
    assert answer.status_code == 303, answer.text


@on_both
def test_the_author_takes_the_wording_and_the_editor_still_approves(
    full_newsroom: Newsroom, reviewer: Browser, editor: Browser
) -> None:
    room = full_newsroom
    first = room.submit("quote")
    suggest(room, editor)
    page = reviewer.get(f"/tasks/{room.tasks['quote']}").text
    assert "Take this wording" in page
    assert re.search(r"\[added: </span>has ?<span", page)

    reviewer.post(f"/tasks/{room.tasks['quote']}/accept_wording", decision(room, "quote"))

    second = verdicts(room, "quote")[-1]
    assert (second.number, second.author_id) == (2, first.author_id)
    assert (second.rationale, second.rating) == (WORDING, first.rating)
    assert room.task("quote").author_ids == [first.author_id]
    editor.post(f"/approvals/{room.tasks['quote']}/approve", decision(room, "quote"))
    assert published(room) == [WORDING]
    with room.database.read() as session:
        assert verify_verdicts(session) == []


def test_what_rests_on_evidence_still_does_after_the_wording_is_taken(
    full_newsroom: Newsroom, reviewer: Browser, editor: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    cited = evidence(room, "quote")[0].id
    with room.database.write() as session:
        submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["quote"],
            version=None,
            proposal=Proposal("altered", RATIONALE, (Citation(id=cited),), confidence="high"),
        )
    suggest(room, editor)

    reviewer.post(f"/tasks/{room.tasks['quote']}/accept_wording", decision(room, "quote"))

    second = verdicts(room, "quote")[-1]
    assert [item["id"] for item in second.evidence] == [cited]
    assert second.confidence == "high"


def test_only_the_author_takes_it(
    full_newsroom: Newsroom, editor: Browser, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    room.submit("quote")
    suggest(room, editor)
    second = browser_of("second")

    assert "Take this wording" not in second.get(f"/tasks/{room.tasks['quote']}").text
    for other in (second, editor):
        answer = other.post(f"/tasks/{room.tasks['quote']}/accept_wording", decision(room, "quote"))
        assert answer.status_code == 409
    assert len(verdicts(room, "quote")) == 1


def test_a_wording_that_changes_nothing_is_refused_and_kept(
    full_newsroom: Newsroom, editor: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    path = f"/approvals/{room.tasks['quote']}/suggest_wording"

    same = editor.post(path, decision(room, "quote", suggestion=RATIONALE, reason="Shorter."))

    assert same.status_code == 422
    assert "This is the wording that stands there already" in same.text
    assert 'value="Shorter."' in same.text
    assert room.task("quote").state == "submitted"


def test_taking_the_wording_can_be_undone(
    full_newsroom: Newsroom, reviewer: Browser, editor: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    suggest(room, editor)
    reviewer.post(f"/tasks/{room.tasks['quote']}/accept_wording", decision(room, "quote"))

    answer = reviewer.post(f"/tasks/{room.tasks['quote']}/undo", decision(room, "quote"))

    assert answer.status_code == 303
    assert room.task("quote").state == "in_review"


def hand_in_again(room: Newsroom, editor: Browser) -> Verdict:
    editor.post(
        f"/approvals/{room.tasks['quote']}/request_changes",
        decision(room, "quote", field="rating", reason="By how much?"),
    )
    room.take("quote")
    cited = evidence(room, "quote")[0].id
    with room.database.write() as session:
        return submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["quote"],
            version=None,
            proposal=Proposal(
                "altered", f"{RATIONALE} In one word.", (Citation(id=cited, decisive=True),)
            ),
        )


@on_both
def test_what_changed_since_an_editor_looked_is_shown_to_that_editor(
    full_newsroom: Newsroom, editor: Browser, admin: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    path = f"/approvals/{room.tasks['quote']}"
    assert "Since your last look" not in editor.get(path).text

    hand_in_again(room, editor)

    for _reload in range(2):
        page = editor.get(path).text
        assert "Since your last look (v1):</b> rationale, rating, evidence" in page
        assert "<del>Altered materially</del> <ins>Altered</ins>" in page
        assert "In one word." in page
        assert "decisive)</ins>" in page
    assert "Since your last look" not in admin.get(path).text


def test_looking_is_no_event_and_changes_no_version(
    full_newsroom: Newsroom, editor: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    version = room.task("quote").version
    with room.database.read() as session:
        before = len(session.exec(select(Event.seq)).all())

    editor.get(f"/approvals/{room.tasks['quote']}")

    with room.database.read() as session:
        assert len(session.exec(select(Event.seq)).all()) == before
    assert room.task("quote").version == version


def test_a_flag_stands_among_the_risks(full_newsroom: Newsroom, editor: Browser) -> None:
    room = full_newsroom
    room.submit("quote")
    path = f"/approvals/{room.tasks['quote']}"

    answer = editor.post(
        f"/tasks/{room.tasks['quote']}/notes",
        {"text": "Ask the lawyer first.", "flag": "yes", "from": "approval"},
    )

    assert answer.location == path
    assert "Flagged by Editor: Ask the lawyer first." in editor.get(path).text
