"""Whom a speaker belongs to, and which codes the desk has signed."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    # Columns with a default are added as they are; rewriting a table would drop its triggers.
    op.add_column(
        "speaker", sa.Column("affiliation", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "organisation_profile",
        sa.Column("signatory_of", sa.String(), nullable=False, server_default=""),
    )


def downgrade() -> None:
    op.drop_column("organisation_profile", "signatory_of")
    op.drop_column("speaker", "affiliation")
