"""Alembic's entry: runs the migrations on the engine that `factcheck.schema` hands over."""

from alembic import context
from sqlalchemy import Connection, Engine

from factcheck.db import WRITE_OPTION
from factcheck.tables import metadata

# Kept by hand in migrations: full text, and an index with a descending column, which alembic
# cannot compare.
_BY_HAND = (
    "search",
    "ix_passage_search",
    "passage_index",
    "ix_checked_text_search",
    "checked_index",
    "ix_task_inbox",
)


def _included(_object: object, name: str | None, _type: str, *_rest: object) -> bool:
    return not (name or "").startswith(_BY_HAND)


def run(engine: Engine) -> None:
    with engine.execution_options(**{WRITE_OPTION: True}).connect() as connection:
        _configure(connection)
        with context.begin_transaction():
            context.run_migrations()


def _configure(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        # SQLite has no lock but its writer's: the revision is read and left behind under one, so
        # that of processes that start together the second finds nothing to do.
        transaction_per_migration=connection.dialect.name != "sqlite",
        # Our transactions are explicit, so that SQLite's tables change within them, too.
        transactional_ddl=True,
        include_object=_included,
    )


run(context.config.attributes["engine"])
