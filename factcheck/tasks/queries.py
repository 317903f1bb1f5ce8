"""Reading tasks: lists, counts, histories."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, not_, or_, true
from sqlmodel import Session, col, select

from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.tasks.lifecycle import OPEN_STATES, STATES
from factcheck.tasks.models import Note, Pin, Skip, Tag, Task

# The acts with which a task leaves the desk.
OUT = ("task.approve", "task.dismiss")

# Beyond this a list says only that there are more.
COUNT_CAP = 1000


@dataclass(frozen=True)
class TaskFilter:
    """What a list of tasks shows; an empty field does not narrow it.

    `site` is a host without www., `type` a kind of claim (statistic, pledge …), `tags` are such
    as a task must all have, `without` lists what must not hold.
    """

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
    site: str = ""
    language: str = ""
    type: str = ""
    with_numbers: bool = False
    flagged: bool = False
    pinned_for: int | None = None
    skipped_by: int | None = None
    tags: tuple[str, ...] = ()
    without: tuple["TaskFilter", ...] = ()

    @property
    def asks_of_claims(self) -> bool:
        """Whether a task's claim must be looked at, or the task alone tells."""
        return bool(
            self.kind or self.site or self.language or self.type or self.with_numbers
        ) or any(excluded.asks_of_claims for excluded in self.without)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.states) - set(STATES))
        if unknown:
            raise InvalidInput(
                _(
                    "There is no state “%(unknown)s”. States are %(states)s.",
                    unknown=unknown[0],
                    states=", ".join(STATES),
                ),
                {"state": _("Use one of the states.")},
            )


@dataclass(frozen=True)
class TaskRow:
    """A task with the claim it is about, as lists show it."""

    task: Task
    claim: Claim


@dataclass(frozen=True)
class Order:
    """A way to sort tasks: by a column, then by id, so that a page's end is a place."""

    label: str
    column: Any
    descending: bool
    read: Callable[[str], Any]

    def place_of(self, task: Task) -> "Cursor":
        return Cursor(getattr(task, self.column.key), task.id or 0)

    def after(self, cursor: "Cursor") -> ColumnElement[bool]:
        """What comes after a place."""
        further: ColumnElement[bool] = (
            self.column < cursor.value if self.descending else self.column > cursor.value
        )
        return or_(further, and_(self.column == cursor.value, col(Task.id) > cursor.task_id))

    def before(self, cursor: "Cursor") -> ColumnElement[bool]:
        """What comes before a place. The first condition follows from the second; it is what an
        index can be read by."""
        nearer: ColumnElement[bool] = (
            self.column > cursor.value if self.descending else self.column < cursor.value
        )
        not_further: ColumnElement[bool] = (
            self.column >= cursor.value if self.descending else self.column <= cursor.value
        )
        tied = and_(self.column == cursor.value, col(Task.id) < cursor.task_id)
        return and_(not_further, or_(nearer, tied))

    @property
    def terms(self) -> tuple[ColumnElement[Any], ...]:
        column = self.column.desc() if self.descending else self.column.asc()
        return (column, col(Task.id).asc())


ORDERS: dict[str, Order] = {
    "priority": Order(marked("most urgent first"), col(Task.priority), True, float),
    "oldest": Order(marked("oldest first"), col(Task.created_at), False, datetime.fromisoformat),
    "newest": Order(marked("newest first"), col(Task.created_at), True, datetime.fromisoformat),
    "due": Order(marked("due first"), col(Task.due), False, date.fromisoformat),
}


@dataclass(frozen=True)
class Cursor:
    """Where a page of tasks ended: what it is sorted by, and the id, of its last row."""

    value: Any
    task_id: int


def list_tasks(
    session: Session,
    where: TaskFilter,
    *,
    after: Cursor | None = None,
    limit: int = 50,
    order: str = "priority",
    few: bool = False,
) -> list[TaskRow]:
    """Tasks in an order of `ORDERS`; sorted by their day, those without one are left out.

    `few` says that the filter is known to find less than `COUNT_CAP`. These are found first and put
    in order then; otherwise the tasks are walked through in order until the page is full.
    """
    by = ORDERS[order]
    statement = select(Task, Claim).join(Claim, col(Claim.id) == col(Task.claim_id))
    if few:
        found = matching(where, COUNT_CAP).subquery()
        statement = statement.join(found, found.c.id == Task.id)
    else:
        statement = statement.where(*_conditions(where))
    if order == "due":
        statement = statement.where(col(Task.due).is_not(None))
    if after is not None:
        statement = statement.where(by.after(after))
    statement = statement.order_by(*by.terms).limit(limit)
    return [TaskRow(task, claim) for task, claim in session.exec(statement)]


