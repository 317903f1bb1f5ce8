"""The task: reading it, acting on it, keeping what is typed, judging its evidence."""

import difflib
import secrets
from contextlib import suppress

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck.accounts.policy import Permission
from factcheck.articles.service import get_article
from factcheck.claims.service import choose_speaker, get_claim
from factcheck.context.archived import ask_for_copy, copies_of
from factcheck.context.evidence import STANCES, add_evidence, judge_evidence
from factcheck.context.incoming import receive_address
from factcheck.context.outside import search_again
from factcheck.context.providers import PROVIDERS
from factcheck.context.providers.outside import archive_that_saves, switched_on
from factcheck.errors import InvalidInput, NotFound, StaleVersion
from factcheck.language import gettext as _
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
    wants_fragment,
)
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.queries import TaskFilter, list_tasks
from factcheck.tasks.service import (
    DISMISS_REASONS,
    extend_lease,
    get_task,
    take_task,
)
from factcheck.verdicts.drafts import get_draft, text_mark
from factcheck.verdicts.scales import find_rating, scale_for
from factcheck.verdicts.service import latest_verdict
from factcheck.verdicts.suggestion import Suggestion, show_suggestion
from factcheck.web.acts import ACTS, SNOOZES, SUBMITTING, UNDOABLE, cited_ids, done_words
from factcheck.web.acts import act as do_act
from factcheck.web.changes import copies_by_piece
from factcheck.web.chrome import say_done
from factcheck.web.drafts import cite_in_draft, save_typed
from factcheck.web.evidence_cards import copies_in_words, shown_evidence
from factcheck.web.forms import text_of, typed
from factcheck.web.task_page import LABELS, TaskPage, read_task_page
from factcheck.web.views import DEFAULT, next_in_view
from factcheck.web.wording import Change, changes_between

blueprint = Blueprint("tasks", __name__)

# Verbs that need words of the person first have a page of their own, so that all works without
# JavaScript.
ASKED = ("dismiss", "mark_duplicate", "snooze", "recuse", "correct", "retract")
# After these one goes on to the next task or to the list.
GOING_ON = SUBMITTING | {"dismiss", "mark_duplicate", "snooze", "recuse"}
DUPLICATE_CANDIDATES = 30


def view_in_hand() -> str:
    """The inbox view that the person came from, by address or form."""
    return request.values.get("view", "") or DEFAULT


def render_task(
    page: TaskPage,
    *,
    errors: dict[str, str] | None = None,
    problem: str = "",
    typed_text: dict[str, str] | None = None,
    suggestion: Suggestion | None = None,
) -> str:
    """The task page; what was typed now stands before the draft."""
    draft = page.draft
    shown = {
        "rating": draft.rating if draft else "",
        "rationale": draft.rationale if draft else "",
        "confidence": draft.confidence if draft else "",
        "recheck_on": "",
    }
    return render_template(
        "tasks/show.html",
        page=page,
        view=view_in_hand(),
        shown=shown | (typed_text or {}),
        cited=set(cited_ids() if typed_text else draft.evidence_ids if draft else ()),
        errors=errors or {},
        problem=problem,
        suggestion=suggestion,
        wording=_suggested(page),
        window=(typed_text or {}).get("window") or secrets.token_hex(6),
        seen=text_mark(draft.rationale if draft else ""),
        labels=LABELS,
        searchable={one.name for one in PROVIDERS}
        | {one.provider.name for one in switched_on(current_settings())},
        can_archive=can_archive(),
    )


def _suggested(page: TaskPage) -> list[Change]:
    """What an editor's wording would change in the verdict that was sent back."""
    request_made = page.change_request
    if request_made is None or not request_made.suggestion or not page.given:
        return []
    return changes_between(page.given[-1].verdict.rationale, request_made.suggestion)


def _differing(page: TaskPage) -> list[Change]:
    """The verdict that stands there with what the words in hand would change in it."""
    theirs = page.current.verdict.rationale if page.current else ""
    return changes_between(theirs, request.form.get("rationale", ""))


