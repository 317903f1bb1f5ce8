"""The desk in figures, as far as tasks and their log tell it; days are UTC days."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import case, delete, func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.models import Event
from factcheck.db import utc_day
from factcheck.messages import marked, marked_in
from factcheck.tasks.lifecycle import OPEN_STATES
from factcheck.tasks.models import BacklogDay, Handling, Task
from factcheck.tasks.quantiles import Spread, spread_of
from factcheck.tasks.queries import OUT

DAYS = 30
# Turnaround is read from so many of the newest acts at most; a longer log tells nothing more.
MOST_ACTS = 20_000

# Age groups: label, from, until; None is without an end.
AGES: tuple[tuple[str, timedelta, timedelta | None], ...] = (
    (marked("under 1 h"), timedelta(0), timedelta(hours=1)),
    (marked("1–4 h"), timedelta(hours=1), timedelta(hours=4)),
    (marked("4–24 h"), timedelta(hours=4), timedelta(hours=24)),
    (marked("1–3 d"), timedelta(hours=24), timedelta(days=3)),
    (marked("over 3 d"), timedelta(days=3), None),
)
# Stage: the acts that begin it, the acts that end it.
STAGES: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    (
        marked_in("stage", "gathering"),
        frozenset({"task.opened"}),
        frozenset({"task.context_gathered"}),
    ),
    (
        marked_in("stage", "waiting"),
        frozenset({"task.context_gathered", "task.release", "task.lease_expired", "task.wake"}),
        frozenset({"task.take"}),
    ),
    (marked_in("stage", "review"), frozenset({"task.take"}), frozenset({"task.submit"})),
    (
        marked_in("stage", "approval"),
        frozenset({"task.submit"}),
        frozenset({"task.approve", "task.request_changes"}),
    ),
)


@dataclass(frozen=True)
class AgeGroup:
    """Open tasks of an age: `at_least` and `under` are its ends."""

    label: str
    at_least: timedelta
    under: timedelta | None
    count: int


@dataclass(frozen=True)
class Ages:
    """How long open tasks have waited; `oldest` is a task's id."""

    groups: tuple[AgeGroup, ...]
    spread: Spread | None
    oldest: int | None
    oldest_since: datetime | None

    @property
    def total(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True)
class Throughput:
    """Tasks that came in and went out (approved or dismissed) on a day."""

    day: date
    came: int
    left: int


def record_backlog(session: Session) -> None:
    """Note how many tasks are in each open state now; the day's last note stands for the day."""
    today = clock.now().date()
    counts = dict(
        session.exec(
            select(Task.state, func.count())
            .where(col(Task.state).in_(OPEN_STATES))
            .group_by(col(Task.state))
        ).all()
    )
    session.execute(delete(BacklogDay).where(col(BacklogDay.day) == today))
    for state, count in counts.items():
        session.add(BacklogDay(day=today, state=state, count=count))


def backlog_of(session: Session, *, days: int = DAYS) -> dict[date, dict[str, int]]:
    """Open tasks by state at the end of each day, and now; days without a note are left out."""
    today = clock.now().date()
    found: dict[date, dict[str, int]] = {}
    notes = session.exec(
        select(BacklogDay)
        .where(col(BacklogDay.day) > today - timedelta(days=days), col(BacklogDay.day) < today)
        .order_by(col(BacklogDay.day))
    )
    for note in notes:
        found.setdefault(note.day, {})[note.state] = note.count
    now = select(Task.state, func.count()).where(col(Task.state).in_(OPEN_STATES))
    found[today] = dict(session.exec(now.group_by(col(Task.state))).all())
    return found


def ages_of_open(session: Session) -> Ages:
    """How long the open tasks have been there."""
    now = clock.now()
    is_open = col(Task.state).in_(OPEN_STATES)
    conditions = [
        (col(Task.created_at) <= now - at_least)
        & (col(Task.created_at) > now - under if under else True)
        for _label, at_least, under in AGES
    ]
    sums = [func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in conditions]
    counts = session.execute(select(*sums).where(is_open)).one()
    groups = tuple(
        AgeGroup(label, at_least, under, int(count))
        for (label, at_least, under), count in zip(AGES, counts, strict=True)
    )
    oldest = session.exec(
        select(Task.id, Task.created_at).where(is_open).order_by(col(Task.created_at)).limit(1)
    ).first()
    total = sum(group.count for group in groups)
    return Ages(
        groups,
        Spread(total, *(_age_at(session, total, share, now) for share in (0.5, 0.9)))
        if total
        else None,
        *(oldest or (None, None)),
    )


