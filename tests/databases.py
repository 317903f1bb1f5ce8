"""Databases of a test's own, migrated: an SQLite file, or a Postgres database dropped afterwards.

The migrations run once; every test gets a copy of what they made.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from factcheck.db import Database
from factcheck.schema import upgrade

POSTGRES_URL = os.environ.get(
    "FACTCHECK_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)
KINDS = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        missing = "no Postgres answers; install it or set FACTCHECK_TEST_POSTGRES_URL"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with connection:
        yield connection


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.engine.dispose()


@contextmanager
def _postgres(template: str | None = None) -> Iterator[str]:
    """A new database, as a copy if wished; yields its name."""
    name = f"factcheck_test_{secrets.token_hex(6)}"
    with _server() as server:
        copied = f' TEMPLATE "{template}"' if template else ""
        server.execute(f'CREATE DATABASE "{name}"{copied}')
    try:
        yield name
    finally:
        with _server() as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _address(name: str) -> str:
    return f"{POSTGRES_URL.rpartition('/')[0]}/{name}"


class Databases:
    """Hands out copies of one migrated database of each kind. `close` drops the originals."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "migrated.sqlite3"
        self._original: Iterator[str] | None = None
        self._name = ""

    def close(self) -> None:
        if self._original is not None:
            next(self._original, None)

    @contextmanager
    def copy(self, kind: str, folder: Path) -> Iterator[str]:
        """The address of a fresh database of this kind."""
        if kind == "sqlite":
            yield self._sqlite(folder / "factcheck.sqlite3")
            return
        if self._original is None:
            self._original = self._keep_postgres()
            self._name = next(self._original)
        with _postgres(self._name) as name:
            yield _address(name)

    def _sqlite(self, file: Path) -> str:
        if not self._file.exists():
            _migrate(f"sqlite:///{self._file}")
        shutil.copyfile(self._file, file)
        return f"sqlite:///{file}"

    def _keep_postgres(self) -> Iterator[str]:
        with _postgres() as name:
            _migrate(_address(name))
            yield name


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(tmp_path_factory.mktemp("migrated"))
    yield databases
    databases.close()


@pytest.fixture(params=KINDS)
def database(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path
) -> Iterator[Database]:
    with databases.copy(request.param, tmp_path) as url:
        database = Database(url)
        yield database
        database.engine.dispose()
