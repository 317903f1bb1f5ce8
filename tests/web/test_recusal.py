"""Declaring an interest on the task's page, and over the API."""

from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

INTEREST = "My sister sits in the minister's office."


def test_an_interest_is_declared_on_a_page_of_its_own(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("quote")
    page = f"/tasks/{room.tasks['quote']}"
    asked = reviewer.get(f"{page}/recuse").text
    assert "Which interest do you have in this?" in asked

    form = {"version": room.task("quote").version, "reason": " "}
    assert reviewer.post(f"{page}/recuse", form, page=f"{page}/recuse").status_code == 422
    answer = reviewer.post(f"{page}/recuse", form | {"reason": INTEREST}, page=f"{page}/recuse")

    assert answer.status_code == 303
    shown = reviewer.get(page).text
    assert shown.count("You said that you have an interest in this; others decide on it.") == 1
    assert f'action="{page}/take"' not in shown
    assert room.task("quote").state == "ready"


def test_the_next_task_of_the_queue_is_another_one(
    browser_of: BrowserOf, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    person = browser_of("second")
    task_id = room.tasks["quote"]
    form = {"version": room.task("quote").version, "reason": INTEREST}
    person.post(f"/tasks/{task_id}/recuse", form)

    room.take("costs", "second")
    sent = {
        "version": room.task("costs").version,
        "rating": "true",
        "rationale": "As the office says.",
    }
    answer = person.post(f"/tasks/{room.tasks['costs']}/submit", sent)

    assert answer.status_code == 303
    assert f"/tasks/{task_id}" not in answer.headers["Location"]
