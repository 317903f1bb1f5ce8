"""The first schema: tables, the full-text index, triggers that keep history as it is."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType, UTCDateTime

revision = "0001"
down_revision = None

_FROZEN = ("event", "verdict", "approval")

SQLITE = (
    "CREATE VIRTUAL TABLE passage_index USING fts5("
    "text, content='passage', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER passage_index_insert AFTER INSERT ON passage BEGIN "
    "INSERT INTO passage_index(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER passage_index_delete AFTER DELETE ON passage BEGIN "
    "INSERT INTO passage_index(passage_index, rowid, text) VALUES('delete', old.id, old.text); END",
    "CREATE TRIGGER passage_index_update AFTER UPDATE OF text ON passage BEGIN "
    "INSERT INTO passage_index(passage_index, rowid, text) VALUES('delete', old.id, old.text); "
    "INSERT INTO passage_index(rowid, text) VALUES (new.id, new.text); END",
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN "
        f"SELECT RAISE(ABORT, '{table} rows are never changed'); END"
        for table in _FROZEN
        for verb in ("UPDATE", "DELETE")
    ),
    "CREATE TRIGGER article_version_text BEFORE UPDATE OF text, sha256 ON article_version BEGIN "
    "SELECT RAISE(ABORT, 'the text of a version is never changed'); END",
    "CREATE TRIGGER approval_two_people BEFORE INSERT ON approval WHEN EXISTS ("
    "SELECT 1 FROM verdict WHERE verdict.task_id = new.task_id "
    "AND verdict.revision = new.revision AND verdict.author_id = new.approver_id) "
    "BEGIN SELECT RAISE(ABORT, 'two people: the approver wrote a version of this verdict'); END",
)
SQLITE_DOWN = ("DROP TABLE passage_index",)

POSTGRES = (
    "ALTER TABLE passage ADD COLUMN search tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english', text)) STORED",
    "CREATE INDEX ix_passage_search ON passage USING gin (search)",
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME "
    "USING ERRCODE = 'restrict_violation'; END $$",
    *(
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in _FROZEN
    ),
    "CREATE TRIGGER article_version_text BEFORE UPDATE OF text, sha256 ON article_version "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    "CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF EXISTS (SELECT 1 FROM verdict WHERE verdict.task_id = NEW.task_id "
    "AND verdict.revision = NEW.revision AND verdict.author_id = NEW.approver_id) THEN "
    "RAISE EXCEPTION 'two people: the approver wrote a version of this verdict' "
    "USING ERRCODE = 'check_violation'; END IF; "
    "RETURN NEW; END $$",
    "CREATE TRIGGER approval_two_people BEFORE INSERT ON approval "
    "FOR EACH ROW EXECUTE FUNCTION refuse_own_approval()",
)
POSTGRES_DOWN = (
    *(f"DROP TRIGGER {table}_frozen ON {table}" for table in _FROZEN),
    "DROP TRIGGER article_version_text ON article_version",
    "DROP TRIGGER approval_two_people ON approval",
    "DROP FUNCTION refuse_change()",
    "DROP FUNCTION refuse_own_approval()",
)


def on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    create_tables()
    op.create_index("ix_task_inbox", "task", ["state", sa.text("priority DESC"), "id"])
    head = sa.table("audit_head", sa.column("id"), sa.column("seq"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": "0" * 64}])
    for statement in POSTGRES if on_postgres() else SQLITE:
        op.execute(statement)


def create_tables() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_type", sa.String(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_event_hash")),
    )
    op.create_index("ix_event_action", "event", ["action"])
    op.create_index("ix_event_actor_id", "event", ["actor_id"])

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_one_time_link_secret_hash")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("next_dispatch", UTCDateTime(), nullable=False),
        sa.Column("dispatches", sa.Integer(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'done', 'dead')", name=op.f("ck_outbox_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_dispatch"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_outbox_state_finished_at", "outbox", ["state", "finished_at"])
    op.create_index(
        "uq_outbox_pending",
        "outbox",
        ["kind", "subject_id"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("roles", JSONType, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "scale",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("ratings", JSONType, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_scale")),
    )
    op.create_table(
        "schedule",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("next_run", UTCDateTime(), nullable=False),
        sa.Column("last_run", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedule")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at"])
    op.create_index("ix_sign_in_attempt_email", "sign_in_attempt", ["email"])

    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
        sa.UniqueConstraint("key", name=op.f("uq_speaker_key")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("scopes", JSONType, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("last_used_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_api_token_user_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_token_prefix")),
    )
    op.create_index("ix_api_token_user_id", "api_token", ["user_id"])

    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('fetching','extracting','ready','failed')", name=op.f("ck_article_state")
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_article_added_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("url", name=op.f("uq_article_url")),
    )
    op.create_index("ix_article_created_at", "article", ["created_at"])
    op.create_index("ix_article_state", "article", ["state"])

    op.create_table(
        "source_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_source_document_added_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_source_document_sha256")),
    )
    op.create_table(
        "speaker_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_alias_speaker_id_speaker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_alias")),
        sa.UniqueConstraint("speaker_id", "alias", name=op.f("uq_speaker_alias_speaker_id_alias")),
    )
    op.create_index("ix_speaker_alias_alias", "speaker_alias", ["alias"])
    op.create_index("ix_speaker_alias_speaker_id", "speaker_alias", ["speaker_id"])

    op.create_table(
        "web_session",
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["person.id"], name=op.f("fk_web_session_user_id_person")
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_web_session")),
    )
    op.create_index("ix_web_session_user_id", "web_session", ["user_id"])

    op.create_table(
        "article_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("nonquotes", JSONType, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("extracted_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_version_article_id_article")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint(
            "article_id", "number", name=op.f("uq_article_version_article_id_number")
        ),
        sa.UniqueConstraint(
            "article_id", "sha256", name=op.f("uq_article_version_article_id_sha256")
        ),
    )
    op.create_index("ix_article_version_article_id", "article_version", ["article_id"])
    op.create_index("ix_article_version_sha256", "article_version", ["sha256"])

    op.create_table(
        "idempotency_record",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("request_hash", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["api_token.id"], name=op.f("fk_idempotency_record_token_id_api_token")
        ),
        sa.PrimaryKeyConstraint("token_id", "key", name=op.f("pk_idempotency_record")),
    )
    op.create_index("ix_idempotency_record_created_at", "idempotency_record", ["created_at"])

    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("place", JSONType, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["source_document.id"],
            name=op.f("fk_passage_document_id_source_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_passage_document_id_number")),
    )
    op.create_index("ix_passage_document_id", "passage", ["document_id"])

    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("article_version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=False),
        sa.Column("end_offset", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("anchor_state", sa.String(), nullable=False),
        sa.Column("spans", JSONType, nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("speaker_raw", sa.String(), nullable=False),
        sa.Column("candidates", JSONType, nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("types", JSONType, nullable=False),
        sa.Column("checkable", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", JSONType, nullable=False),
        sa.Column("quantities", JSONType, nullable=False),
        sa.Column("times", JSONType, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("in_quote_id", sa.Integer(), nullable=True),
        sa.Column("same_as_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "anchor_state IN ('anchored','moved','orphaned')", name=op.f("ck_claim_anchor_state")
        ),
        sa.CheckConstraint("kind IN ('quote','claim')", name=op.f("ck_claim_kind")),
        sa.CheckConstraint("start_offset < end_offset", name=op.f("ck_claim_span")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_claim_article_id_article")
        ),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.id"],
            name=op.f("fk_claim_article_version_id_article_version"),
        ),
        sa.ForeignKeyConstraint(
            ["in_quote_id"], ["claim.id"], name=op.f("fk_claim_in_quote_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["same_as_id"], ["claim.id"], name=op.f("fk_claim_same_as_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_claim_speaker_id_speaker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint(
            "article_version_id",
            "kind",
            "start_offset",
            "end_offset",
            name=op.f("uq_claim_article_version_id_kind_start_offset_end_offset"),
        ),
    )
    op.create_index("ix_claim_article_id", "claim", ["article_id"])
    op.create_index("ix_claim_article_version_id", "claim", ["article_version_id"])
    op.create_index("ix_claim_in_quote_id", "claim", ["in_quote_id"])
    op.create_index("ix_claim_same_as_id", "claim", ["same_as_id"])
    op.create_index("ix_claim_speaker_id", "claim", ["speaker_id"])

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Float(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_ids", JSONType, nullable=False),
        sa.Column("retraction_by", sa.Integer(), nullable=True),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("snoozed_until", UTCDateTime(), nullable=True),
        sa.Column("returned_at", UTCDateTime(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'in_review') = (holder_id IS NOT NULL)", name=op.f("ck_task_holder")
        ),
        sa.CheckConstraint(
            "question IN ('said', 'true', 'happened')", name=op.f("ck_task_question")
        ),
        sa.CheckConstraint(
            "state <> 'duplicate' OR duplicate_of_id IS NOT NULL", name=op.f("ck_task_duplicate")
        ),
        sa.CheckConstraint(
            "state <> 'snoozed' OR snoozed_until IS NOT NULL", name=op.f("ck_task_snoozed")
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'ready', 'snoozed', 'in_review', 'submitted', 'returned', 'approved', 'dismissed', 'duplicate', 'retracted')",
            name=op.f("ck_task_state"),
        ),
        sa.CheckConstraint(
            "(holder_id IS NULL) = (lease_until IS NULL)", name=op.f("ck_task_lease")
        ),
        sa.CheckConstraint("duplicate_of_id <> id", name=op.f("ck_task_not_own_duplicate")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_task_author_id_person")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_task_claim_id_claim")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["task.id"], name=op.f("fk_task_duplicate_of_id_task")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"], ["person.id"], name=op.f("fk_task_holder_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["retraction_by"], ["person.id"], name=op.f("fk_task_retraction_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("claim_id", "question", name=op.f("uq_task_claim_id_question")),
    )
    op.create_index("ix_task_claim_id", "task", ["claim_id"])
    op.create_index("ix_task_holder_id", "task", ["holder_id"])
    op.create_index("ix_task_lease_until", "task", ["lease_until"])

    op.create_table(
        "comparison",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("start_offset", sa.Integer(), nullable=True),
        sa.Column("end_offset", sa.Integer(), nullable=True),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("detail", JSONType, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["source_document.id"],
            name=op.f("fk_comparison_document_id_source_document"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_comparison_task_id_task")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_comparison")),
    )
    op.create_table(
        "draft",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("evidence_ids", JSONType, nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_draft_task_id_task")),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_draft_user_id_person")),
        sa.PrimaryKeyConstraint("task_id", "user_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "evidence_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("place", JSONType, nullable=False),
        sa.Column("found_by", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("snapshot_hash", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("decisive", sa.Boolean(), nullable=False),
        sa.Column("cited", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("retrieved_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "stance IN ('', 'supports', 'undermines', 'context')",
            name=op.f("ck_evidence_item_stance"),
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_evidence_item_added_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["source_document.id"],
            name=op.f("fk_evidence_item_document_id_source_document"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_evidence_item_task_id_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_item")),
        sa.UniqueConstraint(
            "task_id", "provider", "key", name=op.f("uq_evidence_item_task_id_provider_key")
        ),
    )
    op.create_index("ix_evidence_item_task_id", "evidence_item", ["task_id"])

    op.create_table(
        "provider_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('found','nothing','failed')", name=op.f("ck_provider_run_state")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_provider_run_task_id_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_run")),
        sa.UniqueConstraint("task_id", "provider", name=op.f("uq_provider_run_task_id_provider")),
    )
    op.create_index("ix_provider_run_task_id", "provider_run", ["task_id"])

    op.create_table(
        "retraction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("confirmed_by <> requested_by", name=op.f("ck_retraction_two_people")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_retraction_confirmed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["person.id"], name=op.f("fk_retraction_requested_by_person")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_retraction_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retraction")),
    )
    op.create_index("ix_retraction_task_id", "retraction", ["task_id"])

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("article_version_id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("scale_id", sa.String(), nullable=False),
        sa.Column("scale_version", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("evidence", JSONType, nullable=False),
        sa.Column("comparison", JSONType, nullable=True),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("claim_hash", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_version_id"],
            ["article_version.id"],
            name=op.f("fk_verdict_article_version_id_article_version"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_verdict_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["scale_id", "scale_version"],
            ["scale.id", "scale.version"],
            name=op.f("fk_verdict_scale_id_scale_version_scale"),
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"], ["speaker.id"], name=op.f("fk_verdict_speaker_id_speaker")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_verdict_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("id", "author_id", name=op.f("uq_verdict_id_author_id")),
        sa.UniqueConstraint("task_id", "number", name=op.f("uq_verdict_task_id_number")),
    )
    op.create_index("ix_verdict_author_id", "verdict", ["author_id"])
    op.create_index("ix_verdict_speaker_id", "verdict", ["speaker_id"])
    op.create_index("ix_verdict_task_id", "verdict", ["task_id"])

    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("approver_id <> author_id", name=op.f("ck_approval_two_people")),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["person.id"], name=op.f("fk_approval_approver_id_person")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_approval_task_id_task")),
        sa.ForeignKeyConstraint(
            ["verdict_id", "author_id"],
            ["verdict.id", "verdict.author_id"],
            name=op.f("fk_approval_verdict_id_author_id_verdict"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("verdict_id", name=op.f("uq_approval_verdict_id")),
    )
    op.create_index("ix_approval_approver_id", "approval", ["approver_id"])
    op.create_index("ix_approval_task_id", "approval", ["task_id"])

    op.create_table(
        "change_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("verdict_id", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["person.id"], name=op.f("fk_change_request_editor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_change_request_task_id_task")
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_change_request_verdict_id_verdict")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
    )
    op.create_index("ix_change_request_task_id", "change_request", ["task_id"])

    op.create_table(
        "checked_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('published','under_correction','retracted')",
            name=op.f("ck_checked_claim_state"),
        ),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_checked_claim_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_checked_claim_task_id_task")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checked_claim")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_checked_claim_approval_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_checked_claim_slug")),
        sa.UniqueConstraint("task_id", name=op.f("uq_checked_claim_task_id")),
    )
    op.create_index("ix_checked_claim_cursor", "checked_claim", ["updated_at", "id"])


def downgrade() -> None:
    for statement in POSTGRES_DOWN if on_postgres() else SQLITE_DOWN:
        op.execute(statement)
    op.drop_table("checked_claim")
    op.drop_table("change_request")
    op.drop_table("approval")
    op.drop_table("verdict")
    op.drop_table("retraction")
    op.drop_table("provider_run")
    op.drop_table("evidence_item")
    op.drop_table("draft")
    op.drop_table("comparison")
    op.drop_table("task")
    op.drop_table("claim")
    op.drop_table("passage")
    op.drop_table("idempotency_record")
    op.drop_table("article_version")
    op.drop_table("web_session")
    op.drop_table("speaker_alias")
    op.drop_table("source_document")
    op.drop_table("article")
    op.drop_table("api_token")
    op.drop_table("speaker")
    op.drop_table("sign_in_attempt")
    op.drop_table("schedule")
    op.drop_table("scale")
    op.drop_table("person")
    op.drop_table("outbox")
    op.drop_table("one_time_link")
    op.drop_table("event")
    op.drop_table("audit_head")
