"""Rows of recorded claims and their speakers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


class Speaker(SQLModel, table=True):
    """Somebody or something that claims are attributed to. `key` is the folded name.

    `kind` is `person`, `body`, `document` or `unnamed` (a description such as “a spokeswoman”).
    """

    __tablename__ = "speaker"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str = Field(unique=True)
    kind: str = "unnamed"
    role: str = ""
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class SpeakerAlias(SQLModel, table=True):
    """Another wording that articles used for a speaker."""

    __tablename__ = "speaker_alias"
    __table_args__ = (UniqueConstraint("speaker_id", "alias"),)

    id: int | None = Field(default=None, primary_key=True)
    speaker_id: int = Field(foreign_key="speaker.id", index=True)
    alias: str = Field(index=True)


class Claim(SQLModel, table=True):
    """A span of an article version that can be checked.

    Offsets are Unicode code points into the version's text, end exclusive; `text` is that very
    slice. `spans` lists the pieces of a quote that runs over several paragraphs. `speaker_id` is
    empty for the article's own voice, and for a quote whose speaker a person must still pick from
    `candidates`. `became_id` is the claim that took the place of an orphaned one in the changed
    article, by a person's decision.
    """

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("kind IN ('quote','claim')", name="kind"),
        CheckConstraint("anchor_state IN ('anchored','moved','orphaned')", name="anchor_state"),
        CheckConstraint("start_offset < end_offset", name="span"),
        UniqueConstraint("article_version_id", "kind", "start_offset", "end_offset"),
    )

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    article_version_id: int = Field(foreign_key="article_version.id", index=True)
    kind: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    start_offset: int
    end_offset: int
    prefix: str = ""
    suffix: str = ""
    anchor_state: str = "anchored"
    spans: list[list[int]] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    speaker_raw: str = ""
    candidates: list[str] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    cue: str = ""
    form: str = ""
    method: str = ""
    confidence: float | None = None
    types: list[str] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    checkable: bool = True
    score: float = 0.5
    reasons: list[str] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    quantities: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False)
    )
    times: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False)
    )
    due: date | None = None
    in_quote_id: int | None = Field(default=None, foreign_key="claim.id", index=True)
    same_as_id: int | None = Field(default=None, foreign_key="claim.id", index=True)
    became_id: int | None = Field(default=None, foreign_key="claim.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class WorthVersion(SQLModel, table=True):
    """What one refit found of this desk's taste: a change to the shipped check-worthiness weights.

    Rows are only added; at most one is `in_use`, and none means the shipped weights as they are.
    `change` is `worth_refit.Change` as JSON; `figures` is what the refit measured on decisions
    held back, before and after.
    """

    __tablename__ = "worth_version"
    __table_args__ = (
        Index(
            "uq_worth_version_in_use",
            "in_use",
            unique=True,
            sqlite_where=text("in_use"),
            postgresql_where=text("in_use"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    created_by: str
    change: dict[str, Any] = Field(sa_column=Column(JSONType, nullable=False))
    figures: dict[str, Any] = Field(sa_column=Column(JSONType, nullable=False))
    in_use: bool = False
