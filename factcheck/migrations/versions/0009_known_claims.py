"""Known claims to match new ones against, links between claims, checks of other publishers."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType, UTCDateTime

revision = "0009"
down_revision = "0008"

# The key holds all that a search reads, so that it need not look at the table as well.
POSTGRES = (
    "ALTER TABLE known_term DROP CONSTRAINT pk_known_term",
    "ALTER TABLE known_term ADD CONSTRAINT pk_known_term "
    "PRIMARY KEY (term, known_id) INCLUDE (count, length)",
)


def upgrade() -> None:
    op.create_table(
        "imported_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("claimant", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("publisher_host", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("worst", sa.Float(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("raw", JSONType, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_check")),
        sa.UniqueConstraint("key", name=op.f("uq_imported_check_key")),
    )
    op.create_table(
        "known_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("length", sa.Float(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("notice", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('open','checked','elsewhere')", name=op.f("ck_known_claim_kind")
        ),
        sa.CheckConstraint(
            "(task_id IS NULL) <> (import_id IS NULL)", name=op.f("ck_known_claim_one_subject")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_known_claim_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_known_claim_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imported_check.id"],
            name=op.f("fk_known_claim_import_id_imported_check"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_known_claim_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_claim")),
        sa.UniqueConstraint("import_id", name=op.f("uq_known_claim_import_id")),
        sa.UniqueConstraint("task_id", name=op.f("uq_known_claim_task_id")),
    )
    op.create_index("ix_known_claim_claim_id", "known_claim", ["claim_id"])
    op.create_index("ix_known_claim_length", "known_claim", ["length"])
    op.create_table(
        "known_term",
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("known_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Float(), nullable=False),
        sa.Column("length", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["known_id"],
            ["known_claim.id"],
            name=op.f("fk_known_term_known_id_known_claim"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("term", "known_id", name=op.f("pk_known_term")),
        # A term's claims lie side by side; a search reads nothing else.
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in POSTGRES:
            op.execute(statement)
    op.create_index("ix_known_term_known_id", "known_term", ["known_id"])
    op.create_table(
        "claim_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("other_task_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("basis", JSONType, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('suggested','confirmed','rejected')", name=op.f("ck_claim_link_state")
        ),
        sa.CheckConstraint(
            "(other_task_id IS NULL) <> (import_id IS NULL)", name=op.f("ck_claim_link_one_target")
        ),
        sa.CheckConstraint(
            "(state = 'suggested') = (decided_by IS NULL)", name=op.f("ck_claim_link_decided")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_claim_link_decided_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imported_check.id"],
            name=op.f("fk_claim_link_import_id_imported_check"),
        ),
        sa.ForeignKeyConstraint(
            ["other_task_id"], ["task.id"], name=op.f("fk_claim_link_other_task_id_task")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_claim_link_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_link")),
        sa.UniqueConstraint("task_id", "import_id", name="uq_claim_link_import"),
        sa.UniqueConstraint("task_id", "other_task_id", name="uq_claim_link_other_task"),
    )
    for column in ("import_id", "other_task_id", "task_id"):
        op.create_index(f"ix_claim_link_{column}", "claim_link", [column])


def downgrade() -> None:
    op.drop_table("claim_link")
    op.drop_table("known_term")
    op.drop_table("known_claim")
    op.drop_table("imported_check")
