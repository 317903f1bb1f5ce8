import pytest
from flask import Flask
from sqlmodel import select

from factcheck.accounts.models import User
from factcheck.app import create_app
from factcheck.audit.models import Event
from factcheck.request import EXTENSION
from factcheck.tasks.models import Task
from factcheck.verdicts.models import Verdict
from factcheck.web.practice_cases import CASES, Case
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import PASSWORD, Newsroom


@pytest.mark.parametrize("case", [case for case in CASES if case.question == "said"])
def test_the_known_answer_is_what_the_comparison_finds(case: Case) -> None:
    compared = case.compared()

    assert compared is not None
    assert compared.result == case.answer


def rows(room: Newsroom) -> list[int]:
    with room.database.read() as session:
        return [len(session.exec(select(table)).all()) for table in (Task, Verdict, Event)]


def test_five_claims_are_practised_and_nothing_of_it_is_stored_at_the_desk(
    newsroom: Newsroom, reviewer: Browser
) -> None:
    before = rows(newsroom)
    for number, case in enumerate(CASES, start=1):
        assert f"Practice {number} of 5" in reviewer.get("/practice").text
        rating = "false" if case.question == "true" else case.answer
        answer = reviewer.post("/practice", {"number": number, "rating": rating, "keys": "n 4"})
        assert case.right.label in reviewer.get(answer.location).text

    end = reviewer.get("/practice").text

    assert "4 of 5 right" in end
    assert "<kbd>ctrl+enter</kbd> submit" in end
    assert "next difference" not in end
    assert rows(newsroom) == before


def test_an_answer_of_another_window_is_not_taken_twice(
    newsroom: Newsroom, reviewer: Browser
) -> None:
    for _click in range(2):
        reviewer.post("/practice", {"number": 1, "rating": "verbatim"})

    assert "Practice 2 of 5" in reviewer.get("/practice").text


def test_no_answer_is_asked_for_again(newsroom: Newsroom, reviewer: Browser) -> None:
    answer = reviewer.post("/practice", {"number": 1})

    assert answer.status_code == 422
    assert "Choose one of the ratings." in answer.text


def test_the_practice_may_be_skipped(newsroom: Newsroom, reviewer: Browser) -> None:
    assert reviewer.post("/practice/skip").location == "/inbox"


def test_only_a_demo_is_entered_with_one_click(
    app: Flask, newsroom: Newsroom, stranger: Browser
) -> None:
    with newsroom.database.write() as session:
        person = newsroom.people["reviewer"]
        person.email = "reviewer@demo.example"
        session.merge(person)
    form: dict[str, object] = {"email": "reviewer@demo.example"}
    assert "Try the demo" not in stranger.get("/sign-in").text
    assert stranger.post("/sign-in/demo", form, page="/sign-in").status_code == 404
    assert PASSWORD not in stranger.get("/sign-in").text

    desk = app.extensions[EXTENSION]
    demo = create_app(desk.settings.model_copy(update={"mode": "demo"}))
    visitor = Browser(demo.test_client())
    assert "Try the demo" in visitor.get("/sign-in").text
    others: dict[str, object] = {"email": "editor@desk.test"}
    assert visitor.post("/sign-in/demo", others, page="/sign-in").status_code == 404
    assert visitor.post("/sign-in/demo", form, page="/sign-in").location == "/inbox"
    assert visitor.get("/inbox").status_code == 200
    demo.extensions[EXTENSION].database.engine.dispose()


def test_practice_is_offered_until_it_is_done_or_waved_away(
    newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    with newsroom.database.write() as session:
        for name in ("reviewer", "second", "reader"):
            user = session.get_one(User, newsroom.people[name].id)
            user.practised_at = None
            session.add(user)
    second = browser_of("second")
    for browser in (reviewer, second):
        assert "Five claims with known answers" in browser.get("/inbox").text
    assert "Five claims with known answers" not in browser_of("reader").get("/inbox").text

    second.post("/practice/skip", page="/inbox")
    for number, case in enumerate(CASES, 1):
        reviewer.post("/practice", {"number": number, "rating": case.answer}, page="/practice")

    for browser in (reviewer, second):
        assert "Five claims with known answers" not in browser.get("/inbox").text
