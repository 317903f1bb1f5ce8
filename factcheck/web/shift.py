"""What stands over a list of work: how old it is, what one did today, what is on its way."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.tasks.models import Handling, Task
from factcheck.tasks.quantiles import Spread, spread_of
from factcheck.tasks.queries import TaskFilter, count_matching, list_tasks
from factcheck.verdicts.models import Verdict
from factcheck.web.views import View

# A day's work beyond this is no longer counted one by one.
MOST_OF_A_DAY = 1000


@dataclass(frozen=True)
class Shift:
    """The oldest task of the view; one's own verdicts of the day (UTC) and how long they took."""

    oldest: Task | None
    verdicts: int
    handling: Spread | None


def shift_of(session: Session, actor: Actor, view: View, *, few: bool) -> Shift:
    """`few` as for `list_tasks`."""
    oldest = None
    if view.where is not None:
        rows = list_tasks(session, view.where, limit=1, order="oldest", few=few)
        oldest = rows[0].task if rows else None
    begins = datetime.combine(clock.now().astimezone(UTC).date(), time(), UTC)
    mine = session.exec(
        select(Verdict.task_id, Handling.seconds)
        .join(
            Handling,
            (col(Handling.task_id) == col(Verdict.task_id))
            & (col(Handling.person_id) == col(Verdict.author_id)),
        )
        .where(Verdict.author_id == actor.id, col(Verdict.created_at) >= begins)
        .order_by(col(Verdict.id).desc())
        .limit(MOST_OF_A_DAY)
    ).all()
    # Programs hand in without being at work on a page.
    lengths = [seconds for _task, seconds in mine if seconds > 0]
    return Shift(oldest, len(mine), spread_of(lengths))


def count_gathering(session: Session) -> int:
    """How many tasks are on their way to the inbox."""
    return count_matching(session, TaskFilter(states=("queued",)))
