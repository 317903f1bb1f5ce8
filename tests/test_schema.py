"""The schema: what the migrations make is what the models say, on both databases."""

import subprocess
import sys

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from factcheck import schema
from factcheck.accounts.models import ApiToken
from factcheck.accounts.service import add_token
from factcheck.audit.log import SYSTEM
from factcheck.db import Database
from factcheck.preparation import prepare_database
from tests.web.newsroom import Newsroom


def tables(database: Database) -> dict[str, list[str]]:
    seen = inspect(database.engine)
    return {
        name: sorted(column["name"] for column in seen.get_columns(name))
        for name in seen.get_table_names()
        if not name.startswith(("passage_index", "checked_index"))
    }


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    command.check(schema._config(database))


def test_down_and_up_again_gives_the_same(database: Database) -> None:
    before = tables(database)

    schema.downgrade(database, "base")
    assert set(tables(database)) <= {"alembic_version"}
    schema.upgrade(database)

    assert tables(database) == before
    prepare_database(database)


def test_upgrading_again_changes_nothing(room: Newsroom) -> None:
    with room.database.read() as session:
        before = session.execute(text("SELECT count(*) FROM scale")).scalar_one()

    prepare_database(room.database)

    with room.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM scale")).scalar_one() == before
        assert session.execute(text("SELECT count(*) FROM event")).scalar_one() > 0


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables that the first schema had, without columns that came later."""
    columns = {
        "article_version": "id, article_id, number, text, sha256, extracted_at",
        "claim": "id, article_version_id, text",
        "evidence_item": "id, task_id, url, passage",
        "verdict": "id, article_version_id, content_hash",
    }
    with database.read() as session:
        return {
            table: [tuple(row) for row in session.execute(text(f"SELECT {names} FROM {table}"))]
            for table, names in columns.items()
        }


def test_going_below_the_copies_and_up_again_keeps_every_row(room: Newsroom) -> None:
    """SQLite's table of versions is made anew on the way, while claims and verdicts refer to it."""
    room.submit("costs", rating="true")
    before = contents(room.database)

    schema.downgrade(room.database, "0001")
    schema.upgrade(room.database)

    assert contents(room.database) == before
    with pytest.raises(DBAPIError, match="never changed"), room.database.write() as session:
        session.execute(text("UPDATE article_version SET text = 'Others.'"))
    with room.database.read() as session:
        if room.database.is_sqlite:
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
            assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_tokens_that_read_data_sets_go_on_reading_them(room: Newsroom) -> None:
    """Bulk reading got a scope of its own, which the tokens of before are given."""
    scopes = {"reads": ["claims:read", "publish"], "works": ["tasks:read"]}
    with room.database.write() as session:
        for name, given in scopes.items():
            add_token(
                session,
                actor=SYSTEM,
                user_id=room.people["editor"].id or 0,
                name=name,
                scopes=given,
            )

    schema.downgrade(room.database, "0016-1")
    schema.upgrade(room.database)

    with room.database.read() as session:
        after = {token.name: token.scopes for token in session.exec(select(ApiToken))}
    assert after == {"reads": ["claims:read", "exports:read", "publish"], "works": ["tasks:read"]}


@pytest.mark.slow
def test_processes_that_start_together_upgrade_once(database: Database) -> None:
    schema.downgrade(database, "base")
    start = "import sys; from factcheck import db, schema; schema.upgrade(db.Database(sys.argv[1]))"

    processes = [
        subprocess.Popen([sys.executable, "-c", start, database.url], stderr=subprocess.PIPE)
        for _ in range(3)
    ]

    assert [process.communicate(timeout=120)[1] for process in processes] == [b""] * 3
    schema.check_schema(database)


def test_a_database_of_a_newer_version_is_refused_and_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = tables(database)

    for refused in (schema.upgrade, schema.check_schema, prepare_database):
        with pytest.raises(schema.SchemaMismatch, match=r"newer version .*9999.*pip install"):
            refused(database)

    assert schema.current(database) == "9999"
    assert tables(database) == before


def test_an_older_database_says_what_to_run(database: Database) -> None:
    schema.downgrade(database, "base")

    with pytest.raises(schema.SchemaMismatch, match="Run: factcheck db upgrade"):
        schema.check_schema(database)

    schema.upgrade(database)
    schema.check_schema(database)
