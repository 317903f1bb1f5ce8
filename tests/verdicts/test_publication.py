"""What is outside, step by step: nothing before approval, nothing that was not signed after it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from factcheck.audit.log import Actor
from factcheck.claims.service import choose_speaker
from factcheck.context.gathering import Gathered, store_gathered
from factcheck.errors import InvalidInput
from factcheck.publishing.checked import Published, load_published
from factcheck.publishing.claimreview import claim_review
from factcheck.publishing.entries import list_entries
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.native import native_json
from factcheck.tasks.due import recheck_due_tasks
from factcheck.tasks.service import get_task
from factcheck.verdicts.approval import VerdictOutdated, approve_verdict, find_checked
from factcheck.verdicts.drafts import get_draft
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import submit_verdict, verdicts_of
from tests.tasks.walking import actors, acts, task_in_state
from tests.web.newsroom import Newsroom

BASE = "https://desk.example"


def outside(room: Newsroom, task_id: int) -> Published | None:
    """What a program would be given of this task."""
    with room.database.read() as session:
        checked = find_checked(session, task_id)
        return load_published(session, checked) if checked else None


def act(room: Newsroom, task_id: int, other: int, *steps: tuple[str, str]) -> None:
    for verb, who in steps:
        with room.database.write() as session:
            acts(other)[verb](session, actors(room)[who], task_id)


def submit(room: Newsroom, task_id: int, who: str, **proposal: object) -> None:
    wanted = {"rating": "altered", "rationale": "One word differs.", **proposal}
    with room.database.write() as session:
        submit_verdict(
            session,
            actor=actors(room)[who],
            task_id=task_id,
            version=None,
            proposal=Proposal(**wanted),  # type: ignore[arg-type]
        )


@pytest.mark.parametrize("state", ["queued", "ready", "in_review", "submitted", "returned"])
def test_before_approval_nothing_is_outside(shared_room: Newsroom, state: str) -> None:
    task_id, _ = task_in_state(shared_room, state)

    assert outside(shared_room, task_id) is None


def test_approval_lets_the_check_out(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "approved")

    published = outside(shared_room, task_id)

    assert published is not None
    body = native_json(published, BASE)
    assert (body["state"], body["revision"]) == ("published", 1)
    assert body["claim"]["speaker"] == "Ada Stone"
    assert body["verdict"]["rating"] == "verbatim"
    assert body["url"].startswith(f"{BASE}/c/")


def test_a_correction_replaces_the_check_only_when_it_is_signed(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "approved")

    act(shared_room, task_id, other, ("correct", "colleague"))
    marked = outside(shared_room, task_id)
    assert marked is not None
    assert (marked.checked.state, marked.verdict.rating) == ("under_correction", "verbatim")
    assert native_json(marked, BASE)["notice"] == "A typing error."

    submit(shared_room, task_id, "colleague")
    still = outside(shared_room, task_id)
    assert still is not None
    assert (still.checked.state, still.verdict.rating) == ("under_correction", "verbatim")

    act(shared_room, task_id, other, ("approve", "editor"))
    corrected = outside(shared_room, task_id)
    assert corrected is not None
    assert (corrected.checked.state, corrected.checked.revision) == ("published", 2)
    assert corrected.verdict.rating == "altered"
    review = claim_review(corrected, base=BASE, organisation="Desk")
    assert review is not None
    assert len(review["correction"]) == 1


def test_who_wrote_the_first_revision_may_sign_the_second(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "approved")
    act(shared_room, task_id, other, ("correct", "editor"))
    submit(shared_room, task_id, "editor")
    author = shared_room.people["reviewer"]
    as_editor = Actor(author.id, "Author", frozenset({"editor"}))

    with shared_room.database.write() as session:
        approve_verdict(session, actor=as_editor, task_id=task_id, version=None)

    published = outside(shared_room, task_id)
    assert published is not None
    assert published.approval.approver_id == author.id


def test_a_retraction_waits_for_the_second_person_and_leaves_a_tombstone(
    shared_room: Newsroom,
) -> None:
    task_id, other = task_in_state(shared_room, "approved")

    act(shared_room, task_id, other, ("retract", "editor"))
    asked = outside(shared_room, task_id)
    assert asked is not None
    assert asked.checked.state == "published"

    act(shared_room, task_id, other, ("retract", "colleague"))
    tombstone = outside(shared_room, task_id)
    assert tombstone is not None
    body = native_json(tombstone, BASE)
    assert body["state"] == "retracted"
    assert body["notice"] == "The source was forged."
    assert "claim" not in body
    assert "verdict" not in body
    assert claim_review(tombstone, base=BASE, organisation="Desk") is None


def test_a_check_that_fell_due_stays_outside_while_it_is_asked_again(
    shared_room: Newsroom,
) -> None:
    task_id, other = task_in_state(shared_room, "in_review")
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    submit(shared_room, task_id, "author", recheck_on=tomorrow)
    act(shared_room, task_id, other, ("approve", "editor"))

    with shared_room.database.write() as session:
        assert recheck_due_tasks(session, today=tomorrow - timedelta(days=1)) == 0
        recheck_due_tasks(session, today=tomorrow)

    with shared_room.database.read() as session:
        task = get_task(session, task_id)
    assert (task.state, task.revision, task.due) == ("ready", 2, None)
    published = outside(shared_room, task_id)
    assert published is not None
    assert published.checked.state == "published"

    act(shared_room, task_id, other, ("take", "editor"), ("submit", "editor"))
    with shared_room.database.write() as session:
        approver = Actor(shared_room.people["admin"].id, "Admin", frozenset({"editor"}))
        approve_verdict(session, actor=approver, task_id=task_id, version=None)
    again = outside(shared_room, task_id)
    assert again is not None
    assert again.checked.revision == 2


def test_a_speaker_chosen_after_the_verdict_voids_it(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "submitted")
    with shared_room.database.write() as session:
        claim_id = get_task(session, task_id).claim_id
        choose_speaker(
            session, actor=actors(shared_room)["colleague"], claim_id=claim_id, name="Ben Wood"
        )

    with pytest.raises(VerdictOutdated, match="speaker changed"):
        act(shared_room, task_id, other, ("approve", "editor"))

    act(shared_room, task_id, other, ("request_changes", "editor"), ("take", "author"))
    act(shared_room, task_id, other, ("submit", "author"), ("approve", "editor"))
    published = outside(shared_room, task_id)
    assert published is not None
    assert published.speaker is not None
    assert published.speaker.name == "Ben Wood"


def test_a_speaker_chosen_after_approval_waits_for_a_signature(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "approved")
    before = outside(shared_room, task_id)
    assert before is not None

    with shared_room.database.write() as session:
        choose_speaker(
            session,
            actor=actors(shared_room)["colleague"],
            claim_id=before.task.claim_id,
            name="Somebody Else",
        )

    after = outside(shared_room, task_id)
    assert after is not None
    assert native_json(after, BASE) == native_json(before, BASE)
    with shared_room.database.read() as session:
        found = list_entries(session, CheckedFilter(speaker="Somebody Else"))
    assert found == []


def test_a_comparison_made_after_approval_waits_for_a_signature(room: Newsroom) -> None:
    checked = room.publish("quote")
    before = outside(room, room.tasks["quote"])
    assert before is not None
    assert before.comparison is not None

    with room.database.write() as session:
        store_gathered(
            session, actor=actors(room)["system"], task_id=checked.task_id, gathered=Gathered()
        )

    after = outside(room, room.tasks["quote"])
    assert after is not None
    assert native_json(after, BASE) == native_json(before, BASE)


def test_the_reader_of_pages_misses_no_change(room: Newsroom) -> None:
    first = room.publish("quote")
    second = room.publish("historic", rating="verbatim")
    act(room, first.task_id, room.tasks["city"], ("correct", "colleague"))

    with room.database.read() as session:
        order = [one.checked_id for one in list_entries(session, CheckedFilter())]

    assert order == [second.id, first.id]


def test_a_day_to_look_again_must_be_to_come(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "in_review")

    for day in (date(1999, 1, 1), datetime.now(UTC).date()):
        with pytest.raises(InvalidInput, match="future"):
            submit(shared_room, task_id, "author", recheck_on=day)


def test_too_early_needs_a_day(room: Newsroom) -> None:
    task_id = room.tasks["march"]
    room.take("march")

    with pytest.raises(InvalidInput, match="day on which"):
        submit(room, task_id, "author", rating="too_early")
    with time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC)):
        submit(room, task_id, "author", rating="too_early", recheck_on=date(2027, 4, 1))

    with room.database.read() as session:
        assert [one.rating for one in verdicts_of(session, task_id)] == ["too_early"]
        assert get_task(session, task_id).due == date(2027, 4, 1)
        assert get_draft(session, actor=actors(room)["author"], task_id=task_id) is None
