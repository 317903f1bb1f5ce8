"""Nobody publishes their own verdict: held by the use case, and by the database alone."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.verdicts.approval import approve_verdict
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.service import ask_second_opinion, latest_verdict
from tests.tasks.walking import actors, acts, task_in_state
from tests.web.newsroom import Newsroom

INSERT = text(
    "INSERT INTO approval "
    "(verdict_id, task_id, revision, author_id, approver_id, content_hash, created_at) "
    "VALUES (:verdict, :task, :revision, :author, :approver, :hash, :at)"
)


def sign_by_hand(
    session: Session, verdict: Verdict, *, approver: int, author: int | None = None
) -> None:
    """What somebody with a database prompt would type."""
    session.execute(
        INSERT,
        {
            "verdict": verdict.id,
            "task": verdict.task_id,
            "revision": verdict.revision,
            "author": author or verdict.author_id,
            "approver": approver,
            "hash": verdict.content_hash,
            "at": datetime.now(UTC),
        },
    )


def submitted(room: Newsroom) -> Verdict:
    task_id, _ = task_in_state(room, "submitted")
    with room.database.read() as session:
        return latest_verdict(session, task_id)


def person(room: Newsroom, name: str) -> int:
    found = room.people[name].id
    assert found is not None
    return found


def test_the_author_cannot_approve_not_even_as_admin_and_editor(shared_room: Newsroom) -> None:
    verdict = submitted(shared_room)
    author = Actor(verdict.author_id, "Author", frozenset({"admin", "editor", "reviewer"}))

    with (
        pytest.raises(VerbRefused, match="another editor"),
        shared_room.database.write() as session,
    ):
        approve_verdict(session, actor=author, task_id=verdict.task_id, version=None)


def test_the_database_refuses_the_author_as_approver(shared_room: Newsroom) -> None:
    verdict = submitted(shared_room)

    with pytest.raises(IntegrityError), shared_room.database.write() as session:
        sign_by_hand(session, verdict, approver=verdict.author_id)


def test_the_database_refuses_an_approval_with_a_made_up_author(shared_room: Newsroom) -> None:
    verdict = submitted(shared_room)

    with pytest.raises(IntegrityError), shared_room.database.write() as session:
        sign_by_hand(
            session,
            verdict,
            approver=person(shared_room, "admin"),
            author=person(shared_room, "second"),
        )


def test_the_database_refuses_who_wrote_another_version(shared_room: Newsroom) -> None:
    task_id, other = task_in_state(shared_room, "submitted")
    known, people = acts(other), actors(shared_room)
    with shared_room.database.write() as session:
        ask_second_opinion(session, actor=people["editor"], task_id=task_id, version=None)
    for verb in ("take", "submit"):
        with shared_room.database.write() as session:
            known[verb](session, people["colleague"], task_id)
    with shared_room.database.read() as session:
        second = latest_verdict(session, task_id)
    first_author = people["author"].id
    assert first_author not in (second.author_id, None)

    with (
        pytest.raises(IntegrityError, match="two people"),
        shared_room.database.write() as session,
    ):
        sign_by_hand(session, second, approver=first_author or 0)


def test_another_person_may_sign_by_hand(shared_room: Newsroom) -> None:
    verdict = submitted(shared_room)

    with shared_room.database.write() as session:
        sign_by_hand(session, verdict, approver=person(shared_room, "editor"))


@pytest.mark.parametrize("table", ["verdict", "approval", "event"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"], ids=["update", "delete"]
)
def test_history_cannot_be_changed(shared_room: Newsroom, table: str, statement: str) -> None:
    task_in_state(shared_room, "approved")
    column = {"verdict": "rationale", "approval": "content_hash", "event": "actor"}[table]

    with (
        pytest.raises(IntegrityError, match="never changed"),
        shared_room.database.write() as session,
    ):
        session.execute(text(statement.format(table, column, "'other'")))


def test_the_text_of_an_article_version_cannot_be_changed(shared_room: Newsroom) -> None:
    with (
        pytest.raises(IntegrityError, match="never changed"),
        shared_room.database.write() as session,
    ):
        session.execute(text("UPDATE article_version SET text = 'other'"))


def test_one_person_cannot_retract_by_hand(shared_room: Newsroom) -> None:
    task_id, _ = task_in_state(shared_room, "approved")
    editor = person(shared_room, "editor")

    with pytest.raises(IntegrityError), shared_room.database.write() as session:
        session.execute(
            text(
                "INSERT INTO retraction (task_id, requested_by, reason, requested_at, confirmed_by)"
                " VALUES (:task, :one, 'because', :at, :one)"
            ),
            {"task": task_id, "one": editor, "at": datetime.now(UTC)},
        )
