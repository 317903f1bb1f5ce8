"""The desk's panels: figures made into charts, each with its sentence and the lists behind it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session

from factcheck.accounts.service import names_of
from factcheck.context.figures import provider_health
from factcheck.tasks import figures as task_figures
from factcheck.tasks.lifecycle import OPEN_STATES, in_words
from factcheck.tasks.quantiles import Spread
from factcheck.verdicts import figures as verdict_figures
from factcheck.verdicts.agreement import LEAST, Agreement
from factcheck.web.charts import Cell, Chart, Line, lying_bars, paired_bars, stacked_area
from factcheck.web.filters import day, length
from factcheck.web.views import inbox_address

AGE_VIEWS = ("age:<1h", "age:>1h age:<4h", "age:>4h age:<24h", "age:>24h age:<3d", "age:>3d")
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
    change = f", {now - first:+d} since {day(days[0])}" if len(days) > 1 else ""
    return stacked_area(
        name="backlog",
        title="Backlog",
        says=f"{_tasks(now)} open{change}.",
        places=[day(one) for one in (days if len(days) > 1 else days * 2)],
        series=[
            (
                in_words(state),
                f"series-{OPEN_STATES.index(state) + 1}",
                [backlog[one].get(state, 0) for one in (days if len(days) > 1 else days * 2)],
            )
            for state in states
        ],
        head=("day", *map(in_words, states)),
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


def age_panel(session: Session) -> Chart:
    ages = task_figures.ages_of_open(session)
    groups = list(zip(ages.groups, AGE_VIEWS, strict=True))
    spread = ages.spread
    says = (
        f"Half of the open tasks are younger than {length(spread.p50)}, "
        f"nine in ten than {length(spread.p90)}."
        if spread
        else "Nothing is open."
    )
    return lying_bars(
        name="age",
        title="Age of what is open",
        says=says,
        lines=[
            Line(group.label, (("series-2", _tasks(group.count), group.count),), str(group.count))
            for group, _view in groups
        ],
        head=("age", "open tasks"),
        rows=tuple(
            (
                Cell(group.label),
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
        title="In and out",
        says=f"In {len(days)} days {_tasks(came)} came in, {left} went out; "
        f"today {days[-1].came} in, {days[-1].left} out.",
        places=[day(one.day) for one in days],
        series=[
            ("in", "series-2", [one.came for one in days]),
            ("out (approved or dismissed)", "series-5", [one.left for one in days]),
        ],
        head=("day", "in", "out"),
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
    spreads["at work"] = task_figures.handling_time(session)
    known = {name: spread for name, spread in spreads.items() if spread is not None}
    slowest = max(known, key=lambda name: known[name].p50) if known else ""
    clock = "in business hours" if measure else "around the clock"
    return lying_bars(
        name="turnaround",
        title="How long each stage takes",
        says=f"The longest stage is {slowest}: half take {length(known[slowest].p50)} or less "
        f"({clock}, last 30 days)."
        if known
        else "No stage has ended in the last 30 days.",
        lines=[
            Line(
                name,
                (
                    ("series-3", f"half take {length(one.p50)} or less", one.p50),
                    ("series-1", f"nine in ten take {length(one.p90)} or less", one.p90 - one.p50),
                ),
                f"{length(one.p50)} – {length(one.p90)}",
            )
            for name, one in known.items()
        ],
        legend=(("half", "series-3"), ("nine in ten", "series-1")),
        head=("stage", "n", "half", "nine in ten"),
        rows=tuple(
            (Cell(name), *(map(Cell, _spread_cells(spread)))) for name, spread in spreads.items()
        ),
    )


def _spread_cells(spread: Spread | None) -> tuple[str, str, str]:
    if spread is None:
        return ("0", "–", "–")
    return (str(spread.n), length(spread.p50), length(spread.p90))


def returns_panel(session: Session) -> Chart:
    returns = verdict_figures.returns_by_field(session)
    share = f"{returns.returned / returns.decided:.0%}" if returns.decided else "–"
    return lying_bars(
        name="returns",
        title="Sent back, by reason",
        says=f"{returns.returned} of {returns.decided} decisions of the last "
        f"{verdict_figures.DAYS} days were returns ({share}).",
        lines=[
            Line(
                name, (("series-4", f"{count} returned", count),), f"{count / returns.decided:.0%}"
            )
            for name, count in returns.by_field
        ],
        head=("reason", "returns", "of decisions"),
        rows=tuple(
            (
                Cell(name),
                Cell(str(count), list_address("returns", field=name)),
                Cell(f"{count / returns.decided:.0%}"),
            )
            for name, count in returns.by_field
        ),
    )


def verdicts_panel(session: Session, scale_id: str) -> Chart | None:
    """The ratings that stand on one scale, by kind of claim; None before the first."""
    shares = [one for one in verdict_figures.verdicts_by_kind(session) if one.scale.id == scale_id]
    return _shares_panel(shares, f"verdicts-{scale_id}", "", {"kind": "key"})


def speakers_panel(session: Session, scale_id: str) -> Chart | None:
    shares = [
        one for one in verdict_figures.verdicts_by_speaker(session) if one.scale.id == scale_id
    ]
    return _shares_panel(
        shares,
        f"speakers-{scale_id}",
        " What is checked is chosen by the desk: not a random sample.",
        {"speaker": "key"},
    )


def _shares_panel(
    shares: Sequence[verdict_figures.Share], name: str, caution: str, of: dict[str, str]
) -> Chart | None:
    if not shares:
        return None
    ratings = shares[-1].scale.ratings
    total = sum(share.total for share in shares)
    (key,) = of
    return lying_bars(
        name=name,
        title=f"{shares[-1].scale.label} By {key}",
        says=f"{total} published verdict{'' if total == 1 else 's'}.{caution}",
        whole=True,
        lines=[
            Line(
                share.label,
                tuple(
                    (f"rating-fill-{place}", f"{rating['label']} {count}", count)
                    for place, (rating, count) in enumerate(
                        zip(share.scale.ratings, share.counts, strict=True), 1
                    )
                ),
                f"n = {share.total}",
            )
            for share in shares
        ],
        legend=tuple(
            (rating["label"], f"rating-fill-{place}") for place, rating in enumerate(ratings, 1)
        ),
        head=(key, *(rating["label"] for rating in ratings), "n"),
        rows=tuple(
            (
                Cell(share.label),
                *(
                    Cell(
                        str(count),
                        list_address(
                            "verdicts",
                            scale=share.scale.id,
                            rating=rating["code"],
                            **{key: share.key},
                        )
                        if count
                        else "",
                    )
                    for rating, count in zip(share.scale.ratings, share.counts, strict=True)
                ),
                Cell(str(share.total)),
            )
            for share in shares
        ),
    )


def sources_panel(session: Session, labels: dict[str, str]) -> Chart:
    health = provider_health(session)
    failing = [one for one in health if one.counts.get("failed")]
    looks = {"found": "series-5", "nothing": "series-1", "failed": "series-4"}
    named = {one.provider: labels.get(one.provider, one.provider) for one in health}
    states = sorted({state for one in health for state in one.counts})
    return lying_bars(
        name="sources",
        title="How the sources answer",
        says=f"{len(failing)} of {len(health)} sources failed at least once in the last week."
        if health
        else "No source was asked in the last week.",
        lines=[
            Line(
                named[one.provider],
                tuple(
                    (looks.get(state, "series-2"), f"{state} {one.counts.get(state, 0)}", count)
                    for state, count in sorted(one.counts.items())
                ),
                f"{one.runs} runs",
            )
            for one in health
        ],
        legend=tuple((state, looks.get(state, "series-2")) for state in states),
        head=("source", *states, "last failure"),
        rows=tuple(
            (
                Cell(named[one.provider]),
                *(Cell(str(one.counts.get(state, 0))) for state in states),
                Cell(one.failure or "–"),
            )
            for one in health
        ),
    )


def agreement_panels(session: Session, *, by_pair: bool) -> list[Chart]:
    """A table of first × second ratings a scale, with its coefficients in words.

    `by_pair` adds each two people: for the desk's leads, never as a league table.
    """
    readings = verdict_figures.double_readings(session)
    charts = [
        _agreement_chart(one) for one in verdict_figures.agreement_by_scale(session, readings)
    ]
    if by_pair and readings:
        charts.append(_pairs_chart(session, readings))
    return charts


def _agreement_chart(one: verdict_figures.ScaleAgreement) -> Chart:
    ratings = one.scale.ratings
    return Chart(
        f"agreement-{one.scale.id}",
        f"Agreement: {one.scale.label}",
        agreement_words(one.agreement),
        ("first \\ second", *(rating["label"] for rating in ratings)),
        tuple(
            (
                Cell(first["label"]),
                *(
                    _pair_cell(one.scale.id, first["code"], second["code"], one.table)
                    for second in ratings
                ),
            )
            for first in ratings
        ),
    )


def _pair_cell(scale_id: str, first: str, second: str, table: dict[tuple[str, str], int]) -> Cell:
    count = table.get((first, second), 0)
    href = list_address("agreement", scale=scale_id, first=first, second=second)
    return Cell(str(count) if count else "", href if count else "")


def _pairs_chart(session: Session, readings: Sequence[verdict_figures.DoubleReading]) -> Chart:
    pairs = verdict_figures.agreement_by_pair(session, readings)
    names = names_of(session, [person for pair in pairs for person in pair.people])
    return Chart(
        "agreement-pairs",
        "Agreement of two readers",
        f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'} of people read the same claims.",
        ("readers", "scale", "n", "equal", "kappa"),
        tuple(
            (
                Cell(" and ".join(names[person] for person in pair.people)),
                Cell(pair.scale.label),
                Cell(str(pair.agreement.n)),
                Cell("–" if pair.agreement.hidden else f"{pair.agreement.raw:.0%}"),
                Cell(_coefficient(pair.agreement, pair.agreement.kappa)),
            )
            for pair in pairs
        ),
    )


def _coefficient(agreement: Agreement, value: float | None) -> str:
    if agreement.hidden:
        return f"shown from n = {LEAST}"
    return "–" if value is None else f"{value:.2f}"


def agreement_words(agreement: Agreement) -> str:
    """The coefficients as a sentence; under twenty claims only how many there are."""
    if agreement.hidden:
        return f"n = {agreement.n}, shown from {LEAST} claims read by two people."
    alpha = _coefficient(agreement, agreement.alpha)
    if agreement.interval:
        alpha += f" ({agreement.interval[0]:.2f} to {agreement.interval[1]:.2f})"
    return (
        f"n = {agreement.n}: {agreement.raw:.0%} equal ratings, Cohen's kappa "
        f"{_coefficient(agreement, agreement.kappa)}, Krippendorff's alpha {alpha}"
        f"{_judged(agreement.alpha)}."
    )


def _judged(alpha: float | None) -> str:
    if alpha is None:
        return ""
    if alpha >= 0.8:
        return ": reliable"
    return ": tentative" if alpha >= 0.667 else ": not reliable"


def _tasks(count: int) -> str:
    return f"{count} task{'' if count == 1 else 's'}"
