"""The log holds what people decided about the worth of claims."""

import pytest

from factcheck.tasks.decisions import Decision, list_decisions
from factcheck.tasks.service import mark_duplicate, reopen_task
from factcheck.tasks.undo import undo_last
from tests.tasks.deciding import dismiss, open_claims, take
from tests.web.newsroom import Newsroom

FERRY = "The ferry carried 40 people in 2021."
TUNNEL = "The tunnel cost $9 million in 2020."


def decisions(room: Newsroom) -> list[Decision]:
    with room.database.read() as session:
        return list_decisions(session)


def told(room: Newsroom) -> list[tuple[str, bool, str]]:
    return [(one.text, one.taken, one.reason) for one in decisions(room)]


def test_a_take_and_a_dismissal_are_decisions_in_their_order(room: Newsroom) -> None:
    ferry, tunnel = open_claims(room, [FERRY, TUNNEL])
    take(room, tunnel)
    dismiss(room, ferry, reason="rhetoric")

    assert told(room) == [(TUNNEL, True, ""), (FERRY, False, "rhetoric")]
    assert {one.by for one in decisions(room)} == {room.actor("reviewer").name}


@pytest.mark.parametrize("reason", ["other", "we have no time"])
def test_other_reasons_say_nothing_about_worth(room: Newsroom, reason: str) -> None:
    (ferry,) = open_claims(room, [FERRY])
    dismiss(room, ferry, reason=reason)

    assert told(room) == []


def test_a_duplicate_is_no_decision(room: Newsroom) -> None:
    ferry, tunnel = open_claims(room, [FERRY, TUNNEL])
    with room.database.write() as session:
        mark_duplicate(
            session, actor=room.actor("reviewer"), task_id=ferry, version=None, of=tunnel
        )

    assert told(room) == []


def test_what_was_undone_does_not_stand(room: Newsroom) -> None:
    ferry, tunnel = open_claims(room, [FERRY, TUNNEL])
    take(room, ferry)
    dismiss(room, tunnel)
    with room.database.write() as session:
        undo_last(session, actor=room.actor("reviewer"), task_id=ferry, version=None)

    assert told(room) == [(TUNNEL, False, "too minor")]


def test_a_dismissal_that_was_reopened_stands_again_when_that_is_undone(room: Newsroom) -> None:
    (ferry,) = open_claims(room, [FERRY])
    dismiss(room, ferry)
    with room.database.write() as session:
        reopen_task(session, actor=room.actor("second"), task_id=ferry, version=None)
    assert told(room) == []
    with room.database.write() as session:
        undo_last(session, actor=room.actor("second"), task_id=ferry, version=None)

    assert told(room) == [(FERRY, False, "too minor")]


def test_the_last_decision_on_the_same_words_stands(room: Newsroom) -> None:
    (first,) = open_claims(room, [FERRY])
    (again, _) = open_claims(room, [FERRY.upper(), TUNNEL])
    take(room, first)
    dismiss(room, again)

    assert told(room) == [(FERRY.upper(), False, "too minor")]


def test_quotes_are_not_among_them(room: Newsroom) -> None:
    room.take("quote")

    assert told(room) == []