def _conditions(where: TaskFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL, over a task joined with its claim."""
    found: list[ColumnElement[bool]] = []
    if where.states:
        found.append(col(Task.state).in_(where.states))
    for column, value in (
        (col(Task.question), where.question),
        (col(Claim.kind), where.kind),
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
    found += [col(Task.claim_id).in_(claims) for claims in _claims_of(where)]
    found += _claim_conditions(where)
    found += _mark_conditions(where)
    found += [not_(and_(true(), *_conditions(excluded))) for excluded in where.without]
    return found


def _claims_of(where: TaskFilter) -> list[Any]:
    """Claims that a filter narrows the tasks to.

    They are looked up, or read through, once, and not each in the order of the tasks.
    """
    found = []
    if where.words:
        words = col(Claim.text).icontains(where.words, autoescape=True)
        found.append(select(Claim.id).where(words))
    if where.speaker_id is not None:
        found.append(select(Claim.id).where(Claim.speaker_id == where.speaker_id))
    if where.article_id is not None:
        found.append(select(Claim.id).where(Claim.article_id == where.article_id))
    return found


def _claim_conditions(where: TaskFilter) -> list[ColumnElement[bool]]:
    """What is asked of the claim's article and of what is in its words."""
    found: list[ColumnElement[bool]] = []
    if where.site or where.language:
        articles = select(Article.id)
        if where.language:
            articles = articles.where(Article.language == where.language)
        if where.site:
            articles = articles.where(_is_at(where.site))
        found.append(col(Claim.article_id).in_(articles))
    if where.type:
        kinds = cast(col(Claim.types), Text)
        found.append(kinds.contains(f'"{where.type}"', autoescape=True))
    if where.with_numbers:
        found.append(cast(col(Claim.quantities), Text) != "[]")
    return found


def _is_at(site: str) -> ColumnElement[bool]:
    """The article's address is at this host or one beneath it."""
    url = func.lower(col(Article.url)) + "/"
    return or_(
        url.contains(f"://{site}/", autoescape=True), url.contains(f".{site}/", autoescape=True)
    )


def _mark_conditions(where: TaskFilter) -> list[ColumnElement[bool]]:
    """What is asked of the marks that people put on the task."""
    found: list[ColumnElement[bool]] = []
    if where.flagged:
        flags = select(Note.task_id).where(col(Note.flag), col(Note.resolved_at).is_(None))
        found.append(col(Task.id).in_(flags))
    if where.pinned_for is not None:
        pins = select(Pin.task_id).where(Pin.person_id == where.pinned_for)
        found.append(col(Task.id).in_(pins))
    if where.skipped_by is not None:
        skips = select(Skip.task_id).where(Skip.person_id == where.skipped_by)
        found.append(col(Task.id).in_(skips))
    found += [col(Task.id).in_(select(Tag.task_id).where(Tag.name == name)) for name in where.tags]
    return found


def count_matching(session: Session, where: TaskFilter, *, cap: int = COUNT_CAP) -> int:
    """How many tasks a filter shows, counted no further than the cap."""
    return count_each(session, [where], cap=cap)[0]


def count_each(
    session: Session, filters: Sequence[TaskFilter], *, cap: int = COUNT_CAP
) -> list[int]:
    """How many tasks each of several filters shows, in one statement, each up to the cap."""
    counts = []
    for where in filters:
        rows = matching(where, cap).subquery()
        counts.append(select(func.count()).select_from(rows).scalar_subquery())
    return list(session.execute(select(*counts)).one())


def matching(where: TaskFilter, cap: int) -> Any:
    """The ids of the tasks that a filter shows, in no order, up to a cap."""
    rows = select(Task.id).where(*_conditions(where)).limit(cap)
    if where.asks_of_claims:
        rows = rows.join(Claim, col(Claim.id) == col(Task.claim_id))
    return rows


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
