"""Marks on a task that order people's lists and never lock anything: pins and skips."""

from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks.models import Pin, Skip
from factcheck.tasks.service import get_task, required

SKIP_REASONS = (
    marked_in("reason", "needs an expert"),
    marked_in("reason", "needs another language"),
    marked_in("reason", "waiting for an answer"),
    marked_in("reason", "other"),
)
# A longer list of marks would slow every page; the oldest fall out of it.
MOST = 200


def pin_task(session: Session, *, actor: Actor, task_id: int, person_id: int, on: bool) -> None:
    """Put a task on top of a person's lists, or let it go to its place again."""
    get_task(session, task_id)
    pin = session.get(Pin, (task_id, person_id))
    if on == (pin is not None):
        return
    if pin is not None:
        session.delete(pin)
    else:
        session.add(
            Pin(
                task_id=task_id,
                person_id=person_id,
                pinned_by=actor.id or 0,
                created_at=clock.now(),
            )
        )
    _record(session, actor, task_id, "task.pinned" if on else "task.unpinned", person=person_id)


def skip_task(session: Session, *, actor: Actor, task_id: int, reason: str) -> None:
    """Pass a task over, saying why; it comes last for this person from now on."""
    reason = required(reason, "reason", _("Say why you pass it over."))
    get_task(session, task_id)
    assert actor.id is not None
    skip = session.get(Skip, (task_id, actor.id)) or Skip(
        task_id=task_id, person_id=actor.id, created_at=clock.now()
    )
    skip.reason, skip.created_at = reason, clock.now()
    session.add(skip)
    _record(session, actor, task_id, "task.skipped", reason=reason)


def forget_skip(session: Session, *, person_id: int, task_id: int) -> None:
    """Whoever takes a task that they passed over has changed their mind."""
    skip = session.get(Skip, (task_id, person_id))
    if skip is not None:
        session.delete(skip)


def pinned_ids(session: Session, person_id: int | None) -> list[int]:
    """The tasks on top of a person's lists, the newest pin first."""
    return list(
        session.exec(
            select(Pin.task_id)
            .where(Pin.person_id == person_id)
            .order_by(col(Pin.created_at).desc())
            .limit(MOST)
        )
    )


def skipped_ids(session: Session, person_id: int | None) -> list[int]:
    """The tasks at the end of a person's lists."""
    return list(
        session.exec(
            select(Skip.task_id)
            .where(Skip.person_id == person_id)
            .order_by(col(Skip.created_at).desc())
            .limit(MOST)
        )
    )


def _record(session: Session, actor: Actor, task_id: int, action: str, **payload: Any) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="task",
        object_id=task_id,
        **payload,
    )
