"""Whom a speaker belongs to: a party, a company, an office; written by a person."""

from sqlmodel import Session

from factcheck.audit.log import Actor, record_event
from factcheck.claims.models import Speaker
from factcheck.claims.service import get_speaker
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

LONGEST = 200


def set_affiliation(
    session: Session, *, actor: Actor, speaker_id: int, affiliation: str
) -> Speaker:
    """Say whom a speaker belongs to; empty when nobody knows. Raises `InvalidInput`."""
    affiliation = " ".join(affiliation.split())
    if len(affiliation) > LONGEST:
        raise InvalidInput(
            _("The affiliation is too long; %(longest)s characters are the most.", longest=LONGEST),
            {"affiliation": _("Shorten it.")},
        )
    speaker = get_speaker(session, speaker_id)
    if speaker.affiliation == affiliation:
        return speaker
    before, speaker.affiliation = speaker.affiliation, affiliation
    session.add(speaker)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="speaker.affiliated",
        object_type="speaker",
        object_id=speaker_id,
        before=before,
        after=affiliation,
    )
    return speaker
