"""The desk in figures: a page of panels, each figure with the list behind it, each as CSV too."""

import csv
import io
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Role
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import code_in_words
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks.figures import (
    Ages,
    ages_of_open,
    count_overdue,
    throughput_of,
    working_seconds,
)
from factcheck.tasks.queries import TaskRow, tasks_of_day
from factcheck.verdicts.figures import tasks_rated, tasks_read_twice, tasks_sent_back
from factcheck.verdicts.scales import SHIPPED
from factcheck.web import desk_agreement, desk_panels, desk_verdicts
from factcheck.web.charts import Chart
from factcheck.web.codes import rating_in_words
from factcheck.web.forms import number_in_query
from factcheck.web.inbox_rows import rows_of
from factcheck.web.task_page import LABELS

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


def _panels(session: Session, ages: Ages) -> list[Chart]:
    business = request.args.get("hours") == "business"
    leads = bool({Role.EDITOR.value, Role.ADMIN.value} & current_actor().roles)
    scales = [scale.id for scale in SHIPPED]
    by_kind = [desk_verdicts.verdicts_panel(session, scale) for scale in scales]
    by_speaker = [desk_verdicts.speakers_panel(session, scale) for scale in scales]
    return [
        desk_panels.backlog_panel(session),
        desk_panels.throughput_panel(session),
        desk_panels.age_panel(ages),
        desk_panels.turnaround_panel(session, working_seconds if business else None),
        *desk_agreement.agreement_panels(session, by_pair=leads),
        desk_verdicts.returns_panel(session),
        *(panel for panel in (*by_kind, *by_speaker) if panel),
        desk_panels.sources_panel(session, LABELS),
    ]


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    with current_database().read() as session:
        ages = ages_of_open(session)
        today = throughput_of(session, days=1)[-1]
        return render_template(
            "desk/index.html",
            panels=_panels(session, ages),
            ages=ages,
            today=today,
            overdue=count_overdue(session),
            open_view=desk_panels.OPEN_VIEW,
            business=request.args.get("hours") == "business",
        )


@blueprint.get("/<name>.csv")
@needs(Permission.READ_DESK)
def as_csv(name: str) -> ResponseReturnValue:
    """One panel's figures for a spreadsheet."""
    with current_database().read() as session:
        panels = _panels(session, ages_of_open(session))
        panel = next((one for one in panels if one.name == name), None)
    if panel is None:
        raise NotFound(_("The desk has no figures “%(name)s” now.", name=name))
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(panel.head)
    writer.writerows([[_harmless(cell.text) for cell in row] for row in panel.rows])
    return sheet.getvalue(), {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and len(text) > 1 else text


def _list(session: Session, title: str, rows: list[TaskRow]) -> str:
    return render_template(
        "desk/list.html", title=title, rows=rows_of(session, current_actor(), rows)
    )


@blueprint.get("/returns")
@needs(Permission.READ_DESK)
def returns() -> ResponseReturnValue:
    """The tasks that were sent back for one reason."""
    field = request.args.get("field", "")
    with current_database().read() as session:
        return _list(
            session,
            _("Sent back: %(field)s", field=code_in_words(field, "field")),
            tasks_sent_back(session, field),
        )


@blueprint.get("/verdicts")
@needs(Permission.READ_DESK)
def verdicts() -> ResponseReturnValue:
    """The tasks whose published verdict is one rating, of a kind of claim or a speaker."""
    rating = request.args.get("rating", "")
    with current_database().read() as session:
        found = tasks_rated(
            session,
            scale_id=request.args.get("scale", ""),
            rating=rating,
            kind=request.args.get("kind", ""),
            speaker_id=number_in_query("speaker"),
        )
        return _list(session, _("Published as %(rating)s", rating=rating_in_words(rating)), found)


@blueprint.get("/agreement")
@needs(Permission.READ_DESK)
def agreement() -> ResponseReturnValue:
    """The tasks that two people read, with one rating and the other."""
    first, second = request.args.get("first", ""), request.args.get("second", "")
    with current_database().read() as session:
        found = tasks_read_twice(session, request.args.get("scale", ""), first, second)
        title = _(
            "Read as %(first)s, then as %(second)s",
            first=rating_in_words(first),
            second=rating_in_words(second),
        )
        return _list(session, title, found)


@blueprint.get("/days")
@needs(Permission.READ_DESK)
def days() -> ResponseReturnValue:
    """The tasks that came in or went out on a day."""
    came = request.args.get("what") != "out"
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        raise InvalidInput(_("Name a day as in 2026-03-31."), {"day": _("Name a day.")}) from None
    with current_database().read() as session:
        found = tasks_of_day(session, day, came=came)
        title = _("Out on %(day)s", day=day.isoformat())
        if came:
            title = _("In on %(day)s", day=day.isoformat())
        return _list(session, title, found)
