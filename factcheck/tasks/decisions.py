"""What people decided about the worth of claims: the labels that a refit learns from.

Nothing is kept for it: the log already has every take and every dismissal with its reason.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.tasks.models import Task
from factcheck.tasks.undo import UNDO

TAKE, DISMISS, REOPEN = "task.take", "task.dismiss", "task.reopen"
# The reasons that speak about worth. A duplicate may be worth checking, and so may what was
# dismissed for "other" or in a person's own words.
WORTH_REASONS = frozenset({"opinion", "rhetoric", "not checkable", "too minor"})


@dataclass(frozen=True)
class Decision:
    """A person found a claim worth checking (`taken`), or not, for `reason`.

    `text` is the claim's words, `by` the name that the log has.
    """

    claim_id: int
    text: str
    taken: bool
    reason: str
    at: datetime
    by: str


def list_decisions(session: Session) -> list[Decision]:
    """The standing decisions on claims, the oldest first; quotes are scored otherwise.

    What was undone or reopened does not stand. Of several on one claim, or on the same words, the
    last stands: a second article brings the same wire copy.
    """
    acts: defaultdict[int, list[Decision | None]] = defaultdict(list)
    for event, claim_id, text in _acts(session):
        payload = json.loads(event.payload)
        if event.action == UNDO:
            if payload["undone"] in (TAKE, DISMISS, REOPEN) and acts[event.object_id]:
                acts[event.object_id].pop()
            continue
        acts[event.object_id].append(_decision(event, payload, claim_id, text))
    standing = [task[-1] for task in acts.values() if task]
    last: dict[str, Decision] = {}
    for decision in sorted(filter(None, standing), key=lambda one: one.at):
        last.pop(decision.text.casefold(), None)
        last[decision.text.casefold()] = decision
    return list(last.values())


def _acts(session: Session) -> list[tuple[Event, int, str]]:
    rows = session.exec(
        select(Event, Claim.id, Claim.text)
        .join(Task, col(Task.id) == col(Event.object_id))
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(
            Event.object_type == "task",
            col(Event.action).in_((TAKE, DISMISS, REOPEN, UNDO)),
            Claim.kind == "claim",
        )
        .order_by(col(Event.seq))
    )
    return [(event, claim_id or 0, text) for event, claim_id, text in rows]


def _decision(event: Event, payload: dict[str, str], claim_id: int, text: str) -> Decision | None:
    """None for an act that says nothing about worth: it stands, and so do no earlier ones."""
    reason = payload.get("reason", "").strip().casefold()
    if event.action == TAKE or (event.action == DISMISS and reason in WORTH_REASONS):
        taken = event.action == TAKE
        return Decision(claim_id, text, taken, reason, event.at, event.actor)
    return None
