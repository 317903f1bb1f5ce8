"""Links: the open task, check or import whose claim a task's claim probably repeats.

A worker suggests them from the words alone. A person confirms or rejects, and may take that back
until somebody else has acted on the task. Nothing is closed by a score.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func
from sqlmodel import Session, col, or_, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import Event
from factcheck.claims.known import Earlier, find_earlier, known_words
from factcheck.claims.matching import Reranker
from factcheck.claims.models import Claim, KnownClaim, Speaker
from factcheck.claims.semantic import Encoder, SemanticReranker
from factcheck.claims.service import get_claim
from factcheck.context.models import ClaimLink
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.models import Task
from factcheck.tasks.queries import history_of
from factcheck.tasks.service import get_task, load_task

DECISIONS = {"confirm": "confirmed", "reject": "rejected"}
UNDO = "undo"
_DECIDED = tuple(f"link.{state}" for state in DECISIONS.values())
_ORDER = ("confirmed", "suggested", "rejected")


@dataclass(frozen=True)
class Suggestion:
    """A link that a worker found; `basis` says in numbers and words what it rests on."""

    other_task_id: int | None
    import_id: int | None
    score: float
    basis: dict[str, Any]


@dataclass(frozen=True)
class Link:
    """A link with what it leads to, as it is known now; `other` is the task of ours, if any."""

    row: ClaimLink
    known: KnownClaim
    other: Task | None


def earlier_of_task(
    session: Session, task: Task, claim: Claim, *, reranker: Reranker | None = None
) -> list[Earlier]:
    """What a task's claim may repeat, best first.

    Of our own: an earlier task, or a check, of the same question and another article; whether
    words were said is asked of one speaker, so for a quote the speaker is the same too.
    """
    speaker = _named_speaker(session, claim)

    def accept(row: KnownClaim) -> bool:
        if row.task_id is None:
            return True
        if row.question != task.question or row.article_id == claim.article_id:
            return False
        if row.kind == "open" and row.task_id > (task.id or 0):
            return False
        return task.question != "said" or speaker in _speakers(session, row, speaker)

    return find_earlier(session, claim.text, accept=accept, reranker=reranker)


def _named_speaker(session: Session, claim: Claim) -> int | None:
    """The speaker, None when not known or only described (“a spokeswoman” is another each time)."""
    speaker = session.get(Speaker, claim.speaker_id) if claim.speaker_id else None
    return speaker.id if speaker is not None and speaker.kind != "unnamed" else None


def _speakers(session: Session, row: KnownClaim, own: int | None) -> tuple[int | None, ...]:
    """The speakers whose quote this may be: its own, or anybody where one of both is open."""
    theirs = _named_speaker(session, get_claim(session, row.claim_id or 0))
    return (own,) if own is None or theirs is None else (theirs,)


def suggest_links(
    session: Session, task_id: int, *, encoder: Encoder | None = None
) -> tuple[Suggestion, ...]:
    """The links that a task's claim should be looked at for, best first.

    With an encoder they are in the order of their meaning too; what has too few words in common to
    be shown to anybody as a repetition stays out.
    """
    task = get_task(session, task_id)
    reranker = SemanticReranker(encoder, lambda ids: known_words(session, ids)) if encoder else None
    claim = get_claim(session, task.claim_id)
    found = earlier_of_task(session, task, claim, reranker=reranker)
    return tuple(
        Suggestion(one.known.task_id, one.known.import_id, one.likeness, basis_of(one))
        for one in found
    )


def basis_of(earlier: Earlier) -> dict[str, Any]:
    return {
        "shared": list(earlier.shared),
        "words": earlier.words,
        "same_amounts": earlier.same_amounts,
    }


def basis_in_words(basis: dict[str, Any]) -> str:
    """“7 of 9 words; other amounts”: what a link rests on."""
    shared, words = len(basis["shared"]), basis["words"]
    if basis["same_amounts"] is None:
        return marked("%(shared)s of %(words)s words", shared=shared, words=words)
    if basis["same_amounts"]:
        return marked("%(shared)s of %(words)s words; the same amounts", shared=shared, words=words)
    return marked("%(shared)s of %(words)s words; other amounts", shared=shared, words=words)


def store_links(
    session: Session, *, actor: Actor, task_id: int, suggestions: tuple[Suggestion, ...]
) -> None:
    """Keep what was suggested; what a person decided stays, whatever is found later."""
    rows = {(row.other_task_id, row.import_id): row for row in _rows(session, task_id)}
    for suggestion in suggestions:
        target = (suggestion.other_task_id, suggestion.import_id)
        row = rows.pop(target, None)
        is_new = row is None
        row = row or ClaimLink(
            task_id=task_id,
            other_task_id=target[0],
            import_id=target[1],
            score=suggestion.score,
            created_at=clock.now(),
        )
        row.score, row.basis = suggestion.score, suggestion.basis
        session.add(row)
        session.flush()
        if is_new:
            _record(session, actor, row, "link.suggested", score=row.score)
    for row in rows.values():
        if row.state == "suggested":
            session.delete(row)
    session.flush()


def _rows(session: Session, task_id: int) -> list[ClaimLink]:
    return list(session.exec(select(ClaimLink).where(ClaimLink.task_id == task_id)))


def decide_link(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    link_id: int,
    decision: str,
    version: int | None,
) -> ClaimLink:
    """A person confirms or rejects a link, or takes their own decision back.

    Raises `StaleVersion` when the task changed, `VerbRefused` for an undo that comes too late.
    """
    load_task(session, task_id, version)
    row = session.get(ClaimLink, link_id, populate_existing=True)
    if row is None or row.task_id != task_id:
        raise NotFound(
            _("Task %(task_id)s has no link %(link_id)s.", task_id=task_id, link_id=link_id)
        )
    if decision == UNDO:
        return _undo(session, actor, row)
    if decision not in DECISIONS:
        raise InvalidInput(_("A link is confirmed, rejected, or its decision undone."))
    before = {
        "state": row.state,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
    }
    row.state, row.decided_by, row.decided_at = DECISIONS[decision], actor.id, clock.now()
    session.add(row)
    session.flush()
    _record(session, actor, row, f"link.{row.state}", before=before)
    return row


def _undo(session: Session, actor: Actor, row: ClaimLink) -> ClaimLink:
    event = undoable_decision(history_of(session, row.task_id), actor)
    payload = json.loads(event.payload) if event else {}
    if event is None or payload["link"] != row.id:
        raise VerbRefused(
            _(
                "There is nothing of yours to undo on this link: somebody has acted on "
                "the task since."
            )
        )
    before = payload["before"]
    at = before["decided_at"]
    row.state, row.decided_by = before["state"], before["decided_by"]
    row.decided_at = datetime.fromisoformat(at) if at else None
    session.add(row)
    session.flush()
    _record(session, actor, row, "link.undo", undone=event.action)
    return row


def undoable_decision(history: list[Event], actor: Actor) -> Event | None:
    """The person's last decision on a link of a task, unless somebody has acted since. Pure."""
    for event in reversed(history):
        if event.actor_id is None:
            continue
        if event.actor_id != actor.id or event.action == "link.undo":
            return None
        if event.action in _DECIDED:
            return event
    return None


