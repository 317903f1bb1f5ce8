"""The inbox: what waits for a person, by views that are addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.accounts.models import User
from factcheck.accounts.policy import Permission
from factcheck.articles.models import Article
from factcheck.audit.log import Actor
from factcheck.claims.models import Claim, Speaker
from factcheck.context.links import count_links
from factcheck.request import current_actor, current_database, current_settings, needs
from factcheck.tasks.lifecycle import Offer, offers
from factcheck.tasks.models import Task
from factcheck.tasks.queries import Cursor, TaskRow, count_matching, list_tasks
from factcheck.tasks.service import facts_of, person_of, take_task
from factcheck.web.forms import row_id
from factcheck.web.views import TABS, next_in_view, read_view

blueprint = Blueprint("inbox", __name__)

PAGE = 50
Kind = TypeVar("Kind", Article, Speaker, User)


@dataclass(frozen=True)
class Row:
    """A line of the inbox, with the names that it shows."""

    task: Task
    claim: Claim
    article: Article
    speaker: Speaker | None
    holder: User | None
    earlier: int
    offers: dict[str, Offer]


def rows_of(session: Session, actor: Actor, found: list[TaskRow]) -> list[Row]:
    """The tasks with their article, speaker and holder, in five queries however many they are."""
    now, person = clock.now(), person_of(actor)
    articles = _by_id(session, Article, {row.claim.article_id for row in found})
    speakers = _by_id(session, Speaker, {row.claim.speaker_id for row in found})
    earlier = count_links(session, [row.task.id for row in found if row.task.id is not None])
    holders = _by_id(session, User, {row.task.holder_id for row in found})
    return [
        Row(
            row.task,
            row.claim,
            articles[row.claim.article_id],
            speakers.get(row.claim.speaker_id or 0),
            holders.get(row.task.holder_id or 0),
            earlier.get(row.task.id or 0, 0),
            {
                offer.transition.verb: offer
                for offer in offers(facts_of(row.task), person, now)
                if offer.allowed
            },
        )
        for row in found
    ]


def _by_id(session: Session, kind: type[Kind], ids: set[int] | set[int | None]) -> dict[int, Kind]:
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    found = session.exec(select(kind).where(col(kind.id).in_(wanted)))
    return {row.id: row for row in found if row.id is not None}


def _cursor() -> Cursor | None:
    priority, _, task_id = request.args.get("after", "").partition("_")
    try:
        return Cursor(float(priority), row_id(task_id))
    except ValueError:
        return None


@blueprint.get("/inbox")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    """The tasks of a view, the most urgent first, fifty a page."""
    actor = current_actor()
    with current_database().read() as session:
        view = read_view(session, actor, request.args.get("q", ""))
        found: list[TaskRow] = []
        total = 0
        if view.where is not None:
            found = list_tasks(session, view.where, after=_cursor(), limit=PAGE + 1)
            total = count_matching(session, view.where)
        shown = found[:PAGE]
        more = shown[-1].task if len(found) > PAGE else None
        return render_template(
            "inbox/index.html",
            view=view,
            tabs=_tabs(session, actor),
            rows=rows_of(session, actor, shown),
            total=total,
            more=f"{more.priority!r}_{more.id}" if more else "",
            first_page=_cursor() is None,
            seen=clock.now().isoformat(),
        )


def _tabs(session: Session, actor: Actor) -> list[tuple[str, str, int]]:
    """Label, query and count of every tab; those without a task are left out but for the first."""
    counted = []
    for tab in TABS:
        where = read_view(session, actor, tab.query).where
        assert where is not None
        count = count_matching(session, where)
        if count or tab is TABS[0]:
            counted.append((tab.label, tab.query, count))
    return counted


@blueprint.post("/inbox/start")
@needs(Permission.WORK_TASKS)
def start() -> ResponseReturnValue:
    """Take the first free task of a view; each verdict then leads to the next."""
    query = request.form.get("view", "")
    with current_database().write() as session:
        following = next_in_view(session, current_actor(), query)
        if following is None:
            flash("Nothing in this view is free to be taken.", "warn")
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
    """How many tasks have come into a view since a time: a line to press, or nothing (204)."""
    actor = current_actor()
    try:
        since = datetime.fromisoformat(request.args.get("since", ""))
    except ValueError:
        return "", 204
    if since.tzinfo is None:
        return "", 204
    with current_database().read() as session:
        view = read_view(session, actor, request.args.get("q", ""))
        if view.where is None:
            return "", 204
        newest = list_tasks(session, view.where, limit=PAGE)
        count = sum(1 for row in newest if row.task.updated_at > since)
        if not count:
            return "", 204
        return render_template("inbox/_news.html", view=view, count=count)
