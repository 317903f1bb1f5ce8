"""Reading the log."""

from sqlmodel import Session, col, select

from factcheck.audit.models import Event


def list_events(
    session: Session,
    *,
    action: str = "",
    actor_id: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Event]:
    """The newest events first. `action` matches its beginning (`task.` for all of tasks);
    `before` is the number of the last event seen."""
    statement = select(Event).order_by(col(Event.seq).desc()).limit(limit)
    if action:
        statement = statement.where(col(Event.action).startswith(action, autoescape=True))
    if actor_id is not None:
        statement = statement.where(Event.actor_id == actor_id)
    if before is not None:
        statement = statement.where(col(Event.seq) < before)
    return list(session.exec(statement))
