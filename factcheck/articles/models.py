"""Rows of what comes in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime

ITEM_STATES = (
    "waiting",
    "taking",
    "taken",
    "withheld",
    "canceled",
    "expired",
    "old",
    "refused",
    "failed",
)


class Article(SQLModel, table=True):
    """A published text. Its words live in its versions.

    `state` is `fetching` (an address was given, a worker is on its way), `extracting`, `ready`, or
    `failed` with `failure` saying why and what to do.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("state IN ('fetching','extracting','ready','failed')", name="state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    url: str | None = Field(default=None, unique=True)
    title: str = ""
    outlet: str = ""
    language: str = "en"
    published: date | None = None
    state: str = Field(default="extracting", index=True)
    failure: str = Field(default="", sa_column=Column(Text, nullable=False))
    # That its publisher withdrew or withholds it, as a sentence; empty while it stands.
    withdrawn: str = Field(default="", sa_column=Column(Text, nullable=False))
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ArticleVersion(SQLModel, table=True):
    """One state of an article's text; never changed. Anchors refer to it by its hash.

    An article that returns to earlier words gets one more version with them. `snapshot_id` is the
    copy of the page that the text was read from, empty for text that was sent or pasted.

    `nonquotes` keeps what stood in quotation marks and is nobody's words, with the reason, so that
    a person can promote it; `set_aside` the clauses that are no claims, as `{"start", "end",
    "reason"}`, for the same. `links` are the addresses that the article linked to, in order, with
    the words that carried them: `{"url", "text", "start", "end"}`.
    """

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(foreign_key="article.id", index=True)
    number: int
    title: str = ""
    text: str = Field(sa_column=Column(Text, nullable=False))
    sha256: str = Field(index=True)
    nonquotes: list[dict[str, Any]] = Field(
        default_factory=list, sa_column=Column(JSONType, nullable=False)
    )
    set_aside: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_column=Column(JSONType, nullable=False, server_default="[]"),
    )
    links: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_column=Column(JSONType, nullable=False, server_default="[]"),
    )
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    extracted_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")


class Feed(SQLModel, table=True):
    """An address that is asked for articles again and again.

    `state` is `active`, `paused` by a person, or `stopped` because its publisher ended it. `since`
    leaves out items that say they are older. `etag`, `last_modified` and `body_sha256` belong to
    the last answer whose items are all stored; they are empty when some are still to be stored.
    """

    __tablename__ = "feed"
    __table_args__ = (
        CheckConstraint("state IN ('active','paused','stopped')", name="state"),
        Index("ix_feed_due", "state", "next_poll"),
    )

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(unique=True)
    title: str = ""
    kind: str
    state: str = "active"
    since: date | None = None
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    # How often in a row it could not be read, and why the last time.
    failures: int = 0
    failure: str = Field(default="", sa_column=Column(Text, nullable=False))
    next_poll: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    last_poll: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class FeedItem(SQLModel, table=True):
    """An item of a feed, and what became of it.

    `state` is `waiting` (to become an article, not before `not_before`), `taking` (a job is at it),
    `taken` (it is `article_id`), or why it is none: `withheld`, `canceled`, `expired`, `old`,
    `refused` (robots.txt), `failed`. `text` is the whole article while it waits, empty when its
    page must be fetched. `host` is whom the fetch asks, empty for a text that is here.
    """

    __tablename__ = "feed_item"
    __table_args__ = (
        CheckConstraint(
            f"state IN ({','.join(repr(state) for state in ITEM_STATES)})",
            name="state",
        ),
        UniqueConstraint("feed_id", "key"),
        Index("ix_feed_item_seen", "feed_id", "seen_at"),
        Index(
            "ix_feed_item_open",
            "state",
            "host",
            sqlite_where=text("state IN ('waiting','taking')"),
            postgresql_where=text("state IN ('waiting','taking')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    feed_id: int = Field(foreign_key="feed.id")
    key: str
    url: str = Field(default="", sa_column=Column(Text, nullable=False))
    host: str = ""
    title: str = ""
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    language: str = ""
    outlet: str = ""
    published: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    # What the feed said, and ninjs's own count of it.
    digest: str
    version: str = ""
    version_created: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    state: str = "waiting"
    failure: str = Field(default="", sa_column=Column(Text, nullable=False))
    not_before: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    expires_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    article_id: int | None = Field(default=None, foreign_key="article.id", index=True)
    seen_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
