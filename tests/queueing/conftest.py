import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from factcheck.queueing.connection import connect
from factcheck.queueing.embedded import answering_pid, server_command, socket_path


class QueueServer:
    """A real server on a socket of the test's own, which can be killed and started again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.url = f"unix://{socket_path(data)}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = (self.data / "queue.log").open("ab")
        with log:
            self._process = subprocess.Popen(server_command(self.data), stdout=log, stderr=log)
        while answering_pid(self.url) is None:
            assert self._process.poll() is None, (self.data / "queue.log").read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
def queue_server(tmp_path: Path) -> Iterator[QueueServer]:
    server = QueueServer(tmp_path / "desk")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def connection(queue_server: QueueServer) -> Iterator[Redis]:
    with connect(queue_server.url) as connection:
        yield connection