def _record(session: Session, actor: Actor, row: ClaimLink, action: str, **payload: Any) -> None:
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="task",
        object_id=row.task_id,
        link=row.id,
        other_task=row.other_task_id,
        imported_check=row.import_id,
        **payload,
    )


def links_of(session: Session, task_id: int) -> list[Link]:
    """A task's links: confirmed, suggested, rejected, each the likest first.

    What has been retracted or closed meanwhile is left out.
    """
    rows = _rows(session, task_id)
    if not rows:
        return []
    tasks = [row.other_task_id for row in rows if row.other_task_id is not None]
    imports = [row.import_id for row in rows if row.import_id is not None]
    known = session.exec(
        select(KnownClaim).where(
            or_(col(KnownClaim.task_id).in_(tasks), col(KnownClaim.import_id).in_(imports))
        )
    ).all()
    targets = {(one.task_id, one.import_id): one for one in known}
    found = [
        Link(
            row,
            targets[row.other_task_id, row.import_id],
            get_task(session, row.other_task_id) if row.other_task_id else None,
        )
        for row in rows
        if (row.other_task_id, row.import_id) in targets
    ]
    return sorted(found, key=lambda one: (_ORDER.index(one.row.state), -one.row.score))


def count_links(session: Session, task_ids: list[int]) -> dict[int, int]:
    """How many links of each task are worth a look; tasks without any are left out."""
    still_known = exists().where(
        or_(
            col(KnownClaim.task_id) == col(ClaimLink.other_task_id),
            col(KnownClaim.import_id) == col(ClaimLink.import_id),
        )
    )
    rows = session.exec(
        select(ClaimLink.task_id, func.count())
        .where(
            col(ClaimLink.task_id).in_(task_ids),
            ClaimLink.state != "rejected",
            still_known,
        )
        .group_by(col(ClaimLink.task_id))
    )
    return dict(rows.all())
