"""The only place that makes RQ's queues and workers, so that all of them speak JSON.

RQ would pickle: whoever can write to the queue server could run code in our workers.
"""

from typing import TypeVar

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue, Worker
from rq.serializers import JSONSerializer

QUEUE_NAME = "factcheck"
# Jobs that ask others, and may hang with them, have workers of their own.
OUTSIDE_QUEUE_NAME = "factcheck-outside"
# So have messages to receivers of others, which may be slow.
WEBHOOK_QUEUE_NAME = "factcheck-webhooks"
SOCKET_TIMEOUT_SECONDS = 3
JOB_TIMEOUT_SECONDS = 600
# What a job did is in the database; RQ's own notes are for display.
RESULT_TTL_SECONDS = 60
FAILURE_TTL_SECONDS = 7 * 24 * 3600
# Tidying only: what RQ loses, the relay sends again.
MAINTENANCE_SECONDS = 60
WORKER_TTL_SECONDS = 60


def connect(url: str) -> Redis:
    """A client for `redis://…` or `unix:///path`, which gives up after three seconds of silence."""
    return Redis.from_url(
        url,
        socket_timeout=SOCKET_TIMEOUT_SECONDS,
        socket_connect_timeout=SOCKET_TIMEOUT_SECONDS,
        # Once more, because a pooled connection may be older than a restart of the server.
        retry=Retry(NoBackoff(), 1),
    )


def queue_is_reachable(url: str) -> bool:
    """Whether the queue server answers now. Work is accepted either way."""
    try:
        with connect(url) as connection:
            return bool(connection.ping())
    except RedisError:
        return False


def make_queue(connection: Redis, name: str = QUEUE_NAME) -> Queue:
    return Queue(
        name,
        connection=connection,
        serializer=JSONSerializer,
        default_timeout=JOB_TIMEOUT_SECONDS,
    )


WorkerType = TypeVar("WorkerType", bound=Worker)


def make_worker(
    connection: Redis, worker_class: type[WorkerType], name: str = QUEUE_NAME
) -> WorkerType:
    """A worker on one queue. With more than one, RQ can lose a job when a worker is killed."""
    return worker_class(
        [make_queue(connection, name)],
        connection=connection,
        serializer=JSONSerializer,
        default_result_ttl=RESULT_TTL_SECONDS,
        maintenance_interval=MAINTENANCE_SECONDS,
        worker_ttl=WORKER_TTL_SECONDS,
        log_job_description=False,
    )
