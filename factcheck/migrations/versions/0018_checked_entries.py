"""Checked claims as they are listed: what lists narrow by beside the native JSON, in one row."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import UTCDateTime

revision = "0018"
down_revision = "0017"

_COLUMNS = (
    "checked_id updated_at published_at question kind rating speaker language subtag article_id "
    "native"
).split()
# Each that a list narrows by, in the order of lists.
_ORDERED = ("question", "kind", "rating", "speaker", "subtag", "article_id")
_SQLITE_SUBTAG = (
    "CASE instr(article.language, '-') WHEN 0 THEN lower(article.language) "
    "ELSE lower(substr(article.language, 1, instr(article.language, '-') - 1)) END"
)
_POSTGRES_SUBTAG = "lower(split_part(article.language, '-', 1))"


def _entries(subtag: str, only: str) -> str:
    return f"""
    INSERT INTO checked_entry ({", ".join(_COLUMNS)})
    SELECT checked.id, checked.updated_at, checked.published_at, task.question, claim.kind,
           verdict.rating, coalesce(speaker.name, ''), lower(article.language), {subtag},
           claim.article_id, NULL
    FROM checked_claim AS checked
    JOIN approval ON approval.id = checked.approval_id
    JOIN verdict ON verdict.id = approval.verdict_id
    JOIN task ON task.id = checked.task_id
    JOIN claim ON claim.id = task.claim_id
    JOIN article ON article.id = claim.article_id
    LEFT JOIN speaker ON speaker.id = verdict.speaker_id
    WHERE {only}
    ON CONFLICT (checked_id) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])}
    """  # noqa: S608 - nothing of it comes from outside


# What an entry is made from: the table, the change of it, and the checks that are meant.
_OF_CLAIM = (
    "SELECT one.id FROM checked_claim AS one JOIN task ON task.id = one.task_id "
    "WHERE task.claim_id = {row}.id"
)
_OF_TASK = "SELECT one.id FROM checked_claim AS one WHERE one.task_id = {row}.{key}"
# A check names the other checks of its sentence: of the same claim, the quote around, those inside.
_OF_SENTENCE = (
    "SELECT other.id FROM task AS own_task JOIN claim AS own ON own.id = own_task.claim_id "
    "JOIN claim AS near ON near.id = own.id OR near.id = own.in_quote_id OR near.in_quote_id = own.id "
    "JOIN task AS near_task ON near_task.claim_id = near.id "
    "JOIN checked_claim AS other ON other.task_id = near_task.id WHERE own_task.id = {row}.task_id"
)
_SOURCES = (
    ("checked_claim", "INSERT", _OF_SENTENCE),
    ("checked_claim", "UPDATE", _OF_SENTENCE),
    ("task", "UPDATE OF question, claim_id", _OF_TASK.format(row="{row}", key="id")),
    (
        "claim",
        "UPDATE OF article_id, article_version_id, kind, text, start_offset, end_offset, prefix, "
        "suffix, anchor_state, types, quantities, times, due",
        _OF_CLAIM,
    ),
    (
        "article",
        "UPDATE OF url, title, outlet, language, published",
        "SELECT one.id FROM checked_claim AS one JOIN task ON task.id = one.task_id "
        "JOIN claim ON claim.id = task.claim_id WHERE claim.article_id = {row}.id",
    ),
    (
        "speaker",
        "UPDATE OF name, kind",
        "SELECT one.id FROM checked_claim AS one JOIN approval ON approval.id = one.approval_id "
        "JOIN verdict ON verdict.id = approval.verdict_id WHERE verdict.speaker_id = {row}.id",
    ),
    ("outreach", "INSERT", _OF_TASK.format(row="{row}", key="task_id")),
    ("outreach", "UPDATE", _OF_TASK.format(row="{row}", key="task_id")),
)


def _trigger(table: str, change: str) -> str:
    return f"checked_entry_{table}_{change.split()[0].lower()}"


SQLITE = tuple(
    f"CREATE TRIGGER {_trigger(table, change)} AFTER {change} ON {table} BEGIN "
    + _entries(_SQLITE_SUBTAG, f"checked.id IN ({meant.format(row='new')})")
    + "; END"
    for table, change, meant in _SOURCES
)
SQLITE_DOWN = tuple(f"DROP TRIGGER {_trigger(table, change)}" for table, change, _meant in _SOURCES)
POSTGRES = (
    # The rows are taken first, so that what is read then is newer than whoever held them.
    "CREATE FUNCTION renew_checked_entries(ids integer[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN "
    "PERFORM 1 FROM checked_entry WHERE checked_id = ANY(ids) ORDER BY checked_id FOR UPDATE; "
    + _entries(_POSTGRES_SUBTAG, "checked.id = ANY(ids)")
    + "; END $$",
    *(
        statement
        for table, change, meant in _SOURCES
        for statement in (
            f"CREATE FUNCTION {_trigger(table, change)}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN PERFORM renew_checked_entries(ARRAY({meant.format(row='NEW')})); "
            "RETURN NULL; END $$",
            f"CREATE TRIGGER {_trigger(table, change)} AFTER {change} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {_trigger(table, change)}()",
        )
    ),
)
POSTGRES_DOWN = (
    *(
        statement
        for table, change, _meant in _SOURCES
        for statement in (
            f"DROP TRIGGER {_trigger(table, change)} ON {table}",
            f"DROP FUNCTION {_trigger(table, change)}()",
        )
    ),
    "DROP FUNCTION renew_checked_entries(integer[])",
)


def on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def upgrade() -> None:
    op.create_table(
        "checked_entry",
        sa.Column("checked_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subtag", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("native", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_id"],
            ["checked_claim.id"],
            name=op.f("fk_checked_entry_checked_id_checked_claim"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("checked_id", name=op.f("pk_checked_entry")),
    )
    subtag = _POSTGRES_SUBTAG if on_postgres() else _SQLITE_SUBTAG
    op.execute(_entries(subtag, "true"))
    op.create_index(
        "ix_checked_entry_cursor", "checked_entry", ["updated_at", "checked_id", "published_at"]
    )
    for name in _ORDERED:
        columns = [name, "updated_at", "checked_id"]
        op.create_index(f"ix_checked_entry_{name}", "checked_entry", columns)
    unmade = sa.text("native IS NULL")
    op.create_index(
        "ix_checked_entry_unmade",
        "checked_entry",
        ["checked_id"],
        sqlite_where=unmade,
        postgresql_where=unmade,
    )
    for statement in POSTGRES if on_postgres() else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    for statement in POSTGRES_DOWN if on_postgres() else SQLITE_DOWN:
        op.execute(statement)
    op.drop_table("checked_entry")
