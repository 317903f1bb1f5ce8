"""Checking the log: every hash, every link, the tail.

What is read here may have been tampered with in any way, so nothing of it is trusted to have the
right shape.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from factcheck.audit.chain import GENESIS, HASHED_FIELDS, event_hash
from factcheck.audit.models import AuditHead, Event
from factcheck.messages import marked


@dataclass(frozen=True)
class Verification:
    """What a check found. `problems` are sentences; empty means that the log is whole."""

    events: int
    head: str
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.problems


def verify_events(
    events: Iterable[Event],
    *,
    end: tuple[int, str] | None = None,
    kept: tuple[int, str] | None = None,
) -> Verification:
    """Check a log given in order.

    `end` is the last event's number and hash, if known: it shows whether the tail was cut. `kept`
    is the same of a checkpoint from earlier: it shows whether the whole log was written anew.
    """
    problems: list[str] = []
    prev_hash, count, kept_found = GENESIS, 0, kept is None or kept[0] == 0
    for event in events:
        count += 1
        if event.seq != count:
            problems.append(
                marked(
                    "Event %(count)s is missing; %(seq)s stands in its place.",
                    count=count,
                    seq=event.seq,
                )
            )
            count = event.seq
        if event.prev_hash != prev_hash:
            problems.append(
                marked("Event %(seq)s does not follow the event before it.", seq=event.seq)
            )
        if _hash_of(event) != event.hash:
            problems.append(
                marked("Event %(seq)s was changed after it was written.", seq=event.seq)
            )
        kept_found = kept_found or (event.seq, event.hash) == kept
        prev_hash = event.hash
    if end is not None and (count, prev_hash) != end:
        problems.append(
            marked(
                "The log should end at event %(end)s; it ends at %(count)s.",
                end=end[0],
                count=count,
            )
        )
    if not kept_found and kept is not None:
        problems.append(marked("Event %(kept)s is not the one of the checkpoint.", kept=kept[0]))
    return Verification(count, prev_hash, tuple(problems))


def _hash_of(event: Event) -> str | None:
    """The hash that the event should have, None when its fields cannot be hashed at all."""
    try:
        fields = {name: getattr(event, name) for name in HASHED_FIELDS}
        return event_hash(fields, event.prev_hash)
    except (ValueError, TypeError, AttributeError):
        return None


def verify_log(session: Session, *, kept: tuple[int, str] | None = None) -> Verification:
    """Check the database's whole log against its own hashes and its noted end."""
    head = session.get(AuditHead, 1)
    rows = session.exec(select(Event).order_by(col(Event.seq)).execution_options(yield_per=1000))
    if head is not None:
        return verify_events(rows, end=(head.seq, head.hash), kept=kept)
    found = verify_events(rows, kept=kept)
    return replace(found, problems=(*found.problems, marked("The note of the log's end is gone.")))
