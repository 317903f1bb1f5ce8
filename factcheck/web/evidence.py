"""Evidence in a person's hands: words chosen in a source, files, and whom they asked."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.context.evidence import add_selection
from factcheck.context.incoming import receive_files
from factcheck.context.outreach import note_answer, note_asked
from factcheck.context.selections import Selection
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs
from factcheck.web.chrome import say_done
from factcheck.web.drafts import cite_in_draft, save_typed
from factcheck.web.forms import date_of, number_of, text_of, texts_of, typed
from factcheck.web.sources import render_source, uploads_in_form
from factcheck.web.task_page import read_task_page
from factcheck.web.tasks import render_task, view_in_hand

blueprint = Blueprint("evidence", __name__)


@blueprint.post("/tasks/<int:task_id>/evidence/selection")
@needs(Permission.WORK_TASKS)
def select(task_id: int) -> ResponseReturnValue:
    """Add words of a source: paragraphs that were ticked, or words selected in its text."""
    source_id = number_of("source")
    if source_id is None:
        raise InvalidInput(
            _("The form does not say which source it was made from. Reload the page.")
        )
    numbers = [int(one) for one in texts_of("passage") if one.isdecimal() and len(one) < 10]
    try:
        with current_database().write() as session:
            item = add_selection(
                session,
                actor=current_actor(),
                task_id=task_id,
                selection=Selection(source_id, tuple(numbers), text_of("words")),
                stance=text_of("stance"),
            )
            made = item.id
    except InvalidInput as error:
        return render_source(source_id, task_id=task_id, errors=error.fields), 422
    cite_in_draft(task_id, made)
    say_done(_("Added to the task's evidence"))
    return redirect(_back(task_id, f"evidence-{made}"), 303)


@blueprint.post("/tasks/<int:task_id>/evidence/upload")
@needs(Permission.WORK_TASKS)
def upload(task_id: int) -> ResponseReturnValue:
    """Have files read as sources; their words are chosen when they are here."""
    save_typed(task_id)
    try:
        with current_database().write() as session:
            receive_files(
                session, actor=current_actor(), uploads=uploads_in_form(), task_id=task_id
            )
    except InvalidInput as error:
        return _refused(task_id, error)
    say_done(_("The file is being read; its words can be chosen in a moment"))
    return redirect(_back(task_id, "incoming"), 303)


@blueprint.post("/tasks/<int:task_id>/outreach")
@needs(Permission.WORK_TASKS)
def asked(task_id: int) -> ResponseReturnValue:
    """Note that somebody was asked about the claim. Sent with the verdict's form, which is kept."""
    save_typed(task_id)
    try:
        with current_database().write() as session:
            note_asked(
                session,
                actor=current_actor(),
                task_id=task_id,
                asked=text_of("asked"),
                asked_on=date_of("asked_on"),
                deadline=date_of("deadline"),
                answer=text_of("answer"),
            )
    except InvalidInput as error:
        return _refused(task_id, error)
    say_done(_("Noted who was asked"))
    return redirect(_back(task_id, "outreach"), 303)


@blueprint.post("/tasks/<int:task_id>/outreach/<int:outreach_id>")
@needs(Permission.WORK_TASKS)
def answered(task_id: int, outreach_id: int) -> ResponseReturnValue:
    """Note what they said."""
    save_typed(task_id)
    try:
        with current_database().write() as session:
            note_answer(
                session,
                actor=current_actor(),
                task_id=task_id,
                outreach_id=outreach_id,
                answer=text_of(f"answer_{outreach_id}"),
            )
    except InvalidInput as error:
        return _refused(task_id, error)
    say_done(_("Noted what they said"))
    return redirect(_back(task_id, "outreach"), 303)


def _refused(task_id: int, error: InvalidInput) -> ResponseReturnValue:
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), task_id)
        return render_task(page, errors=error.fields, typed_text=typed()), 422


def _back(task_id: int, anchor: str) -> str:
    return url_for("tasks.show", task_id=task_id, view=view_in_hand(), _anchor=anchor)
