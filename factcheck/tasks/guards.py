"""Who may do what to a task, as far as it depends on the person: the guards of the lifecycle. Pure.

A guard answers with the reason for its refusal, a sentence, or an empty string.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from factcheck.language import gettext as _

REVIEWER, EDITOR, SYSTEM = "reviewer", "editor", "system"

# How long a returned task waits for its author before any reviewer may take it.
AUTHOR_FIRST = timedelta(days=1)


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
    recused_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Person:
    """What a guard may know of who acts; `id` is None for the system."""

    id: int | None
    roles: frozenset[str]


Guard = Callable[[Facts, Person, datetime], str]


def allowed(_facts: Facts, _person: Person, _now: datetime) -> str:
    return ""


def is_holder(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.holder_id == person.id:
        return ""
    return _("Somebody else holds this task; only the holder may do this.")


def is_author(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.author_id == person.id:
        return ""
    return _("Only the author of the verdict may withdraw it.")


def wrote_none(facts: Facts, person: Person, _now: datetime) -> str:
    if person.id not in facts.author_ids:
        return ""
    return _("You wrote this verdict; another editor must decide on it.")


def is_unpublished(facts: Facts, _person: Person, _now: datetime) -> str:
    if not facts.published:
        return ""
    return _("A check of this claim is published; it can only be corrected or retracted.")


def may_take(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.blind and person.id in facts.author_ids:
        return _("You wrote the first verdict; the second opinion must come from somebody else.")
    return ""


def may_take_returned(facts: Facts, person: Person, now: datetime) -> str:
    if facts.author_id == person.id or facts.author_id in facts.recused_ids:
        return ""
    if facts.returned_at is not None and now >= facts.returned_at + AUTHOR_FIRST:
        return ""
    return _("This was returned to its author, who has the first day to take it.")


def may_retract(facts: Facts, person: Person, _now: datetime) -> str:
    if facts.retraction_by is None:
        if EDITOR in person.roles:
            return ""
        return _("Only an editor may ask for a retraction.")
    if facts.retraction_by != person.id:
        return ""
    return _("You asked for this retraction; a second person must confirm it.")


def has_no_pending_verdict(facts: Facts, person: Person, _now: datetime) -> str:
    if person.id not in facts.author_ids:
        return ""
    return _("Your verdict waits for approval. Withdraw it first, then declare your interest.")


def is_not_recused(facts: Facts, person: Person) -> str:
    """Whoever has declared an interest in a task keeps out of all that is done with it."""
    if person.id is None or person.id not in facts.recused_ids:
        return ""
    return _("You said that you have an interest in this; others decide on it.")
