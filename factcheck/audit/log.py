"""Writing events.

`record_event` only notes what happened; the chain is written at the very end of the transaction,
just before the commit. So the lock on the chain's head is held for an instant, nobody who holds it
waits for anything else (no deadlock), and the order of events is the order of commits.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import orm
from sqlmodel import Session, select

from factcheck import clock
from factcheck.audit.chain import canonical_json, event_hash
from factcheck.audit.models import AuditHead, Event

_PENDING = "factcheck_pending_events"


@dataclass(frozen=True)
class Actor:
    """Who acts. `id` is None for the system itself."""

    id: int | None
    name: str
    roles: frozenset[str]
    request_id: str = ""

    @property
    def is_system(self) -> bool:
        return self.id is None


SYSTEM = Actor(id=None, name="system", roles=frozenset({"system"}))


def record_event(
    session: Session,
    *,
    actor: Actor,
    action: str,
    object_type: str,
    object_id: int,
    role: str = "",
    **payload: Any,
) -> None:
    """Note an event; it is written with the transaction's commit or not at all.

    `action` is `noun.verb` in the past tense or the lifecycle's verb, `payload` any JSON values.
    """
    if not session.in_transaction():
        session.begin()  # so that a rollback is noticed even if nothing else was done
    session.info.setdefault(_PENDING, []).append(
        {
            "at": clock.now(),
            "actor_id": actor.id,
            "actor": actor.name,
            "role": role or ("system" if actor.is_system else ",".join(sorted(actor.roles))),
            "action": action,
            "object_type": object_type,
            "object_id": object_id,
            "payload": canonical_json(payload),
            "request_id": actor.request_id,
        }
    )


def _lock_head(session: orm.Session) -> AuditHead:
    # The first migration wrote the row. It may be in this session from an earlier commit, so it
    # is read again under the lock.
    return session.execute(
        select(AuditHead)
        .where(AuditHead.id == 1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


@sqlalchemy_event.listens_for(orm.Session, "before_commit")
def _write_pending(session: orm.Session) -> None:
    pending = session.info.pop(_PENDING, [])
    if not pending:
        return
    session.flush()
    head = _lock_head(session)
    for fields in pending:
        seq = head.seq + 1
        digest = event_hash({"seq": seq, **fields}, head.hash)
        session.add(Event(seq=seq, prev_hash=head.hash, hash=digest, **fields))
        head.seq, head.hash = seq, digest
    session.flush()


@sqlalchemy_event.listens_for(orm.Session, "after_soft_rollback")
def _forget_pending(session: orm.Session, _transaction: orm.SessionTransaction) -> None:
    session.info.pop(_PENDING, None)
