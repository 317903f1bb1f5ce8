"""What the queue server knows of the workers: when each was last heard, and what time it is there.

Reading only. A queue server that is away knows nothing, which is no error here.
"""

from datetime import UTC, datetime

from redis.exceptions import RedisError
from rq import Worker
from rq.serializers import JSONSerializer

from factcheck.queueing.connection import connect


def worker_beats(url: str) -> list[datetime]:
    """When each registered worker last gave a sign of life."""
    try:
        with connect(url) as connection:
            workers = Worker.all(connection=connection, serializer=JSONSerializer)
            beats = [worker.last_heartbeat for worker in workers]
    except RedisError:
        return []
    # RQ gives UTC, with its zone or without, depending on its version.
    return sorted(_aware(beat) for beat in beats if beat is not None)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def queue_now(url: str) -> datetime | None:
    """The queue server's time; None when it is away."""
    try:
        with connect(url) as connection:
            seconds, microseconds = connection.time()
    except RedisError:
        return None
    return datetime.fromtimestamp(seconds + microseconds / 1_000_000, UTC)
