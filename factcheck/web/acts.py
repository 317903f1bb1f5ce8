"""The lifecycle's verbs, as people's forms send them: each with its use case and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request
from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.context.citing import Citation
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.publishing.gate import publish_verdict
from factcheck.request import current_actor, current_settings, public_base
from factcheck.tasks import service as tasks
from factcheck.tasks.lifecycle import TRANSITIONS
from factcheck.tasks.recusal import recuse_from_task
from factcheck.verdicts import approval
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.quick import submit_verbatim
from factcheck.verdicts.wording import accept_wording, suggest_wording
from factcheck.web.forms import date_of, number_of, text_of, texts_of

# Offered lengths of a snooze: code, words, hours.
SNOOZES = (
    ("1h", marked("An hour"), 1),
    ("4h", marked("Four hours"), 4),
    ("1d", marked("A day"), 24),
    ("3d", marked("Three days"), 72),
    ("7d", marked("A week"), 168),
)
DONE = {
    "take": marked("Yours for %(minutes)s minutes"),
    "release": marked("Handed back; your draft is kept"),
    "recuse": marked("Noted; others decide on it now"),
    "dismiss": marked("Dismissed"),
    "mark_duplicate": marked("Marked as a duplicate"),
    "snooze": marked("Snoozed"),
    "wake": marked("Back in the queue"),
    "reopen": marked("Back in the queue"),
    "submit": marked("Submitted: %(rating)s"),
    "submit_verbatim": marked("Submitted: %(rating)s"),
    "accept_wording": marked("Submitted with the editor's wording: %(rating)s"),
    "withdraw": marked("Withdrawn; it is yours again"),
    "request_changes": marked("Sent back to its author"),
    "suggest_wording": marked("Your wording was sent to its author"),
    "second_opinion": marked("A second reader is asked"),
    "approve": marked("Approved and published"),
    "correct": marked("Open for correction; readers see a notice"),
    "retract": marked("Recorded"),
    "undo": marked("Undone"),
}
# Acts of a page that hand in a verdict, and those that are made of the lifecycle's own verbs.
SUBMITTING = frozenset({"submit", "submit_verbatim", "accept_wording"})
UNDOABLE = SUBMITTING | {"suggest_wording"} | {row.verb for row in TRANSITIONS if row.undoable}


@dataclass(frozen=True)
class Call:
    """A verb as a form sent it, with the version of the task that the person saw."""

    session: Session
    actor: Actor
    task_id: int
    version: int | None

    @property
    def basics(self) -> dict[str, Any]:
        """What every use case of a verb is given."""
        return {"actor": self.actor, "task_id": self.task_id, "version": self.version}

    @property
    def holding(self) -> dict[str, Any]:
        return {**self.basics, "lease_minutes": current_settings().lease_minutes}


def cited_ids() -> list[int]:
    """The evidence ticked in the form."""
    return [int(value) for value in texts_of("cite") if value.isdecimal() and len(value) < 19]


def form_version() -> int:
    """The version that the form carries. Raises `InvalidInput` when it is missing."""
    version = number_of("version")
    if version is None:
        raise InvalidInput(
            _("The form does not say which version it was made from. Reload the page.")
        )
    return version


def _submit(call: Call) -> object:
    proposal = Proposal(
        rating=text_of("rating"),
        rationale=request.form.get("rationale", ""),
        evidence=tuple(Citation(id=one) for one in cited_ids()),
        recheck_on=date_of("recheck_on"),
        confidence=text_of("confidence"),
    )
    return verdicts.submit_verdict(call.session, proposal=proposal, **call.basics)


def _mark_duplicate(call: Call) -> object:
    of = number_of("of")
    if of is None:
        raise InvalidInput(_("Choose the task that this one repeats."), {"of": _("Choose a task.")})
    return tasks.mark_duplicate(call.session, of=of, **call.basics)


def _snooze(call: Call) -> object:
    return tasks.snooze_task(call.session, until=snoozed_until(), **call.basics)


def snoozed_until() -> datetime:
    """A chosen length from now, or the beginning of a chosen day (UTC)."""
    for code, _label, hours in SNOOZES:
        if code == text_of("for"):
            return clock.now() + timedelta(hours=hours)
    day = date_of("until")
    if day is None:
        raise InvalidInput(_("Say until when."), {"until": _("Choose a length or a day.")})
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _request_changes(call: Call) -> object:
    return verdicts.request_changes(
        call.session, field=text_of("field"), reason=text_of("reason"), **call.basics
    )


def dismissal_reason() -> str:
    """The chosen reason, with the person's own words if there are any."""
    return ": ".join(part for part in (text_of("reason"), text_of("words")) if part)


def _submit_verbatim(call: Call) -> object:
    return submit_verbatim(
        call.session,
        rationale=request.form.get("rationale", ""),
        cited=cited_ids(),
        compared=text_of("compared"),
        **call.basics,
    )


def _suggest_wording(call: Call) -> object:
    return suggest_wording(
        call.session,
        suggestion=request.form.get("suggestion", ""),
        reason=text_of("reason"),
        **call.basics,
    )


def _dismiss(call: Call) -> object:
    return tasks.dismiss_task(call.session, reason=dismissal_reason(), **call.basics)


ACTS: dict[str, Callable[[Call], object]] = {
    "take": lambda call: tasks.take_task(call.session, **call.holding),
    "release": lambda call: tasks.release_task(call.session, **call.basics),
    "recuse": lambda call: recuse_from_task(call.session, reason=text_of("reason"), **call.basics),
    "dismiss": _dismiss,
    "mark_duplicate": _mark_duplicate,
    "snooze": _snooze,
    "wake": lambda call: tasks.wake_task(call.session, **call.basics),
    "reopen": lambda call: tasks.reopen_task(call.session, **call.basics),
    "submit": _submit,
    "submit_verbatim": _submit_verbatim,
    "accept_wording": lambda call: accept_wording(call.session, **call.holding),
    "withdraw": lambda call: verdicts.withdraw_verdict(call.session, **call.holding),
    "request_changes": _request_changes,
    "suggest_wording": _suggest_wording,
    "second_opinion": lambda call: verdicts.ask_second_opinion(call.session, **call.basics),
    "approve": lambda call: publish_verdict(
        call.session,
        verdict_id=number_of("verdict"),
        base=public_base(),
        organisation=current_settings().organisation,
        **call.basics,
    ),
    "correct": lambda call: approval.correct_check(
        call.session, reason=text_of("reason"), **call.holding
    ),
    "retract": lambda call: approval.retract_check(
        call.session, reason=text_of("reason"), **call.basics
    ),
    "undo": lambda call: approval.undo_act(call.session, **call.basics),
}


def act(session: Session, task_id: int, verb: str) -> None:
    """Do what the form in hand asks for."""
    ACTS[verb](Call(session, current_actor(), task_id, form_version()))


def done_words(verb: str, rating: str = "") -> str:
    """What was done, for the line that the next page shows."""
    return _(DONE[verb], minutes=current_settings().lease_minutes, rating=rating)
