"""For programs: the words that checks are found by, the log by its objects, webhooks."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType, UTCDateTime

revision = "0008"
down_revision = "0007"

_WORDS = """
    INSERT INTO checked_text (checked_id, words, language, dated)
    SELECT checked.id,
           claim.text || ' ' || coalesce(speaker.name, '') || ' ' || article.title,
           article.language,
           {dated}
    FROM checked_claim AS checked
    JOIN approval ON approval.id = checked.approval_id
    JOIN verdict ON verdict.id = approval.verdict_id
    JOIN task ON task.id = checked.task_id
    JOIN claim ON claim.id = task.claim_id
    JOIN article ON article.id = claim.article_id
    LEFT JOIN speaker ON speaker.id = verdict.speaker_id
    WHERE checked.state <> 'retracted' {only}
"""
_FORGET = "DELETE FROM checked_text WHERE checked_id = new.id; "
_SQLITE_DATED = "max(date(checked.updated_at), coalesce(article.published, ''))"
_POSTGRES_DATED = "greatest((checked.updated_at AT TIME ZONE 'UTC')::date, article.published)"

SQLITE = (
    "CREATE VIRTUAL TABLE checked_index USING fts5(words, content='checked_text', "
    "content_rowid='checked_id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER checked_index_insert AFTER INSERT ON checked_text BEGIN "
    "INSERT INTO checked_index(rowid, words) VALUES (new.checked_id, new.words); END",
    "CREATE TRIGGER checked_index_delete AFTER DELETE ON checked_text BEGIN "
    "INSERT INTO checked_index(checked_index, rowid, words) "
    "VALUES('delete', old.checked_id, old.words); END",
    _WORDS.format(dated=_SQLITE_DATED, only=""),
    *(
        f"CREATE TRIGGER checked_text_{verb.lower()} AFTER {verb} ON checked_claim BEGIN "
        + _FORGET
        + _WORDS.format(dated=_SQLITE_DATED, only="AND checked.id = new.id")
        + "; END"
        for verb in ("INSERT", "UPDATE")
    ),
)
SQLITE_DOWN = (
    "DROP TRIGGER checked_text_insert",
    "DROP TRIGGER checked_text_update",
    "DROP TABLE checked_index",
)
POSTGRES = (
    "ALTER TABLE checked_text ADD COLUMN search tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english', words)) STORED",
    "CREATE INDEX ix_checked_text_search ON checked_text USING gin (search) WITH (fastupdate = off)",
    _WORDS.format(dated=_POSTGRES_DATED, only=""),
    "CREATE FUNCTION keep_checked_text() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    + _FORGET
    + _WORDS.format(dated=_POSTGRES_DATED, only="AND checked.id = NEW.id")
    + "; RETURN NULL; END $$",
    "CREATE TRIGGER keep_checked_text AFTER INSERT OR UPDATE ON checked_claim "
    "FOR EACH ROW EXECUTE FUNCTION keep_checked_text()",
)
POSTGRES_DOWN = (
    "DROP TRIGGER keep_checked_text ON checked_claim",
    "DROP FUNCTION keep_checked_text()",
)


def on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    op.drop_index("ix_event_object", "event")
    op.create_index("ix_event_object", "event", ["object_id", "object_type"])
    only = sa.text("object_type = 'checked_claim'")
    op.create_index("ix_event_checked", "event", ["seq"], sqlite_where=only, postgresql_where=only)
    create_tables()
    for statement in POSTGRES if on_postgres() else SQLITE:
        op.execute(statement)


def create_tables() -> None:
    op.create_table(
        "checked_text",
        sa.Column("checked_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checked_id"],
            ["checked_claim.id"],
            name=op.f("fk_checked_text_checked_id_checked_claim"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("checked_id", name=op.f("pk_checked_text")),
    )
    op.create_table(
        "webhook_endpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("types", JSONType, nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("old_secret", sa.String(), nullable=False),
        sa.Column("old_secret_until", UTCDateTime(), nullable=True),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('active','disabled')", name=op.f("ck_webhook_endpoint_state")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_webhook_endpoint_created_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoint")),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endpoint_id", sa.Integer(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting','delivered','failed')", name=op.f("ck_webhook_delivery_state")
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"],
            ["webhook_endpoint.id"],
            name=op.f("fk_webhook_delivery_endpoint_id_webhook_endpoint"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "endpoint_id", "event_seq", name=op.f("uq_webhook_delivery_endpoint_id_event_seq")
        ),
    )
    op.create_index("ix_webhook_delivery_created_at", "webhook_delivery", ["created_at"])
    op.create_table(
        "webhook_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["webhook_delivery.id"],
            name=op.f("fk_webhook_attempt_delivery_id_webhook_delivery"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_attempt")),
    )
    op.create_index("ix_webhook_attempt_delivery_id", "webhook_attempt", ["delivery_id"])
    op.create_table(
        "markup_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_url", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("body", JSONType, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_markup_page_written_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_markup_page")),
        sa.UniqueConstraint("page_url", name=op.f("uq_markup_page_page_url")),
    )
    op.create_index("ix_markup_page_organisation", "markup_page", ["organisation"])


def downgrade() -> None:
    for statement in POSTGRES_DOWN if on_postgres() else SQLITE_DOWN:
        op.execute(statement)
    op.drop_table("markup_page")
    op.drop_table("webhook_attempt")
    op.drop_table("webhook_delivery")
    op.drop_table("webhook_endpoint")
    op.drop_table("checked_text")
    op.drop_index("ix_event_checked", "event")
    op.drop_index("ix_event_object", "event")
    op.create_index("ix_event_object", "event", ["object_type", "object_id"])
