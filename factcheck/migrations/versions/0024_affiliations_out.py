"""Whom a speaker belongs to leaves the house too; checks that changed since they were published."""

from alembic import op
from sqlalchemy import text

revision = "0024"
down_revision = "0023"

_MADE_FROM = "UPDATE OF name, kind"
_AND_AFFILIATION = f"{_MADE_FROM}, affiliation"


def _watch(columns: str) -> None:
    """Have entries follow these columns of a speaker; what the trigger does stays as it is."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER checked_entry_speaker_update ON speaker")
        op.execute(
            f"CREATE TRIGGER checked_entry_speaker_update AFTER {columns} ON speaker "
            "FOR EACH ROW EXECUTE FUNCTION checked_entry_speaker_update()"
        )
        return
    kept = text("SELECT sql FROM sqlite_master WHERE name = 'checked_entry_speaker_update'")
    made: str = op.get_bind().execute(kept).scalar_one()
    before, _, rest = made.partition(" ON speaker ")
    op.execute("DROP TRIGGER checked_entry_speaker_update")
    head = before[: before.index("UPDATE OF")]
    # As the driver takes it: what stands in the body is no parameter.
    op.get_bind().exec_driver_sql(f"{head}{columns} ON speaker {rest}")


def upgrade() -> None:
    _watch(_AND_AFFILIATION)
    changed = text("updated_at > published_at")
    op.create_index(
        "ix_checked_entry_changed",
        "checked_entry",
        ["updated_at", "checked_id", "published_at"],
        sqlite_where=changed,
        postgresql_where=changed,
    )
    of_speakers = text("object_type = 'speaker'")
    op.create_index(
        "ix_event_speaker",
        "event",
        ["seq"],
        sqlite_where=of_speakers,
        postgresql_where=of_speakers,
    )
    # What lists and exports say of every check has more in it from now on.
    op.execute("UPDATE checked_entry SET native = NULL")


def downgrade() -> None:
    op.drop_index("ix_event_speaker", table_name="event")
    op.drop_index("ix_checked_entry_changed", table_name="checked_entry")
    _watch(_MADE_FROM)
    op.execute("UPDATE checked_entry SET native = NULL")
