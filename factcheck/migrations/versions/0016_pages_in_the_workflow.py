"""Pages written over Google's API are imports; bulk reading has a scope of its own."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from factcheck.db import JSONType

revision = "0016"
down_revision = "0015"

_TOKEN = sa.table("api_token", sa.column("id", sa.Integer), sa.column("scopes", JSONType))


def upgrade() -> None:
    op.create_table(
        "markup_page_check",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["markup_page.id"],
            name=op.f("fk_markup_page_check_page_id_markup_page"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imported_check.id"],
            name=op.f("fk_markup_page_check_import_id_imported_check"),
        ),
        sa.PrimaryKeyConstraint("page_id", "import_id", name=op.f("pk_markup_page_check")),
    )
    op.create_index("ix_markup_page_check_import_id", "markup_page_check", ["import_id"])
    # Whoever could read the data sets goes on reading them.
    _change_scopes(lambda scopes: [*scopes, "exports:read"] if "claims:read" in scopes else scopes)


def downgrade() -> None:
    _change_scopes(lambda scopes: [one for one in scopes if one != "exports:read"])
    op.drop_table("markup_page_check")


def _change_scopes(change: Callable[[list[str]], list[str]]) -> None:
    connection = op.get_bind()
    for token_id, scopes in connection.execute(sa.select(_TOKEN.c.id, _TOKEN.c.scopes)).all():
        connection.execute(
            sa.update(_TOKEN)
            .where(_TOKEN.c.id == token_id)
            .values(scopes=sorted(set(change(scopes))))
        )
