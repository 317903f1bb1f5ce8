"""What may be handed in, and what becomes of the words: drafts, returns, withdrawals, undo."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from factcheck.audit.log import Actor
from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence, evidence_of
from factcheck.errors import InvalidInput, NotFound
from factcheck.tasks.due import expire_leases
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.service import extend_lease, get_task
from factcheck.verdicts.approval import approve_verdict, find_checked, undo_act
from factcheck.verdicts.drafts import MAX_DRAFT, get_draft, save_draft
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import Draft, Verdict
from factcheck.verdicts.service import (
    MAX_RATIONALE,
    open_change_request,
    signable_verdicts,
    submit_verdict,
    verdicts_of,
    visible_verdicts,
)
from tests.tasks.walking import GOOD, MINUTES, actors, acts, snapshot, task_in_state
from tests.web.newsroom import Newsroom


def act(room: Newsroom, task_id: int, other: int, *steps: tuple[str, str]) -> None:
    for verb, who in steps:
        with room.database.write() as session:
            acts(other)[verb](session, actors(room)[who], task_id)


def hand_in(room: Newsroom, task_id: int, proposal: Proposal, who: str = "author") -> Verdict:
    with room.database.write() as session:
        return submit_verdict(
            session, actor=actors(room)[who], task_id=task_id, version=None, proposal=proposal
        )


def draft_of(room: Newsroom, task_id: int, who: str = "author") -> Draft | None:
    with room.database.read() as session:
        return get_draft(session, actor=actors(room)[who], task_id=task_id)


def undo(room: Newsroom, task_id: int, who: str) -> None:
    with room.database.write() as session:
        undo_act(session, actor=actors(room)[who], task_id=task_id, version=None)


@pytest.mark.parametrize(
    ("proposal", "field"),
    [
        (Proposal(rating="true", rationale="It is."), "rating"),
        (Proposal(rating="", rationale="It is."), "rating"),
        (Proposal(rating="verbatim", rationale=" \n"), "rationale"),
        (Proposal(rating="verbatim", rationale="x" * (MAX_RATIONALE + 1)), "rationale"),
        (Proposal(rating="verbatim", rationale="x", evidence=(Citation(),)), "url"),
        (
            Proposal(
                rating="verbatim",
                rationale="x",
                evidence=tuple(Citation(passage=words, decisive=True) for words in "abc"),
            ),
            "decisive",
        ),
        (
            Proposal(
                rating="verbatim", rationale="x", evidence=(Citation(passage="a", stance="maybe"),)
            ),
            "stance",
        ),
        (
            Proposal(
                rating="verbatim", rationale="x", evidence=(Citation(url="javascript:alert(1)"),)
            ),
            "url",
        ),
        (
            Proposal(rating="verbatim", rationale="x", evidence=(Citation(url="http://[::bad"),)),
            "url",
        ),
    ],
)
def test_what_cannot_be_judged_by_is_refused_and_changes_nothing(
    shared_room: Newsroom, proposal: Proposal, field: str
) -> None:
    task_id, _ = task_in_state(shared_room, "in_review")
    before = snapshot(shared_room, task_id)

    with pytest.raises(InvalidInput) as refused:
        hand_in(shared_room, task_id, proposal)

    assert field in refused.value.fields
    assert snapshot(shared_room, task_id) == before


def test_evidence_of_another_task_cannot_be_cited(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "in_review")
    with shared_room.database.write() as session:
        item = add_evidence(
            session, actor=actors(shared_room)["author"], task_id=other, passage="Elsewhere."
        )

    with pytest.raises(NotFound, match="has no evidence"):
        hand_in(
            shared_room,
            task_id,
            Proposal(rating="verbatim", rationale="x", evidence=(Citation(id=item.id),)),
        )


def test_a_piece_can_stop_being_decisive_for_another_in_one_go(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "in_review")
    with shared_room.database.write() as session:
        ids = [
            add_evidence(
                session,
                actor=actors(shared_room)["author"],
                task_id=task_id,
                passage=words,
                decisive=words != "third",
            ).id
            for words in ("first", "second", "third")
        ]
    cited = (
        Citation(id=ids[2], decisive=True),
        Citation(id=ids[0], decisive=False),
        Citation(id=ids[1]),
    )

    verdict = hand_in(
        shared_room, task_id, Proposal(rating="verbatim", rationale="x", evidence=cited)
    )

    assert [(item["id"], item["decisive"]) for item in verdict.evidence] == [
        (ids[2], True),
        (ids[0], False),
        (ids[1], True),
    ]


def test_what_was_cited_stays_as_it_was(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "in_review")
    proposal = Proposal(
        rating="verbatim",
        rationale="x",
        evidence=(Citation(url="https://port.example", title="Port", stance="supports"),),
    )
    verdict = hand_in(shared_room, task_id, proposal)
    act(shared_room, task_id, other, ("withdraw", "author"))
    with shared_room.database.write() as session:
        (item,) = (
            one for one in evidence_of(session, task_id) if one.url == "https://port.example"
        )
        item.stance = "undermines"
        session.add(item)

    with shared_room.database.read() as session:
        (kept,) = verdicts_of(session, task_id)

    assert kept.evidence == verdict.evidence
    assert kept.evidence[0]["stance"] == "supports"


def test_a_draft_outlives_the_hold_and_belongs_to_its_author(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "in_review")
    with shared_room.database.write() as session:
        save_draft(
            session,
            actor=actors(shared_room)["author"],
            task_id=task_id,
            rating="altered",
            rationale="So far.",
            evidence_ids=[1, 2],
        )

    with (
        time_machine.travel(datetime.now(UTC) + timedelta(minutes=MINUTES + 1)),
        shared_room.database.write() as session,
    ):
        assert expire_leases(session) >= 1

    draft = draft_of(shared_room, task_id)
    assert draft is not None
    assert (draft.rating, draft.rationale, draft.evidence_ids) == ("altered", "So far.", [1, 2])
    assert draft_of(shared_room, task_id, "colleague") is None
    act(shared_room, task_id, other, ("take", "author"), ("submit", "author"))
    assert draft_of(shared_room, task_id) is None


def test_a_draft_is_never_cut_short(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "in_review")
    author = actors(shared_room)["author"]
    long = "x" * MAX_DRAFT
    with shared_room.database.write() as session:
        save_draft(session, actor=author, task_id=task_id, rationale=long)

    with (
        pytest.raises(InvalidInput, match="kept at most"),
        shared_room.database.write() as session,
    ):
        save_draft(session, actor=author, task_id=task_id, rationale=long + "x")

    draft = draft_of(shared_room, task_id)
    assert draft is not None
    assert draft.rationale == long


def test_changes_are_asked_for_with_a_reason_and_the_words_come_back(
    shared_room: Newsroom,
) -> None:
    task_id, other = task_in_state(shared_room, "returned")
    with shared_room.database.read() as session:
        request = open_change_request(session, task_id)
    assert request is not None
    assert (request.field, request.reason) == ("wording", "Too long.")
    draft = draft_of(shared_room, task_id)
    assert draft is not None
    assert (draft.rating, draft.rationale) == (GOOD.rating, GOOD.rationale)

    act(shared_room, task_id, other, ("take", "author"), ("submit", "author"))

    with shared_room.database.read() as session:
        assert open_change_request(session, task_id) is None
        assert [one.number for one in verdicts_of(session, task_id)] == [1, 2]


def test_a_withdrawn_verdict_is_its_authors_draft_and_cannot_be_signed(
    shared_room: Newsroom,
) -> None:
    task_id, other = task_in_state(shared_room, "submitted")
    act(shared_room, task_id, other, ("withdraw", "author"), ("release", "author"))
    draft = draft_of(shared_room, task_id)
    assert draft is not None
    assert draft.rationale == GOOD.rationale
    act(shared_room, task_id, other, ("take", "colleague"), ("submit", "colleague"))

    with shared_room.database.read() as session:
        first, second = verdicts_of(session, task_id)
        assert signable_verdicts(session, get_task(session, task_id)) == [second]
    with (
        pytest.raises(InvalidInput, match="taken back"),
        shared_room.database.write() as session,
    ):
        approve_verdict(
            session,
            actor=actors(shared_room)["editor"],
            task_id=task_id,
            version=None,
            verdict_id=first.id,
        )


def test_the_second_reader_does_not_see_the_first_verdict(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "submitted")
    people = actors(shared_room)
    act(shared_room, task_id, other, ("second_opinion", "editor"))

    with pytest.raises(VerbRefused, match="somebody else"):
        act(shared_room, task_id, other, ("take", "author"))
    act(shared_room, task_id, other, ("take", "colleague"))
    with shared_room.database.read() as session:
        task = get_task(session, task_id)
        assert visible_verdicts(session, actor=people["colleague"], task=task) == []
        assert len(visible_verdicts(session, actor=people["author"], task=task)) == 1

    act(shared_room, task_id, other, ("submit", "colleague"))
    with shared_room.database.read() as session:
        task = get_task(session, task_id)
        assert len(visible_verdicts(session, actor=people["colleague"], task=task)) == 2
        first, second = signable_verdicts(session, task)
    assert (first.blind, second.blind) == (False, True)

    with shared_room.database.write() as session:
        approve_verdict(
            session, actor=people["editor"], task_id=task_id, version=None, verdict_id=first.id
        )
    act(shared_room, task_id, other, ("correct", "editor"))
    draft = draft_of(shared_room, task_id, "editor")
    assert draft is not None
    assert draft.rating == first.rating


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("queued", [("dismiss", "author")]),
        ("queued", [("mark_duplicate", "author")]),
        ("ready", [("dismiss", "author")]),
        ("ready", [("mark_duplicate", "editor")]),
        ("ready", [("snooze", "colleague")]),
        ("ready", [("take", "author")]),
        ("snoozed", [("wake", "author")]),
        ("snoozed", [("reopen", "author")]),
        ("in_review", [("release", "author")]),
        ("in_review", [("submit", "author")]),
        ("submitted", [("withdraw", "author")]),
        ("submitted", [("request_changes", "editor")]),
        ("submitted", [("second_opinion", "editor")]),
        ("returned", [("take", "author")]),
        ("approved", [("correct", "colleague")]),
        ("approved", [("retract", "editor")]),
        ("dismissed", [("reopen", "author")]),
        ("duplicate", [("reopen", "editor")]),
    ],
)
def test_every_act_but_approval_can_be_undone_by_who_did_it(
    shared_room: Newsroom, state: str, steps: list[tuple[str, str]]
) -> None:
    task_id, other = task_in_state(shared_room, state)
    before, _ = snapshot(shared_room, task_id)
    act(shared_room, task_id, other, *steps)

    nobody = "colleague" if steps[-1][1] != "colleague" else "author"
    with pytest.raises(VerbRefused, match="nothing of yours"):
        undo(shared_room, task_id, nobody)
    undo(shared_room, task_id, steps[-1][1])

    after, _ = snapshot(shared_room, task_id)
    changing = {"version", "updated_at", "fence", "lease_until"}
    # Who handed a version in has written it, whatever became of it.
    changing |= {"author_ids"} if steps[-1][0] == "submit" else set()
    assert {name: value for name, value in after.items() if name not in changing} == {
        name: value for name, value in before.items() if name not in changing
    }
    assert after["version"] == before["version"] + 2
    with pytest.raises(VerbRefused):
        undo(shared_room, task_id, steps[-1][1])


def test_approval_and_a_confirmed_retraction_cannot_be_undone(shared_room: Newsroom) -> None:
    for state, who in (("approved", "editor"), ("retracted", "author")):
        task_id, _ = task_in_state(shared_room, state)
        with pytest.raises(VerbRefused, match="cannot be undone"):
            undo(shared_room, task_id, who)


def test_undo_of_a_verdict_gives_its_words_back(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "submitted")

    undo(shared_room, task_id, "author")

    draft = draft_of(shared_room, task_id)
    assert draft is not None
    assert (draft.rating, draft.rationale) == (GOOD.rating, GOOD.rationale)


def test_undo_goes_on_with_the_hold_that_was_left(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "submitted")
    later = datetime.now(UTC) + timedelta(hours=2)

    with time_machine.travel(later):
        undo(shared_room, task_id, "author")

    task, _ = snapshot(shared_room, task_id)
    assert task["lease_until"] > later


def test_undo_of_a_correction_takes_the_mark_off(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "approved")
    act(shared_room, task_id, other, ("correct", "colleague"))

    undo(shared_room, task_id, "colleague")

    with shared_room.database.read() as session:
        checked = find_checked(session, task_id)
    assert checked is not None
    assert (checked.state, checked.notice, checked.revision) == ("published", "", 1)


def test_context_that_comes_in_does_not_stand_in_the_way_of_undo(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "in_review")
    with shared_room.database.write() as session:
        add_evidence(
            session, actor=actors(shared_room)["colleague"], task_id=task_id, passage="Found."
        )

    undo(shared_room, task_id, "author")

    assert snapshot(shared_room, task_id)[0]["state"] == "ready"


def test_nobody_undoes_with_a_role_they_lost(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "submitted")
    act(shared_room, task_id, other, ("request_changes", "editor"))
    editor = actors(shared_room)["editor"]

    with pytest.raises(VerbRefused, match="roles"), shared_room.database.write() as session:
        undo_act(
            session,
            actor=Actor(editor.id, "E", frozenset({"reviewer"})),
            task_id=task_id,
            version=None,
        )


def test_a_hold_is_prolonged_by_its_holder_only(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "in_review")
    before, _ = snapshot(shared_room, task_id)
    later = datetime.now(UTC) + timedelta(minutes=10)

    with time_machine.travel(later), shared_room.database.write() as session:
        extend_lease(
            session,
            actor=actors(shared_room)["author"],
            task_id=task_id,
            lease_minutes=MINUTES,
        )
    with pytest.raises(VerbRefused), shared_room.database.write() as session:
        extend_lease(
            session,
            actor=actors(shared_room)["colleague"],
            task_id=task_id,
            lease_minutes=MINUTES,
        )

    after, _ = snapshot(shared_room, task_id)
    assert after["lease_until"] >= later + timedelta(minutes=MINUTES)
    assert after["version"] == before["version"]
