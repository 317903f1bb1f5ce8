"""`factcheck feed`: feeds that the desk follows."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from rich.progress import track
from sqlmodel import Session, select

from factcheck.articles.feeds.entries import Entry
from factcheck.articles.feeds.fetching import Preview
from factcheck.articles.feeds.polling import Stored, ask, store_poll
from factcheck.articles.feeds.queries import FeedRow, list_feeds, trouble_of
from factcheck.articles.feeds.service import (
    add_feed,
    get_feed,
    look_at_feed,
    pause_feed,
    remove_feed,
    resume_feed,
)
from factcheck.articles.models import Feed
from factcheck.cli.common import (
    COMMAND_LINE,
    STDERR,
    data_option,
    dry_run_option,
    json_option,
    open_desk,
    print_json,
    print_table,
)
from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.net.policy import policy_for

LISTED = 1_000


@click.group("feed")
def feed_group() -> None:
    """Feeds: RSS, Atom, sitemaps, ninjs. Their items become articles by themselves."""


@feed_group.command("add")
@click.argument("url")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave out items that say they are older than this day.",
)
@click.option("--yes", is_flag=True, help="Do not ask whether these are the right items.")
@dry_run_option
@json_option
@data_option
def feed_add(
    url: str, since: datetime | None, yes: bool, dry_run: bool, as_json: bool, data: Path | None
) -> None:
    """Look at a feed's first items, then follow it."""
    desk = open_desk(data)
    preview = look_at_feed(url, policy=policy_for(desk.settings))
    shown = [_entry_json(entry) for entry in preview.entries]
    if dry_run and as_json:
        print_json({"url": url, "items": preview.total, "first": shown})
    if not as_json:
        _print_preview(preview)
    if dry_run:
        return
    if not as_json and not yes and sys.stdin.isatty():
        click.confirm("Follow this feed?", default=True, abort=True)
    with desk.database.write() as session:
        feed, new = add_feed(
            session,
            actor=COMMAND_LINE,
            url=url,
            preview=preview,
            since=since.date() if since else None,
        )
    if as_json:
        print_json(_feed_json(feed) | {"new": new, "items": preview.total, "first": shown})
    elif new:
        click.echo(f"Feed {feed.id} is followed; workers take its items from now on.")
    else:
        click.echo(f"This feed is followed already, as feed {feed.id}.")


def _print_preview(preview: Preview) -> None:
    rows = [
        (
            _day(entry.published),
            entry.title or entry.url,
            "whole text" if entry.text else "to be fetched",
        )
        for entry in preview.entries
    ]
    title = f"{preview.title} ({preview.kind}): {len(rows)} of {preview.total} items"
    print_table(title, ("published", "item", "text"), rows)


@feed_group.command("list")
@json_option
@data_option
def feed_list(as_json: bool, data: Path | None) -> None:
    """Show every feed: when it was asked, what it brought, what is wrong."""
    with open_desk(data).database.read() as session:
        rows = list_feeds(session, limit=LISTED)
    if as_json:
        for row in rows:
            print_json(_feed_json(row.feed) | {"items": row.counts})
        return
    columns = ("id", "feed", "kind", "last", "next", "items", "a day", "state")
    print_table("Feeds", columns, [_line(row) for row in rows])


def _line(row: FeedRow) -> tuple[str, ...]:
    feed = row.feed
    upcoming = _moment(feed.next_poll) if feed.state == "active" else "–"
    state = trouble_of(feed) or ("ok" if feed.state == "active" else feed.state)
    return (
        str(feed.id),
        feed.title or feed.url,
        feed.kind,
        _moment(feed.last_poll),
        upcoming,
        str(row.items),
        f"{row.per_day:.1f}",
        state,
    )


