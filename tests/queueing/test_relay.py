"""The relay sends what is due and recovers what is lost."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, RateLimit, Worker
from rq.serializers import JSONSerializer
from sqlmodel import Session, select

from factcheck.db import Database
from factcheck.queueing.connection import OUTSIDE_QUEUE_NAME, make_queue, make_worker
from factcheck.queueing.lanes import Lane
from factcheck.queueing.models import Outbox, Schedule
from factcheck.queueing.outbox import add_job, finish_job, lease_job, pending_summary
from factcheck.queueing.relay import (
    BATCH,
    LONGEST_QUEUE,
    MOST_HELD_BACK,
    SHARES,
    TimetableEntry,
    dispatch_due,
    run_due_entries,
    run_relay,
)
from tests.queueing.conftest import QueueServer


def add(database: Database, *subjects: int) -> None:
    with database.write() as session:
        for subject in subjects:
            add_job(session, "read", subject)


def sent(queue: Queue) -> list[int]:
    """The ids of all jobs that wait in the queue."""
    return [job_id for job in queue.get_jobs() for job_id in job.args]


def make_due(database: Database) -> None:
    with database.write() as session:
        for row in session.exec(select(Outbox)).all():
            row.next_dispatch = datetime.now(UTC) - timedelta(seconds=1)
            session.add(row)


def test_due_jobs_are_sent_as_ids_in_json(database: Database, connection: Redis) -> None:
    add(database, 1, 2)
    queue = make_queue(connection)
    assert dispatch_due(database, queue) == 2
    jobs = queue.get_jobs()
    assert [(job.func_name, job.args) for job in jobs] == [
        ("worker.jobs.run", [1]),
        ("worker.jobs.run", [2]),
    ]
    assert all(job.serializer is JSONSerializer for job in jobs)


def test_a_job_is_not_sent_again_before_its_time(database: Database, connection: Redis) -> None:
    add(database, 1)
    queue = make_queue(connection)
    assert (dispatch_due(database, queue), dispatch_due(database, queue)) == (1, 0)


def test_a_wiped_queue_is_filled_again(database: Database, connection: Redis) -> None:
    add(database, 1, 2, 3)
    queue = make_queue(connection)
    dispatch_due(database, queue)
    connection.flushall()
    make_due(database)
    assert dispatch_due(database, queue) == 3
    assert queue.count == 3


def test_a_job_that_still_waits_in_the_queue_is_not_sent_again(
    database: Database, connection: Redis
) -> None:
    # given jobs so many that they wait longer than the relay does, one of them lost
    add(database, 1, 2, 3)
    queue = make_queue(connection)
    dispatch_due(database, queue)
    queue.pop_job_id()
    make_due(database)
    # when the relay looks again, then only the lost one is sent
    dispatch_due(database, queue)
    assert [job.args for job in queue.get_jobs()] == [[2], [3], [1]]


def test_a_leased_job_is_left_to_its_worker(database: Database, connection: Redis) -> None:
    add(database, 1)
    with database.write() as session:
        assert lease_job(session, 1, 60) is not None
    make_due(database)
    assert dispatch_due(database, make_queue(connection)) == 0


def test_a_job_for_later_waits(database: Database, connection: Redis) -> None:
    with database.write() as session:
        add_job(session, "read", 1, not_before=datetime.now(UTC) + timedelta(hours=1))
    assert dispatch_due(database, make_queue(connection)) == 0


def test_a_lost_job_is_sent_again_soon_and_one_that_was_begun_ever_later(
    database: Database, connection: Redis
) -> None:
    add(database, 1)
    queue = make_queue(connection)
    waits = []
    for begun in (0, 0, 1, 2, 3, 4):
        connection.flushall()
        with database.write() as session:
            session.exec(select(Outbox)).one().attempts = begun
        before = datetime.now(UTC)
        dispatch_due(database, queue)
        with database.read() as session:
            wait = session.exec(select(Outbox)).one().next_dispatch - before
        waits.append(round(wait.total_seconds() / 10) * 10)
        make_due(database)
    assert waits == [10, 10, 20, 40, 80, 120]


def test_a_long_queue_is_not_made_longer(database: Database, connection: Redis) -> None:
    add(database, *range(LONGEST_QUEUE + BATCH))
    queue = make_queue(connection)
    while dispatch_due(database, queue):
        pass
    assert len(sent(queue)) == LONGEST_QUEUE


def test_few_jobs_go_singly_and_many_in_shares(database: Database, connection: Redis) -> None:
    add(database, *range(SHARES))
    queue = make_queue(connection)
    dispatch_due(database, queue)
    assert queue.count == SHARES
    add(database, *range(SHARES, SHARES + BATCH))
    dispatch_due(database, queue)
    assert queue.count == 2 * SHARES
    assert len(set(sent(queue))) == len(sent(queue)) == SHARES + BATCH


def test_while_the_queue_server_is_away_nothing_is_noted_as_sent(
    database: Database, queue_server: QueueServer, connection: Redis
) -> None:
    # given work that was accepted while the server is away
    queue_server.kill()
    add(database, 1)
    with pytest.raises(RedisError):
        dispatch_due(database, make_queue(connection))
    with database.read() as session:
        assert session.exec(select(Outbox)).one().dispatches == 0
        assert pending_summary(session).pending == 1
    # when it is back, then the work is sent
    queue_server.start()
    assert dispatch_due(database, make_queue(connection)) == 1


def test_the_loop_outlives_an_absent_queue_server(
    database: Database, queue_server: QueueServer, connection: Redis
) -> None:
    queue_server.kill()
    add(database, 1)
    stop = threading.Event()
    queue = make_queue(connection)
    relay = threading.Thread(
        target=run_relay, args=(database, queue, ()), kwargs={"interval": 0.01, "stop": stop}
    )
    relay.start()
    queue_server.start()
    while not queue.count:
        assert relay.is_alive()
    stop.set()
    relay.join()
    assert queue.count == 1


def test_relays_at_once_send_each_job_once(database: Database, connection: Redis) -> None:
    add(database, *range(100))
    queue = make_queue(connection)
    relays = [threading.Thread(target=dispatch_due, args=(database, queue)) for _ in range(4)]
    for relay in relays:
        relay.start()
    for relay in relays:
        relay.join()
    assert len(sent(queue)) == len(set(sent(queue))) == 100


class Entries:
    """A timetable that notes what ran."""

    def __init__(self, *, fails: bool = False) -> None:
        self.runs = 0
        self.fails = fails
        self.timetable = (TimetableEntry("poll", every=3600, run=self.run),)

    def run(self, session: Session) -> None:
        self.runs += 1
        add_job(session, "poll", self.runs)
        if self.fails:
            raise ValueError("no feed")


def test_an_entry_runs_when_due_and_not_before(database: Database) -> None:
    entries = Entries()
    assert run_due_entries(database, entries.timetable) == ["poll"]
    assert run_due_entries(database, entries.timetable) == []
    with database.write() as session:
        row = session.get(Schedule, "poll")
        assert row is not None
        row.next_run = datetime.now(UTC) - timedelta(seconds=1)
        session.add(row)
    assert run_due_entries(database, entries.timetable) == ["poll"]
    assert entries.runs == 2


def test_of_many_relays_one_runs_an_entry(database: Database) -> None:
    entries = Entries()
    relays = [
        threading.Thread(target=run_due_entries, args=(database, entries.timetable))
        for _ in range(4)
    ]
    for relay in relays:
        relay.start()
    for relay in relays:
        relay.join()
    assert entries.runs == 1


def test_an_entry_that_fails_changes_nothing_and_waits_for_its_next_turn(
    database: Database,
) -> None:
    entries = Entries(fails=True)
    run_due_entries(database, entries.timetable)
    assert run_due_entries(database, entries.timetable) == []
    assert entries.runs == 1
    with database.read() as session:
        assert session.exec(select(Outbox)).all() == []


def test_the_socket_of_a_deep_folder_is_short_and_private(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    server = QueueServer(deep)
    path = Path(server.url.removeprefix("unix://"))
    assert len(str(path)) < 104
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert QueueServer(deep).url == server.url
    server.start()
    server.kill()
    shutil.rmtree(path.parent)


# Work of which only so much may be on its way

LANES = {"ask": Lane(OUTSIDE_QUEUE_NAME, RateLimit("ask", 2))}


def outside(connection: Redis) -> Queue:
    return make_queue(connection, OUTSIDE_QUEUE_NAME)


def add_asks(database: Database, count: int) -> list[int]:
    with database.write() as session:
        return [add_job(session, "ask", subject).id or 0 for subject in range(1, count + 1)]


def finish(database: Database, job_id: int) -> None:
    with database.write() as session:
        lease = lease_job(session, job_id, 30)
        assert lease is not None
        finish_job(session, job_id, lease.fence)


def test_of_a_limited_kind_only_so_many_are_sent_and_others_are_not_held_up(
    database: Database, connection: Redis
) -> None:
    asks = add_asks(database, 4)
    add(database, 1, 2, 3)
    queue = make_queue(connection)

    dispatch_due(database, queue, LANES)

    asked = sent(outside(connection))
    assert len(asked) == 2
    assert set(asked) < set(asks)
    assert len(sent(queue)) == 3


def test_what_is_held_back_is_not_sent_twice(database: Database, connection: Redis) -> None:
    add_asks(database, 4)
    queue = make_queue(connection)
    for _ in range(3):
        dispatch_due(database, queue, LANES)
        make_due(database)

    with database.read() as session:
        assert [row.dispatches for row in session.exec(select(Outbox))] == [1, 1, 1, 1]


def test_the_slot_of_a_killed_worker_is_given_to_the_next(
    database: Database, connection: Redis
) -> None:
    asks = add_asks(database, 4)
    queue = make_queue(connection)
    dispatch_due(database, queue, LANES)
    first, second = sent(outside(connection))
    # Two workers take them from the queue; one is killed before its lease, one works on.
    outside(connection).empty()
    with database.write() as session:
        assert lease_job(session, second, 30) is not None
    # One of this moment may be about to note its lease; a slot is freed when the job is due again.
    dispatch_due(database, queue, LANES)
    assert sent(outside(connection)) == []
    make_due(database)

    dispatch_due(database, queue, LANES)

    (following,) = sent(outside(connection))
    assert following in set(asks) - {first, second}


def test_a_wiped_queue_server_loses_no_limited_job(database: Database, connection: Redis) -> None:
    asks = add_asks(database, 5)
    queue = make_queue(connection)
    done: set[int] = set()
    for _ in range(20):
        dispatch_due(database, queue, LANES)
        for job_id in sent(outside(connection)):
            finish(database, job_id)
            done.add(job_id)
        connection.flushall()
        make_due(database)

    assert done == set(asks)


def test_many_limited_jobs_leave_room_for_the_others(database: Database, connection: Redis) -> None:
    add_asks(database, MOST_HELD_BACK + 3 * BATCH)
    add(database, 1)
    queue = make_queue(connection)

    for _ in range(2):
        dispatch_due(database, queue, LANES)

    with database.read() as session:
        other = session.exec(select(Outbox).where(Outbox.kind == "read")).one()
    assert other.dispatches == 1
    assert sent(queue) == [other.id]
    assert len(sent(outside(connection))) == 2


OWN_QUEUE = "factcheck-tests-own"
OWN = {"tell": Lane(OWN_QUEUE, only_if_served=True)}


def add_tells(database: Database, *subjects: int) -> list[int]:
    with database.write() as session:
        return [add_job(session, "tell", subject).id or 0 for subject in subjects]


@contextmanager
def listening(connection: Redis) -> Iterator[Queue]:
    """A worker that has signed on to the kind's own queue and is busy with something else."""
    worker = make_worker(connection, Worker, OWN_QUEUE)
    worker.register_birth()
    yield make_queue(connection, OWN_QUEUE)
    worker.register_death()


