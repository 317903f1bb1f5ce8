"""What a task's page tells of its providers, and the buttons that ask again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import select

from factcheck import clock
from factcheck.audit.log import SYSTEM
from factcheck.context.archived import note_copy
from factcheck.context.circuit import FAILURES_ALLOWED, note_failure
from factcheck.context.evidence import add_evidence
from factcheck.context.keeping import store_run
from factcheck.context.models import ArchivedPage, ProviderRun
from factcheck.context.outside import ASK
from factcheck.context.providers.base import Finding
from factcheck.context.running import Run
from factcheck.queueing.models import Outbox
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

ADDRESS = "https://paper.example/a"


def switch_on(app: Flask, **changed: object) -> None:
    desk = app.extensions[EXTENSION]
    known = desk.settings.model_dump()
    object.__setattr__(desk, "settings", Settings(**(known | {"providers": ("all",)} | changed)))


def note(room: Newsroom, run: Run, task: str = "quote") -> str:
    with room.database.write() as session:
        store_run(session, room.tasks[task], run)
    return f"/tasks/{room.tasks[task]}"


def add_page(room: Newsroom) -> int:
    with room.database.write() as session:
        item = add_evidence(session, actor=SYSTEM, task_id=room.tasks["quote"], url=ADDRESS)
        assert item.id is not None
        return item.id


def test_a_failed_provider_is_shown_with_reason_and_attempts(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    sentence = "It answered with an error (status 500)."
    page = note(full_newsroom, Run("wikipedia", failure=sentence, attempts=3))

    shown = reviewer.get(page).text

    assert f"Wikipedia: {sentence} 3 attempts." in shown
    assert "failed" in shown


def test_one_that_waits_says_until_when(full_newsroom: Newsroom, reviewer: Browser) -> None:
    until = clock.now() + timedelta(minutes=20)
    reason = "Paused after 5 failures in a row."
    page = note(full_newsroom, Run("gdelt", failure=reason, until=until))

    shown = reviewer.get(page).text

    assert f"GDELT news search: {reason} It will be asked again at" in shown
    assert until.isoformat(timespec="milliseconds") in shown


def test_the_page_says_what_was_searched_for_and_how_much_was_found(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    shown = reviewer.get(f"/tasks/{full_newsroom.tasks['city']}").text

    assert "3 sources searched for city 310 000 inhabitants" in shown
    assert "Same speaker: nothing" in shown


def test_one_provider_is_asked_again_by_its_button(
    app: Flask, full_newsroom: Newsroom, reviewer: Browser
) -> None:
    switch_on(app)
    page = note(full_newsroom, Run("wikipedia", failure="It failed."))
    assert "Search again: Wikipedia" in reviewer.get(page).text

    answer = reviewer.post(f"{page}/search_again", {"provider": "wikipedia"}, page=page)

    assert answer.status_code == 303
    with full_newsroom.database.read() as session:
        run = session.exec(select(ProviderRun).where(ProviderRun.provider == "wikipedia")).one()
        jobs = session.exec(select(Outbox.kind).where(Outbox.state == "pending")).all()
    assert run.state == "waiting"
    assert jobs.count(ASK) == 1
    assert "Wikipedia: Not asked yet." in reviewer.get(page).text


def test_one_that_is_off_has_no_button_and_is_not_asked(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    page = note(full_newsroom, Run("wikipedia", failure="It failed."))

    assert "Search again: Wikipedia" not in reviewer.get(page).text
    answer = reviewer.post(f"{page}/search_again", {"provider": "wikipedia"}, page=page)

    assert answer.status_code == 422
    assert "switched off" in answer.text


def test_a_reader_sees_what_was_searched_and_no_button(
    full_newsroom: Newsroom, browser_of: BrowserOf
) -> None:
    shown = browser_of("reader").get(f"/tasks/{full_newsroom.tasks['quote']}").text

    assert "What was searched" in shown
    assert "Search again" not in shown


def test_a_page_is_saved_at_the_archive_by_a_button(
    app: Flask, full_newsroom: Newsroom, reviewer: Browser
) -> None:
    switch_on(app, internet_archive={"key": "me:secret"})
    full_newsroom.take("quote")
    page, evidence_id = f"/tasks/{full_newsroom.tasks['quote']}", add_page(full_newsroom)
    assert "Save at the Internet Archive" in reviewer.get(page).text

    answer = reviewer.post(
        f"{page}/evidence/{evidence_id}/archive", {"rationale": "So far"}, page=page
    )

    assert answer.status_code == 303
    with full_newsroom.database.read() as session:
        row = session.exec(select(ArchivedPage)).one()
        jobs = session.exec(select(Outbox).where(Outbox.kind == "save_page")).all()
    assert (row.url, row.state) == (ADDRESS, "asked")
    assert [job.subject_id for job in jobs] == [row.id]
    shown = reviewer.get(page).text
    assert "Being saved at the Internet Archive." in shown
    assert "So far</textarea>" in shown


def test_without_a_key_no_page_is_saved(full_newsroom: Newsroom, reviewer: Browser) -> None:
    full_newsroom.take("quote")
    page, evidence_id = f"/tasks/{full_newsroom.tasks['quote']}", add_page(full_newsroom)

    assert "Save at the Internet Archive" not in reviewer.get(page).text
    answer = reviewer.post(f"{page}/evidence/{evidence_id}/archive", {}, page=page)

    assert answer.status_code == 409
    assert "FACTCHECK_INTERNET_ARCHIVE_KEY" in answer.text


@pytest.mark.parametrize(
    ("copy", "told"),
    [
        ("https://web.archive.org/web/2024/x", "Copy at the Internet Archive, 17 Oct 2024"),
        ("", "No copy at the Internet Archive."),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_piece_of_evidence_says_what_the_archive_has(
    full_newsroom: Newsroom, reviewer: Browser, copy: str, told: str
) -> None:
    add_page(full_newsroom)
    taken = clock.now().replace(year=2024, month=10, day=17) if copy else None
    with full_newsroom.database.write() as session:
        note_copy(session, Finding("k", "", "", url=copy, copy_of=ADDRESS, taken_at=taken))

    shown = reviewer.get(f"/tasks/{full_newsroom.tasks['quote']}").text

    assert told in shown
    assert "javascript:" not in shown


def test_the_health_page_tells_how_each_provider_does(
    app: Flask, full_newsroom: Newsroom, admin: Browser, reviewer: Browser
) -> None:
    switch_on(app)
    for _ in range(FAILURES_ALLOWED):
        note_failure(
            full_newsroom.database, "gdelt", "api.example", "It did not answer within 15 seconds."
        )

    shown = admin.get("/admin/health").text

    assert "api.example: paused until" in shown
    assert "after 5 failures in a row" in shown
    assert "It did not answer within 15 seconds." in shown
    assert "Off, because it has no address: set FACTCHECK_SEARXNG_URL." in shown
    assert reviewer.get("/admin/health").status_code == 403
