"""The changes feed: whoever follows it has what the table has, whatever happened meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlmodel import select

from factcheck.preparation import prepare_database
from factcheck.publishing.changes import (
    BEGINNING,
    latest_change,
    list_changes,
)
from factcheck.request import EXTENSION
from factcheck.verdicts.models import CheckedClaim
from tests.api.conftest import Desk, Program
from tests.api.test_whole_way import is_problem
from tests.tasks.walking import actors, acts, task_in_state
from tests.web.newsroom import Newsroom

# A copy of the checked claims: id → revision and state.
Copy = dict[int, tuple[int, str]]


def follow(room: Newsroom, copy: Copy, since: str, limit: int = 3) -> str:
    """Bring a copy up to date; gives back where it stands."""
    while True:
        with room.database.read() as session:
            changes = list_changes(session, since=since, limit=limit)
        for change in changes:
            copy[change.checked_id] = (change.revision, change.state)
            since = change.cursor
        if len(changes) < limit:
            return since


def table(room: Newsroom) -> Copy:
    with room.database.read() as session:
        return {
            row.id or 0: (row.revision, row.state) for row in session.exec(select(CheckedClaim))
        }


def act(room: Newsroom, task_id: int, other: int, *steps: tuple[str, str]) -> None:
    for verb, who in steps:
        with room.database.write() as session:
            acts(other)[verb](session, actors(room)[who], task_id)


CORRECTION = (("correct", "colleague"), ("submit", "colleague"), ("approve", "editor"))
RETRACTION = (("retract", "editor"), ("retract", "author"))


def test_each_change_is_told_with_revision_and_state(room: Newsroom) -> None:
    task_id, other = task_in_state(room, "approved")
    act(room, task_id, other, *CORRECTION, *RETRACTION)

    with room.database.read() as session:
        changes = list_changes(session, since=BEGINNING, limit=100)

    assert [(change.type, change.revision, change.state) for change in changes] == [
        ("created", 1, "published"),
        ("marked", 1, "under_correction"),
        ("corrected", 2, "published"),
        ("retracted", 2, "retracted"),
    ]


def test_a_tombstone_stays_and_a_replay_from_the_beginning_equals_the_table(
    room: Newsroom,
) -> None:
    for steps in ((), CORRECTION, CORRECTION[:1], RETRACTION, CORRECTION + RETRACTION):
        act(room, *task_in_state(room, "approved"), *steps)

    copy: Copy = {}
    follow(room, copy, BEGINNING)

    assert copy == table(room)
    assert [state for _, state in copy.values()].count("retracted") == 2


def test_a_follower_misses_nothing_while_many_commit_at_once(room: Newsroom) -> None:
    """Each sees whatever is committed, in order, so nothing comes in behind its back."""
    tasks = [task_in_state(room, "approved") for _ in range(8)]
    copy: Copy = {}
    since, done = BEGINNING, False

    def work(number: int) -> None:
        steps = [CORRECTION, RETRACTION, CORRECTION + RETRACTION][number % 3]
        act(room, *tasks[number], *steps)

    def watch() -> str:
        position = since
        while not done:
            position = follow(room, copy, position)
        return position

    with ThreadPoolExecutor(max_workers=5) as pool:
        watcher = pool.submit(watch)
        list(pool.map(work, range(len(tasks))))
        done = True
        last = watcher.result()
    follow(room, copy, last)

    assert copy == table(room)


def test_a_database_from_before_the_feed_is_told_from_its_beginning(room: Newsroom) -> None:
    act(room, *task_in_state(room, "approved"), *CORRECTION)
    task_in_state(room, "retracted")
    trigger = "event_no_delete" if room.database.is_sqlite else "event_frozen ON event"
    with room.database.write() as session:
        session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text("DELETE FROM event WHERE object_type = 'checked_claim'"))
        assert latest_change(session) == 0

    for _ in range(2):
        prepare_database(room.database)

    copy: Copy = {}
    follow(room, copy, BEGINNING)
    assert copy == table(room)
    with room.database.read() as session:
        changes = list_changes(session, since=BEGINNING, limit=100)
    assert [change.type for change in changes] == ["created", "created", "retracted"]


@pytest.fixture
def program(desk: Desk) -> Program:
    return desk.program("reader", "claims:read")


def test_the_feed_pages_by_link_and_says_where_to_go_on(desk: Desk, program: Program) -> None:
    for _ in range(3):
        task_in_state(desk.room, "approved")

    first = program.get("/changes?limit=2")
    assert first.json is not None
    assert first.json["more"]
    link = first.headers["Link"]
    assert f"since={first.json['next']}" in link
    assert link.endswith('rel="next"')
    seen = first.json["items"]
    answer = first
    while answer.json is not None and answer.json["more"]:
        answer = program.get(f"/changes?limit=2&since={answer.json['next']}")
        assert answer.json is not None
        seen += answer.json["items"]

    whole = program.get("/changes").json
    assert whole is not None
    assert seen == whole["items"]
    nothing = program.get(f"/changes?since={whole['next']}").json
    assert nothing == {"items": [], "next": whole["next"], "more": False}
    assert seen[-1]["url"].startswith("http://localhost/c/")


@pytest.mark.parametrize("cursor", ["1", "7-000000000000", "999999999-abcdefabcdef", "é", "x" * 64])
def test_a_position_of_another_log_is_gone(program: Program, cursor: str) -> None:
    body = is_problem(program.get("/changes", query_string={"since": cursor}), 410)

    assert body["code"] == "unknown_cursor"


@pytest.fixture
def tables_read(desk: Desk) -> Iterator[list[str]]:
    """Every statement that the app sends to its database."""
    engine: Engine = desk.app.extensions[EXTENSION].database.engine
    statements: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "path",
    [
        "/checked-claims",
        "/checked-claims?limit=2",
        "/checked-claims/1",
        "/checked-claims/1.jsonld",
        "/changes",
    ],
)
def test_what_is_unchanged_is_answered_without_reading_a_claim(
    desk: Desk, program: Program, tables_read: list[str], path: str
) -> None:
    task_in_state(desk.room, "approved")
    etag = program.get(path).headers["ETag"]
    tables_read.clear()

    answer = program.get(path, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == etag
    read = " ".join(tables_read)
    assert "event" in read
    assert not any(name in read for name in ("checked_claim.", "claim.", "verdict", "article"))
    if path != "/checked-claims/1":
        return
    other = program.get(path, headers={"If-None-Match": etag, "Accept": "application/ld+json"})
    assert other.status_code == 200


def test_a_list_changes_its_tag_with_every_change(desk: Desk, program: Program) -> None:
    etag = program.get("/checked-claims").headers["ETag"]
    task_id, other = task_in_state(desk.room, "approved")

    for steps in (CORRECTION[:1], CORRECTION[1:], RETRACTION):
        answer = program.get("/checked-claims", headers={"If-None-Match": etag})
        assert answer.status_code == 200
        assert answer.headers["ETag"] != etag
        etag = answer.headers["ETag"]
        act(desk.room, task_id, other, *steps)
