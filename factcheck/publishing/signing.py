"""Many verdicts signed with one confirmation, each by the ordinary way and only without risks."""

from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.claims.service import get_claim
from factcheck.errors import Conflict, StaleVersion
from factcheck.language import gettext as _
from factcheck.publishing.gate import publish_verdict
from factcheck.tasks.queries import TaskRow
from factcheck.tasks.service import load_task
from factcheck.verdicts.models import CheckedClaim
from factcheck.verdicts.waiting import Waiting, describe_waiting


class RiskyVerdict(Conflict):
    """The verdict has a risk, so an editor has to decide on it by itself."""

    code = "risky_verdict"


def refusal_to_bulk(one: Waiting) -> str:
    """Why a verdict cannot be signed among many, in a sentence; empty when it can."""
    if one.own:
        return _("You wrote this; another editor must approve.")
    if one.risks:
        return _(
            "%(risks)s. Decide on it by itself.", risks="; ".join(risk.text for risk in one.risks)
        )
    return ""


def publish_without_risks(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int,
    verdict_id: int,
    base: str,
    organisation: str,
) -> CheckedClaim:
    """Sign one of many verdicts if it is the one that was listed and still has no risk.

    Raises `RiskyVerdict`, and whatever `publish_verdict` raises; the transaction must then be
    undone.
    """
    task = load_task(session, task_id, version)
    row = TaskRow(task, get_claim(session, task.claim_id))
    found = describe_waiting(session, actor, [row]) if task.state == "submitted" else []
    if not found or found[0].verdict.id != verdict_id:
        raise StaleVersion(_("Its verdict is no longer the one that was listed."), task.version)
    if found[0].risks and not found[0].own:
        raise RiskyVerdict(refusal_to_bulk(found[0]))
    return publish_verdict(
        session,
        actor=actor,
        task_id=task_id,
        version=version,
        verdict_id=verdict_id,
        base=base,
        organisation=organisation,
    )
