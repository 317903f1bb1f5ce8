"""The inbox: what waits for a person, by views that are addresses."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from factcheck import clock
from factcheck.accounts.policy import Permission
from factcheck.audit.log import Actor
from factcheck.language import gettext as _
from factcheck.request import current_actor, current_database, current_settings, needs
from factcheck.tasks.marks import pinned_ids, skipped_ids
from factcheck.tasks.models import Task
from factcheck.tasks.notes import flagged_among
from factcheck.tasks.presence import Present, present_at
from factcheck.tasks.queries import (
    COUNT_CAP,
    ORDERS,
    Cursor,
    TaskFilter,
    TaskRow,
    count_each,
    count_matching,
    list_tasks,
)
from factcheck.tasks.saved_views import remove_view, save_view, views_of
from factcheck.tasks.service import take_task
from factcheck.tasks.tags import tags_among
from factcheck.web.chrome import say_done
from factcheck.web.forms import row_id, text_of
from factcheck.web.inbox_rows import rows_of
from factcheck.web.live import polled
from factcheck.web.shift import count_gathering, shift_of
from factcheck.web.task_page import read_task_page
from factcheck.web.views import (
    DEFAULT,
    TABS,
    View,
    inbox_address,
    parts_of,
    read_view,
)
from factcheck.web.working_through import next_in_view, queue_of

blueprint = Blueprint("inbox", __name__)

PAGE = 50


def _place(view: View) -> Cursor | None:
    """Where the page before ended, as the address says; a place of another order is none."""
    value, _line, task_id = request.args.get("after", "").rpartition("_")
    try:
        return Cursor(ORDERS[view.order].read(value), row_id(task_id))
    except ValueError:
        return None


def _address_of(view: View, task: Task) -> str:
    place = ORDERS[view.order].place_of(task)
    value = place.value.isoformat() if hasattr(place.value, "isoformat") else repr(place.value)
    return f"{value}_{place.task_id}"


def _page(session: Session, actor: Actor, view: View, *, few: bool) -> tuple[list[TaskRow], str]:
    """A page of a view, and where it ended if there is more.

    The first page begins with what is pinned for the person; what they passed over stands at the
    end of a list that fits on it, and in its place on the pages of a longer one.
    """
    assert view.where is not None
    place = _place(view)
    if place is None:
        found = queue_of(session, actor, view, limit=PAGE + 1, few=few)
    else:
        found = list_tasks(
            session, view.where, after=place, limit=PAGE + 1, order=view.order, few=few
        )
    shown = found[:PAGE]
    marked = {*pinned_ids(session, actor.id), *skipped_ids(session, actor.id)}
    unmarked = [row.task for row in shown if place or row.task.id not in marked]
    more = len(found) > PAGE and bool(unmarked)
    return shown, _address_of(view, unmarked[-1]) if more else ""


@blueprint.get("/inbox")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    """The tasks of a view, fifty a page, in the view's order."""
    actor = current_actor()
    with current_database().read() as session:
        view = read_view(session, actor, _asked())
        rows: list[TaskRow] = []
        more, total = "", 0
        if view.where is not None:
            total = count_matching(session, view.where)
            rows, more = _page(session, actor, view, few=total < COUNT_CAP)
        ids = [row.task.id or 0 for row in rows]
        return render_template(
            "inbox/index.html",
            view=view,
            tabs=_tabs(session, actor),
            saved=views_of(session, actor.id),
            me=actor.id,
            rows=rows_of(session, actor, rows),
            marks=_marks(session, actor, ids),
            total=total,
            more=more,
            first_page="after" not in request.args,
            seen=clock.now().isoformat(),
            orders=ORDERS,
            chosen=request.args.get("all") == "yes",
            shift=shift_of(session, actor, view, few=total < COUNT_CAP),
            gathering=count_gathering(session) if not rows else 0,
            parts=_ways_out(session, actor, view) if not rows else [],
            others=_count_of_states(session, view) if not rows else 0,
        )


def _ways_out(session: Session, actor: Actor, view: View) -> list[tuple[str, str, int]]:
    """Each condition of a view without rows, the view that is left without it, and its tasks."""
    parts = parts_of(view.query)
    left = [read_view(session, actor, without).where for _word, without in parts]
    if None in left:
        return []
    counts = count_each(session, [where for where in left if where is not None])
    return [(word, without, count) for (word, without), count in zip(parts, counts, strict=True)]


