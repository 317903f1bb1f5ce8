"""Whoever has an interest in a task keeps out of it, and the database knows it too."""

import json

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from factcheck import clock
from factcheck.audit.models import Event
from factcheck.tasks.guards import Facts, Person
from factcheck.tasks.lifecycle import PERSONS_VERBS, STATES, VerbRefused, offers, refusal
from factcheck.tasks.recusal import recuse_from_task
from factcheck.tasks.service import get_task, take_task
from factcheck.verdicts.approval import approve_verdict, undo_act
from factcheck.verdicts.models import Approval
from tests.web.newsroom import Newsroom

INTEREST = "My sister sits in the minister's office."


def recuse(room: Newsroom, name: str, who: str) -> None:
    with room.database.write() as session:
        recuse_from_task(
            session,
            actor=room.actor(who),
            task_id=room.tasks[name],
            version=None,
            reason=INTEREST,
        )


@pytest.mark.parametrize("state", STATES)
def test_no_verb_is_left_to_whoever_has_an_interest(state: str) -> None:
    facts = Facts(state, holder_id=1, author_id=1, recused_ids=frozenset({1}))
    person = Person(1, frozenset({"reviewer", "editor"}))

    assert all(refusal(facts, verb, person, clock.now()) for verb in PERSONS_VERBS)
    assert not any(offer.allowed for offer in offers(facts, person, clock.now()))


def test_a_held_task_is_handed_back_with_an_event_and_its_draft(room: Newsroom) -> None:
    room.take("quote")
    recuse(room, "quote", "reviewer")

    task = room.task("quote")
    assert (task.state, task.holder_id) == ("ready", None)
    assert task.recused_ids == [room.people["reviewer"].id]
    with room.database.read() as session:
        event = session.exec(
            select(Event).where(Event.action == "task.recuse").order_by(col(Event.seq).desc())
        ).one()
    assert json.loads(event.payload)["reason"] == INTEREST
    with pytest.raises(VerbRefused, match="interest"):
        room.take("quote")
    assert room.take("quote", "second").state == "in_review"


def test_an_editor_with_an_interest_does_not_approve(room: Newsroom) -> None:
    room.submit("quote")
    recuse(room, "quote", "editor")

    with pytest.raises(VerbRefused, match="interest"), room.database.write() as session:
        approve_verdict(
            session, actor=room.actor("editor"), task_id=room.tasks["quote"], version=None
        )
    with room.database.write() as session:
        checked = approve_verdict(
            session, actor=room.actor("admin"), task_id=room.tasks["quote"], version=None
        )
        assert checked.state == "published"


def test_the_database_takes_no_approval_from_them(room: Newsroom) -> None:
    verdict = room.submit("quote")
    recuse(room, "quote", "editor")

    approval = Approval(
        verdict_id=verdict.id or 0,
        task_id=room.tasks["quote"],
        revision=1,
        author_id=verdict.author_id,
        approver_id=room.people["editor"].id or 0,
        content_hash=verdict.content_hash,
        created_at=clock.now(),
    )
    with pytest.raises(DBAPIError, match="interest"), room.database.write() as session:
        session.add(approval)


def test_the_author_of_a_waiting_verdict_withdraws_it_first(room: Newsroom) -> None:
    room.submit("quote")
    with pytest.raises(VerbRefused, match="Withdraw it first"):
        recuse(room, "quote", "reviewer")


def test_it_can_be_undone_until_somebody_else_acts(room: Newsroom) -> None:
    room.take("quote")
    recuse(room, "quote", "reviewer")
    with room.database.write() as session:
        undo_act(session, actor=room.actor("reviewer"), task_id=room.tasks["quote"], version=None)
        task = get_task(session, room.tasks["quote"])
        assert (task.state, task.recused_ids) == ("in_review", [])

    recuse(room, "quote", "reviewer")
    with room.database.write() as session:
        take_task(
            session,
            actor=room.actor("second"),
            task_id=room.tasks["quote"],
            version=None,
            lease_minutes=15,
        )
    with pytest.raises(VerbRefused), room.database.write() as session:
        undo_act(session, actor=room.actor("reviewer"), task_id=room.tasks["quote"], version=None)
    assert room.task("quote").recused_ids == [room.people["reviewer"].id]
