"""Databases of a test's own: an SQLite file, or a Postgres database that is dropped afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlmodel import SQLModel

from factcheck.audit.chain import GENESIS
from factcheck.audit.models import AuditHead
from factcheck.db import Database
from factcheck.queueing import models

POSTGRES_URL = os.environ.get(
    "FACTCHECK_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)
KINDS = ("sqlite", "postgres")
assert models.Outbox.__tablename__ in SQLModel.metadata.tables


def _connect() -> psycopg.Connection:
    try:
        return psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        missing = "no Postgres answers; install it or set FACTCHECK_TEST_POSTGRES_URL"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'factcheck.sqlite3'}"
        return
    name = f"factcheck_test_{secrets.token_hex(6)}"
    with _connect() as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            base, _, _ = POSTGRES_URL.rpartition("/")
            yield f"{base}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def create_tables(database: Database) -> None:
    SQLModel.metadata.create_all(database.engine)
    with database.write() as session:
        session.add(AuditHead(hash=GENESIS))
