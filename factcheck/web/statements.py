"""Saying what the fact-checkers' codes ask for: of the check, and of each source."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.verdicts.sourcing import describe_source
from factcheck.verdicts.statements import FIELDS, write_statement
from factcheck.web.chrome import say_done
from factcheck.web.drafts import save_typed
from factcheck.web.evidence_cards import shown_evidence
from factcheck.web.forms import text_of, typed
from factcheck.web.task_page import read_task_page
from factcheck.web.task_view import render_task, view_in_hand

blueprint = Blueprint("statements", __name__)

_INTEREST = {"yes": True, "no": False}


@blueprint.post("/tasks/<int:task_id>/statement")
@needs(Permission.WORK_TASKS)
def write(task_id: int) -> ResponseReturnValue:
    """Keep all that the section's fields say. Sent with the verdict's form, which is kept."""
    save_typed(task_id)
    try:
        with current_database().write() as session:
            write_statement(session, actor=current_actor(), task_id=task_id, said=_said())
            _describe(session, task_id)
    except InvalidInput as error:
        with current_database().read() as session:
            page = read_task_page(session, current_actor(), task_id)
            return render_task(page, errors=error.fields, typed_text=typed()), 422
    say_done(_("Noted; a verdict that is handed in from now on says it"))
    return redirect(
        url_for("tasks.show", task_id=task_id, view=view_in_hand(), _anchor="codes"), 303
    )


def _said() -> dict[str, str | bool | None]:
    said: dict[str, str | bool | None] = {
        name: text_of(name) for name in FIELDS if name in request.form
    }
    if "public_interest" in said:
        said["public_interest"] = _INTEREST.get(text_of("public_interest"))
    return said


def _describe(session: Session, task_id: int) -> None:
    """Each piece of which the form has fields."""
    for item in shown_evidence(session, task_id):
        if f"source_kind_{item.id}" in request.form:
            describe_source(
                session,
                actor=current_actor(),
                task_id=task_id,
                evidence_id=item.id or 0,
                source_kind=text_of(f"source_kind_{item.id}"),
                interest=text_of(f"interest_{item.id}"),
                withheld=text_of(f"withheld_{item.id}"),
            )
