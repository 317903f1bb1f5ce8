"""Drafts: keeping what the verdict's form holds, with every act on a task that is sent with it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, needs, wants_fragment
from factcheck.tasks.notes import add_note
from factcheck.verdicts.drafts import drop_draft, get_draft, save_draft
from factcheck.verdicts.models import Draft
from factcheck.web.acts import cited_ids
from factcheck.web.chrome import say_done
from factcheck.web.forms import text_of
from factcheck.web.views import DEFAULT

blueprint = Blueprint("drafts", __name__)


def save_typed(task_id: int) -> Draft | None:
    """Keep the form in hand as the draft; None when the form has no words to keep."""
    with current_database().write() as session:
        return keep_typed(session, task_id)


def keep_typed(session: Session, task_id: int) -> Draft | None:
    """The same, as a part of what is done with the form."""
    rationale = request.form.get("rationale")
    if rationale is None:
        return None
    return save_draft(
        session,
        actor=current_actor(),
        task_id=task_id,
        rating=text_of("rating"),
        rationale=rationale,
        evidence_ids=cited_ids(),
        confidence=text_of("confidence"),
        window=text_of("window")[:40],
        seen=text_of("seen"),
    )


def cite_in_draft(task_id: int, evidence_id: int | None) -> None:
    """Tick a piece in the person's draft."""
    with current_database().write() as session:
        kept = get_draft(session, actor=current_actor(), task_id=task_id)
        ids = kept.evidence_ids if kept else []
        if evidence_id is not None and evidence_id not in ids:
            save_draft(
                session,
                actor=current_actor(),
                task_id=task_id,
                rating=kept.rating if kept else "",
                rationale=kept.rationale if kept else "",
                evidence_ids=[*ids, evidence_id],
                confidence=kept.confidence if kept else "",
                window=kept.window if kept else "",
            )


@blueprint.post("/tasks/<int:task_id>/draft")
@needs(Permission.WORK_TASKS)
def save(task_id: int) -> ResponseReturnValue:
    """Keep what is typed; a script sends it 800 ms after the last key, a button without one."""
    saved = save_typed(task_id)
    if wants_fragment():
        return render_template("tasks/_saved.html", saved_at=saved.updated_at if saved else None)
    say_done(_("Draft saved"))
    view = request.values.get("view", "") or DEFAULT
    return redirect(url_for("tasks.show", task_id=task_id, view=view), 303)


@blueprint.post("/tasks/<int:task_id>/draft/note")
@needs(Permission.WORK_TASKS)
def as_note(task_id: int) -> ResponseReturnValue:
    """Let what stands there stand, and leave one's own words to colleagues as a note."""
    save_typed(task_id)
    with current_database().write() as session:
        actor = current_actor()
        add_note(session, actor=actor, task_id=task_id, text=request.form.get("rationale", ""))
        drop_draft(session, actor=actor, task_id=task_id)
    say_done(_("Your words are a note now"))
    view = request.values.get("view", "") or DEFAULT
    return redirect(url_for("tasks.show", task_id=task_id, view=view, _anchor="notes"), 303)
