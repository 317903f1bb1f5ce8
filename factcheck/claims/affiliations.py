"""Whom a speaker belongs to: a party, a company, an office; written by a person.

Names that were merged belong to one person, so they say the same; what was published under the old
name says it too.
"""

from sqlalchemy import update
from sqlmodel import Session, col

from factcheck.audit.log import Actor, record_event
from factcheck.claims.merged import family_ids, get_resolved
from factcheck.claims.models import Speaker
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

LONGEST = 200


def set_affiliation(
    session: Session, *, actor: Actor, speaker_id: int, affiliation: str
) -> Speaker:
    """Say whom a speaker belongs to; empty when nobody knows. Raises `InvalidInput`.

    Of one who was merged it is said of the speaker that they are now.
    """
    affiliation = " ".join(affiliation.split())
    if len(affiliation) > LONGEST:
        raise InvalidInput(
            _("The affiliation is too long; %(longest)s characters are the most.", longest=LONGEST),
            {"affiliation": _("Shorten it.")},
        )
    speaker = get_resolved(session, speaker_id)
    if speaker.affiliation == affiliation:
        return speaker
    before = speaker.affiliation
    spread_affiliation(session, speaker.id or 0, affiliation)
    record_event(
        session,
        actor=actor,
        action="speaker.affiliated",
        object_type="speaker",
        object_id=speaker.id or 0,
        before=before,
        after=affiliation,
    )
    return speaker


def spread_affiliation(session: Session, speaker_id: int, affiliation: str) -> None:
    """Have a speaker, and every name that was merged into it, belong there."""
    session.flush()
    session.execute(
        update(Speaker)
        .where(
            col(Speaker.id).in_(family_ids(session, speaker_id)),
            col(Speaker.affiliation) != affiliation,
        )
        .values(affiliation=affiliation)
        .execution_options(synchronize_session="fetch")
    )
