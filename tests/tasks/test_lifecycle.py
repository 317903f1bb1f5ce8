"""The lifecycle, held against the table of the design, transcribed here by hand.

Nothing below is read from `TRANSITIONS`: a slip there must not hide itself here.
"""

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from factcheck.tasks.guards import Facts, Person
from factcheck.tasks.lifecycle import (
    STATES,
    VERBS,
    VerbRefused,
    as_page,
    check_verb,
    offers,
)
from factcheck.tasks.service import get_task
from tests.tasks.walking import Act, actors, acts, snapshot, task_in_state
from tests.web.newsroom import Newsroom

PEOPLE = {"author", "colleague", "editor"}
# (state, verb): (state afterwards, who may). `author` is a reviewer who holds the task or wrote
# its verdict, `colleague` a reviewer who did not. A retraction takes two people, so that the first
# leaves the task approved.
ALLOWED: dict[tuple[str, str], tuple[str, set[str]]] = {
    ("queued", "context_gathered"): ("ready", {"system"}),
    ("queued", "dismiss"): ("dismissed", PEOPLE),
    ("queued", "mark_duplicate"): ("duplicate", PEOPLE),
    ("ready", "dismiss"): ("dismissed", PEOPLE),
    ("ready", "mark_duplicate"): ("duplicate", PEOPLE),
    ("ready", "snooze"): ("snoozed", PEOPLE),
    ("ready", "take"): ("in_review", PEOPLE),
    ("snoozed", "wake"): ("ready", {"system", "author", "colleague"}),
    ("snoozed", "reopen"): ("ready", PEOPLE),
    ("in_review", "release"): ("ready", {"author"}),
    ("in_review", "lease_expired"): ("ready", {"system"}),
    ("in_review", "submit"): ("submitted", {"author"}),
    ("ready", "recuse"): ("ready", PEOPLE),
    ("in_review", "recuse"): ("ready", {"author"}),
    ("submitted", "recuse"): ("submitted", {"colleague", "editor"}),
    ("returned", "recuse"): ("returned", PEOPLE),
    ("submitted", "withdraw"): ("in_review", {"author"}),
    ("submitted", "request_changes"): ("returned", {"editor"}),
    ("submitted", "second_opinion"): ("ready", {"editor"}),
    ("submitted", "approve"): ("approved", {"editor"}),
    ("returned", "take"): ("in_review", {"author"}),
    ("approved", "correct"): ("in_review", PEOPLE),
    ("approved", "recheck_due"): ("ready", {"system"}),
    ("approved", "retract"): ("approved", {"editor"}),
    ("dismissed", "reopen"): ("ready", PEOPLE),
    ("duplicate", "reopen"): ("ready", PEOPLE),
}
ALL_STATES = [
    "queued",
    "ready",
    "snoozed",
    "in_review",
    "submitted",
    "returned",
    "approved",
    "dismissed",
    "duplicate",
    "retracted",
]
ALL_VERBS = [
    "context_gathered",
    "dismiss",
    "mark_duplicate",
    "snooze",
    "wake",
    "take",
    "release",
    "recuse",
    "lease_expired",
    "submit",
    "withdraw",
    "request_changes",
    "second_opinion",
    "approve",
    "correct",
    "recheck_due",
    "retract",
    "reopen",
]
ROLES = {
    "author": Person(1, frozenset({"reviewer"})),
    "colleague": Person(2, frozenset({"reviewer"})),
    "editor": Person(3, frozenset({"editor"})),
    "admin": Person(4, frozenset({"admin"})),
    "reader": Person(5, frozenset({"reader"})),
    "system": Person(None, frozenset({"system"})),
}
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def facts_in(state: str, **changes: object) -> Facts:
    """What the table is told of a task in this state whose author, or holder, is person 1."""
    judged = state in ("submitted", "returned", "approved", "retracted")
    facts = {
        "state": state,
        "holder_id": 1 if state == "in_review" else None,
        "author_id": 1 if judged else None,
        "author_ids": frozenset({1}) if judged else frozenset(),
        "returned_at": NOW if state == "returned" else None,
        "published": state in ("approved", "retracted"),
    }
    return Facts(**(facts | changes))  # type: ignore[arg-type]


def test_the_table_has_the_states_and_verbs_of_the_design() -> None:
    assert sorted(STATES) == sorted(ALL_STATES)
    assert sorted(VERBS) == sorted(ALL_VERBS)


@pytest.mark.parametrize("state", ALL_STATES)
@pytest.mark.parametrize("verb", ALL_VERBS)
def test_the_table_allows_what_the_design_says_and_nothing_else(state: str, verb: str) -> None:
    target, allowed = ALLOWED.get((state, verb), ("", set()))
    for role, person in ROLES.items():
        facts = facts_in(state)
        if role not in allowed:
            with pytest.raises(VerbRefused) as refused:
                check_verb(facts, verb, person, NOW)
            assert str(refused.value).endswith(".")
            continue
        transition = check_verb(facts, verb, person, NOW)
        if verb != "retract":
            assert transition.target == target


