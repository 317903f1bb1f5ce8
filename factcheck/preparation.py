"""Making a database ready for this program: its schema and the shipped scales."""

from factcheck.db import Database
from factcheck.publishing.changes import record_earlier_checks
from factcheck.schema import upgrade
from factcheck.verdicts.approval import know_earlier_claims
from factcheck.verdicts.scales import ensure_scales


def prepare_database(database: Database) -> None:
    """Bring the schema up to date, store the scales, know the claims that are here.

    Running it again changes nothing.
    """
    upgrade(database)
    with database.write() as session:
        ensure_scales(session)
        know_earlier_claims(session)
        record_earlier_checks(session)
