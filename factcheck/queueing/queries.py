"""Reading the queue: lists of jobs for people."""

from sqlmodel import Session, col, select

from factcheck.queueing.models import Outbox


def list_jobs(session: Session, state: str, *, limit: int = 100) -> list[Outbox]:
    """Jobs of a state: those that wait, the oldest first; those that are over, the newest first."""
    statement = select(Outbox).where(Outbox.state == state).limit(limit)
    if state == "pending":
        return list(session.exec(statement.order_by(col(Outbox.due_at), col(Outbox.id))))
    return list(
        session.exec(statement.order_by(col(Outbox.finished_at).desc(), col(Outbox.id).desc()))
    )
