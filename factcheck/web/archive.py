"""The archive: what was checked, month by month, and how often the desk publishes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.publishing.cadence import list_months, measure_cadence, month_of
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.overview import list_newest
from factcheck.publishing.selection import measure_selection
from factcheck.request import current_database
from factcheck.web.kept import kept_page
from factcheck.web.public import PAGE, cursor_in_query, page_of

blueprint = Blueprint("archive", __name__)


@blueprint.get("/archive")
def index() -> ResponseReturnValue:
    """The months, and of the last half year the checks a week and what was chosen."""
    with current_database().read() as session:
        figures = {
            "months": list_months(session),
            "cadence": measure_cadence(session),
            "selection": measure_selection(session),
        }
    return kept_page(render_template("public/archive.html", **figures))


@blueprint.get("/archive/<name>")
def month(name: str) -> ResponseReturnValue:
    """The checks that were first published in a month, the last changed first."""
    wanted = month_of(name)
    found = []
    if wanted is not None:
        where = CheckedFilter(since=wanted.begins, until=wanted.ends)
        with current_database().read() as session:
            found = list_newest(session, where, before=cursor_in_query(), limit=PAGE + 1)
    if wanted is None or not found:
        raise NotFound(_("Nothing of that month is published. The archive lists those that have."))
    return kept_page(render_template("public/month.html", month=wanted, **page_of(found)))
