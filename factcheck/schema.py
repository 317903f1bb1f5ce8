"""The database's schema: bringing it up to date, refusing one from a newer version."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from factcheck.db import Database, lock_name
from factcheck.errors import Unavailable
from factcheck.paths import MIGRATIONS


class SchemaMismatch(Unavailable):
    """The database's schema is not the one that this program knows."""

    code = "schema_mismatch"


def _config(database: Database) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = database.engine
    return config


def head() -> str:
    """The newest revision that this program ships."""
    script = ScriptDirectory(str(MIGRATIONS))
    revision = script.get_current_head()
    assert revision is not None
    return revision


def current(database: Database) -> str | None:
    """The database's revision, None when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database) -> None:
    """Bring the database to this program's schema. Raises `SchemaMismatch` for a newer one.

    Processes that start together wait for the first of them.
    """
    with database.read() as session:
        lock_name(session, "schema")
        refuse_newer(current(database))
        command.upgrade(_config(database), "head")


def downgrade(database: Database, revision: str) -> None:
    command.downgrade(_config(database), revision)


def check_schema(database: Database) -> None:
    """Raises `SchemaMismatch`, with the command to run, unless the schema is ours."""
    revision = current(database)
    if revision == head():
        return
    refuse_newer(revision)
    raise SchemaMismatch(
        "The database has an older schema than this program. Run: factcheck db upgrade"
    )


def refuse_newer(revision: str | None) -> None:
    """Raises `SchemaMismatch` for a revision that this program does not know."""
    known = {one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaMismatch(
            f"The database was written by a newer version of factcheck (schema {revision}). "
            "Nothing was changed. Install that version again: pip install --upgrade factcheck"
        )
