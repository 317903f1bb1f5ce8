"""Rows of kept copies and of the pages that are looked at again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from factcheck.db import UTCDateTime


class Snapshot(SQLModel, table=True):
    """A page as it was fetched once. Triggers refuse every change but to where its WARC is.

    `text` is the page's text as passages are taken from it. `payload_sha256` is the hash of the
    page's unpacked bytes, of which there are `size`; `warc_sha256` that of the compressed WARC
    file, which is at `location` in the archive. `canonical_url` is the address that the page calls
    its own, empty when it names none. `location` is empty, and `failure` says why, while
    the archive has not taken the file; a `WaitingCopy` holds it then.
    """

    __tablename__ = "snapshot"
    __table_args__ = (Index("ix_snapshot_url", "url", postgresql_using="hash"),)

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(sa_column=Column(Text, nullable=False))
    final_url: str = Field(sa_column=Column(Text, nullable=False))
    canonical_url: str = Field(
        default="", sa_column=Column(Text, nullable=False, server_default="")
    )
    fetched_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    status: int
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    payload_sha256: str = Field(index=True)
    size: int
    warc_sha256: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    location: str = ""
    failure: str = Field(default="", sa_column=Column(Text, nullable=False))


class WaitingCopy(SQLModel, table=True):
    """The WARC of a snapshot that the archive has not taken yet; gone as soon as it has."""

    __tablename__ = "waiting_copy"

    snapshot_id: int = Field(foreign_key="snapshot.id", primary_key=True)
    warc: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class WatchedPage(SQLModel, table=True):
    """A page that is fetched again on a timetable, as an article or as evidence.

    `asked_at` is when a worker was last sent there (never: None), `checks` how often since the page
    last changed, `answered_at` when it last gave an answer. `gone_at` is set while it answers with
    `gone_status` (404 or 410). `trusted` is False once its server has called a changed page
    unchanged; it is then asked without conditions.
    """

    __tablename__ = "watched_page"
    __table_args__ = (
        CheckConstraint("purpose IN ('article','evidence')", name="purpose"),
        UniqueConstraint("purpose", "url"),
    )

    id: int | None = Field(default=None, primary_key=True)
    purpose: str
    url: str = Field(sa_column=Column(Text, nullable=False))
    host: str
    snapshot_id: int | None = Field(default=None, foreign_key="snapshot.id")
    asked_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime, index=True))
    checks: int = 0
    answered_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    gone_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    gone_status: int | None = None
    failure: str = Field(default="", sa_column=Column(Text, nullable=False))
    trusted: bool = True
