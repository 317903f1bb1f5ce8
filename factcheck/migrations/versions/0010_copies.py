"""Copies of pages, the pages that are looked at again, and what tasks are told of changes."""

import re

import sqlalchemy as sa
from alembic import op

from factcheck.db import UTCDateTime

revision = "0010"
down_revision = "0009"

_SAME_TEXT = "uq_article_version_article_id_sha256"
_POINTS_TO_COPY = ("article_version", "source_document", "evidence_item")
_FROZEN = (
    "url, final_url, fetched_at, status, content_type, etag, last_modified, payload_sha256, size, "
    "warc_sha256, text"
)

SQLITE = (
    f"CREATE TRIGGER snapshot_no_update BEFORE UPDATE OF {_FROZEN} ON snapshot BEGIN "
    "SELECT RAISE(ABORT, 'snapshot rows are never changed'); END",
    "CREATE TRIGGER snapshot_no_delete BEFORE DELETE ON snapshot BEGIN "
    "SELECT RAISE(ABORT, 'snapshot rows are never changed'); END",
)
POSTGRES = (
    f"CREATE TRIGGER snapshot_frozen BEFORE UPDATE OF {_FROZEN} ON snapshot "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER snapshot_kept BEFORE DELETE OR TRUNCATE ON snapshot "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)


def on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    _create_copies()
    for table in _POINTS_TO_COPY:
        _add_reference(table, "snapshot_id", "snapshot")
    _add_reference("claim", "became_id", "claim")
    op.create_index("ix_evidence_item_url", "evidence_item", ["url"], postgresql_using="hash")
    _create_notes()
    if on_postgres():
        op.drop_constraint(_SAME_TEXT, "article_version")
    else:
        _rebuild_versions(rf",\s*CONSTRAINT {_SAME_TEXT} UNIQUE \(article_id, sha256\)", "")
    for statement in POSTGRES if on_postgres() else SQLITE:
        op.execute(statement)


def _create_copies() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("fetched_at", UTCDateTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("last_modified", sa.String(), nullable=False),
        sa.Column("payload_sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("warc_sha256", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
    )
    op.create_index("ix_snapshot_url", "snapshot", ["url"], postgresql_using="hash")
    op.create_index("ix_snapshot_payload_sha256", "snapshot", ["payload_sha256"])
    op.create_table(
        "waiting_copy",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("warc", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_waiting_copy_snapshot_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("snapshot_id", name=op.f("pk_waiting_copy")),
    )
    op.create_table(
        "watched_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("gone_at", UTCDateTime(), nullable=True),
        sa.Column("gone_status", sa.Integer(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('article','evidence')", name=op.f("ck_watched_page_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_watched_page_snapshot_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_page")),
        sa.UniqueConstraint("purpose", "url", name=op.f("uq_watched_page_purpose_url")),
    )
    op.create_index("ix_watched_page_asked_at", "watched_page", ["asked_at"])


def _create_notes() -> None:
    op.create_table(
        "change_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("touches", sa.Boolean(), nullable=False),
        sa.Column("before_version_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("before_snapshot_id", sa.Integer(), nullable=True),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('article','evidence')", name=op.f("ck_change_note_kind")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_change_note_task_id_task")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_change_note_{column}_{table}"),
                ondelete="SET NULL" if table == "evidence_item" else None,
            )
            for column, table in (
                ("before_version_id", "article_version"),
                ("version_id", "article_version"),
                ("evidence_id", "evidence_item"),
                ("before_snapshot_id", "snapshot"),
                ("snapshot_id", "snapshot"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_note")),
    )
    op.create_index("ix_change_note_task_id", "change_note", ["task_id"])


def _add_reference(table: str, column: str, other: str) -> None:
    # SQLite takes a new column's reference only in the column's own definition.
    name = f"fk_{table}_{column}_{other}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {other} (id)"
    )


def _rebuild_versions(pattern: str, replacement: str) -> None:
    """Make SQLite's table of versions anew with a changed definition; it cannot drop a constraint.

    Whatever refers to a version would be broken between the dropping and the filling, so those
    checks wait for the commit. Columns, indexes and triggers are taken over from the table itself.
    """
    bind = op.get_bind()
    rows = bind.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'article_version' AND sql IS NOT NULL"
    )
    made = {row.name: row.sql for row in rows}
    definition, changes = re.subn(pattern, replacement, made.pop("article_version"))
    assert changes == 1, "the table of versions is not as the first migration made it"
    op.execute("PRAGMA defer_foreign_keys=ON")
    op.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM article_version")
    op.execute("DROP TABLE article_version")
    bind.exec_driver_sql(definition)
    columns = [row[1] for row in bind.exec_driver_sql("PRAGMA table_info(article_version)")]
    op.execute(
        f"INSERT INTO article_version ({', '.join(columns)}) "  # noqa: S608 - the table's own names
        f"SELECT {', '.join(columns)} FROM kept"
    )
    op.execute("DROP TABLE kept")
    for statement in made.values():
        bind.exec_driver_sql(statement)


def downgrade() -> None:
    """Fails where an article has returned to earlier words: the older schema cannot say that."""
    op.drop_table("change_note")
    op.drop_index("ix_evidence_item_url", "evidence_item")
    op.drop_column("claim", "became_id")
    for table in _POINTS_TO_COPY:
        op.drop_column(table, "snapshot_id")
    if on_postgres():
        op.create_unique_constraint(_SAME_TEXT, "article_version", ["article_id", "sha256"])
    else:
        _rebuild_versions(
            r"(CONSTRAINT uq_article_version_article_id_number UNIQUE \(article_id, number\))",
            rf"\1, CONSTRAINT {_SAME_TEXT} UNIQUE (article_id, sha256)",
        )
    op.drop_table("watched_page")
    op.drop_table("waiting_copy")
    op.drop_table("snapshot")
