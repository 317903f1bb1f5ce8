"""Use cases of the second signature: approving, correcting, retracting.

The rule that nobody approves their own verdict stands three times: in the lifecycle's guard, in the
table's check with its foreign key, and in a trigger over all versions of the revision.
"""

import re
import unicodedata
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.claims.known import known_of_task
from factcheck.claims.service import get_claim
from factcheck.db import lock_name
from factcheck.errors import Conflict, DoesNotFit, NotFound
from factcheck.language import code_in_words
from factcheck.language import gettext as _
from factcheck.tasks.known import know_earlier_tasks
from factcheck.tasks.lifecycle import VerbRefused, in_words
from factcheck.tasks.models import Task
from factcheck.tasks.service import (
    apply_verb,
    get_task,
    hold,
    load_task,
    required,
    task_id_of,
)
from factcheck.tasks.undo import undo_last
from factcheck.verdicts.drafts import draft_from_verdict
from factcheck.verdicts.models import Approval, CheckedClaim, Retraction, Verdict
from factcheck.verdicts.scales import find_rating, get_scale
from factcheck.verdicts.service import (
    current_claim_hash,
    latest_verdict,
    signable_verdicts,
)

SLUG_WORDS = 8


class VerdictOutdated(Conflict):
    """The claim's words or speaker changed after the verdict was handed in."""

    code = "verdict_outdated"


def approve_verdict(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int | None,
    verdict_id: int | None = None,
) -> CheckedClaim:
    """Sign a verdict version; the claim is checked and leaves the house with this commit.

    Of two readings `verdict_id` names the one that is signed; without it the latest is. Raises
    `VerdictOutdated` when the claim is no longer the one that was judged.
    """
    task = load_task(session, task_id, version)
    verdict = _verdict_to_sign(session, task, verdict_id)
    if verdict.claim_hash != current_claim_hash(session, task):
        raise VerdictOutdated(
            _(
                "The claim's words or speaker changed after this verdict. Send it back "
                "so that its author can confirm it."
            )
        )
    apply_verb(
        session,
        task,
        "approve",
        actor=actor,
        published=True,
        retraction_by=None,
        due=verdict.recheck_on,
        payload={"verdict": verdict.id, "hash": verdict.content_hash},
    )
    approval = _sign(session, actor=actor, task=task, verdict=verdict)
    return _publish(session, actor=actor, task=task, approval=approval)


def _verdict_to_sign(session: Session, task: Task, verdict_id: int | None) -> Verdict:
    if task.state != "submitted":
        raise VerbRefused(
            _(
                "Only a submitted verdict can be approved. This task is %(state)s.",
                state=code_in_words(task.state, "state"),
            )
        )
    if verdict_id is None:
        return latest_verdict(session, task_id_of(task))
    for verdict in signable_verdicts(session, task):
        if verdict.id == verdict_id:
            return verdict
    raise DoesNotFit(
        _("This verdict was replaced or taken back, so it cannot be signed."),
        {"verdict": _("Choose one of the verdicts shown.")},
    )


def _sign(session: Session, *, actor: Actor, task: Task, verdict: Verdict) -> Approval:
    assert verdict.id is not None
    assert actor.id is not None
    approval = Approval(
        verdict_id=verdict.id,
        task_id=task_id_of(task),
        revision=task.revision,
        author_id=verdict.author_id,
        approver_id=actor.id,
        content_hash=verdict.content_hash,
        created_at=clock.now(),
    )
    session.add(approval)
    try:
        session.flush()
    except IntegrityError as error:
        if "two people" in str(error.orig) or "two_people" in str(error.orig):
            raise VerbRefused(
                _("You wrote this verdict; another editor must decide on it.")
            ) from error
        raise
    return approval


def _publish(session: Session, *, actor: Actor, task: Task, approval: Approval) -> CheckedClaim:
    assert approval.id is not None
    now = clock.now()
    checked = find_checked(session, task_id_of(task))
    if checked is None:
        claim = get_claim(session, task.claim_id)
        checked = CheckedClaim(
            task_id=task_id_of(task),
            approval_id=approval.id,
            slug=make_slug(claim.text, task_id_of(task)),
            published_at=now,
            updated_at=now,
        )
    else:
        checked.approval_id, checked.state = approval.id, "published"
        checked.revision, checked.updated_at = checked.revision + 1, now
    session.add(checked)
    session.flush()
    record_check(session, checked, "published" if checked.revision == 1 else "corrected", actor)
    note_published(session, checked)
    return checked


def record_check(session: Session, checked: CheckedClaim, what: str, actor: Actor) -> None:
    """Record what became of a checked claim outside; readers follow these events.

    `what` is `published`, `corrected`, `retracted`, or `marked` as under correction or no longer.
    """
    assert checked.id is not None
    record_event(
        session,
        actor=actor,
        action=f"check.{what}",
        object_type="checked_claim",
        object_id=checked.id,
        revision=checked.revision,
        state=checked.state,
    )


