"""The database: one engine, two kinds of session.

SQLite and Postgres behave alike through this module: a write unit takes its lock at its beginning
(`BEGIN IMMEDIATE`; see the race table in ARCHITECTURE.md), times are stored in UTC and come back
with their zone.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    DateTime,
    Engine,
    create_engine,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from factcheck.errors import Unavailable
from factcheck.language import gettext as _

BUSY_TIMEOUT_MS = 15_000
WRITE_OPTION = "factcheck_write"

JSONType = JSON().with_variant(JSONB(), "postgresql")

# Fixed names let a later migration drop a constraint on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time. SQLite has no zones, so there the zone is dropped and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own transactions begin deferred and fail on upgrade; ours are explicit.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get(WRITE_OPTION)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def make_engine(url: str) -> Engine:
    """An engine for an SQLite file or a Postgres database.

    `postgres://` and `postgresql://` addresses are taken to mean psycopg 3.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, connect_args={"check_same_thread": False})
        _prepare_sqlite(engine)
        return engine
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(
        address, pool_pre_ping=True, pool_size=10, connect_args={"connect_timeout": 3}
    )


class Database:
    """One database. `read()` and `write()` open a session; leaving `write()` commits.

    An exception inside either rolls back. Safe to share between threads; after a fork the child
    calls `dispose()` once.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._write_engine = self.engine.execution_options(**{WRITE_OPTION: True})

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are committed when the block ends.

        Raises `Unavailable` when the database cannot take the change now (disk full, locked,
        server away); nothing of the block is kept then.
        """
        try:
            with Session(self._write_engine, expire_on_commit=False) as session:
                yield session
                session.commit()
        except OperationalError as error:
            raise Unavailable(_sentence(error)) from error

    def dispose(self) -> None:
        """Drop pooled connections without closing those of the parent process."""
        self.engine.dispose(close=False)


def _sentence(error: OperationalError) -> str:
    cause = str(error.orig)
    if "disk is full" in cause or "No space left" in cause:
        return _("The disk is full, so nothing was saved. Free some space, then try again.")
    if "readonly" in cause:
        return _("The database is read-only, so nothing was saved. Check the data folder's rights.")
    if "locked" in cause:
        return _("The database was busy for too long, so nothing was saved. Try again.")
    return _("The database cannot be reached, so nothing was saved. Try again in a moment.")


def database_now(session: Session) -> datetime:
    """The time by the database's clock where it has one (Postgres), else by ours.

    Leases of several machines must be judged by one clock.
    """
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    value: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return value.astimezone(UTC)


def utc_day(session: Session, moment: Any) -> Any:
    """The UTC day of a `UTCDateTime` column as an SQL expression, in the form `2026-03-31`."""
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%d", moment)
    return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")


def insert_missing(session: Session, table: type[SQLModel], values: dict[str, Any]) -> bool:
    """Insert a row unless one with the same unique values exists; never fails on a race.

    Says whether the row is new.
    """
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    result = session.execute(insert(table).values(**values).on_conflict_do_nothing())
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def lock_name(session: Session, name: str) -> None:
    """Let one transaction at a time work on what the name stands for, until it ends.

    SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )
