"""The lifecycle of a review task: one table, from which everything else is made.

Guards, buttons, API errors, events and the page in the docs all read `TRANSITIONS`. What is not in
it is refused and changes nothing. Pure: no database, no clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from factcheck.errors import Conflict
from factcheck.language import code_in_words, translated
from factcheck.language import gettext as _
from factcheck.messages import marked

STATES = (
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
)
QUESTIONS = ("said", "true", "happened")
CLOSED_STATES = ("approved", "dismissed", "duplicate", "retracted")
OPEN_STATES = tuple(state for state in STATES if state not in CLOSED_STATES)

REVIEWER, EDITOR, SYSTEM = "reviewer", "editor", "system"
ROLES = (REVIEWER, EDITOR, SYSTEM)

# How long a returned task waits for its author before any reviewer may take it.
AUTHOR_FIRST = timedelta(days=1)


class VerbRefused(Conflict):
    """The lifecycle does not allow this verb, in this state, to this person. Nothing changed."""

    code = "verb_refused"


@dataclass(frozen=True)
class Facts:
    """What a guard may know of a task."""

    state: str
    holder_id: int | None = None
    author_id: int | None = None
    author_ids: frozenset[int] = frozenset()
    returned_at: datetime | None = None
    retraction_by: int | None = None
    blind: bool = False
    published: bool = False


@dataclass(frozen=True)
class Person:
    """What a guard may know of who acts; `id` is None for the system."""

    id: int | None
    roles: frozenset[str]


# A guard answers with the reason for its refusal, or an empty string.
Guard = Callable[[Facts, Person, datetime], str]


def _allowed(_facts: Facts, _person: Person, _now: datetime) -> str:
    return ""


def _is_holder(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.holder_id == person.id:
        return ""
    return _("Somebody else holds this task; only the holder may do this.")


def _is_author(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.author_id == person.id:
        return ""
    return _("Only the author of the verdict may withdraw it.")


def _wrote_none(facts: Facts, person: Person, _now: datetime) -> str:
    if person.id not in facts.author_ids:
        return ""
    return _("You wrote this verdict; another editor must decide on it.")


def _unpublished(facts: Facts, _person: Person, _now: datetime) -> str:
    if not facts.published:
        return ""
    return _("A check of this claim is published; it can only be corrected or retracted.")


def _may_take(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.blind and person.id in facts.author_ids:
        return _("You wrote the first verdict; the second opinion must come from somebody else.")
    return ""


def _may_take_returned(facts: Facts, person: Person, now: datetime) -> str:
    if facts.author_id == person.id:
        return ""
    if facts.returned_at is not None and now >= facts.returned_at + AUTHOR_FIRST:
        return ""
    return _("This was returned to its author, who has the first day to take it.")


def _may_retract(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.retraction_by is None:
        if EDITOR in person.roles:
            return ""
        return _("Only an editor may ask for a retraction.")
    if facts.retraction_by != person.id:
        return ""
    return _("You asked for this retraction; a second person must confirm it.")


@dataclass(frozen=True)
class Transition:
    """One row of the table: from `sources`, by `verb`, for any of `roles`, to `target`.

    `needs` names the inputs without which the verb is not accepted; `guard` looks at who acts;
    `who` and `label` are its words in the docs and on the button; `undoable` says whether the
    person who did it may take it back until somebody else has acted: every act of a person but
    approval, with which the check has left the house.
    """

    verb: str
    sources: tuple[str, ...]
    target: str
    roles: frozenset[str]
    who: str
    label: str
    needs: tuple[str, ...] = ()
    guard: Guard = _allowed
    undoable: bool = False


_PEOPLE = frozenset({REVIEWER, EDITOR})
_EDITOR = frozenset({EDITOR})
_SYSTEM = frozenset({SYSTEM})
_MACHINE = marked("system")
_BOTH = marked("reviewer, editor")

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "context_gathered", ("queued",), "ready", _SYSTEM, _MACHINE, marked("Context gathered")
    ),
    Transition(
        "dismiss",
        ("queued", "ready"),
        "dismissed",
        _PEOPLE,
        _BOTH,
        marked("Dismiss"),
        needs=("reason",),
        guard=_unpublished,
        undoable=True,
    ),
    Transition(
        "mark_duplicate",
        ("queued", "ready"),
        "duplicate",
        _PEOPLE,
        _BOTH,
        marked("Duplicate"),
        needs=("of",),
        guard=_unpublished,
        undoable=True,
    ),
    Transition(
        "snooze",
        ("ready",),
        "snoozed",
        _PEOPLE,
        _BOTH,
        marked("Snooze"),
        needs=("until",),
        undoable=True,
    ),
    Transition(
        "wake",
        ("snoozed",),
        "ready",
        frozenset({SYSTEM, REVIEWER}),
        marked("system, reviewer"),
        marked("Wake"),
        undoable=True,
    ),
    Transition(
        "take",
        ("ready",),
        "in_review",
        _PEOPLE,
        marked("reviewer, editor; for a second opinion, not the first author"),
        marked("Take"),
        guard=_may_take,
        undoable=True,
    ),
    Transition(
        "release",
        ("in_review",),
        "ready",
        _PEOPLE,
        marked("holder"),
        marked("Hand back"),
        guard=_is_holder,
        undoable=True,
    ),
    Transition("lease_expired", ("in_review",), "ready", _SYSTEM, _MACHINE, marked("Hold expired")),
    Transition(
        "submit",
        ("in_review",),
        "submitted",
        _PEOPLE,
        marked("holder"),
        marked("Submit"),
        needs=("rating", "rationale"),
        guard=_is_holder,
        undoable=True,
    ),
    Transition(
        "withdraw",
        ("submitted",),
        "in_review",
        _PEOPLE,
        marked("the verdict's author"),
        marked("Withdraw"),
        guard=_is_author,
        undoable=True,
    ),
    Transition(
        "request_changes",
        ("submitted",),
        "returned",
        _EDITOR,
        marked("an editor who is not the author"),
        marked("Request changes"),
        needs=("field", "reason"),
        guard=_wrote_none,
        undoable=True,
    ),
    Transition(
        "take",
        ("returned",),
        "in_review",
        _PEOPLE,
        marked("the author first, any reviewer after a day"),
        marked("Take"),
        guard=_may_take_returned,
        undoable=True,
    ),
    Transition(
        "second_opinion",
        ("submitted",),
        "ready",
        _EDITOR,
        marked("editor"),
        marked("Second opinion"),
        undoable=True,
    ),
    Transition(
        "approve",
        ("submitted",),
        "approved",
        _EDITOR,
        marked("an editor who wrote none of the verdict"),
        marked("Approve"),
        guard=_wrote_none,
    ),
    Transition(
        "correct",
        ("approved",),
        "in_review",
        _PEOPLE,
        _BOTH,
        marked("Correct"),
        needs=("reason",),
        undoable=True,
    ),
    Transition("recheck_due", ("approved",), "ready", _SYSTEM, _MACHINE, marked("Due again")),
    Transition(
        "retract",
        ("approved",),
        "retracted",
        _PEOPLE,
        marked("an editor, confirmed by a second person"),
        marked("Retract"),
        needs=("reason",),
        guard=_may_retract,
        undoable=True,
    ),
    Transition(
        "reopen",
        ("dismissed", "duplicate", "snoozed"),
        "ready",
        _PEOPLE,
        _BOTH,
        marked("Reopen"),
        undoable=True,
    ),
)

VERBS = tuple(dict.fromkeys(transition.verb for transition in TRANSITIONS))
PERSONS_VERBS = tuple(dict.fromkeys(t.verb for t in TRANSITIONS if t.roles & {REVIEWER, EDITOR}))


def find_transition(state: str, verb: str) -> Transition | None:
    """The row for a state and a verb, or None where the table has none."""
    return next((t for t in TRANSITIONS if t.verb == verb and state in t.sources), None)


def refusal(facts: Facts, verb: str, person: Person, now: datetime) -> str:
    """Why the verb is refused, as a sentence; an empty string when it is allowed."""
    transition = find_transition(facts.state, verb)
    if transition is None:
        return _(
            "A task that is %(state)s cannot be given “%(verb)s”.",
            state=code_in_words(facts.state, "state"),
            verb=code_in_words(verb, "verb"),
        )
    if not transition.roles & person.roles:
        return _(
            "“%(verb)s” is for %(who)s.",
            verb=code_in_words(verb, "verb"),
            who=translated(transition.who),
        )
    return transition.guard(facts, person, now)


def check_verb(facts: Facts, verb: str, person: Person, now: datetime) -> Transition:
    """The row that allows the verb. Raises `VerbRefused` with the reason otherwise."""
    reason = refusal(facts, verb, person, now)
    transition = find_transition(facts.state, verb)
    if reason or transition is None:
        raise VerbRefused(reason)
    return transition


@dataclass(frozen=True)
class Offer:
    """A button: a verb that the state knows, and the reason when this person may not use it."""

    transition: Transition
    reason: str

    @property
    def allowed(self) -> bool:
        return not self.reason


def offers(facts: Facts, person: Person, now: datetime) -> list[Offer]:
    """Every verb of this state that somebody with the person's roles could have, in table order."""
    return [
        Offer(transition, transition.guard(facts, person, now))
        for transition in TRANSITIONS
        if facts.state in transition.sources and transition.roles & person.roles
    ]


def in_words(name: str) -> str:
    """A state's or verb's name as people read it."""
    return name.replace("_", " ")


def as_markdown() -> str:
    """The table for the docs."""
    lines = ["| from | verb | who | to |", "|---|---|---|---|"]
    for row in TRANSITIONS:
        needs = f" ({', '.join(row.needs)})" if row.needs else ""
        lines.append(f"| {', '.join(row.sources)} | {row.verb}{needs} | {row.who} | {row.target} |")
    return "\n".join(lines) + "\n"


def as_page() -> str:
    """`docs/lifecycle.md`, whole; a test compares them."""
    return f"{_INTRODUCTION}\n{as_markdown()}"


_INTRODUCTION = """\
# The lifecycle of a review task

This page is generated from `factcheck/tasks/lifecycle.py`, the one place where it is decided who
may do what. After a change there, write it anew; a test compares the two:

    python -m factcheck.tasks.lifecycle > docs/lifecycle.md

What is not in the table is refused and changes nothing. Every act of a person but approval can be
taken back by that person (`undo`) until somebody else has acted on the task.
"""

if __name__ == "__main__":
    print(as_page(), end="")
