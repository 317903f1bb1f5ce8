"""What is said of a check is kept with an event, frozen with the verdict, and signed."""

import json

import pytest
from sqlmodel import col, select

from factcheck.audit.models import Event
from factcheck.errors import InvalidInput
from factcheck.publishing.checked import load_published
from factcheck.publishing.native import native_json
from factcheck.verdicts.binding import verdict_hash
from factcheck.verdicts.statements import statement_of, write_statement
from factcheck.verdicts.verification import verify_verdicts
from tests.web.newsroom import Newsroom

SAID = {"selection_reason": "could_do_harm", "public_interest": True, "single_source": "The law."}


def write(room: Newsroom, **said: str | bool | None) -> None:
    with room.database.write() as session:
        write_statement(
            session, actor=room.actor("reviewer"), task_id=room.tasks["city"], said=said
        )


def test_only_what_is_named_changes_and_each_change_is_an_event(room: Newsroom) -> None:
    write(room, **SAID)
    write(room, single_source="")
    write(room, single_source="")

    with room.database.read() as session:
        said = statement_of(session, room.tasks["city"])
        events = session.exec(
            select(Event.payload)
            .where(Event.action == "task.statement_written")
            .order_by(col(Event.seq))
        ).all()
    assert said == {"selection_reason": "could_do_harm", "public_interest": True}
    assert [json.loads(one)["said"] for one in events] == [SAID, {"single_source": ""}]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"selection_reason": "because"}, "selection_reason"),
        ({"selection_reason": "other"}, "selection_words"),
        ({"no_evidence": "x" * 2_001}, "no_evidence"),
    ],
)
def test_what_cannot_be_kept_is_named(room: Newsroom, said: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(room, **said)
    assert list(refused.value.fields) == [field]


def test_a_verdict_freezes_it_and_the_check_says_it(room: Newsroom) -> None:
    write(room, **SAID)
    checked = room.publish("city", rating="true")
    write(room, public_interest=False)

    with room.database.read() as session:
        native = native_json(load_published(session, checked), "https://desk.example")
        assert verify_verdicts(session) == []
    assert native["selection"] == {
        "reason": "could_do_harm",
        "words": "",
        "public_interest": True,
    }
    assert native["sourcing"]["single_source"] == "The law."
    assert native["machine_steps"] == ["claim_found"]


def test_without_a_statement_a_verdict_hashes_as_it_did_before_there_was_one() -> None:
    parts = {
        "task_id": 1,
        "number": 1,
        "author_id": 1,
        "scale": ("said", 1),
        "rating": "verbatim",
        "rationale": "Word for word.",
        "evidence": [],
        "comparison": None,
        "recheck_on": None,
        "claim": "0" * 64,
        "confidence": "",
    }
    known = "99591686e7c0c4dd5cc8b85403b999e2074503db92bc3708bb3fb9d1c8712d39"
    assert verdict_hash(**parts, statement={}) == known
    assert verdict_hash(**parts, statement={"public_interest": True}) != known
