"""What the codes of fact-checkers ask to be said: of a check, of a source, and what stays unsaid."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType, UTCDateTime

revision = "0022"
down_revision = "0021"

_WORDS = ("selection_words", "no_evidence", "secondary_only", "single_source")
_OF_A_SOURCE = ("interest", "withheld")


def upgrade() -> None:
    # Columns with a default are added as they are; rewriting a table would drop its triggers.
    for name in ("statement", "withheld"):
        op.add_column("verdict", sa.Column(name, JSONType, nullable=False, server_default="{}"))
    op.add_column(
        "evidence_item", sa.Column("source_kind", sa.String(), nullable=False, server_default="")
    )
    for name in _OF_A_SOURCE:
        op.add_column(
            "evidence_item", sa.Column(name, sa.Text(), nullable=False, server_default="")
        )
    op.create_table(
        "statement",
        sa.Column("task_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("selection_reason", sa.String(), nullable=False),
        sa.Column("public_interest", sa.Boolean(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _WORDS),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_statement_task_id_task")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_statement")),
    )
    # What lists and exports say of every check has more in it from now on.
    op.execute("UPDATE checked_entry SET native = NULL")


def downgrade() -> None:
    op.drop_table("statement")
    for name in (*_OF_A_SOURCE, "source_kind"):
        op.drop_column("evidence_item", name)
    for name in ("withheld", "statement"):
        op.drop_column("verdict", name)
