"""Outside providers: when each is asked again, how it has been doing, links and archived pages."""

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

from factcheck.db import JSONType, UTCDateTime

revision = "0003"
down_revision = "0002"

_STATES = ("'found','nothing','failed'", "'found','nothing','failed','waiting'")


def upgrade() -> None:
    op.create_table(
        "provider_state",
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("paused_until", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failed_at", UTCDateTime(), nullable=True),
        sa.Column("next_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("provider", "host", name=op.f("pk_provider_state")),
    )
    op.create_table(
        "archived_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("copy_url", sa.String(), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('known','none','asked','failed')", name=op.f("ck_archived_page_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived_page")),
        sa.UniqueConstraint("url", name=op.f("uq_archived_page_url")),
    )
    # A column with a default can be added as it is; rewriting the table would drop its triggers.
    op.add_column(
        "article_version",
        sa.Column("links", JSONType, nullable=False, server_default="[]"),
    )
    with op.batch_alter_table("provider_run") as runs:
        runs.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
        runs.add_column(sa.Column("waits", sa.Integer(), nullable=False, server_default="0"))
        runs.add_column(sa.Column("due_at", UTCDateTime(), nullable=True))
        _allow(runs, _STATES[1])
    with op.batch_alter_table("provider_run") as runs:
        runs.alter_column("attempts", server_default=None)
        runs.alter_column("waits", server_default=None)


def downgrade() -> None:
    # What still waited was never asked; gathering again asks.
    op.execute("DELETE FROM provider_run WHERE state = 'waiting'")
    with op.batch_alter_table("provider_run") as runs:
        _allow(runs, _STATES[0])
        runs.drop_column("due_at")
        runs.drop_column("waits")
        runs.drop_column("attempts")
    op.drop_column("article_version", "links")
    op.drop_table("archived_page")
    op.drop_table("provider_state")


def _allow(runs: BatchOperations, states: str) -> None:
    runs.drop_constraint(op.f("ck_provider_run_state"), type_="check")
    runs.create_check_constraint(op.f("ck_provider_run_state"), f"state IN ({states})")
