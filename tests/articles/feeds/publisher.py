"""A publisher's web server on the loopback address: feeds, pages, conditional requests."""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sqlmodel import col, select

from factcheck.articles.feeds.fetching import Preview
from factcheck.articles.feeds.polling import POLL
from factcheck.articles.feeds.releasing import RELEASE, TAKE
from factcheck.articles.feeds.service import add_feed, poll_feed_now
from factcheck.articles.models import Article, Feed, FeedItem
from factcheck.articles.withdrawal import TELL
from factcheck.audit.log import SYSTEM
from factcheck.db import Database, database_now
from factcheck.queueing.models import Outbox
from tests.articles.feeds.documents import WORDS, paragraphs
from worker.handlers import HANDLERS
from worker.runtime import Runtime


@dataclass
class Answer:
    """What a path gives. `etag` answers an equal If-None-Match with 304, as servers do."""

    body: bytes = b""
    kind: str = "application/rss+xml"
    status: int = 200
    etag: bool = True
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Publisher:
    """`pages` by path; `requests` are the paths asked for, `conditions` their If-None-Match."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    # Answers any path that is not among the pages.
    fallback: Callable[[str], Answer] | None = None
    slowness: float = 0.0
    running: int = 0
    most_running: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str = "/feed") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def publish(self, body: bytes, path: str = "/feed", **more: object) -> str:
        self.pages[path] = Answer(body, **more)  # type: ignore[arg-type]
        return self.url(path)

    def count(self, path: str) -> int:
        return Counter(self.requests)[path]

    def answer(self, path: str, condition: str) -> tuple[Answer, dict[str, str]]:
        found = self.pages.get(path) or (self.fallback(path) if self.fallback else None)
        found = found or Answer(b"gone", "text/plain", 404)
        headers = {"Content-Type": found.kind, **found.headers}
        if found.etag and found.status == 200:
            headers["ETag"] = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
            if condition == headers["ETag"]:
                return Answer(status=304), headers
        return found, headers


def article_page(text: str = WORDS, title: str = "Quay to be repaired") -> bytes:
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs(text)}</article></body></html>"
    ).encode()


@contextmanager
def serve() -> Iterator[Publisher]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            condition = self.headers.get("If-None-Match", "")
            with publisher.lock:
                publisher.requests.append(self.path)
                publisher.conditions.append(condition)
                publisher.times.append(time.monotonic())
                publisher.running += 1
                publisher.most_running = max(publisher.most_running, publisher.running)
            time.sleep(publisher.slowness)
            answer, headers = publisher.answer(self.path, condition)
            with publisher.lock:
                publisher.running -= 1
            self.send_response(answer.status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    publisher = Publisher(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def follow(database: Database, url: str, kind: str = "rss", **more: object) -> int:
    """Add a feed; returns its id."""
    with database.write() as session:
        feed, _ = add_feed(
            session,
            actor=SYSTEM,
            url=url,
            preview=Preview(kind, "Post", (), 0),
            **more,  # type: ignore[arg-type]
        )
        return feed.id or 0


def due_jobs(database: Database, *kinds: str) -> list[Outbox]:
    """The jobs that the relay would send now, in its order."""
    with database.read() as session:
        now = database_now(session)
        rows = session.exec(
            select(Outbox)
            .where(
                Outbox.state == "pending",
                col(Outbox.next_dispatch) <= now,
                col(Outbox.lease_until) <= now,
            )
            .order_by(col(Outbox.next_dispatch), col(Outbox.id))
        ).all()
    return [row for row in rows if not kinds or row.kind in kinds]


def work(database: Database, *kinds: str, rounds: int = 20) -> None:
    """Do what is due, and what becomes due by it, as one worker would.

    Only what feeds ask for, and further kinds if wished: gathering context takes its time.
    """
    runtime = Runtime(database, HANDLERS, lease_seconds=60)
    for _ in range(rounds):
        jobs = due_jobs(database, POLL, RELEASE, TAKE, TELL, *kinds)
        if not jobs:
            return
        for job in jobs:
            runtime.run(job.id or 0)


def hurry(database: Database, *kinds: str) -> None:
    """Make jobs of these kinds due now, instead of waiting for their time."""
    with database.write() as session:
        for row in session.exec(select(Outbox).where(Outbox.state == "pending")):
            if row.kind in kinds:
                row.next_dispatch = database_now(session)
                session.add(row)


def items(database: Database) -> dict[str, FeedItem]:
    """Every item by its key."""
    with database.read() as session:
        return {row.key: row for row in session.exec(select(FeedItem).order_by(col(FeedItem.id)))}


def articles(database: Database) -> list[Article]:
    with database.read() as session:
        return list(session.exec(select(Article).order_by(col(Article.id))))


def feed_of(database: Database, feed_id: int) -> Feed:
    with database.read() as session:
        return session.get_one(Feed, feed_id)


def poll_again(database: Database, feed_id: int, *kinds: str) -> None:
    """Have the feed polled, and everything that follows done."""
    with database.write() as session:
        poll_feed_now(session, actor=SYSTEM, feed_id=feed_id)
    work(database, *kinds)
