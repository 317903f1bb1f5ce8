"""Two speakers that are one person, and one that is two: merging, splitting, taking it back.

A merged speaker's row stays and points to the other: what was signed under its name is published
under it until it is corrected, and an article that uses the name later means the other. Claims go
over, so a verdict that waits for its second signature is one on other words then and has to be
confirmed by its author; the hash that an approval signs covers the speaker's name.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.claims.affiliations import spread_affiliation
from factcheck.claims.merged import (
    add_alias,
    claim_ids_of,
    family_ids,
    find_by_key,
    give_aliases,
    give_claims,
    lock_speakers,
)
from factcheck.claims.models import Claim, Speaker
from factcheck.claims.service import aliases_of, get_speaker, speaker_key
from factcheck.errors import Conflict, DoesNotFit, InvalidInput
from factcheck.language import gettext as _
from factcheck.tasks.models import Task

MERGED, SPLIT = "speaker.merged", "speaker.split"
# Who has one of these before them is told that the claim is attributed to somebody else now.
_IN_HAND = ("in_review", "submitted", "returned")


@dataclass(frozen=True)
class Merging:
    """What would go over: claims, other wordings, and a role and an affiliation where none is.

    `published` counts the checks that stay under the old name, `waiting` the verdicts that their
    authors would have to confirm.
    """

    speaker: Speaker
    into: Speaker
    claims: list[Claim]
    aliases: list[str]
    role: str
    affiliation: str
    published: int
    waiting: int


def preview_merge(session: Session, *, speaker_id: int, into_id: int) -> Merging:
    """What merging a speaker into another would do. Nothing is changed."""
    speaker, into = get_speaker(session, speaker_id), get_speaker(session, into_id)
    _check_merge(speaker, into)
    ids = claim_ids_of(session, speaker_id)
    states = session.exec(
        select(Task.state, Task.published)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(Claim.speaker_id == speaker_id)
    ).all()
    claims = session.exec(
        select(Claim).where(Claim.speaker_id == speaker_id).order_by(col(Claim.id).desc())
    ).all()
    assert len(claims) == len(ids)
    aliases = [*aliases_of(session, speaker_id), speaker.name]
    return Merging(
        speaker,
        into,
        list(claims),
        sorted(set(aliases) - {into.name, *aliases_of(session, into_id)}),
        speaker.role if not into.role else "",
        speaker.affiliation if not into.affiliation else "",
        sum(published for _state, published in states),
        sum(state == "submitted" for state, _published in states),
    )


def _check_merge(speaker: Speaker, into: Speaker) -> None:
    if speaker.id == into.id:
        raise DoesNotFit(
            _("Choose another speaker; this is the same one."),
            {"into": _("Choose another speaker.")},
        )
    for one in (speaker, into):
        if one.merged_into_id is not None:
            raise Conflict(_("“%(name)s” was merged into another speaker already.", name=one.name))


def merge_speakers(session: Session, *, actor: Actor, speaker_id: int, into_id: int) -> str:
    """Make two speakers one; returns the change's mark, by which it can be taken back.

    Claims and other wordings go over; role and affiliation only where the other has none. What is
    published keeps the name under which it was signed. Raises `Conflict` when one of them was
    merged already.
    """
    rows = lock_speakers(session, [speaker_id, into_id])
    speaker, into = rows[speaker_id], rows[into_id]
    _check_merge(speaker, into)
    claims = claim_ids_of(session, speaker_id)
    before = {
        "role": into.role,
        "kind": into.kind,
        "affiliation": into.affiliation,
        "other_affiliation": speaker.affiliation,
    }
    aliases = give_aliases(session, aliases_of(session, speaker_id), of=speaker_id, to=into_id)
    added = [speaker.name] if add_alias(session, into_id, speaker.name) else []
    into.role = into.role or speaker.role
    into.kind = speaker.kind if into.kind == "unnamed" else into.kind
    speaker.merged_into_id = into_id
    session.add(speaker)
    session.add(into)
    spread_affiliation(session, into_id, into.affiliation or speaker.affiliation)
    _tell_tasks(session, col(Claim.speaker_id) == speaker_id)
    give_claims(session, claims, of=speaker_id, to=into_id)
    return _record(
        session,
        actor,
        MERGED,
        into_id,
        other=speaker_id,
        name=speaker.name,
        into=into.name,
        claims=claims,
        aliases=aliases,
        added=added,
        before=before,
    )


@dataclass(frozen=True)
class Part:
    """What belongs to somebody else: claims by id, other wordings, and that person's name."""

    name: str
    claims: Sequence[int] = ()
    aliases: Sequence[str] = ()


