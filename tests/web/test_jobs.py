from datetime import timedelta

from sqlmodel import select

from factcheck.db import database_now
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import add_job, fail_job, lease_job
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

BANNER = "Context gathering is delayed; what you do is saved as usual."


def kill_a_job(room: Newsroom, reason: str) -> int:
    with room.database.write() as session:
        job = add_job(session, "fetch_article", 7)
        assert job.id is not None
        lease = lease_job(session, job.id, 60)
        assert lease is not None
        fail_job(session, job.id, lease.fence, reason=reason, final=True)
        return job.id


def test_a_dead_job_shows_why_and_can_be_tried_again(reviewer: Browser, newsroom: Newsroom) -> None:
    job_id = kill_a_job(newsroom, "The server did not give out the page.")

    assert "The server did not give out the page." in reviewer.get("/jobs").text
    answer = reviewer.post(f"/jobs/{job_id}/retry", page="/jobs")

    assert answer.status_code == 303
    assert f"Job {job_id} will be tried again" in reviewer.get("/jobs").text
    with newsroom.database.read() as session:
        job = session.exec(select(Outbox).where(Outbox.id == job_id)).one()
    assert (job.state, job.attempts) == ("pending", 0)


def test_a_job_that_waits_cannot_be_retried(reviewer: Browser, newsroom: Newsroom) -> None:
    with newsroom.database.write() as session:
        job = add_job(session, "gather_context", 1)

    answer = reviewer.post(f"/jobs/{job.id}/retry", page="/jobs")

    assert answer.status_code == 409
    assert "Only a dead job can be tried again." in answer.text


def test_readers_see_the_queue_and_no_button(browser_of: BrowserOf, newsroom: Newsroom) -> None:
    kill_a_job(newsroom, "It failed.")
    reader = browser_of("reader")

    assert "It failed." in reader.get("/jobs").text
    assert "Retry" not in reader.get("/jobs").text


def test_a_queue_that_waits_too_long_is_said_on_every_page(
    reviewer: Browser, newsroom: Newsroom
) -> None:
    assert BANNER not in reviewer.get("/articles").text
    with newsroom.database.write() as session:
        job = add_job(session, "extract_article", 1)
        job.due_at = database_now(session) - timedelta(seconds=61)
        session.add(job)

    assert BANNER in reviewer.get("/articles").text
    assert "The oldest waits" in reviewer.get("/jobs").text


def test_a_stranger_hears_nothing_of_the_queue(stranger: Browser, newsroom: Newsroom) -> None:
    with newsroom.database.write() as session:
        job = add_job(session, "extract_article", 1)
        job.due_at = database_now(session) - timedelta(seconds=61)
        session.add(job)

    assert BANNER not in stranger.get("/").text
