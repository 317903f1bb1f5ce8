"""Outside services on the loopback address, which answer as the real ones document."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from factcheck.context.asking import Asker, Outbound, Service
from factcheck.context.providers.base import Finding, OutsideProvider, Request
from factcheck.db import Database
from factcheck.net.addresses import parse_networks
from factcheck.net.cache import HttpCache
from factcheck.net.policy import FetchLimits, FetchPolicy
from factcheck.net.robots import RobotsFiles

QUOTE = "The path to membership is irreversible"
ARTICLE = f"The harbour pact\n\n“{QUOTE},” Mara Quist told reporters on Wednesday.\n"
Body = bytes | str | dict[str, Any] | list[Any]


@dataclass
class Answer:
    """What a service answers with. A `delay` is in seconds; a body that is no text is JSON."""

    body: Body = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    delay: float = 0.0

    def data(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


@dataclass
class Asked:
    """A request as the service saw it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


class Fake:
    """A service. `answers` maps a path to its answers in turn, of which the last one repeats."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        self.stop = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                fake.reply(self)

            do_POST = do_GET  # noqa: N815 - the base class's name

            def log_message(self, *_: object) -> None:
                """A test's output is its own."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def on(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)

    def reply(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        length = int(handler.headers.get("Content-Length") or 0)
        form = parse_qs(handler.rfile.read(length).decode())
        self.asked.append(
            Asked(
                handler.command,
                parts.path,
                {name: values[0] for name, values in parse_qs(parts.query).items()},
                {name.lower(): value for name, value in handler.headers.items()},
                {name: values[0] for name, values in form.items()},
            )
        )
        seen = sum(asked.path == parts.path for asked in self.asked)
        answers = self.answers.get(parts.path) or [Answer("nothing here", 404, kind="text/plain")]
        answer = answers[min(seen, len(answers)) - 1]
        self.stop.wait(answer.delay)
        data = answer.data()
        try:
            handler.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
        except OSError:
            handler.close_connection = True

    def times(self, path: str) -> int:
        return sum(asked.path == path for asked in self.asked)


@pytest.fixture
def fake() -> Iterator[Fake]:
    fake = Fake()
    thread = threading.Thread(target=fake.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield fake
    fake.stop.set()
    fake.server.shutdown()
    thread.join()
    fake.server.server_close()


class Desk:
    """A desk that may ask the fake, and nobody else."""

    def __init__(self, fake: Fake, database: Database, folder: Path) -> None:
        self.fake = fake
        self.database = database
        policy = FetchPolicy(
            allow=parse_networks("127.0.0.0/8"),
            ports=frozenset({fake.server.server_port}),
            limits=FetchLimits(total_seconds=5, wire_bytes=200_000),
        )
        cache = HttpCache(folder / "cache", 1_000_000)
        self.outbound = Outbound(policy, cache, RobotsFiles(policy, cache))

    def service(self, provider: OutsideProvider, **changed: Any) -> Service:
        values = {
            "name": provider.name,
            "url": self.fake.url,
            "key": "",
            "seconds": 5.0,
            "rate": 6000,
        }
        return Service(**(values | changed))

    def asker(self, provider: OutsideProvider, **changed: Any) -> Asker:
        return Asker(self.service(provider, **changed), self.outbound, self.database)

    def find(self, provider: OutsideProvider, request: Request, **changed: Any) -> list[Finding]:
        return provider.find(self.asker(provider, **changed), request)


@pytest.fixture
def desk(fake: Fake, sqlite_database: Database, tmp_path: Path) -> Desk:
    return Desk(fake, sqlite_database, tmp_path)


@pytest.fixture
def sqlite_database(databases: Any, tmp_path: Path) -> Iterator[Database]:
    """What a service answers has nothing to do with the kind of database."""
    with databases.copy("sqlite", tmp_path) as url:
        database = Database(url)
        yield database
        database.engine.dispose()


@pytest.fixture
def request_for() -> Callable[..., Request]:
    def build(**changed: Any) -> Request:
        start = ARTICLE.index(QUOTE)
        values = {
            "task_id": 1,
            "claim_id": 1,
            "question": "said",
            "kind": "quote",
            "text": QUOTE,
            "start": start,
            "end": start + len(QUOTE),
            "article_id": 1,
            "article_text": ARTICLE,
            "speaker": "Mara Quist",
            "published": date(2024, 10, 16),
        }
        return Request(**(values | changed))

    return build


def seconds_of(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
