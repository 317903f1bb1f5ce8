"""Use cases of verdicts: drafting, submitting, returning, a second reader, withdrawing."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.claims.service import get_claim
from factcheck.context.evidence import forget_judgements
from factcheck.context.withholding import reveal
from factcheck.errors import DoesNotFit, InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.tasks.handling import note_at_work
from factcheck.tasks.lifecycle import check_verb
from factcheck.tasks.models import Task
from factcheck.tasks.service import (
    apply_verb,
    facts_of,
    hold,
    load_task,
    person_of,
    required,
    task_id_of,
)
from factcheck.verdicts.drafts import CONFIDENCES, draft_from_verdict, drop_draft
from factcheck.verdicts.handing_in import Proposal, hash_of_claim, new_verdict
from factcheck.verdicts.models import ChangeRequest, Verdict
from factcheck.verdicts.scales import find_rating, scale_for

CHANGE_FIELDS = ("evidence", "wording", "rating", "quote", "speaker", "legal")
MAX_RATIONALE = 20_000


def _id(verdict: Verdict) -> int:
    assert verdict.id is not None
    return verdict.id


def current_claim_hash(session: Session, task: Task) -> str:
    """The hash of the task's claim as it stands now."""
    return hash_of_claim(session, get_claim(session, task.claim_id))


def submit_verdict(
    session: Session, *, actor: Actor, task_id: int, version: int | None, proposal: Proposal
) -> Verdict:
    """Hand in a verdict on a task that one holds; the draft is done with.

    Raises `InvalidInput` for an unknown rating, an empty rationale, a day that is no longer to
    come, an unknown confidence or more than two decisive pieces, `NotFound` for unknown evidence.
    """
    rationale = required(proposal.rationale, "rationale", _("Say why, in a sentence of its own."))
    if len(rationale) > MAX_RATIONALE:
        raise InvalidInput(
            _(
                "The rationale has %(count)s characters; %(max_rationale)s are the most.",
                count=f"{len(rationale):,}",
                max_rationale=f"{MAX_RATIONALE:,}",
            ),
            {"rationale": _("Shorten the rationale.")},
        )
    task = load_task(session, task_id, version)
    check_verb(facts_of(task), "submit", person_of(actor), clock.now())
    scale = scale_for(session, task.question)
    rating = find_rating(scale, proposal.rating)
    _check_day(rating, proposal.recheck_on)
    _check_confidence(proposal.confidence)
    verdict = new_verdict(session, actor, task, scale, proposal, rationale)
    session.add(verdict)
    session.flush()
    apply_verb(
        session,
        task,
        "submit",
        actor=actor,
        author_id=verdict.author_id,
        author_ids=sorted({*task.author_ids, verdict.author_id}),
        blind=False,
        due=proposal.recheck_on or task.due,
        payload={"verdict": verdict.id, "rating": verdict.rating, "hash": verdict.content_hash},
    )
    drop_draft(session, actor=actor, task_id=task_id)
    note_at_work(session, task_id=task_id, person_id=verdict.author_id)
    return verdict


def _check_day(rating: dict[str, Any], recheck_on: date | None) -> None:
    if rating["asks_date"] and recheck_on is None:
        raise DoesNotFit(
            _("“%(rating)s” needs the day on which to look again.", rating=rating["label"]),
            {"recheck_on": _("Give a day in the future.")},
        )
    if recheck_on is not None and recheck_on <= clock.now().date():
        raise DoesNotFit(
            _("The day on which to look again must be in the future."),
            {"recheck_on": _("Give a day in the future.")},
        )


def _check_confidence(confidence: str) -> None:
    if confidence and confidence not in CONFIDENCES:
        raise InvalidInput(
            _(
                "“%(confidence)s” is no confidence; it is %(confidences)s, or left out.",
                confidence=confidence,
                confidences=", ".join(CONFIDENCES),
            ),
            {"confidence": _("Choose one, or none.")},
        )


def withdraw_verdict(
    session: Session, *, actor: Actor, task_id: int, version: int | None, lease_minutes: int
) -> Task:
    """Take one's submitted verdict back into one's own hands; its words become the draft."""
    task = load_task(session, task_id, version)
    apply_verb(
        session, task, "withdraw", actor=actor, fence=task.fence + 1, **hold(actor, lease_minutes)
    )
    draft_from_verdict(session, actor=actor, verdict=latest_verdict(session, task_id))
    return task


