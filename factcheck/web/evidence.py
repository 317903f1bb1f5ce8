"""Evidence in a person's hands: adding it, judging it, words chosen in a source, whom one asked."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.articles.service import get_article
from factcheck.claims.service import get_claim
from factcheck.context.archived import ask_for_copy, copies_of
from factcheck.context.evidence import (
    STANCES,
    add_evidence,
    add_selection,
    judge_evidence,
    origins_of,
)
from factcheck.context.incoming import receive_address, receive_files
from factcheck.context.outreach import note_answer, note_asked
from factcheck.context.outside import search_again
from factcheck.context.providers.outside import switched_on
from factcheck.context.selections import Selection
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
    wants_fragment,
)
from factcheck.tasks.service import get_task
from factcheck.verdicts.drafts import get_draft
from factcheck.web.changes import copies_by_piece
from factcheck.web.chrome import say_done
from factcheck.web.drafts import cite_in_draft, save_typed
from factcheck.web.evidence_cards import copies_in_words, shown_evidence
from factcheck.web.forms import date_of, number_of, text_of, texts_of, typed
from factcheck.web.sources import render_source, uploads_in_form
from factcheck.web.task_page import LABELS, read_task_page
from factcheck.web.task_view import can_archive, render_task, view_in_hand

blueprint = Blueprint("evidence", __name__)


@blueprint.post("/tasks/<int:task_id>/evidence")
@needs(Permission.WORK_TASKS)
def add(task_id: int) -> ResponseReturnValue:
    """Add a piece by its address or words. It is sent with the verdict's form, which is kept."""
    save_typed(task_id)
    try:
        with current_database().write() as session:
            item = add_evidence(
                session,
                actor=current_actor(),
                task_id=task_id,
                url=text_of("url"),
                title=text_of("title"),
                passage=text_of("passage"),
            )
            made = item.id
            if text_of("url") and item.document_id is None:
                receive_address(
                    session,
                    actor=current_actor(),
                    url=text_of("url"),
                    title=text_of("title"),
                    task_id=task_id,
                )
    except InvalidInput as error:
        with current_database().read() as session:
            page = read_task_page(session, current_actor(), task_id)
            return render_task(page, errors=error.fields, typed_text=typed()), 422
    cite_in_draft(task_id, made)
    return _evidence_answer(task_id, made)


@blueprint.post("/tasks/<int:task_id>/evidence/<int:evidence_id>")
@needs(Permission.WORK_TASKS)
def judge(task_id: int, evidence_id: int) -> ResponseReturnValue:
    """Set a piece's stance, or whether it decides; the same again takes it back."""
    save_typed(task_id)
    stance = text_of("stance")
    with current_database().write() as session:
        item = judge_evidence(
            session,
            actor=current_actor(),
            task_id=task_id,
            evidence_id=evidence_id,
            stance=stance if stance in STANCES and stance else None,
            decisive={"yes": True, "no": False}.get(text_of("decisive")),
        )
        judged = bool(item.stance or item.decisive)
    if judged:
        cite_in_draft(task_id, evidence_id)
    return _evidence_answer(task_id, evidence_id)


@blueprint.post("/tasks/<int:task_id>/evidence/<int:evidence_id>/archive")
@needs(Permission.WORK_TASKS)
def archive(task_id: int, evidence_id: int) -> ResponseReturnValue:
    """Have the page of a piece of evidence saved at the Internet Archive."""
    save_typed(task_id)
    with current_database().write() as session:
        ask_for_copy(
            session,
            actor=current_actor(),
            task_id=task_id,
            evidence_id=evidence_id,
            can_save=can_archive(),
        )
    return _evidence_answer(task_id, evidence_id)


def _evidence_answer(task_id: int, current: int | None) -> ResponseReturnValue:
    view = view_in_hand()
    if not wants_fragment():
        address = url_for("tasks.show", task_id=task_id, view=view, _anchor=f"evidence-{current}")
        return redirect(address, 303)
    with current_database().read() as session:
        kept = get_draft(session, actor=current_actor(), task_id=task_id)
        shown = shown_evidence(session, task_id)
        claim = get_claim(session, get_task(session, task_id).claim_id)
        return render_template(
            "tasks/_evidence.html",
            task_id=task_id,
            said=get_article(session, claim.article_id).published,
            evidence=shown,
            archived=copies_of(session, [item.url for item in shown]),
            copies=copies_in_words(shown, origins_of(session, shown)),
            can_archive=can_archive(),
            kept=copies_by_piece(session, shown),
            cited=set(kept.evidence_ids if kept else ()),
            current=current,
            editable=True,
            labels=LABELS,
        )


@blueprint.post("/tasks/<int:task_id>/search_again")
@needs(Permission.WORK_TASKS)
def search(task_id: int) -> ResponseReturnValue:
    """Have the context gathered once more, by one provider or by all."""
    save_typed(task_id)
    with current_database().write() as session:
        search_again(
            session,
            actor=current_actor(),
            task_id=task_id,
            providers=switched_on(current_settings()),
            name=text_of("provider"),
        )
    say_done(_("Searching again; what is found will be here in a moment"))
    return redirect(url_for("tasks.show", task_id=task_id, view=view_in_hand()), 303)


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
