"""Telling whoever works at an article's claims what became of the article."""

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.service import get_article
from factcheck.audit.log import Actor, record_event
from factcheck.claims.models import Claim
from factcheck.tasks.lifecycle import OPEN_STATES
from factcheck.tasks.models import Task
from factcheck.tasks.service import count_change, load_task

# What is published may have to be corrected or retracted.
TOLD_STATES = (*OPEN_STATES, "approved")


def tell_tasks(session: Session, *, actor: Actor, article_id: int) -> int:
    """Note on an article's tasks that it was withdrawn, or stands again. Returns how many.

    Their version grows, so that whoever holds one or has it open looks at it again before anything
    is handed in or signed; nothing typed is lost by that.
    """
    withdrawn = get_article(session, article_id).withdrawn
    ids = session.exec(
        select(Task.id)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(Claim.article_id == article_id, col(Task.state).in_(TOLD_STATES))
        .order_by(col(Task.id))
    ).all()
    for task_id in ids:
        task = load_task(session, int(task_id or 0))
        record_event(
            session,
            actor=actor,
            action="task.article_withdrawn" if withdrawn else "task.article_released",
            object_type="task",
            object_id=int(task_id or 0),
            reason=withdrawn,
        )
        count_change(session, task, clock.now())
    return len(ids)
