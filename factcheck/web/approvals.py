"""Approvals: what waits for a second signature, riskiest first, and the page to decide on."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.publishing.gate import Gate
from factcheck.publishing.preview import gates_of
from factcheck.publishing.signing import refusal_to_bulk
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
    public_base,
)
from factcheck.tasks.queries import TaskRow
from factcheck.tasks.service import get_task
from factcheck.verdicts.looks import is_looked_at, note_look, seen_before
from factcheck.verdicts.risks import checklist_of
from factcheck.verdicts.service import CHANGE_FIELDS
from factcheck.verdicts.waiting import Waiting, describe_waiting, waiting_verdicts
from factcheck.web.acts import UNDOABLE, done_words
from factcheck.web.acts import act as do_act
from factcheck.web.chrome import say_done
from factcheck.web.forms import typed
from factcheck.web.inbox_rows import rows_of
from factcheck.web.signing import pick_of
from factcheck.web.task_page import Given, TaskPage, read_task_page
from factcheck.web.wording import Difference, difference_between

blueprint = Blueprint("approvals", __name__, url_prefix="/approvals")

VERBS = ("approve", "request_changes", "suggest_wording", "second_opinion")
MOST = 200


@dataclass(frozen=True)
class Version:
    """A verdict version with what it changed in an earlier one."""

    given: Given
    difference: Difference


def _waiting(session: Session) -> list[Waiting]:
    return waiting_verdicts(session, actor=current_actor(), limit=MOST)


def _versions(page: TaskPage) -> list[Version]:
    """Newest first."""
    pairs = zip([None, *page.given], page.given, strict=False)
    return [Version(given, _difference(before or given, given)) for before, given in pairs][::-1]


def _difference(before: Given, now: Given) -> Difference:
    return difference_between(
        (before.rating["label"], before.verdict), (now.rating["label"], now.verdict)
    )


def _since_last_look(session: Session, page: TaskPage) -> Version | None:
    """What the verdict in hand changes in the version that the person saw before it."""
    if page.current is None:
        return None
    seen = seen_before(session, actor=current_actor(), verdict=page.current.verdict)
    before = next((one for one in page.given if seen and one.verdict.id == seen.id), None)
    return Version(before, _difference(before, page.current)) if before else None


def _note_look(task_id: int) -> None:
    """Remember which version the person has before them, if they may decide on it."""
    actor = current_actor()
    with current_database().read() as session:
        page = read_task_page(session, actor, task_id)
        verdict = page.current.verdict if page.current else None
        if verdict is None or not page.may("approve"):
            return
        if is_looked_at(session, actor=actor, verdict=verdict):
            return
    with current_database().write() as session:
        note_look(session, actor=actor, verdict=verdict)


def _gates(session: Session, page: TaskPage) -> dict[str, Gate]:
    if page.current is None or page.task.state != "submitted":
        return {}
    return gates_of(
        session,
        page.task,
        page.current.verdict,
        base=public_base(),
        organisation=current_settings().organisation,
    )


def _advice(gates: dict[str, Gate]) -> list[tuple[str, list[str]]]:
    """Each recommendation once, with those who make it."""
    found: dict[str, list[str]] = {}
    for gate in gates.values():
        for lack in gate.recommended:
            found.setdefault(lack.text, []).append(gate.label)
    return list(found.items())


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    with current_database().read() as session:
        waiting = _waiting(session)
        rows = rows_of(session, current_actor(), [one.row for one in waiting])
        lines = list(zip(waiting, rows, strict=True))
        may_sign = any("approve" in row.offers for row in rows)
        return render_template(
            "approvals/index.html",
            lines=lines,
            may_sign=may_sign,
            refusal_to_bulk=refusal_to_bulk,
            pick_of=pick_of,
        )


def _render(
    session: Session, task_id: int, *, problem: str = "", errors: dict[str, str] | None = None
) -> str:
    actor = current_actor()
    page = read_task_page(session, actor, task_id)
    described = next(iter(describe_waiting(session, actor, [TaskRow(page.task, page.claim)])), None)
    gates = _gates(session, page)
    queue = [one.row.task.id for one in _waiting(session)]
    at = queue.index(task_id) if task_id in queue else None
    return render_template(
        "approvals/show.html",
        page=page,
        risks=described.risks if described else [],
        checks=checklist_of(described.basis) if described else [],
        gates=gates,
        gate_advice=_advice(gates),
        versions=_versions(page),
        since=_since_last_look(session, page),
        fields=CHANGE_FIELDS,
        waiting=len(queue),
        before=queue[at - 1] if at else None,
        after=queue[at + 1] if at is not None and at + 1 < len(queue) else None,
        problem=problem,
        errors=errors or {},
        typed=typed(),
    )


@blueprint.get("/<int:task_id>")
@needs(Permission.READ_DESK)
def show(task_id: int) -> ResponseReturnValue:
    _note_look(task_id)
    with current_database().read() as session:
        return _render(session, task_id)


@blueprint.post("/<int:task_id>/<verb>")
@needs(Permission.WORK_TASKS)
def act(task_id: int, verb: str) -> ResponseReturnValue:
    """Decide, then go on to the next. If it changed meanwhile, it is shown before it is signed."""
    if verb not in VERBS:
        raise NotFound(_("There is no decision “%(verb)s”.", verb=verb))
    try:
        with current_database().write() as session:
            do_act(session, task_id, verb)
            version = get_task(session, task_id).version
    except (Conflict, InvalidInput) as error:
        errors = error.fields if isinstance(error, InvalidInput) else {}
        _note_look(task_id)
        with current_database().read() as session:
            body = _render(session, task_id, problem=str(error), errors=errors)
        return body, 422 if isinstance(error, InvalidInput) else 409
    undo = task_id if verb in UNDOABLE else None
    with current_database().read() as session:
        left = [one for one in _waiting(session) if not one.own]
    words = f"{done_words(verb)}. {len(left)} left"
    say_done(words, undo=undo, version=version)
    if not left:
        return redirect(url_for("approvals.index"), 303)
    return redirect(url_for("approvals.show", task_id=left[0].row.task.id), 303)
