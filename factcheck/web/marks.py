"""What colleagues leave on a task for each other: skips, notes, flags, their presence."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.accounts.service import names_of
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs, wants_fragment
from factcheck.tasks.marks import SKIP_REASONS, skip_task
from factcheck.tasks.notes import add_note, notes_of, resolve_flag
from factcheck.tasks.presence import is_noted, note_present, present_at
from factcheck.tasks.service import get_task
from factcheck.tasks.tags import tag_name, tag_task
from factcheck.web.chrome import say_done
from factcheck.web.forms import text_of, typed
from factcheck.web.live import polled
from factcheck.web.task_page import read_task_page
from factcheck.web.views import DEFAULT, inbox_address
from factcheck.web.working_through import next_in_view

blueprint = Blueprint("marks", __name__)


def _view() -> str:
    return request.values.get("view", "") or DEFAULT


@blueprint.get("/tasks/<int:task_id>/skip")
@needs(Permission.WORK_TASKS)
def ask_skip(task_id: int) -> ResponseReturnValue:
    """Ask why a task is passed over."""
    return _ask(task_id, {})


def _ask(task_id: int, errors: dict[str, str]) -> str:
    with current_database().read() as session:
        return render_template(
            "tasks/skip.html",
            page=read_task_page(session, current_actor(), task_id),
            reasons=SKIP_REASONS,
            view=_view(),
            errors=errors,
            typed=typed(),
        )


@blueprint.post("/tasks/<int:task_id>/skip")
@needs(Permission.WORK_TASKS)
def skip(task_id: int) -> ResponseReturnValue:
    """Pass the task over and go on to the next of the view."""
    reason = ": ".join(part for part in (text_of("reason"), text_of("words")) if part)
    try:
        with current_database().write() as session:
            skip_task(session, actor=current_actor(), task_id=task_id, reason=reason)
            following = next_in_view(session, current_actor(), _view(), done=task_id)
    except InvalidInput as error:
        return _ask(task_id, error.fields), 422
    say_done(_("Passed over; it comes last for you now"))
    if following is None:
        return redirect(inbox_address(_view()), 303)
    return redirect(url_for("tasks.show", task_id=following.id, view=_view()), 303)


@blueprint.post("/tasks/<int:task_id>/tags")
@needs(Permission.WORK_TASKS)
def tag(task_id: int) -> ResponseReturnValue:
    """Put a tag on, or take it off; the same form the other way round takes it back."""
    on, name = text_of("on") != "no", tag_name(text_of("tag"))
    with current_database().write() as session:
        tag_task(session, actor=current_actor(), task_id=task_id, tag=name, on=on)
    say_done(
        _("Tagged #%(name)s", name=name) if on else _("#%(name)s is off", name=name),
        address=url_for("marks.tag", task_id=task_id),
        fields={"tag": name, "on": "no" if on else "yes", "view": _view()},
    )
    return redirect(url_for("tasks.show", task_id=task_id, view=_view()), 303)


@blueprint.post("/tasks/<int:task_id>/notes")
@needs(Permission.WORK_TASKS)
def note(task_id: int) -> ResponseReturnValue:
    """Tell colleagues something; as a flag it stays in sight until somebody resolves it."""
    flag = text_of("flag") == "yes"
    with current_database().write() as session:
        add_note(
            session,
            actor=current_actor(),
            task_id=task_id,
            text=request.form.get("text", ""),
            flag=flag,
        )
    return _notes_answer(task_id, _("Flagged") if flag else _("Noted"))


@blueprint.post("/tasks/<int:task_id>/notes/<int:note_id>/resolve")
@needs(Permission.WORK_TASKS)
def resolve(task_id: int, note_id: int) -> ResponseReturnValue:
    """Say that a flag is dealt with."""
    with current_database().write() as session:
        resolve_flag(session, actor=current_actor(), task_id=task_id, note_id=note_id)
    return _notes_answer(task_id, _("The flag is down"))


def _notes_answer(task_id: int, words: str) -> ResponseReturnValue:
    if not wants_fragment():
        say_done(words)
        if text_of("from") == "approval":
            return redirect(url_for("approvals.show", task_id=task_id), 303)
        address = url_for("tasks.show", task_id=task_id, view=_view(), _anchor="notes")
        return redirect(address, 303)
    with current_database().read() as session:
        notes = notes_of(session, task_id)
        return render_template(
            "tasks/_notes.html",
            task_id=task_id,
            notes=notes,
            writers=names_of(session, [one.author_id for one in notes]),
            view=_view(),
        )


@blueprint.get("/tasks/<int:task_id>/live")
@needs(Permission.READ_DESK)
def live(task_id: int) -> ResponseReturnValue:
    """Who else has the task open, and whether it changed since the page was made.

    Asked every few seconds with `editing=yes` while the person types; says that the person is
    here. While nothing changed it costs a 304.
    """
    actor, editing = current_actor(), request.args.get("editing") == "yes"
    assert actor.id is not None
    with current_database().read() as session:
        task = get_task(session, task_id)
        noted = is_noted(session, task_id=task_id, person_id=actor.id, editing=editing)
    if not noted:
        with current_database().write() as session:
            note_present(session, task_id=task_id, person_id=actor.id, editing=editing)
    with current_database().read() as session:
        body = render_template(
            "tasks/_live.html",
            task=task,
            seen=request.args.get("version", ""),
            here=url_for("tasks.show", task_id=task_id, view=_view()),
            people=present_at(session, [task_id], but=actor.id).get(task_id, []),
        )
    return polled(body)
