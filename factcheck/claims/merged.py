"""Speakers that turned out to be others: who a row stands for now, and what bears its name.

A row is never deleted when it is merged: verdicts were signed under its name, and a later article
that uses the name again finds by it whom it means.
"""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from factcheck.claims.models import Claim, Speaker, SpeakerAlias
from factcheck.errors import NotFound
from factcheck.language import gettext as _

# Databases take so many values in one statement, and more.
_CHUNK = 500


def resolve(session: Session, speaker: Speaker) -> Speaker:
    """Whom a row stands for: itself, or the speaker that it was merged into at the last."""
    while speaker.merged_into_id is not None:
        speaker = session.get_one(Speaker, speaker.merged_into_id)
    return speaker


def get_resolved(session: Session, speaker_id: int) -> Speaker:
    """The speaker of an address, old ones too. Raises `NotFound`."""
    speaker = session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotFound(_("There is no speaker %(speaker_id)s.", speaker_id=speaker_id))
    return resolve(session, speaker)


def find_by_key(session: Session, key: str) -> Speaker | None:
    """The speaker of a folded name, or the one that the name was merged into."""
    row = session.exec(select(Speaker).where(Speaker.key == key)).first()
    return resolve(session, row) if row is not None else None


def family_ids(session: Session, speaker_id: int) -> list[int]:
    """The speaker and all rows that stand for it, in the order of their merging."""
    found, fresh = [speaker_id], [speaker_id]
    while fresh:
        rows = session.exec(select(Speaker.id).where(col(Speaker.merged_into_id).in_(fresh)))
        fresh = sorted(int(one or 0) for one in rows)
        found += fresh
    return found


def lock_speakers(session: Session, ids: Sequence[int]) -> dict[int, Speaker]:
    """The rows, locked until the transaction ends, always in the order in which names are stored.

    Raises `NotFound` for one that there is not.
    """
    rows = session.exec(
        select(Speaker)
        .where(col(Speaker.id).in_(ids))
        .order_by(col(Speaker.key))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    found = {int(row.id or 0): row for row in rows}
    for speaker_id in ids:
        if speaker_id not in found:
            raise NotFound(_("There is no speaker %(speaker_id)s.", speaker_id=speaker_id))
    return found


def claim_ids_of(session: Session, speaker_id: int) -> list[int]:
    """The ids of all claims of a speaker."""
    rows = session.exec(
        select(Claim.id).where(Claim.speaker_id == speaker_id).order_by(col(Claim.id))
    )
    return [int(one or 0) for one in rows]


def give_claims(session: Session, claim_ids: Sequence[int], *, of: int, to: int) -> None:
    """Attribute claims to another speaker; those that are no longer `of` the first stay."""
    for start in range(0, len(claim_ids), _CHUNK):
        some = claim_ids[start : start + _CHUNK]
        session.execute(
            update(Claim)
            .where(col(Claim.id).in_(some), col(Claim.speaker_id) == of)
            .values(speaker_id=to)
            .execution_options(synchronize_session="fetch")
        )


def give_aliases(session: Session, aliases: Sequence[str], *, of: int, to: int) -> list[str]:
    """Move other wordings to another speaker; returns those that moved.

    One that the other speaker has already is left where it is.
    """
    there = set(_aliases(session, to))
    moving = [alias for alias in aliases if alias not in there]
    for row in session.exec(
        select(SpeakerAlias).where(
            SpeakerAlias.speaker_id == of, col(SpeakerAlias.alias).in_(moving)
        )
    ).all():
        row.speaker_id = to
        session.add(row)
    session.flush()
    return moving


def add_alias(session: Session, speaker_id: int, alias: str) -> bool:
    """Note another wording; returns whether it is new."""
    if alias in _aliases(session, speaker_id):
        return False
    session.add(SpeakerAlias(speaker_id=speaker_id, alias=alias))
    session.flush()
    return True


def drop_alias(session: Session, speaker_id: int, alias: str) -> None:
    """Forget another wording, if it is noted."""
    row = session.exec(
        select(SpeakerAlias).where(
            SpeakerAlias.speaker_id == speaker_id, SpeakerAlias.alias == alias
        )
    ).first()
    if row is not None:
        session.delete(row)
        session.flush()


def _aliases(session: Session, speaker_id: int) -> list[str]:
    return list(
        session.exec(select(SpeakerAlias.alias).where(SpeakerAlias.speaker_id == speaker_id))
    )
