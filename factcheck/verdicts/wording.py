"""Use cases of a suggested wording: an editor's exact words, which the author may accept.

The editor writes no verdict by it: only the author's acceptance makes a version, and it is theirs.
"""

from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.context.citing import Citation
from factcheck.errors import DoesNotFit, InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked_in
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.service import load_task, required, take_task
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import ChangeRequest, Verdict
from factcheck.verdicts.service import (
    MAX_RATIONALE,
    latest_verdict,
    open_change_request,
    request_changes,
    submit_verdict,
)

PLEASE = marked_in("reason", "Please take this wording, or write your own.")


def suggest_wording(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int | None,
    suggestion: str,
    reason: str = "",
) -> ChangeRequest:
    """Send a verdict back with an exact wording of its rationale.

    Raises `InvalidInput` when it is empty, too long or what stands there already.
    """
    suggestion = required(suggestion, "suggestion", _("Write the wording that you suggest."))
    if len(suggestion) > MAX_RATIONALE:
        raise InvalidInput(
            _(
                "The wording has %(count)s characters; %(max_rationale)s are the most.",
                count=f"{len(suggestion):,}",
                max_rationale=f"{MAX_RATIONALE:,}",
            ),
            {"suggestion": _("Shorten the wording.")},
        )
    if suggestion == latest_verdict(session, task_id).rationale:
        raise DoesNotFit(
            _("This is the wording that stands there already."),
            {"suggestion": _("Change the wording first.")},
        )
    return request_changes(
        session,
        actor=actor,
        task_id=task_id,
        version=version,
        field="wording",
        reason=reason.strip() or PLEASE,
        suggestion=suggestion,
    )


def accept_wording(
    session: Session, *, actor: Actor, task_id: int, version: int | None, lease_minutes: int
) -> Verdict:
    """Hand in one's returned verdict anew with the wording that the editor suggested.

    Rating, evidence, confidence and day stay those of the verdict that was sent back. Raises
    `VerbRefused` when nothing is suggested, or to somebody else than the author.
    """
    task = load_task(session, task_id, version)
    request = open_change_request(session, task_id) if task.author_id else None
    if request is None or not request.suggestion:
        raise VerbRefused(_("No wording is suggested for this verdict."))
    verdict = latest_verdict(session, task_id)
    if verdict.author_id != actor.id:
        raise VerbRefused(_("Only the author of the verdict may accept the wording."))
    if task.state == "returned":
        take_task(session, actor=actor, task_id=task_id, version=None, lease_minutes=lease_minutes)
    proposal = Proposal(
        rating=verdict.rating,
        rationale=request.suggestion,
        evidence=tuple(Citation(id=item["id"]) for item in verdict.evidence),
        recheck_on=verdict.recheck_on,
        confidence=verdict.confidence,
    )
    return submit_verdict(session, actor=actor, task_id=task_id, version=None, proposal=proposal)
