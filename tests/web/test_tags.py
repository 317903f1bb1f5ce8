"""Tags: on a task, on many, in the filter, and taken back."""

import re

import pytest

from factcheck.errors import InvalidInput
from factcheck.tasks.tags import MOST, tag_name, tag_task, tags_of
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import QUOTE, Newsroom
from tests.web.test_bulk import pick


def tags(room: Newsroom, name: str) -> list[str]:
    with room.database.read() as session:
        return tags_of(session, room.tasks[name])


def test_a_tag_is_small_letters_and_hyphens() -> None:
    assert tag_name("  #Budget 2025! ") == "budget-2025"
    assert tag_name("Été") == "été"
    for words in ("", "#!", "x" * 41):
        with pytest.raises(InvalidInput):
            tag_name(words)


@on_both
def test_a_tag_is_put_on_found_left_out_and_taken_back(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    here = f"/tasks/{room.tasks['quote']}"

    reviewer.post(f"{here}/tags", {"tag": "Budget", "on": "yes"}, page=here)

    page = reviewer.get(here).text
    assert "Tagged #budget" in page
    assert 'href="/inbox?q=tag:budget"' in page or "tag%3Abudget" in page
    inbox = reviewer.get("/inbox", query_string={"q": "tag:budget"}).text
    assert QUOTE in inbox
    assert "310,000" not in inbox
    assert "#budget" in inbox
    without = reviewer.get("/inbox", query_string={"q": "state:ready -tag:budget"}).text
    assert QUOTE not in without
    assert "310,000" in without
    both = reviewer.get("/inbox", query_string={"q": "tag:budget tag:other"}).text
    assert "0 of 6 tasks match" in both
    reviewer.post(f"{here}/tags", {"tag": "budget", "on": "no"}, page=here)
    assert tags(room, "quote") == []


@on_both
def test_many_are_tagged_at_once_and_one_undo_leaves_earlier_tags_alone(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    with room.database.write() as session:
        actor, task_id = room.actor("second"), room.tasks["quote"]
        tag_task(session, actor=actor, task_id=task_id, tag="coast", on=True)
    chosen = {"pick": pick(room, "quote", "costs", "city"), "view": "state:ready"}
    asked = reviewer.post("/inbox/choose", {**chosen, "verb": "tag"}, page="/inbox").text
    assert "With which tag?" in asked
    assert '<option value="coast">' in asked

    reviewer.post("/inbox/bulk/tag", {**chosen, "tag": "Coast"}, page="/inbox")

    assert [tags(room, name) for name in ("quote", "costs", "city")] == [["coast"]] * 3
    inbox = reviewer.get("/inbox").text
    assert "2 tagged" in inbox
    (undo,) = re.findall(r'action="(/inbox/bulk/\d+/undo)"', inbox)
    reviewer.post(undo, page="/inbox")
    assert [tags(room, name) for name in ("quote", "costs", "city")] == [["coast"], [], []]


def test_a_form_without_a_tag_is_shown_again(full_newsroom: Newsroom, reviewer: Browser) -> None:
    chosen = {"pick": pick(full_newsroom, "quote"), "tag": "!!"}

    answer = reviewer.post("/inbox/bulk/tag", chosen, page="/inbox")

    assert answer.status_code == 422
    assert "Give a word." in answer.text


def test_a_task_has_so_many_tags_at_most(full_newsroom: Newsroom) -> None:
    room = full_newsroom
    with room.database.write() as session:
        for number in range(MOST + 1):
            one = {"actor": room.actor("reviewer"), "task_id": room.tasks["quote"], "on": True}
            if number == MOST:
                with pytest.raises(InvalidInput, match="at most"):
                    tag_task(session, tag=f"t{number}", **one)
            else:
                assert tag_task(session, tag=f"t{number}", **one)