@pytest.mark.parametrize("state", ALL_STATES)
def test_buttons_are_offered_to_exactly_those_who_may(state: str) -> None:
    for role, person in ROLES.items():
        usable = {
            offer.transition.verb for offer in offers(facts_in(state), person, NOW) if offer.allowed
        }
        assert usable == {
            verb for (at, verb), (_, who) in ALLOWED.items() if at == state and role in who
        }


class UndoneAgain(Exception):
    """Ends a transaction whose outcome was looked at."""


def _outcomes(room: Newsroom, act: Act, task_id: int) -> dict[str, str]:
    """The state that each role's act leads to, or `refused`; nothing of it is kept."""
    outcomes = {}
    waiting = actors(room)
    while waiting:
        with contextlib.suppress(UndoneAgain), room.database.write() as session:
            for role in list(waiting):
                try:
                    act(session, waiting.pop(role), task_id)
                except VerbRefused:
                    assert not session.dirty
                    assert not session.new
                    outcomes[role] = "refused"
                    continue
                outcomes[role] = get_task(session, task_id).state
                raise UndoneAgain
    return outcomes


def test_every_verb_by_every_role_in_a_real_database(room: Newsroom) -> None:
    """What is allowed leads on; what is not is refused, and then a commit changes nothing."""
    expected, found = {}, {}
    for state in ALL_STATES:
        task_id, other = task_in_state(room, state)
        before = snapshot(room, task_id)
        assert before[0]["state"] == state
        for verb, act in acts(other).items():
            target, allowed = ALLOWED.get((state, verb), ("", set()))
            expected[state, verb] = {
                role: target if role in allowed else "refused" for role in actors(room)
            }
            found[state, verb] = _outcomes(room, act, task_id)
            assert snapshot(room, task_id) == before, (state, verb)
    assert found == expected


def test_only_the_holder_hands_in_or_hands_back() -> None:
    facts = facts_in("in_review", holder_id=1)
    for verb in ("submit", "release"):
        check_verb(facts, verb, Person(1, frozenset({"editor"})), NOW)
        with pytest.raises(VerbRefused, match="only the holder"):
            check_verb(facts, verb, Person(3, frozenset({"editor", "reviewer"})), NOW)


def test_only_the_latest_author_withdraws() -> None:
    facts = facts_in("submitted", author_id=2, author_ids=frozenset({1, 2}))
    check_verb(facts, "withdraw", ROLES["colleague"], NOW)
    with pytest.raises(VerbRefused, match="author"):
        check_verb(facts, "withdraw", ROLES["author"], NOW)


@pytest.mark.parametrize("verb", ["approve", "request_changes"])
def test_an_editor_who_wrote_any_version_does_not_decide(verb: str) -> None:
    editor = Person(3, frozenset({"editor", "reviewer", "admin"}))
    with pytest.raises(VerbRefused, match="another editor"):
        check_verb(facts_in("submitted", author_ids=frozenset({1, 3})), verb, editor, NOW)
    check_verb(facts_in("submitted"), verb, editor, NOW)


def test_the_author_comes_first_for_a_day() -> None:
    facts = facts_in("returned")
    for role in ("colleague", "editor"):
        with pytest.raises(VerbRefused, match="first day"):
            check_verb(facts, "take", ROLES[role], NOW + timedelta(hours=23, minutes=59))
        check_verb(facts, "take", ROLES[role], NOW + timedelta(days=1))
    check_verb(facts, "take", ROLES["author"], NOW)


def test_the_second_reader_is_another_person() -> None:
    facts = facts_in("ready", blind=True, author_id=1, author_ids=frozenset({1}))
    with pytest.raises(VerbRefused, match="somebody else"):
        check_verb(facts, "take", ROLES["author"], NOW)
    check_verb(facts, "take", ROLES["colleague"], NOW)


def test_a_retraction_takes_two_people_of_whom_the_first_is_an_editor() -> None:
    asked = facts_in("approved", retraction_by=3)
    with pytest.raises(VerbRefused, match="Only an editor"):
        check_verb(facts_in("approved"), "retract", ROLES["colleague"], NOW)
    with pytest.raises(VerbRefused, match="second person"):
        check_verb(asked, "retract", ROLES["editor"], NOW)
    assert check_verb(asked, "retract", ROLES["colleague"], NOW).target == "retracted"


@pytest.mark.parametrize("verb", ["dismiss", "mark_duplicate"])
def test_what_is_published_is_not_closed_in_silence(verb: str) -> None:
    with pytest.raises(VerbRefused, match="published"):
        check_verb(facts_in("ready", published=True), verb, ROLES["editor"], NOW)


def test_a_returned_task_is_open_to_all_after_a_day(room: Newsroom) -> None:
    task_id, other = task_in_state(room, "returned")
    take, people = acts(other)["take"], actors(room)
    returned = datetime.now(UTC)

    with (
        time_machine.travel(returned + timedelta(hours=23), tick=False),
        pytest.raises(VerbRefused),
        room.database.write() as session,
    ):
        take(session, people["colleague"], task_id)
    with (
        time_machine.travel(returned + timedelta(hours=25), tick=False),
        room.database.write() as session,
    ):
        take(session, people["colleague"], task_id)
        assert get_task(session, task_id).holder_id == people["colleague"].id


def test_the_page_in_the_docs_is_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "lifecycle.md"
    assert page.read_text(encoding="utf-8") == as_page()
