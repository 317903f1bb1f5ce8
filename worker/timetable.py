"""What is done again and again. The relay keeps it; when each entry is due is in the database."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from factcheck import clock
from factcheck.accounts.models import IdempotencyRecord, SignInAttempt
from factcheck.accounts.sessions import drop_old_sessions
from factcheck.archive.service import store_waiting_copies
from factcheck.context.rechecking import send_to_due_pages
from factcheck.db import database_now
from factcheck.queueing.outbox import forget_finished_jobs
from factcheck.queueing.relay import TimetableEntry
from factcheck.settings import Settings
from factcheck.tasks.due import expire_leases, recheck_due_tasks, wake_snoozed

MINUTE = 60
HOUR = 60 * MINUTE
FINISHED_JOBS_KEPT = timedelta(days=7)
DAY = timedelta(days=1)


def tidy(session: Session) -> None:
    """Forget what is no longer of use: finished jobs, old sessions, attempts, replayed answers."""
    forget_finished_jobs(session, before=database_now(session) - FINISHED_JOBS_KEPT)
    drop_old_sessions(session)
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.at) < clock.now() - DAY))
    session.execute(
        delete(IdempotencyRecord).where(col(IdempotencyRecord.created_at) < clock.now() - DAY)
    )


def check_pages(session: Session) -> None:
    """Send workers to the pages whose time has come, a few at a time."""
    settings = Settings()
    send_to_due_pages(
        session,
        hours=settings.recheck_hours,
        days=settings.recheck_days,
        batch=settings.recheck_batch,
    )


TIMETABLE = (
    TimetableEntry("expire_leases", every=MINUTE / 2, run=expire_leases),
    TimetableEntry("wake_snoozed", every=MINUTE, run=wake_snoozed),
    TimetableEntry("check_pages", every=MINUTE, run=check_pages),
    TimetableEntry("store_waiting_copies", every=HOUR / 2, run=store_waiting_copies),
    TimetableEntry("recheck_due_tasks", every=HOUR, run=recheck_due_tasks),
    TimetableEntry("tidy", every=HOUR, run=tidy),
)