def test_a_kind_with_workers_of_its_own_keeps_no_other_waiting(
    database: Database, connection: Redis
) -> None:
    tells = add_tells(database, *range(1, 31))
    add(database, 1)
    queue = make_queue(connection)

    with listening(connection) as own:
        for _ in range(2):
            dispatch_due(database, queue, OWN)
            make_due(database)

        assert sorted(sent(own)) == tells
        # One a job, so that a slow one holds up nothing that another worker could do.
        assert len(own) == len(tells)
    with database.read() as session:
        (other,) = session.exec(select(Outbox).where(Outbox.kind == "read"))
    assert sent(queue) == [other.id]
    assert other.dispatches == 1


def test_without_such_a_worker_its_jobs_go_with_the_rest(
    database: Database, connection: Redis
) -> None:
    (tell,) = add_tells(database, 1)
    queue = make_queue(connection)

    dispatch_due(database, queue, OWN)

    assert sent(queue) == [tell]
    assert sent(make_queue(connection, OWN_QUEUE)) == []
    # Nor is it sent twice when one comes.
    with listening(connection) as own:
        make_due(database)
        dispatch_due(database, queue, OWN)
        assert sent(own) == []


def test_a_long_queue_of_its_own_leaves_the_rest_in_the_database(
    database: Database, connection: Redis
) -> None:
    add_tells(database, *range(1, LONGEST_QUEUE + BATCH + 1))
    queue = make_queue(connection)

    with listening(connection) as own:
        for _ in range(LONGEST_QUEUE // BATCH + 2):
            dispatch_due(database, queue, OWN)

        assert len(sent(own)) == LONGEST_QUEUE
        add(database, 1)
        dispatch_due(database, queue, OWN)
        assert len(sent(queue)) == 1
