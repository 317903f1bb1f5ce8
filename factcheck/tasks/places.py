"""Where a task stands in a list of tasks."""

from dataclasses import dataclass, replace

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck.tasks.models import Task
from factcheck.tasks.queries import COUNT_CAP, ORDERS, TaskFilter, matching


@dataclass(frozen=True)
class Place:
    """The `position`-th of `total` tasks, both counted no further than just over the cap."""

    position: int
    total: int


def place_of(
    session: Session, task: Task, where: TaskFilter, *, order: str = "priority"
) -> Place | None:
    """A task's place in a list; None when it was never on it. One statement.

    Whoever took a task from a list of the ready ones still has it in that place: the task itself
    is looked at without the list's states, and always counted.
    """
    by = ORDERS[order]
    cursor = by.place_of(task)
    if cursor.value is None:
        return None
    others = matching(where, COUNT_CAP).where(col(Task.id) != task.id)
    own = matching(replace(where, states=()), 1).where(col(Task.id) == task.id)
    total, before, belongs = session.execute(
        select(
            *(
                select(func.count()).select_from(rows.subquery()).scalar_subquery()
                for rows in (others, others.where(by.before(cursor)), own)
            )
        )
    ).one()
    return Place(before + 1, total + 1) if belongs else None
