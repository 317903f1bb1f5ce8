"""What is done again and again. The relay keeps it; when each entry is due is in the database."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from factcheck import clock
from factcheck.accounts.models import IdempotencyRecord, SignInAttempt
from factcheck.accounts.sessions import drop_old_sessions
from factcheck.db import database_now
from factcheck.publishing.webhooks import announce_events, forget_old_deliveries
from factcheck.queueing.outbox import forget_finished_jobs
from factcheck.queueing.relay import TimetableEntry
from factcheck.settings import Settings
from factcheck.tasks.due import expire_leases, recheck_due_tasks, wake_snoozed

ANNOUNCE_SECONDS = 2
MINUTE = 60
HOUR = 60 * MINUTE
FINISHED_JOBS_KEPT = timedelta(days=7)
DAY = timedelta(days=1)


def tidy(session: Session) -> None:
    """Forget what is no longer of use: finished jobs, old sessions, attempts, replayed answers,
    settled deliveries."""
    forget_finished_jobs(session, before=database_now(session) - FINISHED_JOBS_KEPT)
    drop_old_sessions(session)
    forget_old_deliveries(session)
    session.execute(delete(SignInAttempt).where(col(SignInAttempt.at) < clock.now() - DAY))
    session.execute(
        delete(IdempotencyRecord).where(col(IdempotencyRecord.created_at) < clock.now() - DAY)
    )


def announce(session: Session) -> None:
    """Write down what the webhooks are to be told, with the jobs that tell it."""
    announce_events(session, base=Settings().public_url)


TIMETABLE = (
    TimetableEntry("announce", every=ANNOUNCE_SECONDS, run=announce),
    TimetableEntry("expire_leases", every=MINUTE / 2, run=expire_leases),
    TimetableEntry("wake_snoozed", every=MINUTE, run=wake_snoozed),
    TimetableEntry("recheck_due_tasks", every=HOUR, run=recheck_due_tasks),
    TimetableEntry("tidy", every=HOUR, run=tidy),
)
