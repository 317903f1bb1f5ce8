"""What was corrected or taken back, the newest first: for the page, the feed and the markup."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal_column
from sqlmodel import Session, col, select

from factcheck.audit.models import Event
from factcheck.publishing.checked import Published, load_all_published
from factcheck.verdicts.models import CheckedClaim, Verdict
from factcheck.verdicts.scales import find_rating

_ACTIONS = ("check.corrected", "check.retracted")


@dataclass(frozen=True)
class Revision:
    """A later version of a check: when and why it replaced the one before, and both ratings.

    `was` and `now` are ratings of the check's scale; `before` is the verdict that was replaced.
    """

    number: int
    at: datetime
    reason: str
    was: dict[str, Any]
    now: dict[str, Any]
    before: Verdict


@dataclass(frozen=True)
class Correction:
    """A line of the corrections log. `revision` is None for a check that was taken back.

    `position` is its place in the log, to go on from.
    """

    position: int
    at: datetime
    published: Published
    revision: Revision | None


def revisions_of(published: Published) -> list[Revision]:
    """Every later version of a check, oldest first; the first version is none."""
    found = []
    pairs = zip(published.history, published.history[1:], published.reasons[1:], strict=False)
    for number, ((before, _), (after, approval), reason) in enumerate(pairs, start=2):
        found.append(
            Revision(
                number=number,
                at=approval.created_at,
                reason=reason,
                was=find_rating(published.scale_of(before), before.rating),
                now=find_rating(published.scale_of(after), after.rating),
                before=before,
            )
        )
    return found


def list_corrections(
    session: Session, *, before: int | None = None, limit: int = 50
) -> list[Correction]:
    """The corrections and retractions, the newest first; `before` is where the last page ended.

    Of a check that was taken back only that is said.
    """
    statement = (
        select(Event)
        .join(CheckedClaim, col(CheckedClaim.id) == col(Event.object_id))
        .where(
            # Said in the statement itself, so that SQLite uses the partial index.
            col(Event.object_type) == literal_column("'checked_claim'"),
            col(Event.action).in_(_ACTIONS),
            (CheckedClaim.state != "retracted") | (Event.action == "check.retracted"),
        )
        .order_by(col(Event.seq).desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(col(Event.seq) < before)
    events = session.exec(statement).all()
    rows = session.exec(
        select(CheckedClaim).where(col(CheckedClaim.id).in_([one.object_id for one in events]))
    ).all()
    by_id = {one.checked.id: one for one in load_all_published(session, rows)}
    return [_correction(event, by_id[event.object_id]) for event in events]


def _correction(event: Event, published: Published) -> Correction:
    revision = None
    if event.action == "check.corrected":
        number = json.loads(event.payload)["revision"]
        revision = revisions_of(published)[number - 2]
    return Correction(event.seq, event.at, published, revision)
