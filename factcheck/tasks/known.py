"""Keeping the tasks' claims among the known ones that a new claim is matched against."""

from sqlmodel import Session, col, select

from factcheck.claims.known import add_known, forget_known, known_of_task
from factcheck.claims.models import Claim, KnownClaim
from factcheck.claims.service import get_claim
from factcheck.tasks.models import Task

_GONE = ("dismissed", "duplicate")


def is_known(task: Task) -> bool:
    """Whether a new claim may be told that it repeats this one.

    What is published stays known until it is retracted, whatever becomes of a later task on it.
    """
    return task.state != "retracted" and (task.published or task.state not in _GONE)


def keep_known(session: Session, task: Task) -> None:
    """Bring a task's claim in, or take it out, after the task's state changed."""
    assert task.id is not None
    row = known_of_task(session, task.id)
    if row is not None and not is_known(task):
        forget_known(session, row)
    if row is None and is_known(task):
        know_claim(session, task, get_claim(session, task.claim_id))


def know_claim(session: Session, task: Task, claim: Claim) -> KnownClaim:
    """Have the claim of an open task found by the claims that come after it."""
    row = KnownClaim(
        kind="open",
        task_id=task.id,
        claim_id=claim.id,
        article_id=claim.article_id,
        question=task.question,
        text=claim.text,
    )
    add_known(session, [(row, "")])
    return row


def know_earlier_tasks(session: Session) -> list[KnownClaim]:
    """Bring in what an older version of this program left out. Running it again adds nothing."""
    missing = session.exec(
        select(Task, Claim)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .join(KnownClaim, col(KnownClaim.task_id) == col(Task.id), isouter=True)
        .where(col(KnownClaim.id).is_(None))
        .order_by(col(Task.id))
    ).all()
    return [know_claim(session, task, claim) for task, claim in missing if is_known(task)]
