"""Rows of recorded claims and their speakers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


class Speaker(SQLModel, table=True):
    """Somebody or something that claims are attributed to. `key` is the folded name.

    `kind` is `person`, `body`, `document` or `unnamed` (a description such as “a spokeswoman”).
    `affiliation` is the party, company or office that they belong to, as a person wrote it.
    `merged_into_id` is the speaker that this one turned out to be, by a person's decision; the row
    stays, because verdicts were signed under its name.
    """

    __tablename__ = "speaker"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str = Field(unique=True)
    kind: str = "unnamed"
    role: str = ""
    affiliation: str = Field(default="", sa_column_kwargs={"server_default": ""})
    merged_into_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
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


class ImportedCheck(SQLModel, table=True):
    """Another publisher's check of a claim, as its ClaimReview gave it; never our own verdict.

    `key` is the hash of (url, claim, publisher's host). `label` is the rating in the publisher's
    words, `rating` what it means on our scale or `unrated`; `value` lies between `worst` and `best`
    and is kept only where `best` is above `worst`. `raw` is the object as it came.
    """

    __tablename__ = "imported_check"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    url: str
    claim: str = Field(sa_column=Column(Text, nullable=False))
    title: str = ""
    claimant: str = ""
    publisher: str = ""
    publisher_host: str = ""
    label: str = ""
    rating: str = "unrated"
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    published: date | None = None
    language: str = ""
    licence: str = ""
    raw: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONType, nullable=False))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class KnownClaim(SQLModel, table=True):
    """A claim that a new one may repeat, with what a reviewer is shown of it.

    `kind` is `open` (a task of ours), `checked` (a checked claim of ours) or `elsewhere` (an
    imported check). `length` is the weighted number of its terms.
    """

    __tablename__ = "known_claim"
    __table_args__ = (
        CheckConstraint("kind IN ('open','checked','elsewhere')", name="kind"),
        CheckConstraint("(task_id IS NULL) <> (import_id IS NULL)", name="one_subject"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    task_id: int | None = Field(default=None, foreign_key="task.id", unique=True)
    import_id: int | None = Field(default=None, foreign_key="imported_check.id", unique=True)
    claim_id: int | None = Field(default=None, foreign_key="claim.id", index=True)
    article_id: int | None = Field(default=None, foreign_key="article.id")
    question: str = ""
    text: str = Field(sa_column=Column(Text, nullable=False))
    length: float = Field(default=0.0, index=True)
    publisher: str = ""
    label: str = ""
    url: str = ""
    checked_on: date | None = None
    notice: str = ""


class KnownTerm(SQLModel, table=True):
    """How often a stem stands in a known claim; `length` is the claim's, for one index to tell."""

    __tablename__ = "known_term"

    term: str = Field(primary_key=True)
    known_id: int = Field(
        sa_column=Column(
            Integer,
            ForeignKey("known_claim.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
            index=True,
        )
    )
    count: float
    length: float


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
