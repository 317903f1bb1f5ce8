"""How often the desk publishes: by week over half a year, and by month for the archive.

The codes of fact-checkers (IFCN 1.3) ask for a check a week, on average, over six months.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.publishing.narrowing import beginning_of
from factcheck.verdicts.models import CheckedClaim

WEEKS = 26
_WEEK = timedelta(days=7)


class utc_day(GenericFunction[str]):  # noqa: N801 - the name of a function in SQL
    """The day of a time in UTC, as `2026-03-04`."""

    type = String()
    inherit_cache = True


@compiles(utc_day, "sqlite")
def _sqlite_day(element: utc_day, compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)})"


@compiles(utc_day, "postgresql")
def _postgres_day(element: utc_day, compiler: Any, **options: Any) -> str:
    time = compiler.process(element.clauses, **options)
    return f"to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM-DD')"


@dataclass(frozen=True)
class Week:
    """A week from Monday on, and how many checks were first published in it."""

    begins: date
    checks: int


@dataclass(frozen=True)
class Month:
    """A month by its first day, and how many checks that stand were first published in it."""

    begins: date
    checks: int

    @property
    def name(self) -> str:
        """As in addresses: `2026-03`."""
        return f"{self.begins:%Y-%m}"

    @property
    def ends(self) -> date:
        """The last day."""
        return (self.begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Cadence:
    """The last whole weeks, the oldest first."""

    weeks: tuple[Week, ...]

    @property
    def checks(self) -> int:
        return sum(week.checks for week in self.weeks)

    @property
    def a_week(self) -> float:
        return self.checks / len(self.weeks)

    @property
    def empty(self) -> int:
        """How many weeks had no check."""
        return sum(not week.checks for week in self.weeks)


def measure_cadence(session: Session) -> Cadence:
    """The checks of the last 26 whole weeks, by their first publication; not those taken back."""
    today = clock.now().date()
    monday = today - timedelta(days=today.weekday())
    first = monday - WEEKS * _WEEK
    counts: Counter[date] = Counter()
    for day, checks in _by_day(session, first, monday - timedelta(days=1)):
        counts[day - timedelta(days=day.weekday())] += checks
    weeks = (first + number * _WEEK for number in range(WEEKS))
    return Cadence(tuple(Week(begins, counts[begins]) for begins in weeks))


def list_months(session: Session) -> list[Month]:
    """The months in which something that stands was first published, the newest first."""
    counts: Counter[date] = Counter()
    for day, checks in _by_day(session):
        counts[day.replace(day=1)] += checks
    return [Month(begins, counts[begins]) for begins in sorted(counts, reverse=True)]


def month_of(name: str) -> Month | None:
    """The month that an address names, its checks not counted; None for what names none."""
    try:
        begins = datetime.strptime(f"{name}-01", "%Y-%m-%d").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        return None
    month = Month(begins, 0)
    return month if month.name == name and begins.year < date.max.year else None


def _by_day(
    session: Session, since: date | None = None, until: date | None = None
) -> list[tuple[date, int]]:
    day = utc_day(col(CheckedClaim.published_at)).label("day")
    statement = select(day, func.count()).where(CheckedClaim.state != "retracted").group_by("day")
    if since is not None:
        statement = statement.where(col(CheckedClaim.published_at) >= beginning_of(since))
    if until is not None:
        statement = statement.where(
            col(CheckedClaim.published_at) < beginning_of(until + timedelta(days=1))
        )
    return [(date.fromisoformat(str(found)), checks) for found, checks in session.exec(statement)]
