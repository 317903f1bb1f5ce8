"""Rows of the API's own bookkeeping."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from factcheck.db import UTCDateTime


class IdempotencyRecord(SQLModel, table=True):
    """The first answer to a POST, replayed for 24 hours to whoever sends the same key again."""

    __tablename__ = "idempotency_record"

    token_id: int = Field(foreign_key="api_token.id", primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: str
    status: int | None = None
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    etag: str = ""
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))
