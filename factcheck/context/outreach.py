"""Use cases of asking people about a claim: the right of reply, kept with the task."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.context.models import Outreach
from factcheck.errors import DoesNotFit, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.tasks.service import load_task


def note_asked(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    asked: str,
    asked_on: date | None = None,
    deadline: date | None = None,
    answer: str = "",
) -> Outreach:
    """Note who was asked about the claim, when, until when, and what they said if they have."""
    load_task(session, task_id)
    asked = asked.strip()
    if not asked:
        raise InvalidInput(_("Say who was asked."), {"asked": _("Give a name or an office.")})
    asked_on = asked_on or clock.now().date()
    if deadline is not None and deadline < asked_on:
        raise DoesNotFit(
            _("The deadline is before the day of asking."), {"deadline": _("Give a later day.")}
        )
    row = Outreach(
        task_id=task_id,
        asked=asked,
        asked_on=asked_on,
        deadline=deadline,
        added_by=actor.id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "outreach.asked")
    if answer.strip():
        note_answer(session, actor=actor, task_id=task_id, outreach_id=row.id or 0, answer=answer)
    return row


def note_answer(
    session: Session, *, actor: Actor, task_id: int, outreach_id: int, answer: str
) -> Outreach:
    """Note what they said, in their words."""
    load_task(session, task_id)
    row = session.get(Outreach, outreach_id)
    if row is None or row.task_id != task_id:
        raise NotFound(
            _(
                "Nobody was asked about task %(task_id)s under number %(outreach_id)s.",
                task_id=task_id,
                outreach_id=outreach_id,
            )
        )
    if not answer.strip():
        raise InvalidInput(_("Give what they said."), {"answer": _("Give their words.")})
    row.answer, row.answered_at = answer.strip(), clock.now()
    session.add(row)
    session.flush()
    _record(session, actor, row, "outreach.answered")
    return row


def _record(session: Session, actor: Actor, row: Outreach, action: str) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="task",
        object_id=row.task_id,
        **outreach_json(row),
    )


def outreach_of(session: Session, task_id: int) -> list[Outreach]:
    """Who was asked about a task's claim, in order."""
    return list(
        session.exec(select(Outreach).where(Outreach.task_id == task_id).order_by(col(Outreach.id)))
    )


def outreach_json(row: Outreach, *, until: datetime | None = None) -> dict[str, Any]:
    """One entry as programs see it; an answer that came after `until` is left out."""
    late = until is not None and row.answered_at is not None and row.answered_at > until
    answered_at = None if late else row.answered_at
    return {
        "asked": row.asked,
        "asked_on": row.asked_on.isoformat(),
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "answer": "" if late else row.answer,
        "answered_on": answered_at.date().isoformat() if answered_at else None,
    }
