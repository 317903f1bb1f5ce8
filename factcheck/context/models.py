"""Rows of the source library and of what was gathered for a task."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


class SourceDocument(SQLModel, table=True):
    """A document that quotes and claims can be held against."""

    __tablename__ = "source_document"

    id: int | None = Field(default=None, primary_key=True)
    title: str
    url: str = ""
    filename: str = ""
    media_type: str
    sha256: str = Field(unique=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Passage(SQLModel, table=True):
    """A searchable piece of a document; offsets are code points into the document's text."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="source_document.id", index=True)
    number: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    start_offset: int
    end_offset: int
    place: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONType, nullable=False))


class EvidenceItem(SQLModel, table=True):
    """One piece of context. `stance` and `decisive` are set by a person only.

    `key` names the thing found, so that gathering again updates rather than doubles it. `cited`
    pieces stay even when a later search no longer finds them. `snapshot_id` is the copy of the page
    that the passage was seen in, and stays that one when the page changes; `snapshot_hash` is the
    SHA-256 of the page or document as it was read. `source_kind` says how near the source is to the
    matter, `interest` what the source has to gain, `withheld` why nobody outside may know it.
    """

    __tablename__ = "evidence_item"
    __table_args__ = (
        UniqueConstraint("task_id", "provider", "key"),
        CheckConstraint("stance IN ('', 'supports', 'undermines', 'context')", name="stance"),
        # By hash, because others' addresses may be longer than Postgres sorts.
        Index("ix_evidence_item_url", "url", postgresql_using="hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    provider: str
    key: str
    title: str = ""
    url: str = ""
    passage: str = Field(default="", sa_column=Column(Text, nullable=False))
    place: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONType, nullable=False))
    found_by: str = ""
    rank: int = 0
    snapshot_hash: str = ""
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    document_id: int | None = Field(default=None, foreign_key="source_document.id")
    stance: str = ""
    decisive: bool = False
    cited: bool = False
    source_kind: str = Field(default="", sa_column_kwargs={"server_default": ""})
    interest: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    withheld: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    added_by: int | None = Field(default=None, foreign_key="person.id")
    retrieved_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ProviderRun(SQLModel, table=True):
    """How a provider fared for a task: shown there, and never in the way.

    One that is `waiting` is asked at `due_at`, by itself; `detail` says why it waits, and `waits`
    counts how often it did so in a row. `attempts` counts the requests that the last answer or
    failure took, 0 where none were needed.
    """

    __tablename__ = "provider_run"
    __table_args__ = (
        UniqueConstraint("task_id", "provider"),
        CheckConstraint("state IN ('found','nothing','failed','waiting')", name="state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    provider: str
    state: str
    detail: str = ""
    items: int = 0
    attempts: int = 0
    waits: int = 0
    due_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    finished_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ProviderState(SQLModel, table=True):
    """How a provider's host has been doing, for all workers: its breaker and its pace.

    `failures` counts those in a row. Until `paused_until` nobody asks; `next_at` is the earliest
    moment of the next request.
    """

    __tablename__ = "provider_state"

    provider: str = Field(primary_key=True)
    host: str = Field(primary_key=True)
    failures: int = 0
    paused_until: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    failed_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    next_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))


class ArchivedPage(SQLModel, table=True):
    """What the Internet Archive holds of a page: `known`, or `none`, or what a person asked for.

    After a person's request the state is `asked`, then `known` or `failed` with `detail` saying
    why; `job` is the archive's own name for the request.
    """

    __tablename__ = "archived_page"
    __table_args__ = (CheckConstraint("state IN ('known','none','asked','failed')", name="state"),)

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)
    state: str
    copy_url: str = ""
    taken_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    detail: str = ""
    job: str = ""
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Comparison(SQLModel, table=True):
    """The alignment of a quote with the best passage of a source; offsets are into its document."""

    __tablename__ = "comparison"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    document_id: int = Field(foreign_key="source_document.id")
    result: str
    start_offset: int | None = None
    end_offset: int | None = None
    source_text: str = Field(default="", sa_column=Column(Text, nullable=False))
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONType, nullable=False))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ClaimLink(SQLModel, table=True):
    """A task whose claim probably repeats another one: an open task, a check, an import.

    `score` is the likeness of the words (0 to 1), `basis` what it rests on. The score only
    suggests; a person confirms or rejects.
    """

    __tablename__ = "claim_link"
    __table_args__ = (
        UniqueConstraint("task_id", "other_task_id", name="uq_claim_link_other_task"),
        UniqueConstraint("task_id", "import_id", name="uq_claim_link_import"),
        CheckConstraint("state IN ('suggested','confirmed','rejected')", name="state"),
        CheckConstraint("(other_task_id IS NULL) <> (import_id IS NULL)", name="one_target"),
        CheckConstraint("(state = 'suggested') = (decided_by IS NULL)", name="decided"),
    )

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    other_task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    import_id: int | None = Field(default=None, foreign_key="imported_check.id", index=True)
    score: float
    basis: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONType, nullable=False))
    state: str = "suggested"
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class IncomingSource(SQLModel, table=True):
    """A document on its way into the library: uploaded with others, or at an address.

    `data` is kept until a worker has read it. With a `task_id` it is evidence for that task, whose
    passage a person chooses once the document is here.
    """

    __tablename__ = "incoming_source"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'new', 'known', 'failed')", name="state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    batch: str = Field(index=True)
    filename: str = ""
    media_type: str = ""
    url: str = ""
    title: str = ""
    data: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    state: str = "waiting"
    detail: str = ""
    document_id: int | None = Field(default=None, foreign_key="source_document.id")
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Outreach(SQLModel, table=True):
    """Somebody was asked about a claim: who, when, until when, and what they said."""

    __tablename__ = "outreach"

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    asked: str
    asked_on: date
    deadline: date | None = None
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    answered_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
