"""The desk's panels: figures made into charts, each with its sentence and the lists behind it."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session

from factcheck.context.figures import provider_health
from factcheck.language import code_in_words, ngettext, translated
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks import figures as task_figures
from factcheck.tasks.lifecycle import OPEN_STATES
from factcheck.tasks.quantiles import Spread
from factcheck.web.charts import Cell, Chart, Line, lying_bars, paired_bars, stacked_area
from factcheck.web.filters import day, length
from factcheck.web.views import inbox_address

AGE_VIEWS = ("age:<1h", "age:>1h age:<4h", "age:>4h age:<24h", "age:>24h age:<3d", "age:>3d")
AT_WORK = marked_in("stage", "at work")
OPEN_VIEW = f"state:{','.join(OPEN_STATES)}"
Measure = Callable[[datetime, datetime], float]


def list_address(page: str, **of: str | int) -> str:
    """The page that lists the tasks behind a figure."""
    return f"/desk/{page}?{urlencode(of)}"


def backlog_panel(session: Session) -> Chart:
    backlog = task_figures.backlog_of(session)
    days = list(backlog)
    states = [state for state in OPEN_STATES if any(backlog[one].get(state) for one in days)]
    now, first = (sum(backlog[one].values()) for one in (days[-1], days[0]))
    says = _("%(tasks)s open.", tasks=_tasks(now))
    if len(days) > 1:
        change, since = f"{now - first:+d}", day(days[0])
        says = _(
            "%(tasks)s open, %(change)s since %(day)s.", tasks=_tasks(now), change=change, day=since
        )
    return stacked_area(
        name="backlog",
        title=_("Backlog"),
        says=says,
        places=[day(one) for one in (days if len(days) > 1 else days * 2)],
        series=[
            (
                code_in_words(state, "state"),
                f"series-{OPEN_STATES.index(state) + 1}",
                [backlog[one].get(state, 0) for one in (days if len(days) > 1 else days * 2)],
            )
            for state in states
        ],
        head=(_("day"), *(code_in_words(state, "state") for state in states)),
        rows=tuple(
            (
                Cell(day(one)),
                *(
                    Cell(
                        str(backlog[one].get(state, 0)),
                        inbox_address(f"state:{state}") if one == days[-1] else "",
                    )
                    for state in states
                ),
            )
            for one in reversed(days)
        ),
    )


def age_panel(ages: task_figures.Ages) -> Chart:
    groups = list(zip(ages.groups, AGE_VIEWS, strict=True))
    spread = ages.spread
    says = (
        _(
            "Half of the open tasks are younger than %(half)s, nine in ten than %(most)s.",
            half=length(spread.p50),
            most=length(spread.p90),
        )
        if spread
        else _("Nothing is open.")
    )
    return lying_bars(
        name="age",
        title=_("Age of what is open"),
        says=says,
        lines=[
            Line(
                translated(group.label),
                (("series-2", _tasks(group.count), group.count),),
                str(group.count),
            )
            for group, _view in groups
        ],
        head=(_("age"), _("open tasks")),
        rows=tuple(
            (
                Cell(translated(group.label)),
                Cell(str(group.count), inbox_address(f"{OPEN_VIEW} {view}")),
            )
            for group, view in groups
        ),
    )


def throughput_panel(session: Session) -> Chart:
    days = task_figures.throughput_of(session)
    came, left = sum(one.came for one in days), sum(one.left for one in days)
    return paired_bars(
        name="throughput",
        title=_("In and out"),
        says=_(
            "In %(days)s days %(tasks)s came in, %(left)s went out; today %(came_today)s in, "
            "%(left_today)s out.",
            days=len(days),
            tasks=_tasks(came),
            left=left,
            came_today=days[-1].came,
            left_today=days[-1].left,
        ),
        places=[day(one.day) for one in days],
        series=[
            (_("in"), "series-2", [one.came for one in days]),
            (_("out (approved or dismissed)"), "series-5", [one.left for one in days]),
        ],
        head=(_("day"), _("in"), _("out")),
        rows=tuple(
            (
                Cell(day(one.day)),
                Cell(str(one.came), list_address("days", day=one.day.isoformat(), what="in")),
                Cell(str(one.left), list_address("days", day=one.day.isoformat(), what="out")),
            )
            for one in reversed(days)
        ),
    )


def turnaround_panel(session: Session, measure: Measure | None = None) -> Chart:
    spreads = dict(task_figures.turnaround_of(session, seconds=measure))
    spreads[AT_WORK] = task_figures.handling_time(session)
    known = {name: spread for name, spread in spreads.items() if spread is not None}
    slowest = max(known, key=lambda name: known[name].p50) if known else ""
    says = _("No stage has ended in the last 30 days.")
    if known:
        stage, half = code_in_words(slowest, "stage"), length(known[slowest].p50)
        says = _(
            "The longest stage is %(stage)s: half take %(half)s or less (around the clock, last 30 "
            "days).",
            stage=stage,
            half=half,
        )
        if measure:
            says = _(
                "The longest stage is %(stage)s: half take %(half)s or less (in business hours, "
                "last 30 days).",
                stage=stage,
                half=half,
            )
    return lying_bars(
        name="turnaround",
        title=_("How long each stage takes"),
        says=says,
        lines=[
            Line(
                code_in_words(name, "stage"),
                (
                    (
                        "series-3",
                        _("half take %(half)s or less", half=length(one.p50)),
                        one.p50,
                    ),
                    (
                        "series-1",
                        _("nine in ten take %(most)s or less", most=length(one.p90)),
                        one.p90 - one.p50,
                    ),
                ),
                f"{length(one.p50)} – {length(one.p90)}",
            )
            for name, one in known.items()
        ],
        legend=((_("half"), "series-3"), (_("nine in ten"), "series-1")),
        head=(_("stage"), "n", _("half"), _("nine in ten")),
        rows=tuple(
            (Cell(code_in_words(name, "stage")), *(map(Cell, _spread_cells(spread))))
            for name, spread in spreads.items()
        ),
    )


def _spread_cells(spread: Spread | None) -> tuple[str, str, str]:
    if spread is None:
        return ("0", "–", "–")
    return (str(spread.n), length(spread.p50), length(spread.p90))


def sources_panel(session: Session, labels: dict[str, str]) -> Chart:
    health = provider_health(session)
    failing = [one for one in health if one.counts.get("failed")]
    looks = {"found": "series-5", "nothing": "series-1", "failed": "series-4"}
    named = {one.provider: translated(labels.get(one.provider, one.provider)) for one in health}
    states = sorted({state for one in health for state in one.counts})
    return lying_bars(
        name="sources",
        title=_("How the sources answer"),
        says=_(
            "%(failing)s of %(all)s sources failed at least once in the last week.",
            failing=len(failing),
            all=len(health),
        )
        if health
        else _("No source was asked in the last week."),
        lines=[
            Line(
                named[one.provider],
                tuple(
                    (looks.get(state, "series-2"), f"{code_in_words(state, 'run')} {count}", count)
                    for state, count in sorted(one.counts.items())
                ),
                ngettext("%(num)s run", "%(num)s runs", one.runs),
            )
            for one in health
        ],
        legend=tuple(
            (code_in_words(state, "run"), looks.get(state, "series-2")) for state in states
        ),
        head=(
            _("source"),
            *(code_in_words(state, "run") for state in states),
            _("last failure"),
        ),
        rows=tuple(
            (
                Cell(named[one.provider]),
                *(Cell(str(one.counts.get(state, 0))) for state in states),
                Cell(translated(one.failure) or "–"),
            )
            for one in health
        ),
    )


def _tasks(count: int) -> str:
    return ngettext("%(num)s task", "%(num)s tasks", count)