def _count_of_states(session: Session, view: View) -> int:
    """How many tasks there are in the states that a view is about."""
    return count_matching(session, TaskFilter(states=view.where.states)) if view.where else 0


def _asked() -> str:
    """The view's line; an order chosen from the list takes the place of the line's own."""
    query, order = request.args.get("q", ""), request.args.get("sort", "")
    if order not in ORDERS:
        return query
    kept = [word for word in (query or DEFAULT).split() if not word.startswith("sort:")]
    return " ".join(kept if order == "priority" else [*kept, f"sort:{order}"])


@dataclass(frozen=True)
class Marks:
    """What stands beside rows: whose eyes are on them, flags, pins, passed over, tags."""

    present: dict[int, list[Present]]
    flagged: set[int]
    pinned: set[int]
    skipped: set[int]
    tags: dict[int, list[str]]


def _marks(session: Session, actor: Actor, ids: list[int]) -> Marks:
    return Marks(
        present_at(session, ids, but=actor.id),
        flagged_among(session, ids),
        set(pinned_ids(session, actor.id)),
        set(skipped_ids(session, actor.id)),
        tags_among(session, ids),
    )


def _tabs(session: Session, actor: Actor) -> list[tuple[str, str, int]]:
    """Label, query and count of every tab; those without a task are left out but for the first."""
    filters = [read_view(session, actor, tab.query).where for tab in TABS]
    counts = count_each(session, [where for where in filters if where is not None])
    return [
        (tab.label, tab.query, count)
        for tab, count in zip(TABS, counts, strict=True)
        if count or tab is TABS[0]
    ]


@blueprint.post("/inbox/views")
@needs(Permission.WORK_TASKS)
def save() -> ResponseReturnValue:
    """Keep the view under a name."""
    query = text_of("view")
    with current_database().write() as session:
        view = save_view(
            session,
            actor=current_actor(),
            name=text_of("name"),
            query=query,
            shared=text_of("shared") == "yes",
        )
        say_done(_("Saved as “%(name)s”", name=view.name))
    return redirect(inbox_address(query), 303)


@blueprint.post("/inbox/views/<int:view_id>/remove")
@needs(Permission.WORK_TASKS)
def remove(view_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        remove_view(session, actor=current_actor(), view_id=view_id)
    say_done(_("The view is gone; its tasks are where they were"))
    return redirect(inbox_address(text_of("view")), 303)


@blueprint.get("/inbox/preview/<int:task_id>")
@needs(Permission.READ_DESK)
def preview(task_id: int) -> ResponseReturnValue:
    """What a row is about, beside the list."""
    with current_database().read() as session:
        page = read_task_page(session, current_actor(), task_id)
        return render_template("inbox/_preview.html", page=page, view=request.args.get("view", ""))


@blueprint.post("/inbox/start")
@needs(Permission.WORK_TASKS)
def start() -> ResponseReturnValue:
    """Take the first free task of a view; each verdict then leads to the next."""
    query = request.form.get("view", "")
    with current_database().write() as session:
        following = next_in_view(session, current_actor(), query)
        if following is None:
            flash(_("Nothing in this view is free to be taken."), "warn")
            return redirect(url_for("inbox.index", q=query), 303)
        take_task(
            session,
            actor=current_actor(),
            task_id=following.id or 0,
            version=following.version,
            lease_minutes=current_settings().lease_minutes,
        )
    return redirect(url_for("tasks.show", task_id=following.id, view=query), 303)


@blueprint.get("/inbox/news")
@needs(Permission.READ_DESK)
def news() -> ResponseReturnValue:
    """What is new about a list on a screen: a line to press, and whose eyes are on its rows.

    Asked every few seconds; while nothing changed it costs a 304 without a body.
    """
    actor = current_actor()
    ids = [int(one) for one in request.args.get("ids", "").split(",") if one.isdecimal()][:PAGE]
    with current_database().read() as session:
        view = read_view(session, actor, request.args.get("q", ""))
        body = render_template(
            "inbox/_news.html",
            view=view,
            count=_count_since(session, view, request.args.get("since", "")),
            ids=ids,
            present=present_at(session, ids, but=actor.id),
        )
    return polled(body)


def _count_since(session: Session, view: View, moment: str) -> int:
    """How many tasks came into a view, or came back to it, since a time; capped like all counts."""
    try:
        since = datetime.fromisoformat(moment)
    except ValueError:
        return 0
    if view.where is None or since.tzinfo is None:
        return 0
    return count_matching(session, replace(view.where, updated_after=since))
