"""How jobs travel that would keep others waiting, or ask too much of one host.

The limits are RQ's: it hands the next job out when one ends. They live in the queue server, which
may forget them at any moment; the jobs themselves wait in the database, and the relay sends them
again.
"""

from dataclasses import dataclass

from rq import Queue, RateLimit
from rq.rate_limit import RateLimitRegistry
from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from factcheck.db import database_now
from factcheck.queueing.models import Outbox

# So many jobs that ask one host are on their way at a time, of all workers together.
AT_ONCE_PER_HOST = 2


@dataclass(frozen=True)
class Lane:
    """How jobs of one kind travel: by a queue of their own if `queue` names one, whose workers then
    do nothing else; and no more of them at a time than `limit` says, of all workers together.
    With `only_if_served` they go with the rest as long as no worker listens to that queue.
    """

    queue: str = ""
    limit: RateLimit | None = None
    only_if_served: bool = False


def limit_of_host(host: str) -> RateLimit:
    return RateLimit(f"host {host}", AT_ONCE_PER_HOST)


def names_waiting(queue: Queue) -> set[str]:
    return {name for rq_id in queue.get_job_ids() for name in _names_in(rq_id)}


def _names_in(rq_id: str) -> list[str]:
    return [part.partition("_")[0] for part in rq_id.split("-")]


def _first_name(rq_id: str) -> str:
    return _names_in(rq_id)[0]


def held_back(session: Session, queue: Queue, limit: RateLimit, waiting: set[str]) -> set[str]:
    """The names of the jobs that RQ holds back for this limit.

    A slot whose job neither waits in the queue nor is worked at belonged to a worker that was
    killed. RQ would notice after minutes, so it is freed here; not before the job is due again,
    since a worker may have taken it this moment and not noted its lease yet.
    """
    registry = RateLimitRegistry(limit.key, connection=queue.connection)
    slots = {rq_id: _first_name(rq_id) for rq_id in registry.get_allowed_job_ids()}
    unseen = {rq_id: name for rq_id, name in slots.items() if name not in waiting}
    if unseen:
        now = database_now(session)
        held = session.exec(
            select(Outbox.id).where(
                col(Outbox.id).in_(map(int, unseen.values())),
                or_(
                    col(Outbox.lease_until) > now,
                    and_(col(Outbox.state) == "pending", col(Outbox.next_dispatch) > now),
                ),
            )
        ).all()
        for rq_id, name in unseen.items():
            if int(name) not in held:
                waiting.update(map(_first_name, registry.release_and_enqueue(rq_id)))
    return {name for rq_id in registry.get_rate_limited_job_ids() for name in _names_in(rq_id)}
