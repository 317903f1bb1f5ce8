"""Merged speakers, clauses that were set aside, tags, and who went through the practice."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType, UTCDateTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    # SQLite takes a new column's reference only in the column's own definition.
    op.execute(
        "ALTER TABLE speaker ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_speaker_merged_into_id_speaker REFERENCES speaker (id)"
    )
    op.create_index("ix_speaker_merged_into_id", "speaker", ["merged_into_id"])
    op.add_column(
        "article_version", sa.Column("set_aside", JSONType, nullable=False, server_default="[]")
    )
    op.create_table(
        "tag",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_tag_task_id_task")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_tag_added_by_person")),
        sa.PrimaryKeyConstraint("task_id", "name", name=op.f("pk_tag")),
    )
    op.create_index("ix_tag_name", "tag", ["name"])
    op.add_column("batch", sa.Column("detail", sa.String(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("practised_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "practised_at")
    op.drop_column("batch", "detail")
    op.drop_table("tag")
    op.drop_column("article_version", "set_aside")
    op.drop_index("ix_speaker_merged_into_id", "speaker")
    op.drop_column("speaker", "merged_into_id")
