"""A hundred collisions in random order: every word that was typed is still somewhere to be read."""

import random
from collections.abc import Iterable
from contextlib import suppress

from sqlmodel import select

from factcheck.errors import FactcheckError
from factcheck.tasks.models import Note
from factcheck.tasks.service import release_task, take_task
from factcheck.verdicts.models import Draft, Verdict
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

SEED = 20261124
ROUNDS = 100


class Window:
    """A page of one person with the words in its form; it knows what it began with."""

    def __init__(self, browser: Browser, who: str, name: str) -> None:
        self.browser, self.who, self.name = browser, who, name
        self.version = 0
        self.text = ""

    def form(self) -> dict[str, object]:
        return {
            "version": self.version,
            "rating": "altered",
            "rationale": self.text,
            "window": self.name,
            "seen": "",
        }


def kept_words(room: Newsroom) -> str:
    """All that the desk has of what was typed."""
    with room.database.read() as session:
        found: Iterable[str] = [
            *session.exec(select(Verdict.rationale)),
            *session.exec(select(Note.text)),
            *session.exec(select(Draft.rationale)),
            *(text for aside in session.exec(select(Draft.aside)) for text in aside.values()),
        ]
        return "\n".join(found)


def hold(room: Newsroom, who: str) -> None:
    """Whoever has the task hands it back, if they can, and the other takes it."""
    task = room.task("quote")
    with room.database.write() as session:
        if task.holder_id:
            holder = next(n for n, one in room.people.items() if one.id == task.holder_id)
            release_task(session, actor=room.actor(holder), task_id=task.id or 0, version=None)
        take_task(
            session, actor=room.actor(who), task_id=task.id or 0, version=None, lease_minutes=15
        )


def test_a_hundred_collisions_lose_no_word(
    full_newsroom: Newsroom, browser_of: BrowserOf, editor: Browser
) -> None:
    room, dice = full_newsroom, random.Random(SEED)
    path = f"/tasks/{room.tasks['quote']}"
    people = {who: browser_of(who) for who in ("reviewer", "second")}
    windows = [Window(people[who], who, f"{who}-{at}") for who in people for at in ("a", "b")]
    answers = {303: 0, 409: 0}

    for number in range(ROUNDS):
        window, act = dice.choice(windows), dice.choice(("draft", "submit", "submit", "note"))
        if dice.random() < 0.3:
            with suppress(FactcheckError):  # it lies with an editor, or with its author
                hold(room, dice.choice(tuple(people)))
        if dice.random() < 0.5:
            window.version = room.task("quote").version
        window.text = f"Round {number}: {window.name} found {dice.randrange(10**9)} in the source."
        target = {"draft": "draft", "note": "draft/note", "submit": "submit"}[act]
        answer = window.browser.post(f"{path}/{target}", window.form())
        answers[answer.status_code] += 1
        if answer.status_code == 409:
            assert window.text in answer.text
        # What a person types over in the same window is theirs to replace; other words are not.
        kept = kept_words(room)
        assert [one.text for one in windows if one.text not in kept] == [], number
        if room.task("quote").state == "submitted" and dice.random() < 0.7:
            editor.post(
                f"/approvals/{room.tasks['quote']}/request_changes",
                {"version": room.task("quote").version, "field": "wording", "reason": "Again."},
            )

    assert answers[409] > ROUNDS / 10
    assert answers[303] > ROUNDS / 10


def test_a_stale_form_shows_both_texts_and_a_merge_box_with_ones_own(
    full_newsroom: Newsroom, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    seen = room.task("quote").version
    room.submit("quote", "second", rationale="Theirs, word by word.")
    reviewer = browser_of("reviewer")
    form: dict[str, object] = {
        "version": seen,
        "rating": "altered",
        "rationale": "Mine, word by word.",
        "window": "here",
    }

    page = reviewer.post(f"/tasks/{room.tasks['quote']}/submit", form).text

    assert '<p class="serif pre">Mine, word by word.</p>' in page
    assert '<p class="serif pre">Theirs, word by word.</p>' in page
    assert 'data-key="m">\nMine, word by word.</textarea>' in page
    assert "[removed: </span>Theirs" in page

    answer = reviewer.post(f"/tasks/{room.tasks['quote']}/draft/note", form)

    assert answer.location.endswith("#notes")
    assert "Mine, word by word." in kept_words(room)
    with room.database.read() as session:
        assert session.exec(select(Draft)).all() == []
