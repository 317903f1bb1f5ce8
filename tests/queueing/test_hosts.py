"""Of the jobs that ask one host only so many are on their way, whatever their kind."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from redis import Redis
from rq import RateLimit, SimpleWorker
from rq.timeouts import TimerDeathPenalty
from sqlmodel import Session, select

from factcheck.archive.watching import CHECK, watch_page
from factcheck.articles.service import FETCH, add_article_by_address
from factcheck.audit.log import SYSTEM
from factcheck.context.incoming import READ_SOURCE, receive_address
from factcheck.db import Database
from factcheck.net.addresses import parse_networks
from factcheck.net.client import fetch
from factcheck.net.policy import FetchPolicy
from factcheck.queueing.connection import make_queue, make_worker
from factcheck.queueing.lanes import AT_ONCE_PER_HOST, Lane
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import add_job, finish_job, lease_job
from factcheck.queueing.relay import dispatch_due
from tests.articles.feeds.publisher import Publisher, article_page, serve
from tests.queueing.test_relay import make_due, sent
from worker import jobs
from worker.runtime import Runtime

WORKERS, PAGES = 5, 5
SLOWNESS = 0.3


class InThread(SimpleWorker):
    """RQ's worker in a thread of the test, where no signal reaches it."""

    death_penalty_class = TimerDeathPenalty

    def _install_signal_handlers(self) -> None:
        pass


@dataclass
class Reading:
    """A handler that fetches the page of its subject. `most` were at it at one moment."""

    pages: dict[int, str]
    policy: FetchPolicy
    running: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def work(self, db: Database, subject_id: int) -> Any:
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            return fetch(self.pages[subject_id], policy=self.policy)
        finally:
            with self.lock:
                self.running -= 1

    def apply(self, session: Session, subject_id: int, result: Any) -> None:
        pass

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        pass


def work_until(connection: Redis, is_done: Callable[[], bool]) -> None:
    def work() -> None:
        while not is_done():
            make_worker(connection, InThread).work(burst=True, logging_level="CRITICAL")
            time.sleep(0.02)

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def states(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.exec(select(Outbox.state)))


def test_two_requests_at_a_time_reach_a_host_and_other_hosts_do_not_wait(
    database: Database, connection: Redis
) -> None:
    with ExitStack() as servers:
        sites: list[Publisher] = [servers.enter_context(serve()) for _ in range(2)]
        pages = {}
        for site in sites:
            site.slowness = SLOWNESS
            for number in range(PAGES):
                site.publish(article_page(), f"/{number}", kind="text/html")
                pages[len(pages) + 1] = site.url(f"/{number}")
        ports = frozenset(site.port for site in sites)
        policy = FetchPolicy(allow=parse_networks("127.0.0.0/8"), ports=ports)
        handler = Reading(pages, policy)
        jobs.install(Runtime(database, {"read": handler, "look": handler}, lease_seconds=30))
        with database.write() as session:
            for subject, url in pages.items():
                add_job(session, "read" if subject % 2 else "look", subject, url=url)
        dispatch_due(database, make_queue(connection))

        end = time.monotonic() + 60
        work_until(
            connection,
            lambda: set(states(database)) == {"done"} or time.monotonic() > end,
        )

    assert set(states(database)) == {"done"}
    assert [len(site.requests) for site in sites] == [PAGES, PAGES]
    assert all(site.most_running <= AT_ONCE_PER_HOST for site in sites)
    assert handler.most > AT_ONCE_PER_HOST


def test_a_wiped_queue_server_keeps_the_limit_and_loses_nothing(
    database: Database, connection: Redis
) -> None:
    with database.write() as session:
        wanted = {
            add_job(session, "read", subject, url="https://a.example/page").id
            for subject in range(1, 6)
        }
    queue = make_queue(connection)
    done: set[int] = set()
    for _ in range(20):
        dispatch_due(database, queue)
        waiting = sent(queue)
        assert len(waiting) <= AT_ONCE_PER_HOST
        for job_id in waiting:
            with database.write() as session:
                lease = lease_job(session, job_id, 30)
                assert lease is not None
                finish_job(session, job_id, lease.fence)
            done.add(job_id)
        connection.flushall()
        make_due(database)
        if done == wanted:
            break

    assert done == wanted


def test_a_slot_of_a_killed_worker_goes_to_the_next_job_of_its_host(
    database: Database, connection: Redis
) -> None:
    with database.write() as session:
        for subject in range(1, 5):
            add_job(session, "read", subject, url="https://a.example/page")
    queue = make_queue(connection)
    dispatch_due(database, queue)
    taken = sent(queue)
    queue.empty()
    make_due(database)

    dispatch_due(database, queue)

    assert len(sent(queue)) == AT_ONCE_PER_HOST
    assert not set(sent(queue)) & set(taken)


def test_many_of_a_kind_leave_the_general_queue_to_others(
    database: Database, connection: Redis
) -> None:
    with database.write() as session:
        for subject in range(1, 41):
            add_job(session, "read_batch", subject)
        other = add_job(session, "read", 1).id
    queue = make_queue(connection)

    dispatch_due(database, queue, {"read_batch": Lane(limit=RateLimit("read_batch", 1))})

    assert len(sent(queue)) == 2
    assert other in sent(queue)


def test_a_kind_may_have_a_queue_of_its_own_without_a_limit(
    database: Database, connection: Redis
) -> None:
    with database.write() as session:
        told = [add_job(session, "tell", subject).id for subject in (1, 2, 3)]
        other = add_job(session, "read", 1).id
    queue = make_queue(connection)

    dispatch_due(database, queue, {"tell": Lane("factcheck-telling")})

    assert sent(queue) == [other]
    assert sorted(sent(make_queue(connection, "factcheck-telling"))) == told


def test_jobs_that_fetch_one_page_name_its_host(database: Database) -> None:
    with database.write() as session:
        add_article_by_address(session, actor=SYSTEM, url="https://Paper.example/a")
        watch_page(session, purpose="evidence", url="https://paper.example/b")
        receive_address(session, actor=SYSTEM, url="https://paper.example:8443/c")
        hosts = {row.kind: row.host for row in session.exec(select(Outbox))}

    assert hosts == {
        FETCH: "paper.example",
        CHECK: "paper.example",
        READ_SOURCE: "paper.example:8443",
    }


def test_what_is_wanted_once_more_asks_the_same_host(database: Database) -> None:
    with database.write() as session:
        job = add_job(session, "read", 1, url="https://a.example/page").id or 0
    with database.write() as session:
        lease = lease_job(session, job, 30)
        assert lease is not None
        add_job(session, "read", 1, url="https://a.example/page")
    with database.write() as session:
        finish_job(session, job, lease.fence)
        again = session.exec(select(Outbox).where(Outbox.state == "pending")).one()

    assert again.host == "a.example"
