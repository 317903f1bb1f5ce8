"""The verdict form: confidence, the hidden suggestion, the one-key verdict, a wrong speaker."""

import json
import re

import pytest
from sqlmodel import select

from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.context.models import Comparison
from factcheck.verdicts.verification import verify_verdicts
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom
from tests.web.test_tasks import draft_of, verdict_form, verdicts

HX = {"HX-Request": "true"}


def events(room: Newsroom, action: str) -> list[dict[str, object]]:
    with room.database.read() as session:
        payloads = session.exec(select(Event.payload).where(Event.action == action)).all()
    return [json.loads(payload) for payload in payloads]


def compared_on(page: str) -> str:
    found = re.search(r'name="compared" value="([^"]+)"', page)
    assert found
    return found[1]


@on_both
def test_confidence_is_kept_with_draft_and_verdict_and_low_is_a_risk(
    full_newsroom: Newsroom, reviewer: Browser, editor: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    path = f"/tasks/{room.tasks['quote']}"
    reviewer.post(f"{path}/draft", {"rationale": "So far", "confidence": "low"}, headers=HX)
    page = reviewer.get(path).text
    assert re.search(r'value="low" data-key="7"[^>]* checked', page)

    reviewer.post(f"{path}/submit", verdict_form(room, "quote", confidence="low"))

    (verdict,) = verdicts(room, "quote")
    assert verdict.confidence == "low"
    decision = editor.get(f"/approvals/{room.tasks['quote']}").text
    assert "Its author says: low confidence" in decision
    assert "confidence low" in decision
    with room.database.read() as session:
        assert verify_verdicts(session) == []


def test_an_unknown_confidence_is_refused(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")

    answer = reviewer.post(
        f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote", confidence="certain")
    )

    assert answer.status_code == 422
    assert verdicts(room, "quote") == []


def test_the_suggestion_is_not_on_the_page_before_it_is_asked_for(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    path = f"/tasks/{room.tasks['quote']}"
    assert "this is how the quote compares" not in reviewer.get(path).text
    assert events(room, "task.suggestion_shown") == []

    answer = reviewer.post(f"{path}/suggestion", {"rationale": "So far"})

    shown = reviewer.get(answer.location).text
    assert "this is how the quote compares with its source" in shown
    assert "So far</textarea>" in shown
    (event,) = events(room, "task.suggestion_shown")
    assert event["rating"] == "altered_material"
    assert "The machine's suggestion was seen" in reviewer.get(f"{path}/record").text


@pytest.mark.parametrize("name", ["costs", "march"])
def test_where_there_is_nothing_to_suggest_it_says_so(
    name: str, full_newsroom: Newsroom, reviewer: Browser
) -> None:
    page = reviewer.get(f"/tasks/{full_newsroom.tasks[name]}?show=suggestion").text

    assert "Nothing to suggest: the machine judges wordings" in page


@on_both
def test_a_verbatim_quote_is_submitted_as_it_was_compared(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("historic")
    path = f"/tasks/{room.tasks['historic']}"
    form = {
        "version": room.task("historic").version,
        "rationale": "",
        "compared": compared_on(reviewer.get(path).text),
    }

    answer = reviewer.post(f"{path}/submit_verbatim", form)

    assert answer.status_code == 303
    (verdict,) = verdicts(room, "historic")
    assert verdict.rating == "verbatim"
    assert verdict.rationale.startswith("Word for word as in “Transcript")
    assert len(verdict.evidence) == 1
    assert draft_of(room, "historic") is None
    assert "Submitted: Verbatim" in reviewer.get(answer.location).text


def test_a_comparison_that_was_not_shown_submits_nothing(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("historic")
    path = f"/tasks/{room.tasks['historic']}"
    seen = compared_on(reviewer.get(path).text)
    with room.database.write() as session:
        comparison = session.get_one(Comparison, room.tasks["historic"])
        comparison.result = "altered"
        session.add(comparison)
    form = {"version": room.task("historic").version, "rationale": "My words", "compared": seen}

    answer = reviewer.post(f"{path}/submit_verbatim", form)

    assert answer.status_code == 409
    assert "My words</textarea>" in answer.text
    assert verdicts(room, "historic") == []
    assert 'name="compared"' not in reviewer.get(path).text


def test_an_altered_or_unattributed_quote_has_no_one_key_verdict(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    with room.database.write() as session:
        claim = session.get_one(Claim, room.task("historic").claim_id)
        claim.speaker_id = None
        session.add(claim)
    room.take("quote")
    room.take("historic")

    for name in ("quote", "historic"):
        assert 'name="compared"' not in reviewer.get(f"/tasks/{room.tasks[name]}").text


def test_a_wrong_speaker_can_be_corrected(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")
    path = f"/tasks/{room.tasks['quote']}"
    assert "Correct the speaker" in reviewer.get(path).text

    reviewer.post(f"{path}/speaker", {"speaker_name": "a spokesman"})

    assert "a spokesman</a>" in reviewer.get(path).text
    (event,) = events(room, "claim.speaker_chosen")
    assert event["name"] == "a spokesman"
