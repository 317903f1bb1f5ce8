"""How long people are at work on a task, from the signs of life that their page gives."""

from datetime import timedelta

from sqlmodel import Session

from factcheck import clock
from factcheck.db import insert_missing
from factcheck.tasks.models import Handling

# A longer silence is a pause: only so much of it counts.
LONGEST_STEP = timedelta(seconds=60)


def note_at_work(session: Session, *, task_id: int, person_id: int, begins: bool = False) -> None:
    """Count the time since this person's last sign of life on the task, pauses cut out.

    `begins` starts the clock anew: what lies between two holds is not work.
    """
    now = clock.now()
    blank = {"task_id": task_id, "person_id": person_id, "seconds": 0.0, "seen_at": now}
    if insert_missing(session, Handling, blank):
        return
    handling = session.get_one(Handling, (task_id, person_id))
    if not begins:
        handling.seconds += min(now - handling.seen_at, LONGEST_STEP).total_seconds()
    handling.seen_at = now
    session.add(handling)


def handling_of(session: Session, task_id: int, person_id: int) -> float:
    """Seconds that a person was at work on a task."""
    handling = session.get(Handling, (task_id, person_id))
    return handling.seconds if handling else 0.0
