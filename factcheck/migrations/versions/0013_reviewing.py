"""Reviewing: confidence, suggested wording, what an editor saw last, a person's own keys."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType, UTCDateTime

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    # Columns with a default are added as they are; rewriting a table would drop its triggers.
    for table in ("verdict", "draft"):
        op.add_column(
            table, sa.Column("confidence", sa.String(), nullable=False, server_default="")
        )
    op.add_column("draft", sa.Column("window", sa.String(), nullable=False, server_default=""))
    op.add_column("draft", sa.Column("aside", JSONType, nullable=False, server_default="{}"))
    op.add_column(
        "change_request", sa.Column("suggestion", sa.Text(), nullable=False, server_default="")
    )
    op.add_column("person", sa.Column("keys", JSONType, nullable=False, server_default="{}"))
    op.add_column(
        "person",
        sa.Column("keys_off", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "look",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_look_task_id_task")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_look_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_look_verdict_id_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["before_id"], ["verdict.id"], name=op.f("fk_look_before_id_verdict")
        ),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_look")),
    )


def downgrade() -> None:
    op.drop_table("look")
    op.drop_column("person", "keys_off")
    op.drop_column("person", "keys")
    op.drop_column("change_request", "suggestion")
    op.drop_column("draft", "aside")
    op.drop_column("draft", "window")
    for table in ("draft", "verdict"):
        op.drop_column(table, "confidence")
