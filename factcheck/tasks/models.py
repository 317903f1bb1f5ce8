"""Rows of review tasks."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime
from factcheck.tasks.lifecycle import QUESTIONS, STATES


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Task(SQLModel, table=True):
    """The work of checking one claim under one question.

    `version` counts every change and is what `If-Match` and forms carry. `holder_id`,
    `lease_until` and `fence` are a reviewer's hold. `revision` counts corrections after a
    publication. `author_ids` wrote a verdict of this revision, `author_id` the latest of them;
    `retraction_by` asked to retract and waits for a second person. `blind` hides the first verdict
    from the second reader. `recused_ids` have declared an interest and keep out of it.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("claim_id", "question"),
        CheckConstraint(_one_of("state", STATES), name="state"),
        CheckConstraint(_one_of("question", QUESTIONS), name="question"),
        CheckConstraint("(state = 'in_review') = (holder_id IS NOT NULL)", name="holder"),
        CheckConstraint("(holder_id IS NULL) = (lease_until IS NULL)", name="lease"),
        CheckConstraint("state <> 'snoozed' OR snoozed_until IS NOT NULL", name="snoozed"),
        CheckConstraint("state <> 'duplicate' OR duplicate_of_id IS NOT NULL", name="duplicate"),
        CheckConstraint("duplicate_of_id <> id", name="not_own_duplicate"),
        Index("ix_task_inbox", "state", text("priority DESC"), "id"),
        Index("ix_task_age", "state", "created_at", "id"),
        Index("ix_task_due", "state", "due", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    question: str
    state: str = "queued"
    version: int = 1
    priority: float = 0.5
    holder_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    lease_until: datetime | None = Field(default=None, sa_column=Column(UTCDateTime, index=True))
    fence: int = 0
    revision: int = 1
    author_id: int | None = Field(default=None, foreign_key="person.id")
    author_ids: list[int] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    retraction_by: int | None = Field(default=None, foreign_key="person.id")
    recused_ids: list[int] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False, server_default="[]")
    )
    blind: bool = False
    published: bool = False
    due: date | None = None
    snoozed_until: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    returned_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    duplicate_of_id: int | None = Field(default=None, foreign_key="task.id")
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ChangeNote(SQLModel, table=True):
    """What a task is told when its article, or a page of its evidence, has changed.

    `touches` says that the change reaches the claim or its surroundings, or the cited passage. The
    versions or snapshots on both sides are what the page shows the differences of.
    """

    __tablename__ = "change_note"
    __table_args__ = (CheckConstraint("kind IN ('article','evidence')", name="kind"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    kind: str
    touches: bool
    before_version_id: int | None = Field(default=None, foreign_key="article_version.id")
    version_id: int | None = Field(default=None, foreign_key="article_version.id")
    # A piece that a later search no longer finds is dropped; what was said of it stays.
    evidence_id: int | None = Field(
        default=None, foreign_key="evidence_item.id", ondelete="SET NULL"
    )
    before_snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class BacklogDay(SQLModel, table=True):
    """How many tasks were in an open state at the end of a day (UTC); today's row moves."""

    __tablename__ = "backlog_day"

    day: date = Field(primary_key=True)
    state: str = Field(primary_key=True)
    count: int


class Handling(SQLModel, table=True):
    """How long a person was at work on a task: seconds between signs of life, pauses cut out."""

    __tablename__ = "handling"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    seconds: float = 0
    seen_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))


class SavedView(SQLModel, table=True):
    """A line of filters with a name, a person's own or shared with the desk."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    name: str
    query: str
    shared: bool = False
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Pin(SQLModel, table=True):
    """A task put on top of somebody's lists. It ranks and never locks."""

    __tablename__ = "pin"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    pinned_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Skip(SQLModel, table=True):
    """A task that a person passed over, and why; it comes last for this person."""

    __tablename__ = "skip"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    reason: str = ""
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Note(SQLModel, table=True):
    """What one colleague tells the others about a task. A flag is a note that waits for an answer:
    `resolved_at` says when somebody gave it."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    author_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    flag: bool = False
    resolved_by: int | None = Field(default=None, foreign_key="person.id")
    resolved_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Tag(SQLModel, table=True):
    """A word that people sort tasks by; small letters, without blanks."""

    __tablename__ = "tag"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    name: str = Field(primary_key=True, index=True)
    added_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Presence(SQLModel, table=True):
    """Who has a task open now, and whether they are editing. A courtesy; it is not in the log."""

    __tablename__ = "presence"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    editing: bool = False
    seen_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))


class Batch(SQLModel, table=True):
    """One act on many tasks, so that one key takes it back: `items` lists task ids with the
    version that each had after it, `detail` is the tag that was put on or taken off."""

    __tablename__ = "batch"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    verb: str
    detail: str = Field(default="", sa_column_kwargs={"server_default": ""})
    items: list[list[int]] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    undone: bool = False
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
