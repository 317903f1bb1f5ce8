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
    from the second reader.
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
    blind: bool = False
    published: bool = False
    due: date | None = None
    snoozed_until: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    returned_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    duplicate_of_id: int | None = Field(default=None, foreign_key="task.id")
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
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
