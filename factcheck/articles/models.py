"""Rows of what comes in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


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
    added_by: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))
    updated_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ArticleVersion(SQLModel, table=True):
    """One state of an article's text; never changed. Anchors refer to it by its hash.

    An article that returns to earlier words gets one more version with them. `snapshot_id` is the
    copy of the page that the text was read from, empty for text that was sent or pasted.

    `nonquotes` keeps what stood in quotation marks and is nobody's words, with the reason, so that
    a person can promote it.
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
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    extracted_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