def request_changes(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int | None,
    field: str,
    reason: str,
    suggestion: str = "",
) -> ChangeRequest:
    """Send a verdict back to its author, saying what must change and why.

    `suggestion` is an exact wording that the author may accept; see `verdicts.wording`.
    """
    if field not in CHANGE_FIELDS:
        raise InvalidInput(
            _(
                "“%(field)s” cannot be sent back; name one of %(change_fields)s.",
                field=field,
                change_fields=", ".join(CHANGE_FIELDS),
            ),
            {"field": _("Choose what must change.")},
        )
    reason = required(reason, "reason", _("Say what must change and why."))
    task = load_task(session, task_id, version)
    apply_verb(
        session,
        task,
        "request_changes",
        actor=actor,
        returned_at=clock.now(),
        payload={"field": field, "reason": reason}
        | ({"suggestion": suggestion} if suggestion else {}),
    )
    verdict = latest_verdict(session, task_id)
    request = ChangeRequest(
        task_id=task_id,
        verdict_id=_id(verdict),
        editor_id=actor.id or 0,
        field=field,
        reason=reason,
        suggestion=suggestion,
        created_at=clock.now(),
    )
    session.add(request)
    author = Actor(verdict.author_id, "", frozenset())
    draft_from_verdict(session, actor=author, verdict=verdict)
    return request


def ask_second_opinion(
    session: Session, *, actor: Actor, task_id: int, version: int | None
) -> Task:
    """Have somebody else judge the claim without seeing the first verdict, nor its stances."""
    task = load_task(session, task_id, version)
    apply_verb(session, task, "second_opinion", actor=actor, blind=True)
    forget_judgements(session, task_id)
    return task


def latest_verdict(session: Session, task_id: int) -> Verdict:
    verdict = session.exec(
        select(Verdict).where(Verdict.task_id == task_id).order_by(col(Verdict.number).desc())
    ).first()
    if verdict is None:
        raise NotFound(_("Task %(task_id)s has no verdict yet.", task_id=task_id))
    return verdict


def verdicts_of(session: Session, task_id: int) -> list[Verdict]:
    """Every version, oldest first."""
    return list(
        session.exec(
            select(Verdict).where(Verdict.task_id == task_id).order_by(col(Verdict.number))
        )
    )


def signable_verdicts(session: Session, task: Task) -> list[Verdict]:
    """The verdicts of a submitted task that an editor may sign, oldest first.

    That is the latest one; where a second reader judged without seeing the first reading, also the
    first. A version that its own author replaced, or took back, cannot be signed any more.
    """
    written = [
        verdict
        for verdict in verdicts_of(session, task_id_of(task))
        if verdict.revision == task.revision
    ]
    latest_of = {verdict.author_id: verdict for verdict in written}
    return [
        verdict
        for place, verdict in enumerate(written)
        if latest_of[verdict.author_id] is verdict
        and verdict.author_id not in task.recused_ids
        and (verdict is written[-1] or any(later.blind for later in written[place + 1 :]))
    ]


def visible_verdicts(session: Session, *, actor: Actor, task: Task) -> list[Verdict]:
    """What this person may see: of a blind second reading only their own versions."""
    verdicts = verdicts_of(session, task_id_of(task))
    if not task.blind:
        return verdicts
    return [verdict for verdict in verdicts if verdict.author_id == actor.id]


def open_change_request(session: Session, task_id: int) -> ChangeRequest | None:
    """The newest request for changes, if no verdict has been handed in since."""
    request = session.exec(
        select(ChangeRequest)
        .where(ChangeRequest.task_id == task_id)
        .order_by(col(ChangeRequest.id).desc())
    ).first()
    if request is None or latest_verdict(session, task_id).id != request.verdict_id:
        return None
    return request


def open_change_requests(session: Session, task_ids: list[int]) -> dict[int, ChangeRequest]:
    """What editors last asked to be changed in several returned tasks, by task id."""
    if not task_ids:
        return {}
    rows = session.exec(
        select(ChangeRequest)
        .where(col(ChangeRequest.task_id).in_(task_ids))
        .order_by(col(ChangeRequest.id))
    )
    return {row.task_id: row for row in rows}


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as programs of the desk see it, with the sources that nobody outside may know."""
    return {
        "id": verdict.id,
        "number": verdict.number,
        "revision": verdict.revision,
        "author_id": verdict.author_id,
        "scale": {"id": verdict.scale_id, "version": verdict.scale_version},
        "rating": verdict.rating,
        "rationale": verdict.rationale,
        "evidence": reveal(verdict.evidence, verdict.withheld),
        "statement": verdict.statement,
        "content_hash": verdict.content_hash,
        "created_at": verdict.created_at.isoformat(),
    }
