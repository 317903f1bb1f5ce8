"""What readers asked for, for the desk to follow or to lay aside."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.publishing.readers import accept_request, decline_request, list_requests
from factcheck.request import current_actor, current_database, needs
from factcheck.web.chrome import say_done
from factcheck.web.forms import number_in_query, text_of, typed

blueprint = Blueprint("readers", __name__, url_prefix="/readers")

PAGE = 50
STATES = ("open", "accepted", "declined")


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    return _index()


def _index(*, refused: int | None = None, errors: dict[str, str] | None = None) -> str:
    wanted = request.args.get("state", "open")
    state = wanted if wanted in STATES else "open"
    with current_database().read() as session:
        found = list_requests(
            session, state=state, before=number_in_query("before"), limit=PAGE + 1
        )
    return render_template(
        "readers/index.html",
        rows=found[:PAGE],
        state=state,
        states=STATES,
        next_before=found[PAGE - 1][0].id if len(found) > PAGE else "",
        refused=refused,
        errors=errors or {},
        typed=typed(),
    )


@blueprint.post("/<int:request_id>/accept")
@needs(Permission.WORK_TASKS)
def accept(request_id: int) -> ResponseReturnValue:
    """Follow it: the check's task gets a flag, or the claim becomes a task."""
    with current_database().write() as session:
        task_id = accept_request(session, actor=current_actor(), request_id=request_id)
    say_done(_("Accepted"))
    if task_id is None:
        return redirect(url_for("readers.index"), 303)
    return redirect(url_for("tasks.show", task_id=task_id), 303)


@blueprint.post("/<int:request_id>/decline")
@needs(Permission.WORK_TASKS)
def decline(request_id: int) -> ResponseReturnValue:
    """Lay it aside with a reason."""
    try:
        with current_database().write() as session:
            decline_request(
                session, actor=current_actor(), request_id=request_id, reason=text_of("reason")
            )
    except InvalidInput as error:
        return _index(refused=request_id, errors=error.fields), 422
    say_done(_("Laid aside"))
    return redirect(url_for("readers.index"), 303)
