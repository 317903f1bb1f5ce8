"""Rows of the event log."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from factcheck.db import UTCDateTime


class Event(SQLModel, table=True):
    """One line of the log. Triggers refuse UPDATE and DELETE (see the first migration)."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_action_at", "action", "at"),
        # Not by type first: SQLite would take it for the way below, and read all of it.
        Index("ix_event_object", "object_id", "object_type"),
        # What speakers are said to be, in which readers outside see a change too.
        Index(
            "ix_event_speaker",
            "seq",
            sqlite_where=text("object_type = 'speaker'"),
            postgresql_where=text("object_type = 'speaker'"),
        ),
        # The way of checked claims through the log, which readers outside follow.
        Index(
            "ix_event_checked",
            "seq",
            sqlite_where=text("object_type = 'checked_claim'"),
            postgresql_where=text("object_type = 'checked_claim'"),
        ),
    )

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    actor_id: int | None = Field(default=None, index=True)
    actor: str
    role: str
    action: str
    object_type: str
    object_id: int
    # Canonical JSON as text, because the hash is over these very bytes.
    payload: str = Field(sa_column=Column(Text, nullable=False))
    request_id: str = ""
    prev_hash: str
    hash: str = Field(unique=True)


class AuditHead(SQLModel, table=True):
    """The log's last line, kept apart so that a cut tail is noticed; also the writers' lock."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    seq: int = 0
    hash: str = ""


class TreeNode(SQLModel, table=True):
    """A perfect subtree of the Merkle tree over the log: the root of leaves number·2^level and on.

    Level 0 are the leaves, one an event, in order; `salt` keeps what a proof does not show.
    """

    __tablename__ = "tree_node"

    level: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: str
    salt: str = ""


class CheckpointCopy(SQLModel, table=True):
    """What became of the last copy of a checkpoint outside; one row.

    `size` and `at` are of the newest that was taken, `place` is where in words; `failure` says why
    the last try since was refused, and is empty when it was not.
    """

    __tablename__ = "checkpoint_copy"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    size: int = 0
    place: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    failure: str = Field(default="", sa_column=Column(Text, nullable=False))
    failed_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))


class LogCheckpoint(SQLModel, table=True):
    """A signed statement of what the log's first `size` events are; `note` is what was signed."""

    __tablename__ = "log_checkpoint"

    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    note: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
