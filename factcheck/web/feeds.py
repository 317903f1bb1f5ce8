"""Feeds: the list with what each brings, looking at one before it is followed, trying a text."""

from collections import Counter
from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.policy import Permission
from factcheck.articles.feeds.fetching import Preview
from factcheck.articles.feeds.queries import (
    FeedRow,
    list_feeds,
    list_items,
    read_feed_row,
    trouble_of,
)
from factcheck.articles.feeds.service import (
    add_feed,
    get_feed,
    look_at_feed,
    pause_feed,
    poll_feed_now,
    remove_feed,
    resume_feed,
)
from factcheck.articles.models import ITEM_STATES, Feed
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.language import number_in_words
from factcheck.messages import marked
from factcheck.net.policy import policy_for
from factcheck.request import (
    current_actor,
    current_database,
    current_settings,
    needs,
)
from factcheck.web.forms import date_of, number_in_query, text_of, typed
from factcheck.web.trial import try_extraction

blueprint = Blueprint("feeds", __name__, url_prefix="/sources/feeds")

PAGE = 50
# What became of an item, as people read it.
FATES = {
    "waiting": marked("waiting its turn"),
    "taking": marked("being taken"),
    "taken": "taken",
    "withheld": marked("withheld by its publisher"),
    "canceled": marked("withdrawn by its publisher"),
    "expired": "expired",
    "old": marked("too old"),
    "refused": marked("closed by robots.txt"),
    "failed": "failed",
}
assert set(FATES) == set(ITEM_STATES)
_SPARK_HEIGHT = 24
_SPARK_STEP = 8


@blueprint.get("")
@needs(Permission.READ_DESK)
def index() -> ResponseReturnValue:
    return _page({})


@blueprint.post("/preview")
@needs(Permission.ADD_MATERIAL)
def preview() -> ResponseReturnValue:
    """Show a feed's first items. The person waits: only this shows whether it is the right one."""
    try:
        date_of("since")
        found = look_at_feed(text_of("url"), policy=policy_for(current_settings()))
    except InvalidInput as error:
        return _page(typed(), fields=error.fields), 422
    return _page(typed(), preview=found)


@blueprint.post("")
@needs(Permission.ADD_MATERIAL)
def add() -> ResponseReturnValue:
    """Follow a feed. It is read once more, so that nobody can follow what nobody could read."""
    try:
        since: date | None = date_of("since")
        found = look_at_feed(text_of("url"), policy=policy_for(current_settings()))
        with current_database().write() as session:
            feed, new = add_feed(
                session, actor=current_actor(), url=text_of("url"), preview=found, since=since
            )
    except InvalidInput as error:
        return _page(typed(), fields=error.fields), 422
    if new:
        flash(_("“%(name)s” is followed from now on.", name=feed.title or feed.url), "good")
    else:
        flash(_("This feed is followed already."), "warn")
    return redirect(url_for("feeds.show", feed_id=feed.id), 303)


@blueprint.post("/try")
@needs(Permission.ADD_MATERIAL)
def attempt() -> ResponseReturnValue:
    """What would be found in a text or page; nothing is kept."""
    try:
        trial = try_extraction(
            text_of("text"), text_of("try_url"), policy=policy_for(current_settings())
        )
    except InvalidInput as error:
        return _page(typed(), fields=error.fields), 422
    return render_template("feeds/tried.html", trial=trial)


@blueprint.get("/<int:feed_id>")
@needs(Permission.READ_DESK)
def show(feed_id: int) -> ResponseReturnValue:
    """One feed with its items, the newest first."""
    with current_database().read() as session:
        row = read_feed_row(session, get_feed(session, feed_id))
        items = list_items(session, feed_id, before=number_in_query("before"), limit=PAGE + 1)
    return render_template(
        "feeds/show.html",
        row=row,
        items=items[:PAGE],
        next_before=items[PAGE - 1].id if len(items) > PAGE else None,
        fates=FATES,
    )


@blueprint.post("/<int:feed_id>/pause")
@needs(Permission.ADD_MATERIAL)
def pause(feed_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        feed = pause_feed(session, actor=current_actor(), feed_id=feed_id)
    return _back(_("“%(name)s” is paused.", name=feed.title or feed.url))


@blueprint.post("/<int:feed_id>/resume")
@needs(Permission.ADD_MATERIAL)
def resume(feed_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        feed = resume_feed(session, actor=current_actor(), feed_id=feed_id)
    return _back(_("“%(name)s” is asked again.", name=feed.title or feed.url))


@blueprint.post("/<int:feed_id>/poll")
@needs(Permission.ADD_MATERIAL)
def poll(feed_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        feed = poll_feed_now(session, actor=current_actor(), feed_id=feed_id)
    return _back(_("A worker asks “%(name)s” now.", name=feed.title or feed.url))


@blueprint.get("/<int:feed_id>/remove")
@needs(Permission.ADD_MATERIAL)
def confirm_removal(feed_id: int) -> ResponseReturnValue:
    with current_database().read() as session:
        row = read_feed_row(session, get_feed(session, feed_id))
    return render_template("feeds/remove.html", row=row)


@blueprint.post("/<int:feed_id>/remove")
@needs(Permission.ADD_MATERIAL)
def remove(feed_id: int) -> ResponseReturnValue:
    with current_database().write() as session:
        remove_feed(session, actor=current_actor(), feed_id=feed_id)
    return _back(_("The feed is removed; its articles stay."))


def _back(said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("feeds.index"), 303)


def _page(
    values: dict[str, str],
    *,
    fields: dict[str, str] | None = None,
    preview: Preview | None = None,
) -> str:
    with current_database().read() as session:
        rows = list_feeds(session, after=number_in_query("after"), limit=PAGE + 1)
    shown = rows[:PAGE]
    return render_template(
        "feeds/index.html",
        rows=shown,
        next_after=shown[-1].feed.id if len(rows) > PAGE else None,
        states=Counter(row.feed.state for row in shown),
        values=values,
        fields=fields or {},
        preview=preview,
    )


@blueprint.app_template_filter("feed_trouble")
def feed_trouble(feed: Feed) -> str:
    """Why a feed gave nothing the last time, beginning with a capital; empty if it did."""
    trouble = trouble_of(feed)
    return trouble[:1].upper() + trouble[1:]


@blueprint.app_template_filter("spark_bars")
def spark_bars(row: FeedRow) -> list[tuple[int, int, int]]:
    """x, y and height of a bar a day, scaled to the fullest day."""
    most = max(count for _day, count in row.days) or 1
    heights = [round(_SPARK_HEIGHT * count / most) or bool(count) for _day, count in row.days]
    return [
        (place * _SPARK_STEP, _SPARK_HEIGHT - height, int(height))
        for place, height in enumerate(heights)
    ]


@blueprint.app_template_filter("spark_words")
def spark_words(row: FeedRow) -> str:
    """The bars' message."""
    return _(
        "%(average)s a day on average, %(today)s today",
        average=number_in_words(row.per_day, "0.0"),
        today=row.days[-1][1],
    )
