"""The lifecycle of a review task: one table, from which everything else is made.

Guards, buttons, API errors, events and the page in the docs all read `TRANSITIONS`. What is not in
it is refused and changes nothing. Pure: no database, no clock.
"""

from dataclasses import dataclass
from datetime import datetime

from factcheck.errors import Conflict
from factcheck.language import code_in_words, translated
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.tasks.guards import (
    EDITOR,
    REVIEWER,
    SYSTEM,
    Facts,
    Guard,
    Person,
    allowed,
    has_no_pending_verdict,
    is_author,
    is_holder,
    is_not_recused,
    is_unpublished,
    may_retract,
    may_take,
    may_take_returned,
    wrote_none,
)

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

ROLES = (REVIEWER, EDITOR, SYSTEM)


class VerbRefused(Conflict):
    """The lifecycle does not allow this verb, in this state, to this person. Nothing changed."""

    code = "verb_refused"


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
    guard: Guard = allowed
    undoable: bool = False


_PEOPLE = frozenset({REVIEWER, EDITOR})
_EDITOR = frozenset({EDITOR})
_SYSTEM = frozenset({SYSTEM})
_MACHINE = marked("system")
_BOTH = marked("reviewer, editor")


def _recusal(source: str, target: str, who: str, guard: Guard) -> Transition:
    """A person keeps out of a task, saying which interest they have in it."""
    return Transition(
        "recuse",
        (source,),
        target,
        _PEOPLE,
        who,
        marked("I have an interest"),
        needs=("reason",),
        guard=guard,
        undoable=True,
    )


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
        guard=is_unpublished,
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
        guard=is_unpublished,
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
        guard=may_take,
        undoable=True,
    ),
    _recusal("ready", "ready", _BOTH, allowed),
    Transition(
        "release",
        ("in_review",),
        "ready",
        _PEOPLE,
        marked("holder"),
        marked("Hand back"),
        guard=is_holder,
        undoable=True,
    ),
    _recusal("in_review", "ready", marked("holder"), is_holder),
    Transition("lease_expired", ("in_review",), "ready", _SYSTEM, _MACHINE, marked("Hold expired")),
    Transition(
        "submit",
        ("in_review",),
        "submitted",
        _PEOPLE,
        marked("holder"),
        marked("Submit"),
        needs=("rating", "rationale"),
        guard=is_holder,
        undoable=True,
    ),
    _recusal("returned", "returned", _BOTH, allowed),
    Transition(
        "withdraw",
        ("submitted",),
        "in_review",
        _PEOPLE,
        marked("the verdict's author"),
        marked("Withdraw"),
        guard=is_author,
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
        guard=wrote_none,
        undoable=True,
    ),
    Transition(
        "take",
        ("returned",),
        "in_review",
        _PEOPLE,
        marked("the author first, any reviewer after a day"),
        marked("Take"),
        guard=may_take_returned,
        undoable=True,
    ),
    _recusal(
        "submitted",
        "submitted",
        marked("reviewer, editor who wrote none of the verdict"),
        has_no_pending_verdict,
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
        guard=wrote_none,
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
        guard=may_retract,
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
    return is_not_recused(facts, person) or transition.guard(facts, person, now)


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
        Offer(transition, is_not_recused(facts, person) or transition.guard(facts, person, now))
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
