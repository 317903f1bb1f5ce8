"""Drafts: what a person has typed for a task and not handed in. No window overwrites another's."""

from hashlib import sha256

from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.db import insert_missing
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.tasks.service import get_task
from factcheck.verdicts.models import Draft, Verdict

CONFIDENCES = ("low", "mid", "high")
# A draft may be longer than what can be handed in, so that nothing typed is ever cut off.
MAX_DRAFT = 100_000


def text_mark(text: str) -> str:
    """A short mark of a draft's words, by which a page says which words it was made from."""
    return sha256(text.strip().encode()).hexdigest()[:16]


def save_draft(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    rating: str = "",
    rationale: str = "",
    evidence_ids: list[int] | None = None,
    confidence: str = "",
    window: str = "",
    seen: str = "",
) -> Draft:
    """Keep what a person has typed for a task, whatever state the task is in.

    `window` names the page that it was typed on, `seen` the mark of the words that the page began
    with. Words that another window has written since are set aside, not overwritten. Raises
    `InvalidInput` for a text too long to be kept.
    """
    if len(rationale) > MAX_DRAFT:
        raise InvalidInput(
            _(
                "This draft has %(count)s characters; %(max_draft)s are kept at most.",
                count=f"{len(rationale):,}",
                max_draft=f"{MAX_DRAFT:,}",
            ),
            {"rationale": _("Shorten the rationale.")},
        )
    get_task(session, task_id)
    assert actor.id is not None
    blank = {
        "task_id": task_id,
        "user_id": actor.id,
        "rating": "",
        "rationale": "",
        "evidence_ids": [],
        "confidence": "",
        "window": "",
        "aside": {},
        "updated_at": clock.now(),
    }
    # A page that saves twice at once must not stumble over its own first save.
    insert_missing(session, Draft, blank)
    draft = session.get_one(
        Draft, (task_id, actor.id), with_for_update=True, populate_existing=True
    )
    aside = dict(draft.aside)
    if window != draft.window and seen != text_mark(draft.rationale):
        aside[draft.window] = draft.rationale
    aside.pop(window, None)
    draft.aside = _other_texts(aside, rationale)
    draft.rating, draft.rationale, draft.window = rating, rationale, window
    draft.evidence_ids, draft.updated_at = list(evidence_ids or []), clock.now()
    draft.confidence = confidence if confidence in CONFIDENCES else ""
    session.add(draft)
    session.flush()
    return draft


def _other_texts(aside: dict[str, str], rationale: str) -> dict[str, str]:
    """What the words in hand do not hold already."""
    return {name: text for name, text in aside.items() if text.strip() not in rationale}


def get_draft(session: Session, *, actor: Actor, task_id: int) -> Draft | None:
    return session.get(Draft, (task_id, actor.id)) if actor.id is not None else None


def drop_draft(session: Session, *, actor: Actor, task_id: int) -> None:
    """Be done with a draft whose words were handed in; those of other windows become the draft."""
    draft = get_draft(session, actor=actor, task_id=task_id)
    if draft is None:
        return
    if not draft.aside:
        session.delete(draft)
        return
    draft.rationale = "\n\n".join(draft.aside.values())
    draft.rating, draft.confidence, draft.window, draft.aside = "", "", "", {}
    session.add(draft)


def draft_from_verdict(session: Session, *, actor: Actor, verdict: Verdict) -> None:
    """Begin again where a verdict stood; what was typed meanwhile is not overwritten."""
    if get_draft(session, actor=actor, task_id=verdict.task_id) is None:
        save_draft(
            session,
            actor=actor,
            task_id=verdict.task_id,
            rating=verdict.rating,
            rationale=verdict.rationale,
            evidence_ids=[item["id"] for item in verdict.evidence],
            confidence=verdict.confidence,
        )
