"""A newsroom with a check of each fate: standing, corrected twice, retracted, of a quote."""

import json
from typing import Any

from factcheck.context.outreach import note_asked
from factcheck.publishing.entries import each_native
from factcheck.publishing.exports.forms import FORMS, Publisher
from factcheck.publishing.narrowing import CheckedFilter
from tests.tasks.walking import actors, acts, task_in_state
from tests.web.newsroom import Newsroom

BASE = "https://desk.example"
PUBLISHER = Publisher(BASE, "The Desk")
RAW = Publisher(BASE, "The Desk", raw=True)
# What breaks tables: a formula, marks, separators, lines, another script.
AWKWARD = '=1+1, said "she";\nthen\r\n“zwei” — 三 🙂'
CORRECTION = (("correct", "colleague"), ("submit", "colleague"), ("approve", "editor"))
RETRACTION = (("retract", "editor"), ("retract", "author"))


def publish_one_of_each(room: Newsroom) -> None:
    with room.database.write() as session:
        note_asked(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["quote"],
            asked="The minister's office",
            answer="No comment.",
        )
    room.publish("quote", rationale=AWKWARD)
    room.publish("costs", rating="false")
    act(room, *task_in_state(room, "approved"), *CORRECTION, *CORRECTION)
    act(room, *task_in_state(room, "approved"), *RETRACTION)


def act(room: Newsroom, task_id: int, other: int, *steps: tuple[str, str]) -> None:
    for verb, who in steps:
        with room.database.write() as session:
            acts(other)[verb](session, actors(room)[who], task_id)


def exported(
    room: Newsroom,
    form: str,
    where: CheckedFilter = CheckedFilter(),  # noqa: B008 - frozen
    publisher: Publisher = PUBLISHER,
) -> bytes:
    # Two a batch, so that there are several.
    checks = each_native(room.database, where, batch=2)
    return b"".join(FORMS[form].chunks(checks, publisher))


def lines(room: Newsroom, form: str, **where: Any) -> list[dict[str, Any]]:
    text = exported(room, form, CheckedFilter(**where)).decode()
    return [json.loads(line) for line in text.splitlines()]