def can_archive() -> bool:
    """Whether this desk can have a page saved at the Internet Archive."""
    return archive_that_saves(current_settings()) is not None


@blueprint.get("/tasks/<int:task_id>")
@needs(Permission.READ_DESK)
def show(task_id: int) -> ResponseReturnValue:
    suggestion = None
    if request.args.get("show") == "suggestion":
        with current_database().write() as session:
            suggestion = show_suggestion(session, actor=current_actor(), task_id=task_id)
    with current_database().read() as session:
        return render_task(read_task_page(session, current_actor(), task_id), suggestion=suggestion)


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
    try:
        if verb in SUBMITTING or verb == "take":
            save_typed(task_id)
        with current_database().write() as session:
            do_act(session, task_id, verb)
            words = _words(session, task_id, verb)
            version = get_task(session, task_id).version
    except (StaleVersion, VerbRefused, InvalidInput) as error:
        if verb in SUBMITTING:
            return _keep_typed(task_id, error)
        if isinstance(error, InvalidInput) and verb in ASKED:
            with current_database().read() as session:
                return _render_question(session, task_id, verb, error.fields), 422
        raise
    undo = task_id if verb in UNDOABLE else None
    say_done(words, undo=undo, version=version, view=view_in_hand())
    return redirect(_after(task_id, verb), 303)


def _words(session: Session, task_id: int, verb: str) -> str:
    if verb not in SUBMITTING:
        return done_words(verb)
    scale = scale_for(session, get_task(session, task_id).question)
    return done_words(verb, find_rating(scale, latest_verdict(session, task_id).rating)["label"])


def _after(task_id: int, verb: str) -> str:
    """Where to go on: the next task of the view, already taken; or stay; or back to the list."""
    view = view_in_hand()
    stay = url_for("tasks.show", task_id=task_id, view=view)
    if verb not in GOING_ON or text_of("then") == "stay":
        return stay
    if verb not in SUBMITTING:
        return url_for("inbox.index", q=view)
    with current_database().write() as session:
        following = next_in_view(session, current_actor(), view, done=task_id)
        if following is None:
            return url_for("inbox.index", q=view)
        # Somebody may have been quicker; then the page says who holds it.
        with suppress(StaleVersion, VerbRefused):
            take_task(
                session,
                actor=current_actor(),
                task_id=following.id or 0,
                version=following.version,
                lease_minutes=current_settings().lease_minutes,
            )
    return url_for("tasks.show", task_id=following.id, view=view)


def _keep_typed(
    task_id: int, error: StaleVersion | VerbRefused | InvalidInput
) -> ResponseReturnValue:
    """Show a refused verdict again with its words, which are the draft by now."""
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), task_id)
        if isinstance(error, StaleVersion):
            body = render_template(
                "tasks/conflict.html",
                page=page,
                view=view_in_hand(),
                mine=typed(),
                cited=set(cited_ids()),
                differing=_differing(page),
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
    """Prolong one's own hold; scripts get the new end as JSON."""
    with current_database().write() as session:
        minutes = current_settings().lease_minutes
        task = extend_lease(session, actor=current_actor(), task_id=task_id, lease_minutes=minutes)
        until = task.lease_until
    assert until is not None
    if request.accept_mimetypes.best == "application/json":
        return jsonify(until=until.isoformat())
    say_done(done_words("take"))
    return redirect(url_for("tasks.show", task_id=task_id, view=view_in_hand()), 303)


@blueprint.post("/tasks/<int:task_id>/evidence")
@needs(Permission.WORK_TASKS)
def evidence(task_id: int) -> ResponseReturnValue:
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
            copies=copies_in_words(session, shown),
            can_archive=can_archive(),
            kept=copies_by_piece(session, shown),
            cited=set(kept.evidence_ids if kept else ()),
            current=current,
            editable=True,
            labels=LABELS,
        )


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
