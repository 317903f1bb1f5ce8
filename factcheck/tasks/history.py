"""A person's own acts, newest first, each with whether it can still be taken back."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from factcheck.audit.log import Actor
from factcheck.audit.models import Event
from factcheck.language import code_in_words
from factcheck.language import gettext as _
from factcheck.tasks.models import Task
from factcheck.tasks.undo import ACTS, last_act, undo_refusal


@dataclass(frozen=True)
class PastAct:
    """An act on a task; `version` is the task's after it. `refusal` says why it must stand."""

    words: str
    at: datetime
    task_id: int
    version: int
    refusal: str


def acts_of(session: Session, *, actor: Actor, limit: int = 10) -> list[PastAct]:
    """The newest acts of a person."""
    events = session.exec(
        select(Event)
        .where(Event.actor_id == actor.id, col(Event.action).in_(ACTS))
        .order_by(col(Event.seq).desc())
        .limit(limit)
    ).all()
    return [_past(session, actor, event) for event in events]


def _past(session: Session, actor: Actor, event: Event) -> PastAct:
    payload = json.loads(event.payload)
    task = session.get_one(Task, event.object_id)
    newest = last_act(session, event.object_id)
    if newest is not None and newest.seq == event.seq:
        refusal = undo_refusal(task, newest, actor)
    else:
        refusal = (
            _("%(name)s has acted on it since.", name=newest.actor)
            if newest
            else _("Somebody has acted on it since.")
        )
    verb = code_in_words(event.action.partition(".")[2], "verb")
    return PastAct(verb, event.at, event.object_id, payload["version"], refusal)
