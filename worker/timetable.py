"""What is done again and again. The relay keeps it; when each entry is due is in the database."""

from datetime import timedelta

from rq import RateLimit
from sqlalchemy import delete
from sqlmodel import Session, col

from factcheck import clock
from factcheck.accounts.models import IdempotencyRecord, SignInAttempt
from factcheck.accounts.sessions import drop_old_sessions
from factcheck.archive.service import store_waiting_copies
from factcheck.articles.feeds.service import poll_due_feeds
from factcheck.audit.sealing import seal_some
from factcheck.context.archived import SAVE
from factcheck.context.circuit import forget_quiet_hosts
from factcheck.context.incoming import READ_BATCH
from factcheck.context.outside import ASK
from factcheck.context.providers.outside import switched_on
from factcheck.context.rechecking import send_to_due_pages
from factcheck.db import database_now
from factcheck.publishing.checkpoints import ask_for_copy_outside
from factcheck.publishing.entries import make_entries
from factcheck.publishing.webhooks import DELIVER, announce_events, forget_old_deliveries
from factcheck.queueing.connection import OUTSIDE_QUEUE_NAME, WEBHOOK_QUEUE_NAME
from factcheck.queueing.lanes import Lane
from factcheck.queueing.outbox import forget_finished_jobs
from factcheck.queueing.relay import TimetableEntry
from factcheck.settings import Settings
from factcheck.tasks.due import expire_leases, recheck_due_tasks, wake_snoozed
from factcheck.tasks.figures import record_backlog
from factcheck.tasks.presence import forget_absent

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
    forget_absent(session)
    forget_quiet_hosts(session)
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


def announce(session: Session) -> None:
    """Write down what the webhooks are to be told, with the jobs that tell it."""
    announce_events(session, base=Settings().public_url)


def seal(session: Session) -> None:
    """Bring the log's newest events under a signed checkpoint."""
    seal_some(session, Settings())


def copy_checkpoint(session: Session) -> None:
    """Have the newest checkpoint copied outside."""
    ask_for_copy_outside(session, Settings())


def list_checks(session: Session) -> None:
    """Have lists and exports find the native JSON of what was published or changed."""
    make_entries(session)


TIMETABLE = (
    TimetableEntry("list_checks", every=ANNOUNCE_SECONDS, run=list_checks),
    TimetableEntry("announce", every=ANNOUNCE_SECONDS, run=announce),
    TimetableEntry("seal", every=MINUTE, run=seal),
    TimetableEntry("copy_checkpoint", every=10 * MINUTE, run=copy_checkpoint),
    TimetableEntry("expire_leases", every=MINUTE / 2, run=expire_leases),
    TimetableEntry("wake_snoozed", every=MINUTE, run=wake_snoozed),
    TimetableEntry("check_pages", every=MINUTE, run=check_pages),
    TimetableEntry("store_waiting_copies", every=HOUR / 2, run=store_waiting_copies),
    TimetableEntry("poll_due_feeds", every=MINUTE / 2, run=poll_due_feeds),
    TimetableEntry("recheck_due_tasks", every=HOUR, run=recheck_due_tasks),
    TimetableEntry("record_backlog", every=HOUR, run=record_backlog),
    TimetableEntry("tidy", every=HOUR, run=tidy),
)


def lanes_for(settings: Settings) -> dict[str, Lane]:
    """How the kinds of work travel that would keep others waiting.

    Of many uploads one is read at a time, in between everything else. Jobs that ask outside have
    workers of their own; each asks every service once, so their number is also how many of us one
    host sees. On a desk that asks nobody there are no such workers: what is left to do is nothing.
    """
    lanes = {
        READ_BATCH: Lane(limit=RateLimit(READ_BATCH, 1)),
        DELIVER: Lane(WEBHOOK_QUEUE_NAME, only_if_served=True),
    }
    if switched_on(settings):
        lanes[ASK] = Lane(OUTSIDE_QUEUE_NAME, RateLimit(ASK, settings.asked_at_once))
        lanes[SAVE] = Lane(OUTSIDE_QUEUE_NAME, RateLimit(SAVE, 1))
    return lanes
