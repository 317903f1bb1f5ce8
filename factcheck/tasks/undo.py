"""Undo: one's own last act taken back, as a new event, until somebody else has acted."""

import json
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import Event
from factcheck.language import gettext as _
from factcheck.queueing.outbox import add_job
from factcheck.tasks.known import keep_known
from factcheck.tasks.lifecycle import VERBS, VerbRefused, find_transition
from factcheck.tasks.models import Task
from factcheck.tasks.service import GATHER, RESTORED, count_change, get_task, load_task

UNDO = "task.undo"
# Other events of a task (context that came in, evidence that was judged) leave its state alone.
ACTS = (*(f"task.{verb}" for verb in VERBS), UNDO)
_TIMES = ("lease_until", "snoozed_until", "returned_at")


def last_act(session: Session, task_id: int) -> Event | None:
    """The task's newest event that changed its state."""
    return session.exec(
        select(Event)
        .where(
            Event.object_type == "task",
            Event.object_id == task_id,
            col(Event.action).in_(ACTS),
        )
        .order_by(col(Event.seq).desc())
        .limit(1)
    ).first()


def undo_refusal(task: Task, event: Event | None, actor: Actor) -> str:
    """Why the last act on a task cannot be undone by this person; empty when it can."""
    if event is None or event.actor_id is None or event.actor_id != actor.id:
        if event is None:
            return _("There is nothing of yours to undo here; nobody has acted yet.")
        return _(
            "There is nothing of yours to undo here; the last act was by %(name)s.",
            name=event.actor,
        )
    payload = json.loads(event.payload)
    transition = find_transition(payload["from"], event.action.removeprefix("task."))
    # A retraction that is only asked for has left the state as it was, and can be taken back.
    settled = payload["to"] == "retracted"
    if transition is None or not transition.undoable or settled:
        return _("This act cannot be undone; use the verbs that the task offers.")
    if not transition.roles & actor.roles:
        return _("Your roles do not allow this act any more, so you cannot undo it either.")
    if payload["version"] != task.version:
        return _("The task has changed since, so there is nothing left to undo.")
    return ""


def undo_last(session: Session, *, actor: Actor, task_id: int, version: int | None) -> Event:
    """Take back one's own last act on a task, as a new event; nothing is erased.

    Returns the event that was undone. Raises `VerbRefused` when there is nothing of one's own.
    """
    if get_task(session, task_id).state in ("dismissed", "duplicate"):
        # Its context may have come in meanwhile, and nobody would make a queued task ready again.
        # Asked for before the task is locked, because a worker locks its job first.
        add_job(session, GATHER, task_id)
    task = load_task(session, task_id, version)
    event = last_act(session, task_id)
    reason = undo_refusal(task, event, actor)
    if reason or event is None:
        raise VerbRefused(reason)
    after = task.state
    _restore(task, json.loads(event.payload)["before"], event)
    count_change(session, task, clock.now())
    keep_known(session, task)
    payload: dict[str, Any] = {"from": after, "to": task.state, "version": task.version}
    record_event(
        session,
        actor=actor,
        action=UNDO,
        object_type="task",
        object_id=task_id,
        undone=event.action,
        **payload,
    )
    return event


def _restore(task: Task, before: dict[str, Any], event: Event) -> None:
    if before["revision"] == task.revision:
        # A version that was handed in stays, and so does the fact that its author wrote it.
        before["author_ids"] = task.author_ids
    for name in _TIMES:
        before[name] = datetime.fromisoformat(before[name]) if before[name] else None
    before["due"] = date.fromisoformat(before["due"]) if before["due"] else None
    if before["lease_until"]:
        # The hold goes on with the time that was left.
        before["lease_until"] += clock.now() - event.at
    for name in RESTORED:
        # An act of before a column was there says nothing of it.
        if name in before:
            setattr(task, name, before[name])
