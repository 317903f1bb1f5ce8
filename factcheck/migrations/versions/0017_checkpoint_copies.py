"""What became of the copies of checkpoints outside."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import UTCDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "checkpoint_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("failed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_checkpoint_copy_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_copy")),
    )


def downgrade() -> None:
    op.drop_table("checkpoint_copy")
