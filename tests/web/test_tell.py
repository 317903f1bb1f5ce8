"""What readers send to the desk: the form without a cookie, and the desk's list of it."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from sqlmodel import col, select
from werkzeug.test import TestResponse

from factcheck import clock
from factcheck.articles.service import latest_version
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import Event
from factcheck.extraction.types import Claim, Extraction
from factcheck.publishing.models import ReaderRequest
from factcheck.publishing.readers import FROM_ONE
from factcheck.tasks.notes import notes_of
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import get_task
from factcheck.web import tell
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import Newsroom
from tests.web.test_public import retract

CLAIM = "The harbour was closed for nine days in March."
TYPED = {"text": CLAIM, "url": "https://news.example/harbour", "contact": "eva@reader.example"}


def seal(browser: Browser, path: str = "/tell-us") -> str:
    found = re.search(r'name="seal" value="([^"]+)"', browser.get(path).text)
    assert found
    return found[1]


def send(browser: Browser, **fields: str) -> TestResponse:
    return browser.client.post("/tell-us", data={"seal": seal(browser), **TYPED, **fields})


def requests_of(room: Newsroom) -> list[ReaderRequest]:
    with room.database.read() as session:
        return list(session.exec(select(ReaderRequest).order_by(col(ReaderRequest.id))))


def keeps_all(page: str) -> bool:
    return all(words in unescape(page) for words in TYPED.values())


@on_both
def test_a_reader_sends_in_a_claim_without_a_cookie(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    answer = send(stranger)

    assert (answer.status_code, answer.location) == (303, "/tell-us?sent=yes")
    assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in stranger.get("/tell-us").headers
    assert "Thank you." in stranger.get(answer.location).text
    (row,) = requests_of(full_newsroom)
    assert (row.kind, row.text, row.url, row.contact) == ("claim", *TYPED.values())


def test_the_log_holds_nothing_that_is_the_readers_own(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    send(stranger)

    with full_newsroom.database.read() as session:
        event = session.exec(select(Event).where(Event.action == "reader.asked")).one()
    assert (event.actor, event.role) == ("a reader", "public")
    assert not any(words in event.payload for words in TYPED.values())


def test_what_is_unfit_comes_back_with_all_that_was_typed(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    for field, value in (
        ("text", " … "),
        ("text", "x" * 3001),
        ("url", "news"),
        ("contact", "x" * 1001),
    ):
        answer = send(stranger, **{field: value})

        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
        kept = TYPED | {field: value.strip()}
        assert all(words in unescape(answer.text) for words in kept.values())
    assert requests_of(full_newsroom) == []


def test_a_form_without_our_seal_or_from_another_site_is_refused(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    assert stranger.client.post("/tell-us", data=TYPED).status_code == 400
    assert send(stranger, seal="reader.xxxx.yyyy").status_code == 400
    foreign = stranger.client.post(
        "/tell-us",
        data={"seal": seal(stranger), **TYPED},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert foreign.status_code == 400
    assert requests_of(full_newsroom) == []


def test_a_form_that_lay_open_too_long_comes_back_with_its_words(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    with time_machine.travel(clock.now() - timedelta(days=2), tick=False):
        old = seal(stranger)

    answer = send(stranger, seal=old)

    assert answer.status_code == 422
    assert tell.STALE in answer.text
    assert keeps_all(answer.text)


def test_a_machine_that_fills_in_every_field_is_stopped_and_a_person_loses_nothing(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    answer = send(stranger, **{tell.TRAP: "https://spam.example"})

    assert answer.status_code == 422
    assert keeps_all(answer.text)
    assert "spam.example" not in answer.text
    assert requests_of(full_newsroom) == []


@on_both
def test_one_network_sends_only_so_much_an_hour_and_keeps_its_words(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    for _ in range(FROM_ONE):
        assert send(stranger).status_code == 303

    answer = send(stranger)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert keeps_all(answer.text)
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1), tick=False):
        assert send(stranger).status_code == 303
    networks = [row.network for row in requests_of(full_newsroom)]
    assert networks == [*[""] * FROM_ONE, "127.0.0.0/24"]


@on_both
def test_an_accepted_correction_flags_the_task_of_the_check(
    stranger: Browser, browser_of: BrowserOf, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    page = stranger.get(f"/c/{checked.slug}").text
    assert f'href="/tell-us?check={checked.slug}"' in page
    assert send(stranger, check=checked.slug).status_code == 303
    reviewer = browser_of("reviewer")
    (row,) = requests_of(full_newsroom)
    assert CLAIM in reviewer.get("/readers").text

    answer = reviewer.post(f"/readers/{row.id}/accept")

    assert answer.location == f"/tasks/{checked.task_id}"
    with full_newsroom.database.read() as session:
        (note,) = notes_of(session, checked.task_id)
    assert note.flag
    assert note.text == f"A reader asks for a correction: {CLAIM}\n{TYPED['url']}"
    assert CLAIM not in reviewer.get("/readers").text
    assert CLAIM in reviewer.get("/readers?state=accepted").text
    assert reviewer.post(f"/readers/{row.id}/accept").status_code == 409


@on_both
def test_an_accepted_claim_becomes_one_task_in_the_readers_words(
    stranger: Browser, reviewer: Browser, full_newsroom: Newsroom
) -> None:
    send(stranger)
    (row,) = requests_of(full_newsroom)

    answer = reviewer.post(f"/readers/{row.id}/accept")

    page = reviewer.get(answer.location).text
    assert CLAIM in page
    assert TYPED["url"] in page
    (row,) = requests_of(full_newsroom)
    with full_newsroom.database.write() as session:
        task = get_task(session, int(answer.location.rsplit("/", 1)[1]))
        assert (task.question, task.state) == ("true", "queued")
        version = latest_version(session, row.article_id or 0)
        assert version
        # Every new text is sent to extraction, which must not cut these words up again.
        part = Claim(
            0, 11, CLAIM[:11], (), speaker=None, speaker_raw=None, cue=None, checkable=True, score=1
        )
        again = Extraction(quotes=(), claims=(part,), speakers=())
        assert not open_tasks(session, actor=SYSTEM, version=version, extraction=again)


def test_words_that_were_here_before_lead_to_their_task(
    stranger: Browser, reviewer: Browser, full_newsroom: Newsroom
) -> None:
    send(stranger)
    send(stranger, url="https://other.example/harbour")
    first, second = requests_of(full_newsroom)

    one = reviewer.post(f"/readers/{first.id}/accept").location
    other = reviewer.post(f"/readers/{second.id}/accept").location

    assert one == other


def test_a_request_is_laid_aside_with_a_reason(
    stranger: Browser, reviewer: Browser, full_newsroom: Newsroom
) -> None:
    send(stranger)
    (row,) = requests_of(full_newsroom)

    assert reviewer.post(f"/readers/{row.id}/decline", {"reason": " "}).status_code == 422
    assert reviewer.post(f"/readers/{row.id}/decline", {"reason": "An opinion."}).status_code == 303

    assert "An opinion." in reviewer.get("/readers?state=declined").text


def test_a_check_that_was_taken_back_cannot_be_corrected(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    retract(full_newsroom, "quote", "The recording was a forgery.")

    assert stranger.get(f"/tell-us?check={checked.slug}").status_code == 404
    assert send(stranger, check=checked.slug).status_code == 404


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\ud7ff\uffff🙈", "9" * 30, "x" * 10_000])
@on_both
def test_strange_words_break_nothing(
    value: str, stranger: Browser, full_newsroom: Newsroom
) -> None:
    for field in (*TYPED, "check", "seal", tell.TRAP):
        assert send(stranger, **{field: value}).status_code < 500, field
