"""The database when it cannot take a change: nothing is half written, and a sentence says why."""

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import func, select

from factcheck import db
from factcheck.articles.models import ArticleVersion
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.db import Database
from factcheck.errors import Unavailable
from factcheck.queueing.models import Schedule
from tests.databases import Databases


@pytest.fixture
def sqlite(databases: Databases, tmp_path: Path) -> Database:
    with databases.copy("sqlite", tmp_path) as url:
        return Database(url)


def count(database: Database) -> tuple[int, int]:
    with database.read() as session:
        return (
            session.exec(select(func.count()).select_from(ArticleVersion)).one(),
            session.exec(select(func.count()).select_from(Event)).one(),
        )


def test_a_full_disk_saves_nothing_by_halves(sqlite: Database) -> None:
    with sqlite.read() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    before = count(sqlite)

    with pytest.raises(Unavailable, match="disk is full"), sqlite.write() as session:
        add_article(session, actor=SYSTEM, text="A long text. " * 10_000)

    assert count(sqlite) == before
    with sqlite.read() as session:
        session.execute(text("PRAGMA max_page_count = 1000000"))
    with sqlite.write() as session:
        add_article(session, actor=SYSTEM, text="A long text. " * 10_000)
    assert count(sqlite)[0] == before[0] + 1
    sqlite.engine.dispose()


def test_a_locked_database_says_so(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(tmp_path / "factcheck.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(Unavailable, match="busy for too long"), sqlite.write() as session:
        add_article(session, actor=SYSTEM, text="Words.")

    other.execute("ROLLBACK")
    other.close()
    with sqlite.write() as session:
        add_article(session, actor=SYSTEM, text="Words.")
    sqlite.engine.dispose()


def test_a_server_that_is_away_says_so() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")

    with pytest.raises(Unavailable, match="cannot be reached"), away.write() as session:
        session.execute(text("SELECT 1"))


def test_times_are_kept_in_utc_with_their_zone(database: Database) -> None:
    somewhere = timezone(timedelta(hours=5, minutes=30))
    at = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=somewhere)
    with database.write() as session:
        session.add(Schedule(name="test", next_run=at))

    with database.read() as session:
        row = session.get_one(Schedule, "test")

    assert row.next_run == at
    assert row.next_run.tzinfo is UTC
    assert row.last_run is None


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"), database.write() as session:
        session.add(Schedule(name="test", next_run=datetime(2026, 11, 24)))  # noqa: DTZ001


def test_what_was_refused_inside_leaves_nothing(database: Database) -> None:
    class Refused(Exception):
        pass

    with contextlib.suppress(Refused), database.write() as session:
        add_article(session, actor=SYSTEM, text="Words.")
        raise Refused

    assert count(database) == (0, 0)