def _age_at(session: Session, total: int, share: float, now: datetime) -> float:
    """The age in seconds that so large a share of the open tasks does not exceed."""
    created = session.exec(
        select(Task.created_at)
        .where(col(Task.state).in_(OPEN_STATES))
        .order_by(col(Task.created_at).desc())
        .offset(min(int(total * share), total - 1))
        .limit(1)
    ).one()
    return (now - created).total_seconds()


def throughput_of(session: Session, *, days: int = DAYS) -> list[Throughput]:
    """What came in and went out each day, the oldest day first, today last."""
    today = clock.now().date()
    first = today - timedelta(days=days - 1)
    since = datetime.combine(first, time(), UTC)
    created = utc_day(session, col(Task.created_at))
    came = dict(
        session.execute(
            select(created, func.count()).where(col(Task.created_at) >= since).group_by(created)
        ).all()
    )
    acted = utc_day(session, col(Event.at))
    left = dict(
        session.execute(
            select(acted, func.count())
            .where(col(Event.action).in_(OUT), col(Event.at) >= since)
            .group_by(acted)
        ).all()
    )
    every = [first + timedelta(days=n) for n in range(days)]
    return [
        Throughput(day, came.get(day.isoformat(), 0), left.get(day.isoformat(), 0)) for day in every
    ]


def count_overdue(session: Session) -> int:
    """Open tasks whose day is past."""
    return session.exec(
        select(func.count())
        .select_from(Task)
        .where(col(Task.state).in_(OPEN_STATES), col(Task.due) < clock.now().date())
    ).one()


def turnaround_of(
    session: Session,
    *,
    days: int = DAYS,
    seconds: Callable[[datetime, datetime], float] | None = None,
) -> dict[str, Spread | None]:
    """How long each stage took, of the stages that ended in the last days.

    `seconds` measures from one time to another; by default the time that passed, for instance
    `working_seconds` counts business hours alone.
    """
    measure = seconds or _passed
    wanted = frozenset().union(*(begins | ends for _name, begins, ends in STAGES))
    acts = session.exec(
        select(Event.object_id, Event.action, Event.at)
        .where(col(Event.action).in_(wanted), col(Event.at) >= clock.now() - timedelta(days=days))
        .order_by(col(Event.seq).desc())
        .limit(MOST_ACTS)
    ).all()
    lengths = _stage_lengths(reversed(acts), measure)
    return {name: spread_of(lengths[name]) for name, _begins, _ends in STAGES}


def _passed(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds()


def _stage_lengths(
    acts: Iterable[tuple[int, str, datetime]], measure: Callable[[datetime, datetime], float]
) -> dict[str, list[float]]:
    begun: dict[tuple[str, int], datetime] = {}
    lengths: dict[str, list[float]] = {name: [] for name, _begins, _ends in STAGES}
    for task_id, action, at in acts:
        for name, begins, ends in STAGES:
            if action in ends and (start := begun.pop((name, task_id), None)):
                lengths[name].append(measure(start, at))
            if action in begins:
                begun[name, task_id] = at
    return lengths


def working_seconds(start: datetime, end: datetime) -> float:
    """The seconds between two times that fall on Monday to Friday from 9 to 17, UTC."""
    total = 0.0
    day = start.date()
    while day <= end.date():
        if day.weekday() < 5:
            opens = datetime.combine(day, time(9), UTC)
            closes = datetime.combine(day, time(17), UTC)
            total += max(0.0, (min(end, closes) - max(start, opens)).total_seconds())
        day += timedelta(days=1)
    return total


def handling_time(session: Session, *, days: int = DAYS) -> Spread | None:
    """How long people were at work on a task, of those worked on in the last days."""
    found = session.exec(
        select(Handling.seconds)
        .where(
            col(Handling.seen_at) >= clock.now() - timedelta(days=days), col(Handling.seconds) > 0
        )
        .order_by(col(Handling.seen_at).desc())
        .limit(MOST_ACTS)
    ).all()
    return spread_of(list(found))
