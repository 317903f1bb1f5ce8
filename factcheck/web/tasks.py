"""The task: reading it, acting on it, going on to the next."""

import difflib
from contextlib import suppress

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.claims.service import choose_speaker
from factcheck.errors import Conflict, Forbidden, InvalidInput, NotFound, StaleVersion
from factcheck.language import gettext as _
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
    replaces_page,
    wants_fragment,
)
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.models import Task
from factcheck.tasks.queries import TaskFilter, list_tasks
from factcheck.tasks.service import (
    DISMISS_REASONS,
    extend_lease,
    get_task,
    load_task,
    take_task,
    task_id_of,
)
from factcheck.verdicts.drafts import text_mark
from factcheck.verdicts.scales import find_rating, get_scale
from factcheck.verdicts.service import latest_verdict
from factcheck.verdicts.suggestion import show_suggestion
from factcheck.web.acts import ACTS, SNOOZES, SUBMITTING, UNDOABLE, cited_ids, done_words
from factcheck.web.acts import act as do_act
from factcheck.web.chrome import answer_at, say_done, say_left
from factcheck.web.drafts import keep_typed, save_typed
from factcheck.web.forms import text_of, typed
from factcheck.web.task_page import read_task_page
from factcheck.web.task_view import differing, render_task, view_in_hand
from factcheck.web.working_through import count_left, next_in_view

blueprint = Blueprint("tasks", __name__)

# Verbs that need words of the person first have a page of their own, so that all works without
# JavaScript.
ASKED = ("dismiss", "mark_duplicate", "snooze", "recuse", "correct", "retract")
# After these one goes on to the next task or to the list.
GOING_ON = SUBMITTING | {"dismiss", "mark_duplicate", "snooze", "recuse"}
DUPLICATE_CANDIDATES = 30


@blueprint.get("/tasks/<int:task_id>")
@needs(Permission.READ_DESK)
def show(task_id: int) -> ResponseReturnValue:
    suggestion = None
    if request.args.get("show") == "suggestion":
        with current_database().write() as session:
            suggestion = show_suggestion(session, actor=current_actor(), task_id=task_id)
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), task_id, view=request.args.get("view", ""))
        return render_task(page, suggestion=suggestion)


@blueprint.post("/tasks/<int:task_id>/suggestion")
@needs(Permission.WORK_TASKS)
def suggestion(task_id: int) -> ResponseReturnValue:
    """On to the machine's suggestion. It is sent with the verdict's form, which is kept."""
    save_typed(task_id)
    address = url_for("tasks.show", task_id=task_id, view=view_in_hand(), show="suggestion")
    return redirect(address, 303)


@blueprint.get("/tasks/<int:task_id>/record")
@needs(Permission.READ_DESK)
def record(task_id: int) -> ResponseReturnValue:
    """The sign-off record: who did what to this task, and what was signed; made to be printed."""
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), task_id)
        return render_template("tasks/record.html", page=page)


@blueprint.get("/tasks/<int:task_id>/<verb>")
@needs(Permission.WORK_TASKS)
def ask(task_id: int, verb: str) -> ResponseReturnValue:
    """The page that asks for what a verb needs."""
    if verb not in ASKED:
        raise NotFound(_("There is no page “%(verb)s”.", verb=verb))
    with current_database().read() as session:
        return _render_question(session, task_id, verb)


def _render_question(
    session: Session, task_id: int, verb: str, errors: dict[str, str] | None = None
) -> str:
    page = read_task_page(session, current_actor(), task_id)
    candidates = []
    if verb == "mark_duplicate":
        same_question = TaskFilter(question=page.task.question)
        found = list_tasks(session, same_question, limit=DUPLICATE_CANDIDATES + 1)
        candidates = sorted(
            (row for row in found if row.task.id != task_id and row.task.state != "duplicate"),
            key=lambda row: (
                -difflib.SequenceMatcher(None, row.claim.text, page.claim.text).quick_ratio()
            ),
        )
    return render_template(
        "tasks/ask.html",
        page=page,
        verb=verb,
        view=view_in_hand(),
        reasons=DISMISS_REASONS,
        snoozes=SNOOZES,
        candidates=candidates,
        errors=errors or {},
        typed=typed(),
    )


@blueprint.post("/tasks/<int:task_id>/<verb>")
@needs(Permission.WORK_TASKS)
def act(task_id: int, verb: str) -> ResponseReturnValue:
    """A verb of the lifecycle. What was typed is never lost, whatever comes in between."""
    if verb not in ACTS:
        raise NotFound(_("There is no verb “%(verb)s”.", verb=verb))
    typing = verb in SUBMITTING or verb == "take"
    try:
        with current_database().write() as session:
            task = load_task(session, task_id)
            if typing:
                keep_typed(session, task_id)
            do_act(session, task_id, verb)
            words, version = _words(session, task, verb), task.version
    except (Conflict, Forbidden, InvalidInput, NotFound) as error:
        if typing:
            with suppress(InvalidInput):
                save_typed(task_id)
        return _refused(task_id, verb, error)
    undo = task_id if verb in UNDOABLE else None
    say_done(words, undo=undo, version=version, view=view_in_hand())
    return _go_on(task_id, verb)


