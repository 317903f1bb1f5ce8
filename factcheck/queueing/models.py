"""Rows of the queue."""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Column, Index, String, text
from sqlmodel import Field, SQLModel

from factcheck.db import UTCDateTime

State = Literal["pending", "done", "dead"]


def _time(*, nullable: bool = False) -> Column[datetime]:
    return Column(UTCDateTime, nullable=nullable)


class Outbox(SQLModel, table=True):
    """One job: a kind of work on one subject, given by its id; all else is read from the subject.

    It is written in the transaction that makes the work necessary.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'done', 'dead')", name="state"),
        # The same work waits at most once.
        Index(
            "uq_outbox_pending",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_outbox_due",
            "next_dispatch",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_outbox_state_finished_at", "state", "finished_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject_id: int
    # The site that it asks, if it asks a single one: of these jobs few are on their way at a time.
    host: str = Field(default="", sa_column=Column(String, nullable=False, server_default=""))
    state: str = Field(default="pending", sa_column=Column(String, nullable=False))
    # When the work was first wanted: its age counts from here.
    due_at: datetime = Field(sa_column=_time())
    # The relay sends the id to the queue server not before this, and again later if need be.
    next_dispatch: datetime = Field(sa_column=_time())
    dispatches: int = 0
    # Until then one worker has it, known by its fence.
    lease_until: datetime = Field(sa_column=_time())
    fence: int = 0
    attempts: int = 0
    # Wanted once more while it was being worked at.
    again: bool = False
    # Why the last attempt failed; a sentence for people.
    reason: str = ""
    created_at: datetime = Field(sa_column=_time())
    finished_at: datetime | None = Field(default=None, sa_column=_time(nullable=True))


class Schedule(SQLModel, table=True):
    """When an entry of the timetable runs next."""

    __tablename__ = "schedule"

    name: str = Field(primary_key=True)
    next_run: datetime = Field(sa_column=_time())
    last_run: datetime | None = Field(default=None, sa_column=_time(nullable=True))
