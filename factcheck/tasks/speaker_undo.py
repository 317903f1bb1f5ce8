"""A merge or split of speakers taken back, as a new event, until somebody else has acted on it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from factcheck.audit.log import Actor, record_event
from factcheck.audit.models import Event
from factcheck.claims.affiliations import spread_affiliation
from factcheck.claims.merged import drop_alias, give_aliases, give_claims, lock_speakers
from factcheck.claims.models import Speaker
from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.models import Task
from factcheck.tasks.speakers import MERGED, SPLIT

UNDONE = "speaker.undone"
CHANGES = (MERGED, SPLIT)


@dataclass(frozen=True)
class Change:
    """A merge or split by its event. `refusal` says why it must stand, empty when it need not."""

    event: Event
    words: str
    refusal: str

    @property
    def mark(self) -> str:
        found: str = json.loads(self.event.payload)["mark"]
        return found

    @property
    def at(self) -> datetime:
        return self.event.at


def undo_change(session: Session, *, actor: Actor, speaker_id: int, mark: str) -> Event:
    """Take one's own merge or split back, by its mark; returns the event that was undone.

    What later articles brought stays where it is. Raises `VerbRefused` when somebody has acted on
    the result since.
    """
    event = _find(session, speaker_id, mark)
    payload = json.loads(event.payload)
    rows = lock_speakers(session, [speaker_id, payload["other"]])
    reason = refusal_of(session, event, actor)
    if reason:
        raise VerbRefused(reason)
    restore = _part_again if event.action == MERGED else _join_again
    restore(session, rows[speaker_id], rows[payload["other"]], payload)
    record_event(
        session,
        actor=actor,
        action=UNDONE,
        object_type="speaker",
        object_id=speaker_id,
        other=payload["other"],
        undone=mark,
        what=event.action,
    )
    return event


def _find(session: Session, speaker_id: int, mark: str) -> Event:
    events = session.exec(
        select(Event).where(
            Event.object_type == "speaker",
            Event.object_id == speaker_id,
            col(Event.action).in_(CHANGES),
        )
    )
    for event in events:
        if json.loads(event.payload)["mark"] == mark:
            return event
    raise NotFound(_("There is no such change of this speaker."))


def _part_again(session: Session, into: Speaker, other: Speaker, payload: dict[str, Any]) -> None:
    into_id, other_id = int(into.id or 0), int(other.id or 0)
    give_claims(session, payload["claims"], of=into_id, to=other_id)
    give_aliases(session, payload["aliases"], of=into_id, to=other_id)
    for alias in payload["added"]:
        drop_alias(session, into_id, alias)
    into.role, into.kind = payload["before"]["role"], payload["before"]["kind"]
    other.merged_into_id = None
    session.add(into)
    session.add(other)
    # Merges of before there were affiliations brought none.
    for one, name in ((into_id, "affiliation"), (other_id, "other_affiliation")):
        spread_affiliation(session, one, payload["before"].get(name, ""))


def _join_again(
    session: Session, speaker: Speaker, other: Speaker, payload: dict[str, Any]
) -> None:
    speaker_id, other_id = int(speaker.id or 0), int(other.id or 0)
    give_claims(session, payload["claims"], of=other_id, to=speaker_id)
    give_aliases(session, payload["aliases"], of=other_id, to=speaker_id)
    for row in session.exec(select(Speaker).where(col(Speaker.id).in_(payload["repointed"]))).all():
        row.merged_into_id = speaker_id
        session.add(row)
    other.merged_into_id = payload["before"]["merged_into"]
    session.add(other)
    if other.merged_into_id is not None:
        spread_affiliation(session, other.merged_into_id, speaker.affiliation)


def refusal_of(session: Session, event: Event, actor: Actor) -> str:
    """Why a person cannot take a merge or split back; empty when they can."""
    if event.actor_id is None or event.actor_id != actor.id:
        return _("This was done by %(actor)s; only they can take it back.", actor=event.actor)
    payload = json.loads(event.payload)
    speakers = {event.object_id, payload["other"]}
    claims = set(payload["claims"])
    since = session.exec(
        select(Event)
        .where(Event.seq > event.seq, col(Event.object_type).in_(("speaker", "claim", "task")))
        .order_by(col(Event.seq))
    ).all()
    ids = [one.object_id for one in since if one.object_type == "task"]
    tasks = dict(session.exec(select(Task.id, Task.claim_id).where(col(Task.id).in_(ids))).all())
    undone = {json.loads(one.payload)["undone"] for one in since if one.action == UNDONE}
    if payload["mark"] in undone:
        return _("This was taken back already.")
    for one in since:
        if one.action in CHANGES:
            later = json.loads(one.payload)
            if later["mark"] not in undone and speakers & {one.object_id, later["other"]}:
                return _(
                    "%(actor)s has changed these speakers since; begin with that.", actor=one.actor
                )
        elif one.actor_id in (None, actor.id):
            continue
        elif (one.object_type == "claim" and one.object_id in claims) or (
            one.object_type == "task" and tasks.get(one.object_id) in claims
        ):
            return _acted(one)
    return ""


def _acted(since: Event) -> str:
    values = {"actor": since.actor, "object_id": since.object_id}
    if since.object_type == "claim":
        return _("%(actor)s has acted on claim %(object_id)s since.", **values)
    return _("%(actor)s has acted on task %(object_id)s since.", **values)


def latest_changes(session: Session, actor: Actor, *, limit: int = 10) -> list[Change]:
    """A person's newest merges and splits."""
    events = session.exec(
        select(Event)
        .where(Event.actor_id == actor.id, col(Event.action).in_(CHANGES))
        .order_by(col(Event.seq).desc())
        .limit(limit)
    ).all()
    return [Change(one, _in_words(one), refusal_of(session, one, actor)) for one in events]


def _in_words(event: Event) -> str:
    payload = json.loads(event.payload)
    names = {"name": payload["name"], "into": payload["into"]}
    if event.action == MERGED:
        return _("%(name)s merged into %(into)s", **names)
    return _("%(name)s split, in part now %(into)s", **names)