def _refused(
    task_id: int, verb: str, error: Conflict | Forbidden | InvalidInput | NotFound
) -> ResponseReturnValue:
    """The page on which the person goes on after a refusal; else the error's own."""
    if verb in SUBMITTING and isinstance(error, StaleVersion | VerbRefused | InvalidInput):
        return _show_typed(task_id, error)
    if verb in ASKED and isinstance(error, InvalidInput):
        with current_database().read() as session:
            return _render_question(session, task_id, verb, error.fields), 422
    raise error


def _words(session: Session, task: Task, verb: str) -> str:
    if verb not in SUBMITTING:
        return done_words(verb)
    verdict = latest_verdict(session, task_id_of(task))
    scale = get_scale(session, verdict.scale_id, verdict.scale_version)
    return done_words(verb, find_rating(scale, verdict.rating)["label"])


def _go_on(task_id: int, verb: str) -> ResponseReturnValue:
    """The next task of the view, already taken; or stay; or back to the list."""
    view = view_in_hand()
    if verb not in GOING_ON or text_of("then") == "stay":
        return redirect(url_for("tasks.show", task_id=task_id, view=view), 303)
    following = _take_next(task_id, view) if verb in SUBMITTING else None
    if following is None:
        return redirect(url_for("inbox.index", q=view), 303)
    address = url_for("tasks.show", task_id=following, view=view)
    if not replaces_page():
        return redirect(address, 303)
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), following, view=view)
        return answer_at(address, lambda: render_task(page))


def _take_next(task_id: int, view: str) -> int | None:
    """The id of the task that comes after the one just done, or None at the view's end."""
    with current_database().write() as session:
        following = next_in_view(session, current_actor(), view, done=task_id)
        if following is None:
            return None
        say_left(count_left(session, current_actor(), view))
        # Somebody may have been quicker; then the page says who holds it.
        with suppress(StaleVersion, VerbRefused):
            take_task(
                session,
                actor=current_actor(),
                task_id=task_id_of(following),
                version=following.version,
                lease_minutes=current_settings().lease_minutes,
            )
        return task_id_of(following)


def _show_typed(
    task_id: int, error: StaleVersion | VerbRefused | InvalidInput
) -> ResponseReturnValue:
    """Show a refused verdict again with its words, which are the draft by now."""
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), task_id, view=view_in_hand())
        if isinstance(error, StaleVersion):
            body = render_template(
                "tasks/conflict.html",
                page=page,
                view=view_in_hand(),
                mine=typed(),
                cited=set(cited_ids()),
                differing=differing(page),
                seen=text_mark(request.form.get("rationale", "")),
                problem=str(error),
            )
            return body, 409
        if isinstance(error, VerbRefused):
            return render_task(page, problem=str(error), typed_text=typed()), 409
        return render_task(page, errors=error.fields, typed_text=typed()), 422


@blueprint.post("/tasks/<int:task_id>/extend")
@needs(Permission.WORK_TASKS)
def extend(task_id: int) -> ResponseReturnValue:
    """Prolong one's own hold, and keep what is typed; scripts get the new end, as JSON or words."""
    if "rationale" in request.form:
        save_typed(task_id)
    with current_database().write() as session:
        minutes = current_settings().lease_minutes
        task = extend_lease(session, actor=current_actor(), task_id=task_id, lease_minutes=minutes)
        until = task.lease_until
    assert until is not None
    if request.accept_mimetypes.best == "application/json":
        return jsonify(until=until.isoformat())
    if wants_fragment():
        return render_template("tasks/_until.html", task_id=task_id, until=until)
    say_done(done_words("take"))
    return redirect(url_for("tasks.show", task_id=task_id, view=view_in_hand()), 303)


@blueprint.post("/tasks/<int:task_id>/speaker")
@needs(Permission.WORK_TASKS)
def speaker(task_id: int) -> ResponseReturnValue:
    """Say who spoke: one of the candidates, or a name typed."""
    name = text_of("speaker_name") or text_of("speaker")
    with current_database().write() as session:
        claim_id = get_task(session, task_id).claim_id
        choose_speaker(session, actor=current_actor(), claim_id=claim_id, name=name)
    say_done(_("Speaker: %(name)s", name=name))
    return redirect(url_for("tasks.show", task_id=task_id, view=view_in_hand()), 303)
