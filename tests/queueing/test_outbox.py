"""The life of a job, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from factcheck.audit.log import Actor
from factcheck.audit.models import Event
from factcheck.audit.verify import verify_log
from factcheck.db import Database
from factcheck.errors import Conflict, NotFound
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import (
    KILLED,
    MAX_ATTEMPTS,
    Lease,
    LeaseLost,
    add_job,
    backoff,
    bury_exhausted_job,
    extend_lease,
    fail_job,
    finish_job,
    forget_finished_jobs,
    lease_job,
    pending_summary,
    retry_job,
)

EDITOR = Actor(id=7, name="Edith", roles=frozenset({"editor"}))


def added(database: Database, kind: str = "read", subject_id: int = 1) -> int:
    with database.write() as session:
        job_id = add_job(session, kind, subject_id).id
    assert job_id is not None
    return job_id


def leased(database: Database, job_id: int, seconds: float = 60) -> Lease:
    with database.write() as session:
        lease = lease_job(session, job_id, seconds)
    assert lease is not None
    return lease


def stored(database: Database, job_id: int) -> Outbox:
    with database.read() as session:
        row = session.get(Outbox, job_id)
    assert row is not None
    return row


def let_lease_run_out(database: Database, job_id: int) -> None:
    with database.write() as session:
        row = session.get(Outbox, job_id)
        assert row is not None
        row.lease_until = datetime.now(UTC) - timedelta(seconds=1)
        session.add(row)


def dead(database: Database, job_id: int, reason: str) -> None:
    with database.write() as session:
        lease = lease_job(session, job_id, 60)
        assert lease is not None
        assert fail_job(session, job_id, lease.fence, reason=reason, final=True) == "dead"


def test_the_same_work_waits_only_once(database: Database) -> None:
    first = added(database, "read", 1)
    assert added(database, "read", 1) == first
    assert added(database, "read", 2) != first
    assert added(database, "gather", 1) != first


def test_a_job_rolls_back_with_the_change_that_wanted_it(database: Database) -> None:
    def change_and_fail() -> None:
        with database.write() as session:
            add_job(session, "read", 1)
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError):
        change_and_fail()
    with database.read() as session:
        assert session.exec(select(Outbox)).all() == []


def test_finished_work_can_be_asked_for_again(database: Database) -> None:
    first = added(database)
    with database.write() as session:
        finish_job(session, first, leased_in(session, first).fence)
    assert added(database) != first


def leased_in(session: Session, job_id: int) -> Lease:
    lease = lease_job(session, job_id, 60)
    assert lease is not None
    return lease


def test_only_one_worker_holds_a_job(database: Database) -> None:
    job_id = added(database)
    lease = leased(database, job_id)
    assert (lease.kind, lease.subject_id, lease.attempt) == ("read", 1, 1)
    with database.write() as session:
        assert lease_job(session, job_id, 60) is None


def test_a_late_finisher_is_refused_and_its_effects_with_it(database: Database) -> None:
    # given a worker whose lease ran out, and a second that took the job
    job_id = added(database)
    late = leased(database, job_id)
    let_lease_run_out(database, job_id)
    second = leased(database, job_id)

    # when the first one comes with its result
    def finish_late() -> None:
        with database.write() as session:
            add_job(session, "effect", 1)
            finish_job(session, job_id, late.fence)

    with pytest.raises(LeaseLost):
        finish_late()
    # then nothing of it is kept, and the second one's counts
    with database.write() as session:
        finish_job(session, job_id, second.fence)
        assert session.exec(select(Outbox).where(Outbox.kind == "effect")).all() == []
    assert stored(database, job_id).state == "done"


def test_a_job_is_finished_once(database: Database) -> None:
    job_id = added(database)
    lease = leased(database, job_id)
    with database.write() as session:
        finish_job(session, job_id, lease.fence)
    with pytest.raises(LeaseLost), database.write() as session:
        finish_job(session, job_id, lease.fence)


def test_only_the_holder_extends_a_lease(database: Database) -> None:
    job_id = added(database)
    lease = leased(database, job_id, seconds=1)
    before = stored(database, job_id).lease_until
    with database.write() as session:
        extend_lease(session, job_id, lease.fence, 60)
    assert stored(database, job_id).lease_until > before + timedelta(seconds=30)
    with pytest.raises(LeaseLost), database.write() as session:
        extend_lease(session, job_id, lease.fence - 1, 60)


def test_work_wanted_while_it_is_done_is_done_once_more(database: Database) -> None:
    # given a worker that has read the subject
    job_id = added(database)
    lease = leased(database, job_id)
    # when the subject changes and the work is wanted again
    assert added(database) == job_id
    with database.write() as session:
        finish_job(session, job_id, lease.fence)
    # then a new job waits
    again = added(database)
    assert again != job_id
    assert stored(database, again).state == "pending"


def test_work_wanted_twice_before_it_begins_is_done_once(database: Database) -> None:
    job_id = added(database)
    added(database)
    lease = leased(database, job_id)
    with database.write() as session:
        finish_job(session, job_id, lease.fence)
    with database.read() as session:
        assert pending_summary(session).pending == 0


def test_a_failed_job_waits_longer_each_time_and_is_dead_after_five(database: Database) -> None:
    job_id = added(database)
    waits = []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        lease = leased(database, job_id)
        assert lease.attempt == attempt
        with database.write() as session:
            state = fail_job(session, job_id, lease.fence, reason=f"The page was away ({attempt}).")
        row = stored(database, job_id)
        assert row.state == state
        waits.append((row.next_dispatch - row.lease_until).total_seconds())
    assert waits[: MAX_ATTEMPTS - 1] == [10, 20, 40, 80]
    assert (row.state, row.reason) == ("dead", "The page was away (5).")
    with database.write() as session:
        assert lease_job(session, job_id, 60) is None


def test_the_wait_never_exceeds_two_minutes() -> None:
    assert [backoff(n).total_seconds() for n in (0, 1, 3, 4, 5)] == [10, 20, 80, 120, 120]


def test_an_error_that_cannot_pass_kills_the_job_at_once(database: Database) -> None:
    job_id = added(database)
    dead(database, job_id, "This page holds no article.")
    assert stored(database, job_id).reason == "This page holds no article."


def test_a_job_that_kills_its_process_counts_and_dies_with_a_reason(database: Database) -> None:
    # given a job that was leased five times and never given back
    job_id = added(database)
    for _ in range(MAX_ATTEMPTS):
        leased(database, job_id)
        with database.write() as session:
            assert bury_exhausted_job(session, job_id) is None
        let_lease_run_out(database, job_id)
    # when it is looked at a sixth time
    with database.write() as session:
        assert lease_job(session, job_id, 60) is None
        assert bury_exhausted_job(session, job_id) is not None
    # then it is dead and says why
    assert (stored(database, job_id).state, stored(database, job_id).reason) == ("dead", KILLED)


def test_a_dead_job_is_retried_by_hand_and_the_log_says_by_whom(database: Database) -> None:
    job_id = added(database)
    dead(database, job_id, "The page was away.")
    with database.write() as session:
        retry_job(session, actor=EDITOR, job_id=job_id)
    assert leased(database, job_id).attempt == 1
    with database.read() as session:
        events = session.exec(select(Event).order_by(col(Event.seq))).all()
        assert [(e.action, e.actor, e.object_id) for e in events] == [
            ("job.died", "system", job_id),
            ("job.retried", "Edith", job_id),
        ]
        assert verify_log(session).whole


def test_only_a_dead_job_can_be_retried(database: Database) -> None:
    job_id = added(database)
    with pytest.raises(Conflict), database.write() as session:
        retry_job(session, actor=EDITOR, job_id=job_id)
    with pytest.raises(NotFound), database.write() as session:
        retry_job(session, actor=EDITOR, job_id=job_id + 1)


def test_a_dead_job_whose_work_waits_anew_is_not_retried(database: Database) -> None:
    job_id = added(database)
    dead(database, job_id, "The page was away.")
    assert added(database) != job_id
    with pytest.raises(Conflict, match="already waiting"), database.write() as session:
        retry_job(session, actor=EDITOR, job_id=job_id)


def test_the_summary_counts_and_ages(database: Database) -> None:
    old, held, failed = (added(database, "read", n) for n in (1, 2, 3))
    with database.write() as session:
        add_job(session, "recheck", 1, not_before=datetime.now(UTC) + timedelta(days=30))
        row = session.get(Outbox, old)
        assert row is not None
        row.due_at -= timedelta(minutes=10)
        session.add(row)
    leased(database, held)
    dead(database, failed, "No.")
    with database.read() as session:
        summary = pending_summary(session)
    assert (summary.pending, summary.leased, summary.dead) == (2, 1, 1)
    assert 600 <= summary.oldest_seconds < 660


def test_an_empty_queue_has_no_age(database: Database) -> None:
    with database.read() as session:
        assert pending_summary(session).oldest_seconds == 0


def test_old_finished_jobs_are_forgotten_and_the_dead_stay(database: Database) -> None:
    done, failed = added(database, "read", 1), added(database, "read", 2)
    with database.write() as session:
        finish_job(session, done, leased_in(session, done).fence)
    dead(database, failed, "No.")
    with database.write() as session:
        assert forget_finished_jobs(session, before=datetime.now(UTC) - timedelta(days=1)) == 0
        assert forget_finished_jobs(session, before=datetime.now(UTC) + timedelta(days=1)) == 1
    assert stored(database, failed).state == "dead"