@feed_group.command("poll")
@click.argument("feed_ids", nargs=-1, type=int, metavar="[ID…]")
@json_option
@data_option
def feed_poll(feed_ids: tuple[int, ...], as_json: bool, data: Path | None) -> None:
    """Ask feeds now, in this process: those named, or all that are not paused.

    Exit status 1 when one of them could not be read.
    """
    desk = open_desk(data)
    with desk.database.read() as session:
        feeds = [get_feed(session, one) for one in feed_ids] or _active(session)
    quiet = as_json or len(feeds) < 2 or not sys.stderr.isatty()
    done: list[tuple[Feed, Stored]] = []
    for feed in track(feeds, "Feeds", disable=quiet, transient=True, console=STDERR):
        stored = _poll(desk, feed.id or 0)
        done.append((feed, stored))
        if as_json:
            result = {"new": stored.new, "changed": stored.changed, "failure": stored.failure}
            print_json({"id": feed.id, "url": feed.url} | result)
    if not as_json:
        rows = [
            (str(feed.id), feed.title or feed.url, str(one.new), str(one.changed), one.failure)
            for feed, one in done
        ]
        print_table("Polled", ("id", "feed", "new", "changed", "failure"), rows)
    if any(stored.failure for _, stored in done):
        raise click.exceptions.Exit(1)


def _active(session: Session) -> list[Feed]:
    return list(session.exec(select(Feed).where(Feed.state == "active")))


def _poll(desk: Desk, feed_id: int) -> Stored:
    poll = ask(desk.database, feed_id, policy=policy_for(desk.settings))
    interval = timedelta(minutes=desk.settings.feed_minutes)
    with desk.database.write() as session:
        return store_poll(
            session, actor=COMMAND_LINE, feed_id=feed_id, poll=poll, interval=interval
        )


@feed_group.command("pause")
@click.argument("feed_id", type=int, metavar="ID")
@data_option
def feed_pause(feed_id: int, data: Path | None) -> None:
    """Ask a feed no more until it is resumed."""
    with open_desk(data).database.write() as session:
        feed = pause_feed(session, actor=COMMAND_LINE, feed_id=feed_id)
    click.echo(f"Feed {feed_id} is {feed.state}.")


@feed_group.command("resume")
@click.argument("feed_id", type=int, metavar="ID")
@data_option
def feed_resume(feed_id: int, data: Path | None) -> None:
    """Ask a paused or stopped feed again."""
    with open_desk(data).database.write() as session:
        resume_feed(session, actor=COMMAND_LINE, feed_id=feed_id)
    click.echo(f"Feed {feed_id} is active.")


@feed_group.command("remove")
@click.argument("feed", metavar="ID|URL")
@data_option
def feed_remove(feed: str, data: Path | None) -> None:
    """Forget a feed and its items; the articles that came from it stay."""
    with open_desk(data).database.write() as session:
        feed_id = int(feed) if feed.isdecimal() else _by_url(session, feed)
        remove_feed(session, actor=COMMAND_LINE, feed_id=feed_id)
    click.echo(f"Feed {feed_id} is removed; its articles stay.")


def _by_url(session: Session, url: str) -> int:
    feed = session.exec(select(Feed).where(Feed.url == url)).first()
    if feed is None or feed.id is None:
        raise NotFound(f"No feed is followed at {url}. See: factcheck feed list")
    return feed.id


def _feed_json(feed: Feed) -> dict[str, Any]:
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "kind": feed.kind,
        "state": feed.state,
        "last_poll": feed.last_poll,
        "next_poll": feed.next_poll if feed.state == "active" else None,
        "failures": feed.failures,
        "trouble": trouble_of(feed),
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "url": entry.url,
        "published": entry.published,
        "whole_text": bool(entry.text),
    }


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "–"


def _moment(moment: datetime | None) -> str:
    """A time as the reader's clock has it; with its day when that is another one."""
    if moment is None:
        return "never"
    here = moment.astimezone()
    today: date = datetime.now(UTC).astimezone().date()
    return f"{here:%H:%M}" if here.date() == today else f"{here:%Y-%m-%d %H:%M}"
