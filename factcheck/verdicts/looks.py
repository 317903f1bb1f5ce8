"""What a person last had before them for a decision, so that only what is new need be read."""

from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.db import insert_missing
from factcheck.verdicts.models import Look, Verdict


def seen_before(session: Session, *, actor: Actor, verdict: Verdict) -> Verdict | None:
    """The version that the person saw before this one; None when they saw none."""
    look = session.get(Look, (verdict.task_id, actor.id))
    if look is None:
        return None
    before = look.before_id if look.verdict_id == verdict.id else look.verdict_id
    return session.get(Verdict, before) if before else None


def is_looked_at(session: Session, *, actor: Actor, verdict: Verdict) -> bool:
    """Whether it is noted that the person has this version before them."""
    look = session.get(Look, (verdict.task_id, actor.id))
    return look is not None and look.verdict_id == verdict.id


def note_look(session: Session, *, actor: Actor, verdict: Verdict) -> None:
    """Note that the person has this version before them. A courtesy; it is not in the log."""
    assert verdict.id is not None
    assert actor.id is not None
    first = {
        "task_id": verdict.task_id,
        "person_id": actor.id,
        "verdict_id": verdict.id,
        "before_id": None,
        "seen_at": clock.now(),
    }
    # Two windows may open the same version at once.
    insert_missing(session, Look, first)
    look = session.get_one(
        Look, (verdict.task_id, actor.id), with_for_update=True, populate_existing=True
    )
    if look.verdict_id != verdict.id:
        look.before_id, look.verdict_id, look.seen_at = look.verdict_id, verdict.id, clock.now()
        session.add(look)
