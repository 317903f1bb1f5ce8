"""The same claim again: suggested by its words, decided by a person, closed by nobody's score."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.claims.semantic import encoder_at
from factcheck.context.gathering import LINKING, gather, runs_of, store_gathered
from factcheck.context.links import Link, count_links, decide_link, links_of
from factcheck.context.models import ClaimLink
from factcheck.context.providers import PROVIDERS
from factcheck.errors import NotFound, StaleVersion
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.service import dismiss_task, get_task, take_task
from tests.claims.tiny_model import write_model
from tests.web.newsroom import Newsroom, gather_again, repeat_claims


def links(room: Newsroom, task_id: int) -> list[Link]:
    with room.database.read() as session:
        return links_of(session, task_id)


def decide(
    room: Newsroom,
    link: ClaimLink,
    decision: str,
    who: str = "reviewer",
    version: int | None = None,
) -> None:
    with room.database.write() as session:
        decide_link(
            session,
            actor=room.actor(who),
            task_id=link.task_id,
            link_id=link.id or 0,
            decision=decision,
            version=version,
        )


def state(room: Newsroom, link: ClaimLink) -> tuple[str, int | None]:
    with room.database.read() as session:
        row = session.get_one(ClaimLink, link.id)
        return row.state, row.decided_by


def test_a_claim_made_again_is_linked_with_the_open_task_and_nothing_is_closed(
    room: Newsroom,
) -> None:
    again = repeat_claims(room)

    (link,) = links(room, again["costs"])
    assert (link.row.state, link.known.kind, link.other and link.other.id) == (
        "suggested",
        "open",
        room.tasks["costs"],
    )
    assert link.row.basis["same_amounts"] is True
    assert {"Building", "costs", "fell"} <= set(link.row.basis["shared"])
    assert room.task("costs").state == "ready"
    with room.database.read() as session:
        assert get_task(session, again["costs"]).state == "ready"
        assert count_links(session, list(again.values())) == {again["costs"]: 1, again["quote"]: 1}
    assert links(room, room.tasks["costs"]) == []  # the earlier one is not linked with the later


def test_a_changed_number_is_named(room: Newsroom) -> None:
    (link,) = links(room, repeat_claims(room)["quote"])

    assert (link.known.task_id, link.row.basis["same_amounts"]) == (room.tasks["quote"], False)


def test_a_checked_claim_is_shown_with_its_rating_until_it_is_retracted(room: Newsroom) -> None:
    room.publish("costs", rating="false", rationale="It was 2.4.")
    again = repeat_claims(room)["costs"]

    (link,) = links(room, again)
    assert (link.known.kind, link.known.label) == ("checked", "False")
    assert link.known.checked_on is not None


def test_somebody_elses_words_are_another_quote(room: Newsroom) -> None:
    again = repeat_claims(room)["quote"]
    with room.database.write() as session:
        earlier = session.get_one(Claim, room.task("quote").claim_id)
        office = session.get_one(Claim, room.task("costs").claim_id)
        earlier.speaker_id = office.speaker_id
        session.add(earlier)

    gather_again(room, again)

    assert links(room, again) == []


def test_searching_again_keeps_what_a_person_decided(room: Newsroom) -> None:
    again = repeat_claims(room)
    (confirmed,), (suggested,) = links(room, again["costs"]), links(room, again["quote"])
    decide(room, confirmed.row, "confirm")
    with room.database.write() as session:
        for name in ("costs", "quote"):
            dismiss_task(
                session,
                actor=room.actor("second"),
                task_id=room.tasks[name],
                version=None,
                reason="opinion",
            )

    gather_again(room, again["costs"])
    gather_again(room, again["quote"])

    assert state(room, confirmed.row)[0] == "confirmed"
    with room.database.read() as session:
        assert session.get(ClaimLink, suggested.row.id) is None
    assert links(room, again["costs"]) == []  # what is closed is not shown


def test_a_decision_is_an_event_and_can_be_taken_back(room: Newsroom) -> None:
    (link,) = links(room, repeat_claims(room)["costs"])
    me = room.people["reviewer"].id

    decide(room, link.row, "confirm")
    assert state(room, link.row) == ("confirmed", me)
    decide(room, link.row, "reject")
    assert state(room, link.row) == ("rejected", me)
    decide(room, link.row, "undo")
    assert state(room, link.row) == ("confirmed", me)
    with pytest.raises(VerbRefused):
        decide(room, link.row, "undo")

    with room.database.read() as session:
        events = session.exec(
            select(Event)
            .where(Event.object_type == "task", Event.object_id == link.row.task_id)
            .order_by(Event.seq)
        ).all()
    found = [event for event in events if event.action.startswith("link.")]
    assert [event.action for event in found] == [
        "link.suggested",
        "link.confirmed",
        "link.rejected",
        "link.undo",
    ]
    assert {json.loads(event.payload)["link"] for event in found} == {link.row.id}


def test_undo_ends_when_somebody_else_has_acted(room: Newsroom) -> None:
    (link,) = links(room, repeat_claims(room)["costs"])
    decide(room, link.row, "confirm")
    with room.database.write() as session:
        take_task(
            session,
            actor=room.actor("second"),
            task_id=link.row.task_id,
            version=None,
            lease_minutes=15,
        )

    with pytest.raises(VerbRefused, match="somebody has acted"):
        decide(room, link.row, "undo")
    with pytest.raises(VerbRefused):
        decide(room, link.row, "undo", who="second")
    assert state(room, link.row)[0] == "confirmed"


def test_a_decision_on_a_task_that_changed_is_refused(room: Newsroom) -> None:
    again = repeat_claims(room)
    (link,) = links(room, again["costs"])
    with room.database.read() as session:
        version = get_task(session, again["costs"]).version

    with pytest.raises(StaleVersion):
        decide(room, link.row, "confirm", version=version + 1)
    with pytest.raises(NotFound), room.database.write() as session:
        decide_link(
            session,
            actor=room.actor("reviewer"),
            task_id=again["quote"],
            link_id=link.row.id or 0,
            decision="confirm",
            version=None,
        )
    assert state(room, link.row) == ("suggested", None)


def test_a_failed_search_for_links_is_shown_and_blocks_nothing(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("no index")

    again = repeat_claims(room)["costs"]
    monkeypatch.setattr("factcheck.context.gathering.suggest_links", fail)

    gathered = gather(room.database, again, PROVIDERS)
    with room.database.write() as session:
        store_gathered(session, actor=SYSTEM, task_id=again, gathered=gathered)

    with room.database.read() as session:
        (failed,) = [run for run in runs_of(session, again) if run.state == "failed"]
    assert failed.provider == LINKING
    assert len(links(room, again)) == 1


def test_a_desk_with_a_model_of_meaning_links_the_same_claims(
    room: Newsroom, tmp_path: Path
) -> None:
    pytest.importorskip("onnxruntime")
    again = repeat_claims(room)
    encoder = encoder_at(write_model(tmp_path))

    gathered = gather(room.database, again["costs"], PROVIDERS, encoder=encoder)

    assert encoder is not None
    assert [link.other_task_id for link in gathered.links] == [room.tasks["costs"]]
    assert LINKING not in [run.provider for run in gathered.runs]


def test_a_broken_model_is_no_reason_to_link_nothing(room: Newsroom, tmp_path: Path) -> None:
    again = repeat_claims(room)

    gathered = gather(room.database, again["costs"], PROVIDERS, encoder=encoder_at(tmp_path))

    assert [link.other_task_id for link in gathered.links] == [room.tasks["costs"]]
