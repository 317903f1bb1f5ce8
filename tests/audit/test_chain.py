"""The chain under many writers, and an event's life with its transaction."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select

from factcheck.audit.chain import canonical_json, content_hash, event_hash
from factcheck.audit.log import SYSTEM, Actor, record_event
from factcheck.audit.models import Event
from factcheck.audit.verify import verify_log
from factcheck.db import Database

HASH = "bccf219f1e1589e11c26bf7e305fa458ae8d6f15fe50c3657f8377f69f7e800b"
WRITERS, TRANSACTIONS, EVENTS = 8, 12, 2


def note(session: Session, name: str, number: int = 0) -> None:
    record_event(
        session,
        actor=Actor(None, name, frozenset({"system"})),
        action="test.noted",
        object_type="test",
        object_id=number,
    )


def count(database: Database) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).select_from(Event)).one()


def test_many_writers_leave_no_gap_and_no_fork(database: Database) -> None:
    def write(name: str) -> None:
        for transaction in range(TRANSACTIONS):
            with database.write() as session:
                for number in range(EVENTS):
                    note(session, name, transaction * EVENTS + number)

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write, f"writer {number}") for number in range(WRITERS)]:
            done.result()

    with database.read() as session:
        found = verify_log(session)
        assert found.problems == ()
        assert found.events == WRITERS * TRANSACTIONS * EVENTS
        for number in range(WRITERS):
            statement = select(Event.object_id).where(Event.actor == f"writer {number}")
            ids = session.exec(statement.order_by(col(Event.seq))).all()
            assert list(ids) == list(range(TRANSACTIONS * EVENTS))


def test_an_event_comes_and_goes_with_its_transaction(database: Database) -> None:
    class Broken(Exception):
        pass

    with contextlib.suppress(Broken), database.write() as session:
        note(session, "never")
        raise Broken
    assert count(database) == 0

    with database.write() as session:
        note(session, "rolled back")
        session.rollback()
        note(session, "kept")
    with database.read() as session:
        assert [event.actor for event in session.exec(select(Event))] == ["kept"]
        assert verify_log(session).whole


def test_a_session_that_commits_twice_continues_the_chain(database: Database) -> None:
    with database.write() as session:
        note(session, "first")
        session.commit()
        note(session, "second")
    with database.write() as session:
        note(session, "third")
    with database.read() as session:
        assert verify_log(session).events == 3
        assert verify_log(session).whole


def test_an_event_says_who_acted_in_which_role(database: Database) -> None:
    with database.write() as session:
        person = Actor(7, "Ada", frozenset({"reviewer", "editor"}), "request-1")
        for actor in (person, SYSTEM):
            record_event(session, actor=actor, action="a.b", object_type="x", object_id=1)
    with database.read() as session:
        first, second = session.exec(select(Event).order_by(col(Event.seq)))
    assert (first.actor_id, first.role, first.request_id) == (7, "editor,reviewer", "request-1")
    assert (second.actor_id, second.role) == (None, "system")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=json_values)
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: object) -> None:
    turned = dict(reversed(list(value.items()))) if isinstance(value, dict) else value
    assert canonical_json(turned) == canonical_json(value)
    assert content_hash(turned) == content_hash(value)


def test_the_hash_is_the_documented_one() -> None:
    fields = {
        "seq": 1,
        "at": datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
        "actor_id": None,
        "actor": "system",
        "role": "system",
        "action": "a.b",
        "object_type": "x",
        "object_id": 1,
        "payload": "{}",
        "request_id": "",
    }
    # Computed by hand: printf '\0{"action":…}' and 32 zero bytes through sha256sum.
    assert event_hash(fields, "0" * 64) == HASH
