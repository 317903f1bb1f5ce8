"""What is promised around a job, on both databases."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from factcheck.db import Database
from factcheck.errors import InvalidInput, Unavailable
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import KILLED, MAX_ATTEMPTS, add_job, lease_job
from worker import jobs
from worker.runtime import Runtime


def nothing() -> None:
    pass


class Reading:
    """A handler whose effect is one more job, of the kind `effect`, for the same subject."""

    def __init__(
        self, during: Callable[[], object] = nothing, at_the_end: Callable[[], object] = nothing
    ) -> None:
        self.during = during
        self.at_the_end = at_the_end

    def work(self, db: Database, subject_id: int) -> str:
        self.during()
        return f"result {subject_id}"

    def apply(self, session: Session, subject_id: int, result: str) -> None:
        assert result == f"result {subject_id}"
        add_job(session, "effect", subject_id)
        self.at_the_end()

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        add_job(session, f"told: {reason}", subject_id)


def away() -> None:
    raise Unavailable("The page is away. Try again later.")


def unreadable() -> None:
    raise InvalidInput("This page holds no article. Paste its text.")


@pytest.fixture
def job_id(database: Database) -> int:
    with database.write() as session:
        job_id = add_job(session, "read", 11).id
    assert job_id is not None
    return job_id


def runtime(database: Database, handler: Reading, lease_seconds: float = 60) -> Runtime:
    return Runtime(database, {"read": handler}, lease_seconds=lease_seconds)


def stored(database: Database, job_id: int) -> Outbox:
    with database.read() as session:
        row = session.get(Outbox, job_id)
    assert row is not None
    return row


def kinds(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.exec(select(Outbox.kind)).all())


def let_lease_run_out(database: Database, job_id: int) -> None:
    with database.write() as session:
        row = session.get(Outbox, job_id)
        assert row is not None
        row.lease_until = datetime.now(UTC) - timedelta(seconds=1)
        session.add(row)


def test_the_effect_is_written_with_the_end_of_the_job(database: Database, job_id: int) -> None:
    assert runtime(database, Reading()).run(job_id) == "done"
    assert stored(database, job_id).state == "done"
    assert kinds(database) == ["effect", "read"]


def test_a_job_sent_twice_is_done_once(database: Database, job_id: int) -> None:
    desk = runtime(database, Reading())
    assert (desk.run(job_id), desk.run(job_id)) == ("done", "not mine")
    assert kinds(database) == ["effect", "read"]


def test_no_transaction_is_open_while_the_work_goes_on(database: Database, job_id: int) -> None:
    def write_elsewhere() -> None:
        with database.write() as session:
            add_job(session, "elsewhere", 1)

    assert runtime(database, Reading(during=write_elsewhere)).run(job_id) == "done"


def test_an_error_gives_the_job_back_with_its_reason(database: Database, job_id: int) -> None:
    assert runtime(database, Reading(during=away)).run(job_id) == "failed"
    row = stored(database, job_id)
    assert (row.state, row.attempts) == ("pending", 1)
    assert row.reason == "The page is away. Try again later."


def test_an_error_while_the_effect_is_written_keeps_nothing_of_it(
    database: Database, job_id: int
) -> None:
    assert runtime(database, Reading(at_the_end=away)).run(job_id) == "failed"
    assert kinds(database) == ["read"]


def test_after_five_errors_the_job_is_dead_and_its_subject_is_told(
    database: Database, job_id: int
) -> None:
    desk = runtime(database, Reading(during=away))
    assert [desk.run(job_id) for _ in range(MAX_ATTEMPTS)] == ["failed"] * 4 + ["dead"]
    assert desk.run(job_id) == "not mine"
    assert kinds(database) == ["read", "told: The page is away. Try again later."]


def test_input_that_cannot_be_read_is_not_tried_again(database: Database, job_id: int) -> None:
    assert runtime(database, Reading(during=unreadable)).run(job_id) == "dead"
    assert stored(database, job_id).attempts == 1
    assert kinds(database) == ["read", "told: This page holds no article. Paste its text."]


def test_an_unexpected_error_is_named(database: Database, job_id: int) -> None:
    def divide() -> None:
        _ = 1 / 0

    runtime(database, Reading(during=divide)).run(job_id)
    assert "ZeroDivisionError: division by zero" in stored(database, job_id).reason


def test_a_job_that_killed_five_processes_is_dead_and_its_subject_is_told(
    database: Database, job_id: int
) -> None:
    for _ in range(MAX_ATTEMPTS):
        with database.write() as session:
            assert lease_job(session, job_id, 60) is not None
        let_lease_run_out(database, job_id)
    assert runtime(database, Reading()).run(job_id) == "dead"
    assert kinds(database) == ["read", f"told: {KILLED}"]


def test_a_late_finisher_writes_nothing(database: Database, job_id: int) -> None:
    # given a worker so slow that its job went to another, who finished it
    def overtaken() -> None:
        let_lease_run_out(database, job_id)
        assert runtime(database, Reading()).run(job_id) == "done"

    # when the slow one comes to its end
    assert runtime(database, Reading(during=overtaken)).run(job_id) == "not mine"
    # then the effect stands once
    assert kinds(database) == ["effect", "read"]


def test_a_late_failure_counts_for_nothing(database: Database, job_id: int) -> None:
    def overtaken() -> None:
        let_lease_run_out(database, job_id)
        assert runtime(database, Reading()).run(job_id) == "done"
        away()

    assert runtime(database, Reading(during=overtaken)).run(job_id) == "not mine"
    assert stored(database, job_id).reason == ""


def test_a_lease_is_extended_while_the_work_goes_on(database: Database, job_id: int) -> None:
    # given work that takes several times its lease
    first_lease: list[datetime] = []
    others: list[str] = []

    def work_long() -> None:
        first_lease.append(stored(database, job_id).lease_until)
        while datetime.now(UTC) < first_lease[0] + timedelta(seconds=1):
            others.append(runtime(database, Reading()).run(job_id))
            threading.Event().wait(0.1)

    # when it runs, and others ask for the job all the while
    assert runtime(database, Reading(during=work_long), lease_seconds=1).run(job_id) == "done"
    # then no other has got it
    assert set(others) == {"not mine"}
    assert stored(database, job_id).attempts == 1


def test_a_kind_that_this_worker_does_not_know_says_so(database: Database) -> None:
    with database.write() as session:
        job_id = add_job(session, "tomorrow", 1).id
    assert job_id is not None
    assert runtime(database, Reading()).run(job_id) == "failed"
    assert "knows no work called tomorrow" in stored(database, job_id).reason


def test_rq_calls_one_function_by_name(database: Database, job_id: int) -> None:
    jobs.install(runtime(database, Reading()))
    assert jobs.run(job_id) == ["done"]


def test_each_job_of_a_share_stands_for_itself(database: Database, job_id: int) -> None:
    # given three jobs of which the second fails
    with database.write() as session:
        others = [add_job(session, kind, 12).id for kind in ("unknown", "read")]
    jobs.install(runtime(database, Reading()))
    # when they are done in one go, and sent once more
    assert jobs.run(job_id, *map(int, others)) == ["done", "failed", "done"]
    assert jobs.run(job_id) == ["not mine"]


def test_a_share_that_takes_long_is_left_to_the_relay(
    database: Database, job_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SECONDS_OF_A_SHARE", -1)
    jobs.install(runtime(database, Reading()))
    assert jobs.run(job_id) == []
    assert stored(database, job_id).attempts == 0
