"""Rows of people, their sessions and their API tokens."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from factcheck.db import JSONType, UTCDateTime


class User(SQLModel, table=True):
    """A person of the desk. `roles` holds values of `factcheck.accounts.policy.Role`.

    An empty `password_hash` is that of somebody who signs in through an identity provider alone.

    `keys` maps the desk's keys to those that the person uses instead, an empty one to none at all;
    `keys_off` switches off all letter keys. `language` is the code of the language in which the
    person reads the desk; empty: what the browser asks for. `practised_at` is when the person went
    through the practice or waved it away; until then it is offered.
    """

    __tablename__ = "person"  # "user" is a reserved word in Postgres
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str
    password_hash: str
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    active: bool = True
    keys: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSONType, nullable=False, server_default="{}")
    )
    keys_off: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    language: str = Field(default="", sa_column_kwargs={"server_default": ""})
    practised_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class Identity(SQLModel, table=True):
    """Somebody as an identity provider knows them: `subject` at `issuer`, and nothing else.

    `email` is what the provider said last, for people to read. Without a `user_id` it waits for
    a person to link it: its address is that of somebody who is here already.
    """

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    issuer: str
    subject: str
    user_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    email: str = ""
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))


class WebSession(SQLModel, table=True):
    """A signed-in (or not yet signed-in) browser. Only the hash of its identifier is kept."""

    __tablename__ = "web_session"

    id_hash: str = Field(primary_key=True)
    user_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    data: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    seen_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))


class ApiToken(SQLModel, table=True):
    """A program's key. `prefix` finds it, `secret_hash` (SHA-256) proves it."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="person.id", index=True)
    name: str
    prefix: str = Field(unique=True)
    secret_hash: str
    scopes: list[str] = Field(default_factory=list, sa_column=Column(JSONType, nullable=False))
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    expires_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    last_used_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))


class SignInAttempt(SQLModel, table=True):
    """A failed sign-in, counted per account and network so that guessing is slowed."""

    __tablename__ = "sign_in_attempt"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(index=True)
    network: str
    at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))


class OneTimeLink(SQLModel, table=True):
    """A link that works once: first set-up, or the demo's one-click sign-in."""

    __tablename__ = "one_time_link"

    id: int | None = Field(default=None, primary_key=True)
    purpose: str
    secret_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False))
    used_at: datetime | None = Field(default=None, sa_column=Column(UTCDateTime))


class IdempotencyRecord(SQLModel, table=True):
    """The first answer to a POST, replayed for 24 hours to whoever sends the same key again."""

    __tablename__ = "idempotency_record"

    token_id: int = Field(foreign_key="api_token.id", primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: str
    status: int | None = None
    body: str = Field(default="", sa_column=Column(Text, nullable=False))
    etag: str = ""
    location: str = ""
    created_at: datetime = Field(sa_column=Column(UTCDateTime, nullable=False, index=True))
