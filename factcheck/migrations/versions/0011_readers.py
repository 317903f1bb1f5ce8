"""What readers ask of the desk, and what the desk says of itself."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import UTCDateTime

revision = "0011"
down_revision = "0010"

PARTS = ("about", "legal", "funding", "staff", "ethics", "contact", "complaints", "same_as")


def upgrade() -> None:
    op.create_table(
        "organisation_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(part, sa.Text(), nullable=False) for part in PARTS),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_profile_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_profile")),
    )
    op.create_table(
        "reader_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("checked_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('correction','claim')", name=op.f("ck_reader_request_kind")),
        sa.CheckConstraint(
            "state IN ('open','accepted','declined')", name=op.f("ck_reader_request_state")
        ),
        sa.CheckConstraint(
            "(kind = 'correction') = (checked_id IS NOT NULL)",
            name=op.f("ck_reader_request_about"),
        ),
        _refers("checked_id", "checked_claim"),
        _refers("article_id", "article"),
        _refers("decided_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_request")),
    )
    op.create_index("ix_reader_request_state", "reader_request", ["state", "id"])
    op.create_index("ix_reader_request_created_at", "reader_request", ["created_at"])


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_reader_request_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)


def downgrade() -> None:
    op.drop_table("reader_request")
    op.drop_table("organisation_profile")
