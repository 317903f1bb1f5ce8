"""Reading the log, and what was found when all of it was checked."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from factcheck.audit.checking import LogCheck
from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import Event

VERIFIED = "audit.verified"
PROBLEMS_KEPT = 20


def list_events(
    session: Session,
    *,
    action: str = "",
    actor_id: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Event]:
    """The newest events first. `action` matches its beginning (`task.` for all of tasks);
    `before` is the number of the last event seen."""
    statement = select(Event).order_by(col(Event.seq).desc()).limit(limit)
    if action:
        statement = statement.where(col(Event.action).startswith(action, autoescape=True))
    if actor_id is not None:
        statement = statement.where(Event.actor_id == actor_id)
    if before is not None:
        statement = statement.where(col(Event.seq) < before)
    return list(session.exec(statement))


@dataclass(frozen=True)
class Checked:
    """A check of the whole log: when, by whom, and what was found.

    `sealed` is how many events the newest checkpoint covers, 0 without one; `signed` whether
    checkpoints were held against this desk's own key.
    """

    at: datetime
    by: str
    events: int
    head: str
    problems: tuple[str, ...]
    sealed: int
    signed: bool


def record_verification(session: Session, *, actor: Actor, found: LogCheck) -> None:
    """Note in the log that it was checked, and what that showed."""
    verification, checkpoint = found.verification, found.checkpoint
    record_event(
        session,
        actor=actor,
        action=VERIFIED,
        object_type="audit",
        object_id=0,
        events=verification.events,
        head=verification.head,
        problems=list(verification.problems[:PROBLEMS_KEPT]),
        sealed=checkpoint.size if checkpoint else 0,
        signed=found.signed,
    )


def last_verification(session: Session) -> Checked | None:
    """The newest check of the whole log; None before the first."""
    event = session.exec(
        select(Event).where(Event.action == VERIFIED).order_by(col(Event.seq).desc()).limit(1)
    ).first()
    if event is None:
        return None
    found = json.loads(event.payload)
    found["problems"] = tuple(found["problems"])
    return Checked(at=event.at, by=event.actor, **found)
