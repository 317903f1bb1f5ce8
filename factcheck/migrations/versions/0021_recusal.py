"""Who has declared an interest in a task; no approval comes from them."""

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType

revision = "0021"
down_revision = "0020"

_GUARD = {
    "sqlite": (
        "CREATE TRIGGER approval_recused BEFORE INSERT ON approval WHEN EXISTS ("
        "SELECT 1 FROM task, json_each(task.recused_ids) AS recused "
        "WHERE task.id = new.task_id AND recused.value = new.approver_id) "
        "BEGIN SELECT RAISE(ABORT, 'two people: the approver has an interest in this'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION refuse_recused_approval() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM task WHERE task.id = NEW.task_id "
        "AND task.recused_ids @> to_jsonb(NEW.approver_id)) THEN "
        "RAISE EXCEPTION 'two people: the approver has an interest in this' "
        "USING ERRCODE = 'check_violation'; END IF; "
        "RETURN NEW; END $$",
        "CREATE TRIGGER approval_recused BEFORE INSERT ON approval "
        "FOR EACH ROW EXECUTE FUNCTION refuse_recused_approval()",
    ),
}
_GUARD_DOWN = {
    "sqlite": ("DROP TRIGGER approval_recused",),
    "postgresql": (
        "DROP TRIGGER approval_recused ON approval",
        "DROP FUNCTION refuse_recused_approval()",
    ),
}


def upgrade() -> None:
    # A column with a default is added as it is; rewriting a table would drop its triggers.
    op.add_column("task", sa.Column("recused_ids", JSONType, nullable=False, server_default="[]"))
    for statement in _GUARD[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _GUARD_DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_column("task", "recused_ids")
