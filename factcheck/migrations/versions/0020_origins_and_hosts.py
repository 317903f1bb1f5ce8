"""The address that a kept page calls its own; the site that a job asks."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_GUARDS = {
    "sqlite": (
        "CREATE TRIGGER snapshot_no_move BEFORE UPDATE OF canonical_url ON snapshot BEGIN "
        "SELECT RAISE(ABORT, 'snapshot rows are never changed'); END",
        "DROP TRIGGER snapshot_no_move",
    ),
    "postgresql": (
        "CREATE TRIGGER snapshot_no_move BEFORE UPDATE OF canonical_url ON snapshot "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "DROP TRIGGER snapshot_no_move ON snapshot",
    ),
}


def upgrade() -> None:
    # Columns with a default are added as they are; rewriting a table would drop its triggers.
    op.add_column(
        "snapshot", sa.Column("canonical_url", sa.Text(), nullable=False, server_default="")
    )
    op.execute(_GUARDS[op.get_bind().dialect.name][0])
    op.add_column("outbox", sa.Column("host", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("outbox", "host")
    op.execute(_GUARDS[op.get_bind().dialect.name][1])
    op.drop_column("snapshot", "canonical_url")
