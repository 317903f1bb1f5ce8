"""Checking the log: every hash, every link, the tail."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from factcheck.audit.chain import GENESIS, HASHED_FIELDS, event_hash
from factcheck.audit.models import AuditHead, Event


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
    events: Iterable[Event], *, expected_seq: int | None = None, expected_hash: str | None = None
) -> Verification:
    """Check a log given in order. The expected end, if known, shows whether the tail was cut."""
    problems: list[str] = []
    prev_hash, count = GENESIS, 0
    for event in events:
        count += 1
        if event.seq != count:
            problems.append(f"Event {count} is missing; {event.seq} stands in its place.")
            count = event.seq
        if event.prev_hash != prev_hash:
            problems.append(f"Event {event.seq} does not follow the event before it.")
        fields = {name: getattr(event, name) for name in HASHED_FIELDS}
        if event_hash(fields, event.prev_hash) != event.hash:
            problems.append(f"Event {event.seq} was changed after it was written.")
        prev_hash = event.hash
    if expected_seq is not None and (count, prev_hash) != (expected_seq, expected_hash or GENESIS):
        problems.append(f"The log should end at event {expected_seq}; it ends at {count}.")
    return Verification(count, prev_hash, tuple(problems))


def verify_log(session: Session) -> Verification:
    """Check the database's whole log against its own hashes and its noted end."""
    head = session.get(AuditHead, 1)
    rows = session.exec(select(Event).order_by(col(Event.seq)).execution_options(yield_per=1000))
    return verify_events(
        rows, expected_seq=head.seq if head else 0, expected_hash=head.hash if head else None
    )
