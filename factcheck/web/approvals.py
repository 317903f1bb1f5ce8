"""Approvals: what waits for a second signature, riskiest first, and the page to decide on."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.errors import Conflict, InvalidInput, NotFound
from factcheck.request import current_actor, current_database, needs
from factcheck.tasks.queries import TaskFilter, list_tasks
from factcheck.tasks.service import get_task
from factcheck.verdicts.risks import Basis, Check, Risk, checklist_of, risks_of
from factcheck.verdicts.service import CHANGE_FIELDS, current_claim_hash
from factcheck.web.acts import UNDOABLE, done_words
from factcheck.web.acts import act as do_act
from factcheck.web.chrome import say_done
from factcheck.web.forms import typed
from factcheck.web.inbox import Row, rows_of
from factcheck.web.task_page import Given, TaskPage, read_task_page
from factcheck.web.wording import Change, changes_between

blueprint = Blueprint("approvals", __name__, url_prefix="/approvals")

VERBS = ("approve", "request_changes", "second_opinion")
# Each is read whole to find its risks, so a longer list would make every decision slower.
MOST = 60


@dataclass(frozen=True)
class Waiting:
    """A submitted verdict in the list; `own` is one that this editor may not decide on."""

    row: Row
    page: TaskPage
    risks: list[Risk]
    own: bool


@dataclass(frozen=True)
class Version:
    """A verdict version with what it changed in the one before it."""

    given: Given
    changes: list[Change]
    rating_before: str


def _waiting(session: Session) -> list[Waiting]:
    """Everything submitted: what others wrote first, the riskiest first, then the oldest."""
    actor = current_actor()
    found = list_tasks(session, TaskFilter(states=("submitted",)), limit=MOST)
    waiting = []
    for row in rows_of(session, actor, found):
        page = read_task_page(session, actor, row.task.id or 0)
        own = actor.id in row.task.author_ids
        waiting.append(Waiting(row, page, risks_of(_basis(session, page)), own))
    return sorted(waiting, key=lambda one: (one.own, -len(one.risks), one.row.task.updated_at))


def _basis(session: Session, page: TaskPage) -> Basis:
    current = page.current
    if current is None:
        return Basis(rating="", evidence=())
    revision = [one for one in page.given if one.verdict.revision == page.task.revision]
    latest_by_author = {one.verdict.author_id: one.verdict.rating for one in revision}
    others = [
        rating for author, rating in latest_by_author.items() if author != current.verdict.author_id
    ]
    return Basis(
        rating=current.verdict.rating,
        evidence=current.verdict.evidence,
        differences=page.comparison.differences if page.comparison else (),
        other_ratings=others,
        claim_changed=current.verdict.claim_hash != current_claim_hash(session, page.task),
        speaker_known=page.speaker is not None or page.claim.kind != "quote",
        is_quote=page.claim.kind == "quote",
        sent_back=any(step.verb == "request_changes" for step in page.steps),
        under_correction=page.checked is not None,
    )


def _versions(page: TaskPage) -> list[Version]:
    """Newest first."""
    versions = []
    for before, given in zip([None, *page.given], page.given, strict=False):
        old = before.verdict.rationale if before else given.verdict.rationale
        changed = before is not None and before.rating["code"] != given.rating["code"]
        versions.append(
            Version(
                given,
                changes_between(old, given.verdict.rationale),
                before.rating["label"] if before and changed else "",
            )
        )
    return versions[::-1]


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    with current_database().read() as session:
        return render_template("approvals/index.html", waiting=_waiting(session))


def _render(
    session: Session, task_id: int, *, problem: str = "", errors: dict[str, str] | None = None
) -> str:
    actor = current_actor()
    page = read_task_page(session, actor, task_id)
    basis = _basis(session, page)
    checks: list[Check] = checklist_of(basis)
    queue = [one.row.task.id for one in _waiting(session)]
    at = queue.index(task_id) if task_id in queue else None
    return render_template(
        "approvals/show.html",
        page=page,
        risks=risks_of(basis),
        checks=checks,
        versions=_versions(page),
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
    with current_database().read() as session:
        return _render(session, task_id)


@blueprint.post("/<int:task_id>/<verb>")
@needs(Permission.WORK_TASKS)
def act(task_id: int, verb: str) -> ResponseReturnValue:
    """Decide, then go on to the next. If it changed meanwhile, it is shown before it is signed."""
    if verb not in VERBS:
        raise NotFound(f"There is no decision “{verb}”.")
    try:
        with current_database().write() as session:
            do_act(session, task_id, verb)
            version = get_task(session, task_id).version
    except (Conflict, InvalidInput) as error:
        errors = error.fields if isinstance(error, InvalidInput) else {}
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
