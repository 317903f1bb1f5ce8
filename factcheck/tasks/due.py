"""What falls due by itself: holds that ran out, snoozes that ended, rechecks."""

from datetime import date

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import SYSTEM as SYSTEM_ACTOR
from factcheck.messages import marked_in
from factcheck.tasks.changes import ask_again
from factcheck.tasks.models import Task
from factcheck.tasks.service import apply_verb, load_task, wake_task

ITS_DAY = marked_in("reason", "its day has come")


def expire_leases(session: Session) -> int:
    """Hand back every task whose hold ran out; drafts are kept."""
    now = clock.now()
    statement = (
        select(Task.id)
        .where(Task.state == "in_review", col(Task.lease_until) < now)
        .order_by(col(Task.id))
    )
    expired = 0
    for task_id in session.exec(statement).all():
        task = load_task(session, int(task_id or 0))
        if task.state == "in_review" and task.lease_until and task.lease_until < now:
            apply_verb(session, task, "lease_expired", actor=SYSTEM_ACTOR)
            expired += 1
    return expired


def wake_snoozed(session: Session) -> int:
    """Bring back every snoozed task whose time has come."""
    now = clock.now()
    statement = (
        select(Task.id)
        .where(Task.state == "snoozed", col(Task.snoozed_until) <= now)
        .order_by(col(Task.id))
    )
    ids = [int(task_id or 0) for task_id in session.exec(statement).all()]
    woken = 0
    for task_id in ids:
        # Somebody may have reopened it, or put it away for longer, a moment ago.
        task = load_task(session, task_id)
        if task.state == "snoozed" and task.snoozed_until and task.snoozed_until <= now:
            wake_task(session, actor=SYSTEM_ACTOR, task_id=task_id)
            woken += 1
    return woken


def recheck_due_tasks(session: Session, *, today: date | None = None) -> int:
    """Ask again what fell due: an approved task whose day has come is ready once more."""
    today = today or clock.now().date()
    statement = (
        select(Task.id)
        .where(Task.state == "approved", col(Task.due) <= today)
        .order_by(col(Task.id))
    )
    ids = [int(task_id or 0) for task_id in session.exec(statement).all()]
    asked = 0
    for task_id in ids:
        task = load_task(session, task_id)
        if task.state != "approved" or task.due is None or task.due > today:
            continue
        ask_again(session, actor=SYSTEM_ACTOR, task=task, due=None, reason=ITS_DAY)
        asked += 1
    return asked
