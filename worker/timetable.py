"""What is done again and again. The relay keeps it; when each entry is due is in the database."""

from datetime import timedelta

from sqlmodel import Session

from factcheck.db import database_now
from factcheck.queueing.outbox import forget_finished_jobs
from factcheck.queueing.relay import TimetableEntry

MINUTE = 60
HOUR = 60 * MINUTE
FINISHED_JOBS_KEPT = timedelta(days=7)


def tidy_queue(session: Session) -> None:
    forget_finished_jobs(session, before=database_now(session) - FINISHED_JOBS_KEPT)


TIMETABLE = (TimetableEntry("tidy_queue", every=HOUR, run=tidy_queue),)
