"""Who has a task open now: a courtesy between colleagues, kept for seconds and never audited."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.accounts.models import User
from factcheck.db import insert_missing
from factcheck.tasks.models import Presence

# A page asks every four seconds; one that missed three turns is gone.
GONE = timedelta(seconds=15)
# So old a sign of life is written again, so that most turns write nothing.
FRESH = timedelta(seconds=8)
FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True)
class Present:
    """A colleague with a task open."""

    person_id: int
    name: str
    editing: bool


def is_noted(session: Session, *, task_id: int, person_id: int, editing: bool) -> bool:
    """Whether this sign of life would tell nothing new."""
    row = session.get(Presence, (task_id, person_id))
    return row is not None and row.editing == editing and row.seen_at > clock.now() - FRESH


def note_present(session: Session, *, task_id: int, person_id: int, editing: bool) -> None:
    """Note that a person has a task open."""
    now = clock.now()
    key = {"task_id": task_id, "person_id": person_id}
    insert_missing(session, Presence, {**key, "editing": editing, "seen_at": now})
    row = session.get_one(Presence, (task_id, person_id))
    row.editing, row.seen_at = editing, now
    session.add(row)


def present_at(
    session: Session, task_ids: list[int], *, but: int | None = None
) -> dict[int, list[Present]]:
    """Who has each of the tasks open, without one person; tasks without anybody are left out."""
    rows = session.exec(
        select(Presence, User.name)
        .join(User, col(User.id) == col(Presence.person_id))
        .where(
            col(Presence.task_id).in_(task_ids),
            col(Presence.seen_at) > clock.now() - GONE,
            col(Presence.person_id) != but,
        )
        .order_by(col(User.name))
    )
    found: dict[int, list[Present]] = {}
    for row, name in rows:
        found.setdefault(row.task_id, []).append(Present(row.person_id, name, row.editing))
    return found


def forget_absent(session: Session) -> None:
    """Drop signs of life that nobody will read any more."""
    session.execute(delete(Presence).where(col(Presence.seen_at) < clock.now() - FORGOTTEN))
