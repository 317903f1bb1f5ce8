"""What the desk's figures are made from: the backlog of each day, time at work on a task."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import UTCDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "backlog_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "state", name=op.f("pk_backlog_day")),
    )
    op.create_table(
        "handling",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_handling_task_id_task")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_handling_person_id_person")
        ),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_handling")),
    )
    op.create_index("ix_handling_seen_at", "handling", ["seen_at"])
    # Throughput and turnaround read the log by act and time.
    op.drop_index("ix_event_action", "event")
    op.create_index("ix_event_action_at", "event", ["action", "at"])
    op.create_index("ix_event_object", "event", ["object_type", "object_id"])
    op.create_index("ix_task_created_at", "task", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_task_created_at", "task")
    op.drop_index("ix_event_object", "event")
    op.drop_index("ix_event_action_at", "event")
    op.create_index("ix_event_action", "event", ["action"])
    op.drop_table("handling")
    op.drop_table("backlog_day")