def note_published(session: Session, checked: CheckedClaim) -> None:
    """Have claims that come later told what was found of this one."""
    known = known_of_task(session, checked.task_id)
    if known is None:
        return
    verdict = session.get_one(Verdict, session.get_one(Approval, checked.approval_id).verdict_id)
    scale = get_scale(session, verdict.scale_id, verdict.scale_version)
    known.kind, known.label = "checked", find_rating(scale, verdict.rating)["label"]
    known.url, known.checked_on = f"/c/{checked.slug}", checked.updated_at.date()
    known.notice = "" if checked.state == "published" else in_words(checked.state)
    session.add(known)


def know_earlier_claims(session: Session) -> None:
    """Bring in the claims and checks that an older version of this program did not index."""
    lock_name(session, "known claims")
    for known in know_earlier_tasks(session):
        checked = find_checked(session, known.task_id or 0)
        if checked is not None:
            note_published(session, checked)


def make_slug(text: str, task_id: int) -> str:
    """A readable part of an address: the first words, plain letters, and the task's number."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:SLUG_WORDS]
    return "-".join([*words, str(task_id)])


def correct_check(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int | None,
    reason: str,
    lease_minutes: int,
) -> Task:
    """Open a published check again as a new revision; the published one stays, marked."""
    reason = required(reason, "reason", _("Say what is wrong with the published check."))
    task = load_task(session, task_id, version)
    apply_verb(
        session,
        task,
        "correct",
        actor=actor,
        revision=task.revision + 1,
        fence=task.fence + 1,
        author_ids=[],
        author_id=None,
        retraction_by=None,
        reason=reason,
        payload={"reason": reason},
        **hold(actor, lease_minutes),
    )
    checked = _mark(session, task, state="under_correction", notice=reason)
    record_check(session, checked, "marked", actor)
    signed = session.get_one(Approval, checked.approval_id)
    draft_from_verdict(session, actor=actor, verdict=session.get_one(Verdict, signed.verdict_id))
    return task


def retract_check(
    session: Session, *, actor: Actor, task_id: int, version: int | None, reason: str = ""
) -> Task:
    """Ask for a retraction, or, as a second person, confirm the one that was asked for.

    The first call needs a reason and changes nothing outside; the second leaves a tombstone.
    """
    task = load_task(session, task_id, version)
    if task.retraction_by is None or task.state != "approved":
        reason = required(reason, "reason", _("Say why the check must be taken back."))
        apply_verb(
            session,
            task,
            "retract",
            actor=actor,
            to="approved",
            retraction_by=actor.id,
            payload={"reason": reason, "awaits_confirmation": True},
        )
        session.add(
            Retraction(
                task_id=task_id,
                requested_by=actor.id or 0,
                reason=reason,
                requested_at=clock.now(),
            )
        )
        session.flush()
        return task
    apply_verb(session, task, "retract", actor=actor, retraction_by=None)
    request = pending_retraction(session, task_id)
    if request is None:
        raise NotFound(_("Nobody has asked for this retraction."))
    request.confirmed_by, request.confirmed_at = actor.id, clock.now()
    session.add(request)
    checked = _mark(session, task, state="retracted", notice=request.reason)
    record_check(session, checked, "retracted", actor)
    return task


def _mark(session: Session, task: Task, *, state: str, notice: str) -> CheckedClaim:
    checked = find_checked(session, task_id_of(task))
    if checked is None:
        raise NotFound(_("Nothing of this task is published."))
    checked.state, checked.notice, checked.updated_at = state, notice, clock.now()
    session.add(checked)
    session.flush()
    note_published(session, checked)
    return checked


def undo_act(session: Session, *, actor: Actor, task_id: int, version: int | None) -> Task:
    """Take back one's own last act on a task, with what followed from it.

    An undone verdict's words become the draft again; of an undone correction the published check
    loses its mark.
    """
    event = undo_last(session, actor=actor, task_id=task_id, version=version)
    task = get_task(session, task_id)
    if event.action == "task.submit":
        draft_from_verdict(session, actor=actor, verdict=latest_verdict(session, task_id))
    if event.action == "task.correct":
        checked = _mark(session, task, state="published", notice="")
        record_check(session, checked, "marked", actor)
    return task


def pending_retraction(session: Session, task_id: int) -> Retraction | None:
    return session.exec(
        select(Retraction)
        .where(Retraction.task_id == task_id, col(Retraction.confirmed_by).is_(None))
        .order_by(col(Retraction.id).desc())
    ).first()


def find_checked(session: Session, task_id: int) -> CheckedClaim | None:
    return session.exec(select(CheckedClaim).where(CheckedClaim.task_id == task_id)).first()


def approvals_of(session: Session, task_id: int) -> list[Approval]:
    return list(
        session.exec(select(Approval).where(Approval.task_id == task_id).order_by(col(Approval.id)))
    )


def approval_json(approval: Approval) -> dict[str, Any]:
    """An approval's public fields."""
    return {
        "id": approval.id,
        "verdict_id": approval.verdict_id,
        "revision": approval.revision,
        "author_id": approval.author_id,
        "approver_id": approval.approver_id,
        "content_hash": approval.content_hash,
        "created_at": approval.created_at.isoformat(),
    }
