"""Rows of what leaves the house: the words that checks are found by, webhooks and their log."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


class CheckedText(SQLModel, table=True):
    """The words that a checked claim is found by: the claim, who said it, the article's title.

    Triggers on `checked_claim` write it, so that no way of publishing can forget it; a retraction
    takes it away. `dated` is the newer of the claim's and the review's day.
    """

    __tablename__ = "checked_text"

    checked_id: int = Field(
        primary_key=True,
        foreign_key="checked_claim.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    words: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    dated: date = Field(sa_column=Column(Date, nullable=False))


class CheckedEntry(SQLModel, table=True):
    """A checked claim as lists and exports read it: what they narrow by, and the native JSON.

    Triggers keep it, on every table that it is made from, in the transaction of the change; they
    empty `native`, which is made anew soon after (`entries.py`) and by whoever reads before that.
    `native` has no host in its address, because a desk may be read under several. `language` is in
    lower case, `subtag` its first part; `speaker` is empty for the article's own voice. `sentence`
    is the claim, or the quote that it stands in: checks of one sentence name each other.
    """

    __tablename__ = "checked_entry"
    __table_args__ = (
        # With the day of publication, so that what is out of a period is passed over in the index.
        Index("ix_checked_entry_cursor", "updated_at", "checked_id", "published_at"),
        *(
            Index(f"ix_checked_entry_{name}", name, "updated_at", "checked_id")
            for name in ("question", "kind", "rating", "speaker", "subtag", "article_id")
        ),
        # Of a period that is over, only what changed since can be further on in a list.
        Index(
            "ix_checked_entry_changed",
            "updated_at",
            "checked_id",
            "published_at",
            sqlite_where=text("updated_at > published_at"),
            postgresql_where=text("updated_at > published_at"),
        ),
        Index(
            "ix_checked_entry_unmade",
            "checked_id",
            sqlite_where=text("native IS NULL"),
            postgresql_where=text("native IS NULL"),
        ),
    )

    checked_id: int = Field(
        primary_key=True,
        foreign_key="checked_claim.id",
        ondelete="CASCADE",
        sa_column_kwargs={"autoincrement": False},
    )
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    published_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    question: str
    kind: str
    rating: str
    speaker: str
    language: str
    subtag: str
    article_id: int
    sentence: int = Field(index=True)
    native: str | None = Field(default=None, sa_column=Column(Text, nullable=True))


class WebhookEndpoint(SQLModel, table=True):
    """An address that is told of changes. `secret` signs what is sent, as `whsec_` and base64.

    While a secret is being rotated the old one signs too, until `old_secret_until`. `position` is
    the last event of the log that was looked at for this endpoint; `base` the address under which
    its readers see this desk.
    """

    __tablename__ = "webhook_endpoint"
    __table_args__ = (CheckConstraint("state IN ('active','disabled')", name="state"),)

    id: int | None = Field(default=None, primary_key=True)
    url: str
    types: list[str] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    secret: str
    old_secret: str = ""
    old_secret_until: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    base: str = ""
    state: str = "active"
    reason: str = ""
    position: int = 0
    created_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class WebhookDelivery(SQLModel, table=True):
    """One message to one endpoint. `message_id` and `body` stay the same over all attempts."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("endpoint_id", "event_seq"),
        CheckConstraint("state IN ('waiting','delivered','failed')", name="state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    endpoint_id: int = Field(foreign_key="webhook_endpoint.id")
    event_seq: int
    message_id: str
    type: str
    body: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "waiting"
    # Attempts since it was last begun; a replay by hand begins anew.
    attempts: int = 0
    next_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))


class WebhookAttempt(SQLModel, table=True):
    """One try of a delivery: the answer's status and how its body begins, or why none came."""

    __tablename__ = "webhook_attempt"

    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(foreign_key="webhook_delivery.id", index=True)
    at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    status: int | None = None
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    reason: str = ""
    milliseconds: int = 0


class MarkupPage(SQLModel, table=True):
    """A page of another check's markup, as a client of Google's Fact Check Tools API wrote it.

    `body` is the page as it was sent. Its markups are imported checks: nothing of them is
    published, and no verdict of ours comes from them.
    """

    __tablename__ = "markup_page"

    id: int | None = Field(default=None, primary_key=True)
    page_url: str = Field(unique=True)
    organisation: str = Field(index=True)
    body: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONType, nullable=False))
    version: int = 1
    written_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class MarkupPageCheck(SQLModel, table=True):
    """An imported check that a page brought; it is withdrawn when no page has it any more."""

    __tablename__ = "markup_page_check"

    page_id: int = Field(
        sa_column=Column(
            Integer,
            ForeignKey("markup_page.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        )
    )
    import_id: int = Field(
        primary_key=True,
        foreign_key="imported_check.id",
        index=True,
        sa_column_kwargs={"autoincrement": False},
    )


class OrganisationProfile(SQLModel, table=True):
    """What the desk says of itself, in its own words; empty where it has said nothing.

    `signatory_of` names the codes that it has signed (`profile.CODES`), with a blank between.
    """

    __tablename__ = "organisation_profile"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    about: str = Field(default="", sa_column=Column(Text, nullable=False))
    legal: str = Field(default="", sa_column=Column(Text, nullable=False))
    funding: str = Field(default="", sa_column=Column(Text, nullable=False))
    staff: str = Field(default="", sa_column=Column(Text, nullable=False))
    ethics: str = Field(default="", sa_column=Column(Text, nullable=False))
    contact: str = Field(default="", sa_column=Column(Text, nullable=False))
    complaints: str = Field(default="", sa_column=Column(Text, nullable=False))
    same_as: str = Field(default="", sa_column=Column(Text, nullable=False))
    signatory_of: str = Field(default="", sa_column_kwargs={"server_default": ""})
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ReaderRequest(SQLModel, table=True):
    """What a reader asks of the desk: to look at a check again, or at a claim.

    `state` is `open`, then `accepted` or `declined`; `answer` says what became of it. `network`
    counts what comes from one place, and is emptied after a day. `contact` is theirs to give.
    """

    __tablename__ = "reader_request"
    __table_args__ = (
        CheckConstraint("kind IN ('correction','claim')", name="kind"),
        CheckConstraint("state IN ('open','accepted','declined')", name="state"),
        CheckConstraint("(kind = 'correction') = (checked_id IS NOT NULL)", name="about"),
        Index("ix_reader_request_state", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    checked_id: int | None = Field(default=None, foreign_key="checked_claim.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    url: str = Field(default="", sa_column=Column(Text, nullable=False))
    contact: str = Field(default="", sa_column=Column(Text, nullable=False))
    network: str = ""
    state: str = "open"
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    article_id: int | None = Field(default=None, foreign_key="article.id")
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))
