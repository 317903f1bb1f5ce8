"""Rows of scales, verdict versions, approvals and what follows them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


class Scale(SQLModel, table=True):
    """A version of a rating scale: data, never changed.

    `ratings` lists code, label, value, meaning.
    """

    __tablename__ = "scale"

    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    question: str
    label: str
    ratings: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False)
    )
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Verdict(SQLModel, table=True):
    """One immutable version of a verdict; triggers refuse UPDATE and DELETE.

    `article_version_id`, `speaker_id`, `evidence` and `comparison` freeze what was judged and what
    was cited, so that nothing unsigned is ever published. `claim_hash` covers the words and whose
    they are, `content_hash` all of it together: what an approval signs. `confidence` (`low`,
    `mid`, `high` or empty) is the author's own; it is for the editor and never published.
    `statement` is what was said of the check by then (`Statement`). `withheld` is the one part that
    no form outside may have: who the sources are that `evidence` does not name.
    """

    __tablename__ = "verdict"
    __table_args__ = (
        UniqueConstraint("task_id", "number"),
        UniqueConstraint("id", "author_id"),
        ForeignKeyConstraint(["scale_id", "scale_version"], ["scale.id", "scale.version"]),
    )

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    number: int
    revision: int
    author_id: int = Field(foreign_key="person.id", index=True)
    article_version_id: int = Field(foreign_key="article_version.id")
    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    scale_id: str
    scale_version: int
    rating: str
    rationale: str = Field(sa_column=Column(Text, nullable=False))
    evidence: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False)
    )
    comparison: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSONType, nullable=True)
    )
    blind: bool = False
    recheck_on: date | None = None
    confidence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    statement: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONType, nullable=False, server_default="{}")
    )
    withheld: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONType, nullable=False, server_default="{}")
    )
    claim_hash: str
    content_hash: str
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Statement(SQLModel, table=True):
    """What the desk says of how a claim is checked, until a verdict freezes it.

    Why it was taken up, whether it is of public interest (None: nobody said), and why the evidence
    is none, only secondary, or of one origin, where it is. Empty is what nobody said.
    """

    __tablename__ = "statement"

    task_id: int = Field(
        primary_key=True, foreign_key="task.id", sa_column_kwargs={"autoincrement": False}
    )
    selection_reason: str = ""
    selection_words: str = Field(default="", sa_column=Column(Text, nullable=False))
    public_interest: bool | None = None
    no_evidence: str = Field(default="", sa_column=Column(Text, nullable=False))
    secondary_only: str = Field(default="", sa_column=Column(Text, nullable=False))
    single_source: str = Field(default="", sa_column=Column(Text, nullable=False))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Draft(SQLModel, table=True):
    """What a reviewer has typed so far; outlives lease, sign-out and restart.

    `window` names the page that wrote it; `aside` holds the last words of the person's other
    windows, by window, where they are another text.
    """

    __tablename__ = "draft"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    user_id: int = Field(foreign_key="person.id", primary_key=True)
    rating: str = ""
    rationale: str = Field(default="", sa_column=Column(Text, nullable=False))
    evidence_ids: list[int] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False)
    )
    confidence: str = Field(default="", sa_column_kwargs={"server_default": ""})
    window: str = Field(default="", sa_column_kwargs={"server_default": ""})
    aside: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSONType, nullable=False, server_default="{}")
    )
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Approval(SQLModel, table=True):
    """An editor's signature under one verdict version; immutable.

    The foreign key proves that `author_id` is the verdict's author, the check refuses that author,
    and a trigger refuses whoever wrote any other version of the same revision.
    """

    __tablename__ = "approval"
    __table_args__ = (
        ForeignKeyConstraint(["verdict_id", "author_id"], ["verdict.id", "verdict.author_id"]),
        CheckConstraint("approver_id <> author_id", name="two_people"),
    )

    id: int | None = Field(default=None, primary_key=True)
    verdict_id: int = Field(unique=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    revision: int
    author_id: int
    approver_id: int = Field(foreign_key="person.id", index=True)
    content_hash: str
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ChangeRequest(SQLModel, table=True):
    """An editor's words on what must change before approval.

    `suggestion` is an exact wording of the rationale, if the editor offered one.
    """

    __tablename__ = "change_request"

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    verdict_id: int = Field(foreign_key="verdict.id")
    editor_id: int = Field(foreign_key="person.id")
    field: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    suggestion: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Look(SQLModel, table=True):
    """The verdict version that a person last had before them for a decision, and the one before.

    `before_id` stays until a newer version is seen, so that reloading the page hides nothing.
    """

    __tablename__ = "look"

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    verdict_id: int = Field(foreign_key="verdict.id")
    before_id: int | None = Field(default=None, foreign_key="verdict.id")
    seen_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Retraction(SQLModel, table=True):
    """A request to take a checked claim back; it takes effect when a second person confirms."""

    __tablename__ = "retraction"
    __table_args__ = (CheckConstraint("confirmed_by <> requested_by", name="two_people"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", index=True)
    requested_by: int = Field(foreign_key="person.id")
    reason: str = Field(sa_column=Column(Text, nullable=False))
    requested_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))


class CheckedClaim(SQLModel, table=True):
    """A claim with an approved verdict, as the outside knows it.

    The row appears with the first approval and never goes; `approval_id` is the signature under
    what is published now, `revision` counts what was published. A retraction leaves a tombstone.
    """

    __tablename__ = "checked_claim"
    __table_args__ = (
        CheckConstraint("state IN ('published','under_correction','retracted')", name="state"),
        Index("ix_checked_claim_cursor", "updated_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id", unique=True)
    approval_id: int = Field(foreign_key="approval.id", unique=True)
    slug: str = Field(unique=True)
    state: str = "published"
    revision: int = 1
    notice: str = Field(default="", sa_column=Column(Text, nullable=False))
    published_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
