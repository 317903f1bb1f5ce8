"""From a verdict to the next task: in one answer for a script, and with few statements."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from factcheck.db import Database
from factcheck.verdicts.drafts import get_draft
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import RATIONALE, Newsroom
from tests.web.test_tasks import verdict_form, verdicts

IN_PLACE = {"HX-Request": "true", "HX-Boosted": "true"}
# Beginnings and ends of transactions are not looked at: only SQLite's are statements.
# One of them counts where the task stands in the view that one came from.
MOST_OF_A_PAGE = 27
MOST_OF_A_VERDICT = 59


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that a database is asked."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@on_both
def test_a_script_is_given_the_next_task_with_the_answer_to_the_verdict(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    path = f"/tasks/{room.tasks['quote']}"

    answer = reviewer.post(f"{path}/submit", verdict_form(room, "quote"), headers=IN_PLACE)

    assert answer.status_code == 200
    address = answer.headers["HX-Push-Url"]
    assert re.match(r"/tasks/\d+\?view=", address)
    assert not address.startswith(f"{path}?")
    assert re.search(r"Submitted: [^.]+\. \d+ left in this view", answer.text)
    assert f'action="{path}/undo"' in answer.text
    assert "yours until" in answer.text
    # What a form of the page sends on to is the page, not the form that was answered.
    assert f'name="next" value="{address}"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(verdicts(room, "quote")) == 1
    again = reviewer.get(address).text
    assert "Submitted: " not in again


def test_without_a_script_it_is_sent_on(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("quote")

    answer = reviewer.post(f"/tasks/{room.tasks['quote']}/submit", verdict_form(room, "quote"))

    assert answer.status_code == 303
    following = reviewer.get(answer.location).text
    assert "Submitted: " in following
    assert "Submitted: " not in reviewer.get(answer.location).text


@on_both
def test_a_refused_verdict_leaves_its_words_as_the_draft_and_nothing_else(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    sent = verdict_form(room, "quote", version=1, rationale="Not to be lost.")

    answer = reviewer.post(f"/tasks/{room.tasks['quote']}/submit", sent, headers=IN_PLACE)

    assert answer.status_code == 409
    assert "Not to be lost." in answer.text
    assert verdicts(room, "quote") == []
    with room.database.read() as session:
        kept = get_draft(session, actor=room.actor("reviewer"), task_id=room.tasks["quote"])
    assert kept is not None
    assert kept.rationale == "Not to be lost."


@on_both
def test_words_of_another_window_outlive_the_verdict(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("quote")
    path = f"/tasks/{room.tasks['quote']}"
    other = {"rationale": "Typed in another window.", "window": "other", "seen": ""}
    reviewer.post(f"{path}/draft", other)

    sent = verdict_form(room, "quote", rationale=RATIONALE, window="mine", seen="older")
    reviewer.post(f"{path}/submit", sent)

    with room.database.read() as session:
        kept = get_draft(session, actor=room.actor("reviewer"), task_id=room.tasks["quote"])
    assert kept is not None
    assert kept.rationale == "Typed in another window."


def test_the_task_page_asks_the_database_little(full_newsroom: Newsroom, reviewer: Browser) -> None:
    room = full_newsroom
    room.take("costs")
    path = f"/tasks/{room.tasks['costs']}?view=state:ready"
    reviewer.get(path)

    with counted(room.database) as asked:
        reviewer.get(path)

    assert len(asked) <= MOST_OF_A_PAGE, "\n".join(asked)
    assert len(asked) == len(set(asked)), "asked twice"


def test_a_verdict_and_the_next_task_ask_the_database_little(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.take("costs")
    path = f"/tasks/{room.tasks['costs']}"
    sent = verdict_form(room, "costs", rating="true", csrf_token=reviewer.token(path))

    with counted(room.database) as asked:
        answer = reviewer.client.post(f"{path}/submit", data=sent, headers=IN_PLACE)

    assert answer.status_code == 200
    assert len(asked) <= MOST_OF_A_VERDICT, "\n".join(asked)
