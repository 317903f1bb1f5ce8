"""A view as a person works through it: what comes first, what comes next, how much is left."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from factcheck import clock
from factcheck.audit.log import Actor
from factcheck.language import translated
from factcheck.tasks.lifecycle import refusal
from factcheck.tasks.marks import pinned_ids, skipped_ids
from factcheck.tasks.models import Task
from factcheck.tasks.places import Place, place_of
from factcheck.tasks.queries import TaskRow, count_matching, list_tasks
from factcheck.tasks.saved_views import views_of
from factcheck.tasks.service import facts_of, person_of
from factcheck.web.views import TABS, View, read_view

# How far ahead of a task just done the next one is looked for.
LOOK_AHEAD = 20
MOST_PINNED = 20


def next_in_view(
    session: Session, actor: Actor, query: str, *, done: int | None = None
) -> Task | None:
    """The first task of the view, other than the one just done, that this person may take."""
    view = read_view(session, actor, query)
    if view.where is None:
        return None
    now, person = clock.now(), person_of(actor)
    for row in queue_of(session, actor, view, limit=LOOK_AHEAD):
        if row.task.id != done and not refusal(facts_of(row.task), "take", person, now):
            return row.task
    return None


def count_left(session: Session, actor: Actor, query: str) -> int | None:
    """How many tasks a view still holds; None where counting would keep somebody waiting.

    Words are looked for in every claim.
    """
    where = read_view(session, actor, query).where
    if where is None or where.words:
        return None
    return count_matching(session, where)


@dataclass(frozen=True)
class Standing:
    """A task's place in the view that one came from; a view that nobody named has no name."""

    place: Place
    name: str


def standing_in(session: Session, actor: Actor, task: Task, query: str) -> Standing | None:
    """Where a task stands in a view, in the view's own order: what is pinned or was passed over
    is not moved. None where it is not of the view, or where counting would keep somebody waiting.
    """
    view = read_view(session, actor, query)
    if view.where is None or view.where.words:
        return None
    place = place_of(session, task, view.where, order=view.order)
    return Standing(place, _name_of(session, actor, view)) if place else None


def _name_of(session: Session, actor: Actor, view: View) -> str:
    for tab in TABS:
        if tab.query == view.query:
            return translated(tab.label)
    saved = (one.name for one in views_of(session, actor.id) if one.query == view.query)
    return next(saved, "")


def queue_of(
    session: Session, actor: Actor, view: View, *, limit: int, few: bool = False
) -> list[TaskRow]:
    """The beginning of a view as this person works through it; `few` as for `list_tasks`.

    What is pinned for them comes first, what they passed over last.
    """
    assert view.where is not None
    skipped = set(skipped_ids(session, actor.id))
    pinned = pinned_ids(session, actor.id)
    marked = skipped.union(pinned)
    found = list_tasks(session, view.where, limit=limit + len(marked), order=view.order, few=few)
    passed_over = [row for row in found if row.task.id in skipped]
    rows = [row for row in found if row.task.id not in marked]
    first = _pinned_in(session, actor, view) if pinned else []
    return [*first, *rows, *passed_over][:limit]


def _pinned_in(session: Session, actor: Actor, view: View) -> list[TaskRow]:
    assert view.where is not None
    if actor.id is None or view.where.pinned_for is not None:
        return []
    pinned = replace(view.where, pinned_for=actor.id)
    return list_tasks(session, pinned, limit=MOST_PINNED, order=view.order)