def split_speaker(session: Session, *, actor: Actor, speaker_id: int, part: Part) -> str:
    """Give some of a speaker's claims and wordings to another; returns the change's mark.

    The other is made, unless somebody of that name is here already; one who was merged into this
    speaker stands alone again. Raises `InvalidInput` when nothing was chosen or nobody named.
    """
    speaker = lock_speakers(session, [speaker_id])[speaker_id]
    if speaker.merged_into_id is not None:
        raise Conflict(_("“%(name)s” was merged into another speaker already.", name=speaker.name))
    claims = _chosen_claims(session, speaker_id, part)
    aliases = _chosen_aliases(session, speaker_id, part)
    other, before = _other_speaker(session, speaker, part.name.strip())
    other_id = int(other.id or 0)
    moved = give_aliases(session, aliases, of=speaker_id, to=other_id)
    repointed = _repoint(session, speaker_id, other_id, aliases)
    _tell_tasks(session, col(Claim.id).in_(claims))
    give_claims(session, claims, of=speaker_id, to=other_id)
    return _record(
        session,
        actor,
        SPLIT,
        speaker_id,
        other=other_id,
        name=speaker.name,
        into=other.name,
        claims=claims,
        aliases=moved,
        repointed=repointed,
        before={"merged_into": before},
    )


def _record(session: Session, actor: Actor, action: str, speaker_id: int, **payload: Any) -> str:
    """Note the change with a mark of its own: the event's number is known only at the commit."""
    mark = secrets.token_hex(8)
    record_event(
        session,
        actor=actor,
        action=action,
        object_type="speaker",
        object_id=speaker_id,
        mark=mark,
        **payload,
    )
    return mark


def _chosen_claims(session: Session, speaker_id: int, part: Part) -> list[int]:
    theirs = set(claim_ids_of(session, speaker_id))
    if not part.claims:
        raise InvalidInput(
            _("Tick what the other person said."), {"claims": _("Tick at least one claim.")}
        )
    if not theirs.issuperset(part.claims):
        raise Conflict(
            _(
                "Some of the claims are no longer this speaker's. Look at the list again, "
                "then choose."
            )
        )
    return sorted(set(part.claims))


def _chosen_aliases(session: Session, speaker_id: int, part: Part) -> list[str]:
    theirs = aliases_of(session, speaker_id)
    return [alias for alias in theirs if alias in set(part.aliases)]


def _other_speaker(session: Session, speaker: Speaker, name: str) -> tuple[Speaker, int | None]:
    """Who gets the part, and what the row was merged into before (this speaker, for a new one)."""
    key = speaker_key(name)
    if not key:
        raise InvalidInput(_("Say who the other person is."), {"name": _("Give a name.")})
    row = session.exec(select(Speaker).where(Speaker.key == key).with_for_update()).first()
    if row is None:
        row = Speaker(name=name, key=key, kind=speaker.kind, created_at=clock.now())
        session.add(row)
        session.flush()
        return row, speaker.id
    standing = find_by_key(session, key)
    if row.id == speaker.id or (standing and standing.id != row.id and standing.id != speaker.id):
        raise DoesNotFit(
            _("This name stands for a speaker already; give the other person's own name."),
            {"name": _("Give another name.")},
        )
    before, row.merged_into_id = row.merged_into_id, None
    session.add(row)
    return row, before


def _repoint(session: Session, speaker_id: int, other_id: int, names: Sequence[str]) -> list[int]:
    """Have merged names that were chosen stand for the other from now on; returns their rows."""
    keys = [speaker_key(name) for name in names]
    rows = session.exec(
        select(Speaker).where(
            Speaker.merged_into_id == speaker_id,
            col(Speaker.key).in_(keys),
            col(Speaker.id) != other_id,
        )
    ).all()
    for row in rows:
        row.merged_into_id = other_id
        session.add(row)
    return [int(row.id or 0) for row in rows]


def _tell_tasks(session: Session, which: ColumnElement[bool]) -> None:
    """Whoever has a task of these claims open sees the change before anything is handed in."""
    session.execute(
        update(Task)
        .where(
            col(Task.state).in_(_IN_HAND),
            col(Task.claim_id).in_(select(Claim.id).where(which)),
        )
        .values(version=Task.version + 1, updated_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )


def standing_for(session: Session, speaker_id: int) -> list[Speaker]:
    """The rows that were merged into a speaker, by name."""
    others = family_ids(session, speaker_id)[1:]
    rows = session.exec(select(Speaker).where(col(Speaker.id).in_(others)))
    return sorted(rows, key=lambda row: row.key)
