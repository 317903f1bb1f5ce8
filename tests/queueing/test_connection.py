"""Nothing but JSON travels through the queue server."""

import ast
from pathlib import Path

import pytest
from redis import Redis
from rq import Worker
from rq.serializers import JSONSerializer

import factcheck
import worker
from factcheck.queueing.connection import make_queue, make_worker

CONNECTION = "connection.py"
PACKAGES = [Path(package.__file__ or "").parent for package in (factcheck, worker)]
SOURCES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]
MAKERS = {"Queue", "Worker", "SimpleWorker", "SpawnWorker", "WorkerPool", "DeskWorker"}


def made_in(source: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)]
    return [call.func.id for call in calls if isinstance(call.func, ast.Name)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_queues_and_workers_are_made_in_one_module_only(source: Path) -> None:
    if source.name != CONNECTION:
        assert not MAKERS & set(made_in(source))
        assert "pickle" not in source.read_text()


def test_that_module_makes_them_with_json(connection: Redis) -> None:
    assert make_queue(connection).serializer is JSONSerializer
    desk_worker = make_worker(connection, Worker)
    assert desk_worker.serializer is JSONSerializer
    assert [queue.serializer for queue in desk_worker.queues] == [JSONSerializer]


def test_a_worker_process_listens_on_one_queue(connection: Redis) -> None:
    assert len(make_worker(connection, Worker).queues) == 1
