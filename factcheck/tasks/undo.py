"""Undo: one's own last act taken back, as a new event, until somebody else has acted."""

import json
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import Event
from factcheck.tasks.lifecycle import VerbRefused, find_transition
from factcheck.tasks.models import Task
from factcheck.tasks.service import RESTORED, count_change, load_task


def last_event(session: Session, task_id: int) -> Event | None:
    """The task's newest event that changed it."""
    return session.exec(
        select(Event)
        .where(
            Event.object_type == "task",
            Event.object_id == task_id,
            col(Event.action) != "task.context_requested",
        )
        .order_by(col(Event.seq).desc())
        .limit(1)
    ).first()


def undo_refusal(task: Task, event: Event | None, actor: Actor) -> str:
    """Why the last act on a task cannot be undone by this person; empty when it can."""
    if event is None or event.actor_id is None or event.actor_id != actor.id:
        who = event.actor if event else "nobody"
        return f"There is nothing of yours to undo here; the last act was by {who}."
    payload = json.loads(event.payload)
    transition = find_transition(payload.get("from", ""), event.action.removeprefix("task."))
    if transition is None or not transition.undoable:
        return "This act cannot be undone; use the verbs that the task offers."
    if payload["version"] != task.version:
        return "The task has changed since, so there is nothing left to undo."
    return ""


def undo_last(session: Session, *, actor: Actor, task_id: int, version: int | None) -> Task:
    """Take back one's own last act on a task, as a new event; nothing is erased."""
    task = load_task(session, task_id, version)
    event = last_event(session, task_id)
    reason = undo_refusal(task, event, actor)
    if reason or event is None:
        raise VerbRefused(reason)
    before = json.loads(event.payload)["before"]
    after = task.state
    for name in RESTORED:
        value = before[name]
        if isinstance(value, str) and name in ("lease_until", "snoozed_until", "returned_at"):
            value = datetime.fromisoformat(value)
        setattr(task, name, value)
    count_change(session, task, clock.now())
    payload: dict[str, Any] = {"from": after, "to": task.state, "version": task.version}
    record_event(
        session,
        actor=actor,
        action="task.undo",
        object_type="task",
        object_id=task_id,
        undone=event.action,
        **payload,
    )
    return task
