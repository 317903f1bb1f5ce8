"""Bringing tasks into every state through real verbs, and trying every verb on them."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, func, select

from factcheck import clock
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM, Actor
from factcheck.audit.models import Event
from factcheck.context.citing import Citation
from factcheck.tasks import service as tasks
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.recusal import recuse_from_task
from factcheck.tasks.service import apply_verb, load_task, task_id_of
from factcheck.verdicts import approval
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.handing_in import Proposal
from tests.web.newsroom import TEXT, Newsroom, extraction_of

MINUTES = 15
GOOD = Proposal(
    rating="verbatim",
    rationale="The transcript has these very words.",
    evidence=(Citation(title="Transcript", passage="These very words."),),
)
_editions = count(1)
Act = Callable[[Session, Actor, int], object]


def actors(room: Newsroom) -> dict[str, Actor]:
    """One actor a role; `author` holds the task or wrote its verdict, `colleague` did not."""

    def only(person: str, role: str) -> Actor:
        return Actor(room.people[person].id, person, frozenset({role}))

    return {
        "author": only("reviewer", "reviewer"),
        "colleague": only("second", "reviewer"),
        "editor": only("editor", "editor"),
        "admin": only("admin", "admin"),
        "reader": only("reader", "reader"),
        "system": SYSTEM,
    }


def by_system(verb: str) -> Act:
    return lambda session, actor, task_id: apply_verb(
        session, load_task(session, task_id), verb, actor=actor
    )


def acts(other: int) -> dict[str, Act]:
    """Each verb with its use case and input that it accepts; `other` is a task to repeat."""

    def of(use_case: Callable[..., object], **sent: Any) -> Act:
        return lambda session, actor, task_id: use_case(
            session, actor=actor, task_id=task_id, version=None, **sent
        )

    return {
        "context_gathered": by_system("context_gathered"),
        "lease_expired": by_system("lease_expired"),
        "recheck_due": by_system("recheck_due"),
        "take": of(tasks.take_task, lease_minutes=MINUTES),
        "release": of(tasks.release_task),
        "recuse": of(recuse_from_task, reason="My sister works there."),
        "dismiss": of(tasks.dismiss_task, reason="opinion"),
        "mark_duplicate": of(tasks.mark_duplicate, of=other),
        "snooze": of(tasks.snooze_task, until=clock.now() + timedelta(days=1)),
        "wake": of(tasks.wake_task),
        "reopen": of(tasks.reopen_task),
        "submit": of(verdicts.submit_verdict, proposal=GOOD),
        "withdraw": of(verdicts.withdraw_verdict, lease_minutes=MINUTES),
        "request_changes": of(verdicts.request_changes, field="wording", reason="Too long."),
        "second_opinion": of(verdicts.ask_second_opinion),
        "approve": of(approval.approve_verdict),
        "correct": of(approval.correct_check, reason="A typing error.", lease_minutes=MINUTES),
        "retract": of(approval.retract_check, reason="The source was forged."),
    }


# The verbs, with who does them, that bring a queued task into a state.
WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "queued": (),
    "ready": (("context_gathered", "system"),),
    "snoozed": (("snooze", "author"),),
    "dismissed": (("dismiss", "author"),),
    "duplicate": (("mark_duplicate", "author"),),
    "in_review": (("take", "author"),),
    "submitted": (("take", "author"), ("submit", "author")),
    "returned": (("take", "author"), ("submit", "author"), ("request_changes", "editor")),
    "approved": (("take", "author"), ("submit", "author"), ("approve", "editor")),
    "retracted": (
        ("take", "author"),
        ("submit", "author"),
        ("approve", "editor"),
        ("retract", "editor"),
        ("retract", "author"),
    ),
}


def queued_tasks(room: Newsroom, ending: str) -> list[int]:
    """Fresh tasks of a further article, whose context nobody has gathered; quotes first."""
    text = f"{TEXT}\n{ending}"
    with room.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=text)
        assert taken.version is not None
        opened = open_tasks(
            session, actor=SYSTEM, version=taken.version, extraction=extraction_of(text)
        )
        return [task_id_of(task) for task in opened]


def task_in_state(room: Newsroom, state: str) -> tuple[int, int]:
    """A quote's task in this state, and another quote's task that it could repeat."""
    task_id, other = queued_tasks(room, f"Edition {next(_editions)}.")[:2]
    way = WAYS[state]
    if state not in ("queued", "ready"):
        way = (*WAYS["ready"], *way)
    known, people = acts(other), actors(room)
    for verb, who in way:
        with room.database.write() as session:
            known[verb](session, people[who], task_id)
    return task_id, other


def snapshot(room: Newsroom, task_id: int) -> tuple[dict[str, Any], int]:
    """The task's row and the length of the log: what a refused verb leaves as it was."""
    with room.database.read() as session:
        row = load_task(session, task_id).model_dump()
        return row, session.exec(select(func.count()).select_from(Event)).one()
