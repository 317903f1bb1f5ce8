"""Making a database ready for this program: its schema, the shipped scales, the sample article."""

from datetime import date

from sqlmodel import Session

from factcheck import paths
from factcheck.articles.service import Taken, add_article
from factcheck.audit.log import Actor
from factcheck.db import Database
from factcheck.publishing.changes import record_earlier_checks
from factcheck.schema import upgrade
from factcheck.verdicts.approval import know_earlier_claims
from factcheck.verdicts.scales import ensure_scales

SAMPLE = paths.SAMPLE / "nato-victory-plan.txt"
# Not stated in the text; its “Wednesday” is 16 October 2024.
SAMPLE_PUBLISHED = date(2024, 10, 16)


def prepare_database(database: Database) -> None:
    """Bring the schema up to date, store the scales, know the claims that are here.

    Running it again changes nothing.
    """
    upgrade(database)
    with database.write() as session:
        ensure_scales(session)
        know_earlier_claims(session)
        record_earlier_checks(session)


def add_sample(session: Session, *, actor: Actor) -> Taken:
    """The article that comes with the program, for a desk to be tried on."""
    text = SAMPLE.read_text(encoding="utf-8")
    return add_article(session, actor=actor, text=text, published=SAMPLE_PUBLISHED)
