"""`/api/v1/feeds`: what is asked for articles again and again."""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import Response, url_for
from sqlmodel import Session

from factcheck.accounts.policy import Permission, Scope
from factcheck.api.conventions import (
    Answer,
    answer_once,
    decode_cursor,
    encode_cursor,
    page,
    row_id,
)
from factcheck.api.guard import scoped
from factcheck.api.schemas import FeedIn, FeedItemQuery, FeedPreviewIn, ListQuery
from factcheck.articles.feeds.entries import Entry
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
from factcheck.articles.models import Feed, FeedItem
from factcheck.audit.log import Actor
from factcheck.net.policy import policy_for
from factcheck.request import current_actor, current_database, current_settings

ChangeFeed = Callable[..., Feed]
VERBS: dict[str, tuple[ChangeFeed, str]] = {
    "poll": (poll_feed_now, "Have a feed polled now"),
    "pause": (pause_feed, "Ask a feed no more until it is resumed"),
    "resume": (resume_feed, "Ask a paused or stopped feed again"),
}


def feed_json(feed: Feed) -> dict[str, Any]:
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "kind": feed.kind,
        "state": feed.state,
        "since": feed.since.isoformat() if feed.since else None,
        "last_poll": feed.last_poll.isoformat() if feed.last_poll else None,
        "next_poll": feed.next_poll.isoformat() if feed.state == "active" else None,
        "failures": feed.failures,
        "trouble": trouble_of(feed),
        "created_at": feed.created_at.isoformat(),
    }


def row_json(row: FeedRow) -> dict[str, Any]:
    """A feed with its items by state, and new ones by day."""
    days = {day.isoformat(): count for day, count in row.days}
    return feed_json(row.feed) | {"items": row.counts, "days": days}


def item_json(item: FeedItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "key": item.key,
        "url": item.url,
        "title": item.title,
        "published": item.published.isoformat() if item.published else None,
        "state": item.state,
        "failure": item.failure,
        "article": item.article_id,
        "seen_at": item.seen_at.isoformat(),
    }


def preview_json(preview: Preview) -> dict[str, Any]:
    return {
        "kind": preview.kind,
        "title": preview.title,
        "total": preview.total,
        "first": [_entry_json(entry) for entry in preview.entries],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "summary": entry.summary,
        "published": entry.published.isoformat() if entry.published else None,
        "whole_text": bool(entry.text),
    }


def _look_at(url: str) -> Preview:
    return look_at_feed(url, policy=policy_for(current_settings()))


def add_routes(blueprint: APIBlueprint) -> None:
    @blueprint.post("/feeds/preview")
    @scoped(Scope.TASKS_WRITE, Permission.ADD_MATERIAL)
    @blueprint.input(FeedPreviewIn)
    @blueprint.doc(summary="Look at a feed's first five items; nothing is kept", security="token")
    def preview_one_feed(json_data: FeedPreviewIn) -> Response:
        return Answer(preview_json(_look_at(json_data.url))).to_response()

    @blueprint.post("/feeds")
    @scoped(Scope.TASKS_WRITE, Permission.ADD_MATERIAL)
    @blueprint.input(FeedIn)
    @blueprint.doc(
        summary="Follow a feed; it is read before it is kept, and polled at once", security="token"
    )
    def post_feed(json_data: FeedIn) -> Response:
        preview = _look_at(json_data.url)

        def work(session: Session) -> Answer:
            feed, new = add_feed(
                session,
                actor=current_actor(),
                url=json_data.url,
                preview=preview,
                since=json_data.since,
            )
            body = feed_json(feed) | {"new": new, "preview": preview_json(preview)}
            location = url_for("api.get_one_feed", feed_id=feed.id)
            return Answer(body, 201 if new else 200, location=location)

        return answer_once(work)

    @blueprint.get("/feeds")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(ListQuery, location="query")
    @blueprint.doc(summary="Feeds, in the order in which they were added", security="token")
    def get_feeds(query_data: ListQuery) -> Response:
        after = decode_cursor(query_data.cursor, row_id)[0] if query_data.cursor else None
        with current_database().read() as session:
            rows = list_feeds(session, after=after, limit=query_data.limit + 1)
        shown = rows[: query_data.limit]
        more = len(rows) > len(shown)
        items = [row_json(row) for row in shown]
        return page(items, encode_cursor(shown[-1].feed.id) if more else None)

    @blueprint.get("/feeds/<int:feed_id>")
    @scoped(Scope.TASKS_READ)
    @blueprint.doc(summary="A feed with what it brought", security="token")
    def get_one_feed(feed_id: int) -> Response:
        with current_database().read() as session:
            row = read_feed_row(session, get_feed(session, feed_id))
        return Answer(row_json(row)).to_response()

    @blueprint.get("/feeds/<int:feed_id>/items")
    @scoped(Scope.TASKS_READ)
    @blueprint.input(FeedItemQuery, location="query")
    @blueprint.doc(summary="A feed's items, the newest first", security="token")
    def get_feed_items(feed_id: int, query_data: FeedItemQuery) -> Response:
        before = decode_cursor(query_data.cursor, row_id)[0] if query_data.cursor else None
        with current_database().read() as session:
            get_feed(session, feed_id)
            items = list_items(
                session, feed_id, state=query_data.state, before=before, limit=query_data.limit + 1
            )
        shown = items[: query_data.limit]
        more = len(items) > len(shown)
        return page(
            [item_json(one) for one in shown], encode_cursor(shown[-1].id) if more else None
        )

    @blueprint.delete("/feeds/<int:feed_id>")
    @scoped(Scope.TASKS_WRITE, Permission.ADD_MATERIAL)
    @blueprint.doc(summary="Forget a feed and its items; its articles stay", security="token")
    def delete_feed(feed_id: int) -> Response:
        with current_database().write() as session:
            remove_feed(session, actor=current_actor(), feed_id=feed_id)
        return Answer({"id": feed_id, "removed": True}).to_response()

    for verb, (change, summary) in VERBS.items():
        _add_verb(blueprint, verb, change, summary)


def _add_verb(blueprint: APIBlueprint, verb: str, change: ChangeFeed, summary: str) -> None:
    @blueprint.post(f"/feeds/<int:feed_id>/{verb}", endpoint=f"{verb}_feed")
    @scoped(Scope.TASKS_WRITE, Permission.ADD_MATERIAL)
    @blueprint.doc(summary=summary, security="token")
    def change_feed(feed_id: int) -> Response:
        actor: Actor = current_actor()

        def work(session: Session) -> Answer:
            feed = change(session, actor=actor, feed_id=feed_id)
            return Answer(feed_json(feed), 202 if verb == "poll" else 200)

        return answer_once(work)
