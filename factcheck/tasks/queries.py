"""Reading tasks: lists, counts, histories."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.errors import InvalidInput
from factcheck.tasks.lifecycle import OPEN_STATES, STATES
from factcheck.tasks.models import Task

# The acts with which a task leaves the desk.
OUT = ("task.approve", "task.dismiss")

# Beyond this a list says only that there are more.
COUNT_CAP = 1000


@dataclass(frozen=True)
class TaskFilter:
    """What a list of tasks shows; an empty field does not narrow it."""

    states: tuple[str, ...] = ()
    question: str = ""
    kind: str = ""
    speaker_id: int | None = None
    article_id: int | None = None
    holder_id: int | None = None
    author_id: int | None = None
    min_priority: float | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    updated_after: datetime | None = None
    due_until: date | None = None
    words: str = ""

    def __post_init__(self) -> None:
        unknown = sorted(set(self.states) - set(STATES))
        if unknown:
            raise InvalidInput(
                f"There is no state “{unknown[0]}”. States are {', '.join(STATES)}.",
                {"state": "Use one of the states."},
            )


@dataclass(frozen=True)
class TaskRow:
    """A task with the claim it is about, as lists show it."""

    task: Task
    claim: Claim


@dataclass(frozen=True)
class Cursor:
    """Where a page of tasks ended: the priority and id of its last row."""

    priority: float
    task_id: int


def list_tasks(
    session: Session, where: TaskFilter, *, after: Cursor | None = None, limit: int = 50
) -> list[TaskRow]:
    """Tasks of the highest priority first, then the oldest."""
    statement = (
        select(Task, Claim)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(*_conditions(where))
    )
    if after is not None:
        statement = statement.where(
            (col(Task.priority) < after.priority)
            | ((col(Task.priority) == after.priority) & (col(Task.id) > after.task_id))
        )
    statement = statement.order_by(col(Task.priority).desc(), col(Task.id)).limit(limit)
    return [TaskRow(task, claim) for task, claim in session.exec(statement)]


def _conditions(where: TaskFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL, over a task joined with its claim."""
    found: list[ColumnElement[bool]] = []
    if where.states:
        found.append(col(Task.state).in_(where.states))
    for column, value in (
        (col(Task.question), where.question),
        (col(Claim.kind), where.kind),
        (col(Claim.speaker_id), where.speaker_id),
        (col(Claim.article_id), where.article_id),
        (col(Task.holder_id), where.holder_id),
        (col(Task.author_id), where.author_id),
    ):
        if value not in ("", None):
            found.append(column == value)
    if where.min_priority is not None:
        found.append(col(Task.priority) >= where.min_priority)
    if where.created_after is not None:
        found.append(col(Task.created_at) > where.created_after)
    if where.updated_after is not None:
        found.append(col(Task.updated_at) > where.updated_after)
    if where.created_before is not None:
        found.append(col(Task.created_at) < where.created_before)
    if where.due_until is not None:
        found.append(col(Task.due) <= where.due_until)
    if where.words:
        found.append(col(Claim.text).icontains(where.words, autoescape=True))
    return found


def count_matching(session: Session, where: TaskFilter, *, cap: int = COUNT_CAP) -> int:
    """How many tasks a filter shows, counted no further than the cap."""
    rows = (
        select(Task.id)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(*_conditions(where))
        .limit(cap)
    )
    return session.exec(select(func.count()).select_from(rows.subquery())).one()


def count_tasks(session: Session) -> dict[str, int]:
    """How many tasks are in each state; states without any are left out."""
    rows = session.exec(select(Task.state, func.count()).group_by(col(Task.state)))
    return dict(rows.all())


def tasks_of_claims(session: Session, claim_ids: list[int]) -> dict[int, list[Task]]:
    """The tasks of several claims at once, by claim id."""
    found: dict[int, list[Task]] = {claim_id: [] for claim_id in claim_ids}
    statement = select(Task).where(col(Task.claim_id).in_(claim_ids)).order_by(col(Task.id))
    for task in session.exec(statement):
        found[task.claim_id].append(task)
    return found


def history_of(session: Session, task_id: int) -> list[Event]:
    """The task's events, oldest first."""
    return list(
        session.exec(
            select(Event)
            .where(Event.object_type == "task", Event.object_id == task_id)
            .order_by(col(Event.seq))
        )
    )


def open_task_ids(session: Session, *, questions: tuple[str, ...], limit: int) -> list[int]:
    """Open tasks of the given questions, the highest priority first."""
    statement = (
        select(Task.id)
        .where(col(Task.state).in_(OPEN_STATES), col(Task.question).in_(questions))
        .order_by(col(Task.priority).desc(), col(Task.id))
        .limit(limit)
    )
    return [int(task_id or 0) for task_id in session.exec(statement)]


def tasks_of_day(session: Session, day: date, *, came: bool, limit: int = 200) -> list[TaskRow]:
    """The tasks that came in on a UTC day or, else, that were approved or dismissed on it."""
    begins = datetime.combine(day, time(), UTC)
    ends = begins + timedelta(days=1)
    if came:
        on_day: ColumnElement[bool] = (col(Task.created_at) >= begins) & (
            col(Task.created_at) < ends
        )
    else:
        acts = select(Event.object_id).where(
            col(Event.action).in_(OUT), col(Event.at) >= begins, col(Event.at) < ends
        )
        on_day = col(Task.id).in_(acts)
    rows = session.exec(
        select(Task, Claim)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(on_day)
        .order_by(col(Task.priority).desc(), col(Task.id))
        .limit(limit)
    )
    return [TaskRow(task, claim) for task, claim in rows]


def count_by_article(session: Session, article_ids: list[int]) -> dict[int, dict[str, int]]:
    """How many tasks of each article are in each state; states without any are left out."""
    found: dict[int, dict[str, int]] = {article_id: {} for article_id in article_ids}
    rows = session.exec(
        select(Claim.article_id, Task.state, func.count())
        .join(Task, col(Task.claim_id) == col(Claim.id))
        .where(col(Claim.article_id).in_(article_ids))
        .group_by(col(Claim.article_id), col(Task.state))
    )
    for article_id, state, count in rows:
        found[article_id][state] = count
    return found
