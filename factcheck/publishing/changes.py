"""What became of the checked claims, in the order of the log: created, corrected, retracted.

The log's numbers are given under a lock just before the commit, so that they follow the order of
the commits: a reader who has seen a position has seen everything before it. A sequence taken
earlier would hide whoever commits late.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal_column
from sqlmodel import Session, col, func, select

from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.errors import FactcheckError
from factcheck.verdicts.approval import record_check
from factcheck.verdicts.models import CheckedClaim

# Said in the statement itself: a bound value would keep SQLite from using the partial index.
_OF_CHECKED = col(Event.object_type) == literal_column("'checked_claim'")
_OF_SPEAKER = col(Event.object_type) == literal_column("'speaker'")
BEGINNING = "0"
# The event's name with the word for it outside.
TYPES = {
    "check.published": "created",
    "check.corrected": "corrected",
    "check.retracted": "retracted",
    "check.marked": "marked",
}
HASH_LENGTH = 12


class UnknownCursor(FactcheckError):
    """The position is not one of this log, as after a restored backup."""

    code = "unknown_cursor"


@dataclass(frozen=True)
class Change:
    """One change of a checked claim, with its revision and state after it. `type` as in `TYPES`.

    `cursor` is the position to go on from.
    """

    cursor: str
    type: str
    checked_id: int
    slug: str
    revision: int
    state: str
    at: datetime


def list_changes(session: Session, *, since: str, limit: int) -> list[Change]:
    """The changes after a position (`BEGINNING` for all), in the order of their commits.

    Raises `UnknownCursor` for a position that this log does not have.
    """
    after = _position(session, since)
    rows = session.exec(
        select(Event, CheckedClaim.slug)
        .join(CheckedClaim, col(CheckedClaim.id) == col(Event.object_id))
        .where(_OF_CHECKED, col(Event.seq) > after)
        .order_by(col(Event.seq))
        .limit(limit)
    )
    return [_change(event, slug) for event, slug in rows]


def latest_change(session: Session, *checked_ids: int) -> int:
    """The number of the last change, of some checked claims or of all; 0 when there is none.

    Answered from the log's index alone.
    """
    statement = select(func.max(Event.seq)).where(_OF_CHECKED)
    if checked_ids:
        statement = statement.where(col(Event.object_id).in_(checked_ids))
    return session.exec(statement).one() or 0


def latest_told(session: Session, *checked_ids: int) -> int:
    """The number of the last event that may have changed what some checks say, or all of them.

    What a speaker is, and whom they belong to, is no part of what was signed and no change of a
    check, but every form says it.
    """
    of_speakers = session.exec(select(func.max(Event.seq)).where(_OF_SPEAKER)).one() or 0
    return max(latest_change(session, *checked_ids), of_speakers)


def record_earlier_checks(session: Session) -> None:
    """Begin the log of changes of a database that was filled before there was one."""
    if latest_change(session):
        return
    for checked in session.exec(select(CheckedClaim).order_by(col(CheckedClaim.id))):
        record_check(session, checked, "published", SYSTEM)
        if checked.state == "retracted":
            record_check(session, checked, "retracted", SYSTEM)


def _position(session: Session, cursor: str) -> int:
    if cursor == BEGINNING:
        return 0
    number, _, digest = cursor.partition("-")
    if number.isascii() and number.isdecimal() and len(number) < 10 and len(digest) == HASH_LENGTH:
        event = session.get(Event, int(number))
        if event is not None and event.hash.startswith(digest):
            return event.seq
    raise UnknownCursor(
        "This position is not known here, as after a restored backup. Begin again without “since”."
    )


def _change(event: Event, slug: str) -> Change:
    payload = json.loads(event.payload)
    return Change(
        cursor=f"{event.seq}-{event.hash[:HASH_LENGTH]}",
        type=TYPES[event.action],
        checked_id=event.object_id,
        slug=slug,
        revision=payload["revision"],
        state=payload["state"],
        at=event.at,
    )
