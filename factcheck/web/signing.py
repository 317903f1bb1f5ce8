"""Several verdicts without risks approved at once: one page names them all, then each is signed."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.publishing.signing import publish_without_risks, refusal_to_bulk
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
    public_base,
)
from factcheck.verdicts.waiting import Waiting, waiting_verdicts
from factcheck.web.chrome import say_done
from factcheck.web.forms import texts_of
from factcheck.web.inbox_rows import rows_of

blueprint = Blueprint("signing", __name__, url_prefix="/approvals")

MOST = 200
LISTED = 10


@dataclass(frozen=True)
class Pick:
    """A ticked row: the task, its version and the verdict that stood there."""

    task_id: int
    version: int
    verdict_id: int


def pick_of(one: Waiting) -> str:
    """The value of a row's box."""
    return f"{one.row.task.id}:{one.row.task.version}:{one.verdict.id}"


def _picks() -> list[Pick]:
    found = []
    for value in texts_of("pick")[:MOST]:
        parts = value.split(":")
        if len(parts) == 3 and all(part.isdecimal() and len(part) < 10 for part in parts):
            found.append(Pick(*map(int, parts)))
    return found


def _refusal(pick: Pick, one: Waiting | None) -> str:
    if one is None:
        return _("It no longer waits for approval.")
    if (one.row.task.version, one.verdict.id) != (pick.version, pick.verdict_id):
        return _("It changed meanwhile. Look at it again, then decide.")
    return refusal_to_bulk(one)


@blueprint.post("/choose")
@needs(Permission.WORK_TASKS)
def choose() -> ResponseReturnValue:
    """Every title with its verdict before anything is signed, and what was left out and why."""
    picks = _picks()
    if not picks:
        flash(_("Tick the verdicts first."), "warn")
        return redirect(url_for("approvals.index"), 303)
    with current_database().read() as session:
        return _confirm(session, picks)


def _confirm(session: Session, picks: list[Pick]) -> str:
    actor = current_actor()
    waiting = {one.row.task.id: one for one in waiting_verdicts(session, actor=actor, limit=MOST)}
    chosen, left = [], []
    for pick in picks:
        one = waiting.get(pick.task_id)
        reason = _refusal(pick, one)
        if one is None or reason:
            left.append((pick.task_id, reason))
        else:
            chosen.append(one)
    rows = rows_of(session, actor, [one.row for one in chosen])
    return render_template(
        "approvals/bulk.html", lines=list(zip(chosen, rows, strict=True)), left=left
    )


@blueprint.post("/bulk")
@needs(Permission.WORK_TASKS)
def act() -> ResponseReturnValue:
    """Sign each in a transaction of its own, for one that is refused must take nothing along."""
    picks = _picks()
    refused: dict[int, str] = {}
    for pick in picks:
        try:
            _sign(pick)
        except (Conflict, InvalidInput, NotFound) as error:
            refused[pick.task_id] = str(error)
    done = len(picks) - len(refused)
    if refused:
        listed = [
            _("task %(task_id)s: %(why)s", task_id=task_id, why=why)
            for task_id, why in list(refused.items())[:LISTED]
        ]
        more = " …" if len(refused) > LISTED else ""
        left = _("%(count)s left alone.", count=len(refused))
        flash(f"{left} {' '.join(listed)}{more}", "warn")
    say_done(_("%(done)s approved and published", done=done))
    return redirect(url_for("approvals.index"), 303)


def _sign(pick: Pick) -> None:
    with current_database().write() as session:
        publish_without_risks(
            session,
            actor=current_actor(),
            task_id=pick.task_id,
            version=pick.version,
            verdict_id=pick.verdict_id,
            base=public_base(),
            organisation=current_settings().organisation,
        )
