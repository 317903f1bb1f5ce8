"""The database at one moment, into a file and back: SQLite by itself, Postgres by its tools."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from factcheck.backup.manifest import Head, Tell
from factcheck.db import Database
from factcheck.errors import FactcheckError, Unavailable

PAGES_AT_ONCE = 2048
# Whoever restores may be somebody else on another server.
_NOBODYS = ("--no-owner", "--no-privileges")
_REVISION = "SELECT version_num FROM alembic_version"
_HEAD = "SELECT seq, hash FROM audit_head WHERE id = 1"


@dataclass(frozen=True)
class Moment:
    """What the database was when it was copied."""

    schema_revision: str
    head: Head


class BackupFailed(FactcheckError):
    """A backup or a restore did not come to its end; the sentence says why."""

    code = "backup_failed"


def copy_sqlite(database: Database, target: Path, tell: Tell) -> Moment:
    """Copy an SQLite database that others write to meanwhile."""
    source_file = sqlite_file(database)
    if not source_file.exists():
        raise Unavailable(f"There is no database at {source_file}. Give its folder with --data.")
    with (
        closing(sqlite3.connect(source_file, isolation_level=None)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        # One read transaction over all pages: without it each commit of others would make the
        # copy begin anew.
        source.execute("BEGIN")
        try:
            moment = _moment(source.execute(_REVISION).fetchone(), source.execute(_HEAD).fetchone())
        except sqlite3.DatabaseError:
            raise BackupFailed(f"There is no desk in {source_file}. Check --data.") from None
        source.backup(
            copy,
            pages=PAGES_AT_ONCE,
            progress=lambda _status, left, total: tell("database", total - left, total),
        )
        source.execute("ROLLBACK")
        # A copy in one file; the desk goes back to the write-ahead log when it opens it.
        copy.execute("PRAGMA journal_mode=DELETE")
    return moment


def sqlite_file(database: Database) -> Path:
    """Where an SQLite database is."""
    name = database.engine.url.database
    assert name is not None
    return Path(name)


def dump_postgres(database: Database, target: Path, tell: Tell) -> Moment:
    """Dump a Postgres database as it is at this moment. Raises `BackupFailed`."""
    program = _find("pg_dump")
    tell("database", 0, 1)
    with _connection(database) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moment = _moment(
            connection.execute(_REVISION).fetchone(), connection.execute(_HEAD).fetchone()
        )
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        options = ["--format=custom", f"--snapshot={snapshot[0]}", f"--file={target}"]
        _run([program, *_NOBODYS, *options], database)
    tell("database", 1, 1)
    return moment


def restore_postgres(database: Database, source: Path, tell: Tell) -> None:
    """Load a dump into an empty database, all of it or nothing. Raises `BackupFailed`."""
    program = _find("pg_restore")
    tell("database", 0, 1)
    options = ["--exit-on-error", "--single-transaction", str(source)]
    _run([program, *_NOBODYS, *options], database)
    tell("database", 1, 1)


def _moment(revision: tuple[str] | None, head: tuple[int, str] | None) -> Moment:
    if revision is None or head is None:
        raise BackupFailed("The database is not whole. Run: factcheck db upgrade")
    return Moment(str(revision[0]), Head(seq=int(head[0]), hash=str(head[1])))


@contextmanager
def _connection(database: Database) -> Iterator[psycopg.Connection]:
    address = database.engine.url.set(drivername="postgresql")
    try:
        with psycopg.connect(
            address.render_as_string(hide_password=False), autocommit=True, connect_timeout=5
        ) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise Unavailable(f"The database cannot be reached: {error}") from None
    except psycopg.errors.UndefinedTable:
        raise BackupFailed("There is no desk in this database. Check the address.") from None


def _find(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(
            f"{program} is not installed here, and a Postgres database is copied with it. Install "
            "the Postgres client programs (Debian: postgresql-client) of the server's version."
        )
    return found


def _run(command: list[str], database: Database) -> None:
    """Run one of Postgres's programs; the password goes by the environment, which `ps` hides."""
    url = database.engine.url
    address = make_conninfo(
        "",
        host=url.host,
        port=url.port,
        user=url.username,
        dbname=url.database,
        **{name: value for name, value in url.query.items() if isinstance(value, str)},
    )
    password = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(  # noqa: S603 - a program found by its fixed name, no shell
        [*command, f"--dbname={address}"],
        env={**os.environ, **password, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no word"]
        raise BackupFailed(f"{Path(command[0]).name} failed: {said[0]}")
