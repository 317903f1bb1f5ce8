"""The lifecycle's verbs, as programs send them: each name with the use case that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlmodel import Session

from factcheck.api.schemas import VerbIn
from factcheck.audit.log import Actor
from factcheck.context.citing import Citation
from factcheck.context.links import DECISIONS, UNDO
from factcheck.errors import InvalidInput
from factcheck.publishing.gate import publish_verdict
from factcheck.request import current_settings, public_base
from factcheck.tasks import service as tasks
from factcheck.tasks.recusal import recuse_from_task
from factcheck.verdicts import approval
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.wording import suggest_wording


@dataclass(frozen=True)
class Call:
    """A verb as it was sent. `lease_minutes` is how long a hold would last."""

    session: Session
    actor: Actor
    task_id: int
    version: int
    sent: VerbIn
    lease_minutes: int

    @property
    def basics(self) -> dict[str, Any]:
        """What every use case of a verb is given."""
        return {"actor": self.actor, "task_id": self.task_id, "version": self.version}

    @property
    def holding(self) -> dict[str, Any]:
        return {**self.basics, "lease_minutes": self.lease_minutes}


def _missing(field: str) -> InvalidInput:
    return InvalidInput(f"This verb needs “{field}”.", {field: "It is missing."})


def _mark_duplicate(call: Call) -> object:
    if call.sent.of is None:
        raise _missing("of")
    return tasks.mark_duplicate(call.session, of=call.sent.of, **call.basics)


def _snooze(call: Call) -> object:
    until = call.sent.until
    if until is None:
        raise _missing("until")
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return tasks.snooze_task(call.session, until=until, **call.basics)


def _submit(call: Call) -> object:
    proposal = Proposal(
        rating=call.sent.rating,
        rationale=call.sent.rationale,
        evidence=tuple(Citation(**one.model_dump()) for one in call.sent.evidence),
        recheck_on=call.sent.recheck_on,
        confidence=call.sent.confidence,
    )
    return verdicts.submit_verdict(call.session, proposal=proposal, **call.basics)


def _request_changes(call: Call) -> object:
    if call.sent.suggestion:
        return suggest_wording(
            call.session,
            suggestion=call.sent.suggestion,
            reason=call.sent.reason,
            **call.basics,
        )
    return verdicts.request_changes(
        call.session, field=call.sent.field, reason=call.sent.reason, **call.basics
    )


ACTS: dict[str, Callable[[Call], object]] = {
    "take": lambda call: tasks.take_task(call.session, **call.holding),
    "release": lambda call: tasks.release_task(call.session, **call.basics),
    "dismiss": lambda call: tasks.dismiss_task(
        call.session, reason=call.sent.reason, **call.basics
    ),
    "mark_duplicate": _mark_duplicate,
    "recuse": lambda call: recuse_from_task(call.session, reason=call.sent.reason, **call.basics),
    "snooze": _snooze,
    "wake": lambda call: tasks.wake_task(call.session, **call.basics),
    "reopen": lambda call: tasks.reopen_task(call.session, **call.basics),
    "submit": _submit,
    "withdraw": lambda call: verdicts.withdraw_verdict(call.session, **call.holding),
    "request_changes": _request_changes,
    "second_opinion": lambda call: verdicts.ask_second_opinion(call.session, **call.basics),
    "approve": lambda call: publish_verdict(
        call.session,
        verdict_id=call.sent.verdict,
        base=public_base(),
        organisation=current_settings().organisation,
        **call.basics,
    ),
    "correct": lambda call: approval.correct_check(
        call.session, reason=call.sent.reason, **call.holding
    ),
    "retract": lambda call: approval.retract_check(
        call.session, reason=call.sent.reason, **call.basics
    ),
    "undo": lambda call: approval.undo_act(call.session, **call.basics),
}

LINK_DECISIONS = (*DECISIONS, UNDO)

# These put something outside or take it back, so the token must be allowed to publish.
PUBLISHING = frozenset({"approve", "correct", "retract"})
