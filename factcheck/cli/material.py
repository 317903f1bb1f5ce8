"""`factcheck ingest` and `factcheck source add`: articles and source documents in."""

import mimetypes
import os
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import click
from rich.progress import track

from factcheck.archive.service import Copy, keep_copy, keep_file
from factcheck.archive.store import archive_for
from factcheck.articles.feeds.reading import read_feed_in_child
from factcheck.articles.reading import read_article_in_child
from factcheck.articles.reading_result import ReadArticle
from factcheck.articles.service import add_article, add_article_by_address
from factcheck.cli.common import (
    COMMAND_LINE,
    STDERR,
    data_option,
    dry_run_option,
    json_option,
    open_desk,
    print_json,
    print_table,
    writing,
)
from factcheck.context.documents import Document
from factcheck.context.library import add_source
from factcheck.context.reading import fetch_document, read_document_in_child
from factcheck.db import Database
from factcheck.desk import Desk
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.net.policy import policy_for

R = TypeVar("R")

# A summary of more than these lists what failed only.
LISTED = 40
FEED_FILES = (".rss", ".atom", ".xml", ".json")


# A file is held in memory while it is read, a JSON feed several times over.
MOST_FILE_BYTES = 50_000_000


@dataclass(frozen=True)
class Outcome:
    """What became of one thing that was given: `new`, `known`, `fetching` or `failed`."""

    given: str
    result: str
    number: int | None
    detail: str


def is_address(given: str) -> bool:
    return urlsplit(given).scheme in ("http", "https")


def files_in(given: Sequence[str]) -> Iterator[str]:
    """The addresses and files, with folders opened (hidden files left out), in order."""
    for one in given:
        path = Path(one)
        if not is_address(one) and path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file())
            yield from (str(file) for file in found if not file.name.startswith("."))
        else:
            yield one


def read_file(given: str) -> bytes:
    """The file's bytes. Raises `InvalidInput`, saying why, when it cannot be read."""
    try:
        with Path(given).open("rb") as file:
            data = file.read(MOST_FILE_BYTES + 1)
    except OSError as error:
        raise InvalidInput(f"{given} cannot be read: {error.strerror}.") from error
    if len(data) > MOST_FILE_BYTES:
        raise InvalidInput(
            f"{given} is larger than {MOST_FILE_BYTES // 1_000_000} MB and was not read. Split it "
            "and give its parts."
        )
    return data


def _run_all(
    given: Sequence[str],
    read: Callable[[str], R],
    store: Callable[[str, R], Outcome],
    *,
    as_json: bool,
    title: str,
    dry_run: bool,
) -> None:
    """Take each, one failing without stopping the others; exit status 1 if any failed.

    They are stored in their order, and read in several processes meanwhile.
    """
    if dry_run:
        title = f"{title} (dry run: nothing was stored)"
    outcomes: list[Outcome] = []
    everything = list(files_in(given))
    if not everything:
        raise InvalidInput("There is no file in there. Name files, or folders that hold some.")
    quiet = as_json or len(everything) < 2 or not sys.stderr.isatty()
    bar = track(
        _read_ahead(everything, read),
        title,
        total=len(everything),
        disable=quiet,
        transient=True,
        console=STDERR,
    )
    for one, reading in bar:
        try:
            outcome = store(one, reading.result())
        except FactcheckError as error:
            outcome = Outcome(one, "failed", None, str(error))
        if dry_run and outcome.result != "known":
            outcome = replace(outcome, number=None)  # what was given for it is taken back
        outcomes.append(outcome)
        if as_json:
            print_json(
                {
                    "given": outcome.given,
                    "result": outcome.result,
                    "id": outcome.number,
                    "detail": outcome.detail,
                }
            )
    if not as_json:
        _print_summary(outcomes, title)
    if any(outcome.result == "failed" for outcome in outcomes):
        raise click.exceptions.Exit(1)


def _read_ahead(
    everything: Sequence[str], read: Callable[[str], R]
) -> Iterator[tuple[str, Future[R]]]:
    """Each with its reading, in order; no more are ahead than a few, as each is held in memory."""
    at_once = os.cpu_count() or 1
    with ThreadPoolExecutor(at_once) as pool:
        waiting: deque[tuple[str, Future[R]]] = deque()
        for one in everything:
            waiting.append((one, pool.submit(read, one)))
            if len(waiting) > at_once:
                yield waiting.popleft()
        yield from waiting


def _print_summary(outcomes: Sequence[Outcome], title: str) -> None:
    """Everything of a few; of many what failed, and how many came out how."""
    shown = outcomes
    if len(outcomes) > LISTED:
        shown = [outcome for outcome in outcomes if outcome.result == "failed"]
    rows = [(o.given, o.result, str(o.number or ""), o.detail) for o in shown]
    if rows:
        print_table(title, ("given", "result", "id", "detail"), rows)
    if len(outcomes) > 1:
        counts = Counter(outcome.result for outcome in outcomes)
        click.echo(", ".join(f"{count} {result}" for result, count in counts.items()) + ".")


@click.command("ingest")
@click.argument("given", nargs=-1, required=True, metavar="PATH|URL…")
@click.option("--title", default="", help="The article's title; else its first line.")
@click.option("--outlet", default="", help="Who published it.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="When it was published.")
@dry_run_option
@json_option
@data_option
def ingest_command(
    given: tuple[str, ...],
    title: str,
    outlet: str,
    published: datetime | None,
    dry_run: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """Take articles in: text or HTML files, folders of them, web addresses.

    A file that is a feed (RSS, Atom, ninjs) gives its items.
    """
    database = open_desk(data).database

    def read(one: str) -> ReadArticle | None:
        if is_address(one) or Path(one).suffix.lower() in FEED_FILES:
            return None
        return read_article_in_child(
            read_file(one), content_type=mimetypes.guess_type(one)[0], url=None
        )

    def store(one: str, read: ReadArticle | None) -> Outcome:
        if is_address(one):
            with writing(database, dry_run=dry_run) as session:
                taken = add_article_by_address(session, actor=COMMAND_LINE, url=one)
                known = "known" if not taken.new else "fetching"
                return Outcome(one, known, taken.article.id, taken.article.title)
        if read is None:
            return _take_feed_file(database, one, outlet, dry_run)
        day = published.date() if published else None
        found = read.published.date() if isinstance(read.published, datetime) else read.published
        with writing(database, dry_run=dry_run) as session:
            taken = add_article(
                session,
                actor=COMMAND_LINE,
                text=read.text,
                title=title or read.title,
                outlet=outlet or read.site_name or "",
                published=day or found,
                links=read.links,
            )
            result = "new" if taken.new else "known"
            return Outcome(one, result, taken.article.id, taken.article.title)

    _run_all(given, read, store, as_json=as_json, title="Articles", dry_run=dry_run)


def _take_feed_file(database: Database, one: str, outlet: str, dry_run: bool) -> Outcome:
    """The items of a file with their own texts; those with an address only are fetched."""
    kind = mimetypes.guess_type(one)[0]
    feed = read_feed_in_child(read_file(one), content_type=kind, url="")
    results: Counter[str] = Counter()
    for entry in feed.entries:
        if entry.status != "usable" or not (entry.text or entry.url):
            results["left out"] += 1
            continue
        with writing(database, dry_run=dry_run) as session:
            if entry.text:
                taken = add_article(
                    session,
                    actor=COMMAND_LINE,
                    text=entry.text,
                    title=entry.title,
                    url=entry.url or None,
                    outlet=outlet or entry.outlet,
                    language=entry.language or "en",
                    published=entry.published.date() if entry.published else None,
                )
            else:
                taken = add_article_by_address(session, actor=COMMAND_LINE, url=entry.url)
        results["new" if taken.new else "known"] += 1
    detail = ", ".join(f"{count} {result}" for result, count in results.items())
    return Outcome(one, "new" if results["new"] else "known", None, f"items: {detail or 'none'}")


@click.group("source")
def source_group() -> None:
    """The source library: documents that quotes and claims are held against."""


@source_group.command("add")
@click.argument("given", nargs=-1, required=True, metavar="PATH|URL…")
@click.option("--title", default="", help="The document's title; else its own.")
@dry_run_option
@json_option
@data_option
def source_add(
    given: tuple[str, ...], title: str, dry_run: bool, as_json: bool, data: Path | None
) -> None:
    """Add documents: text, HTML, PDF and subtitle files, folders of them, web addresses."""
    desk = open_desk(data)

    def read(one: str) -> _ReadSource:
        return _read_source(desk, one, dry_run)

    def store(one: str, read: _ReadSource) -> Outcome:
        with writing(desk.database, dry_run=dry_run) as session:
            row, new = add_source(
                session,
                actor=COMMAND_LINE,
                document=read.document,
                data=read.data,
                url=read.url,
                filename=read.filename,
                title=title,
                copy=read.copy,
            )
            detail = f"{row.title} ({len(read.document.passages)} passages)"
            return Outcome(one, "new" if new else "known", row.id, detail)

    _run_all(given, read, store, as_json=as_json, title="Sources", dry_run=dry_run)


@dataclass(frozen=True)
class _ReadSource:
    """A document as it was read, with its bytes and, unless it is a dry run, its copy."""

    document: Document
    data: bytes
    url: str
    filename: str
    copy: Copy | None


def _read_source(desk: Desk, one: str, dry_run: bool) -> _ReadSource:
    archive = None if dry_run else archive_for(desk.settings)
    if is_address(one):
        fetched = fetch_document(one, policy=policy_for(desk.settings))
        page = fetched.page
        copy = keep_copy(page, url=one, archive=archive) if archive else None
        return _ReadSource(fetched.document, page.body, page.final_url, "", copy)
    data, filename = read_file(one), Path(one).name
    document = read_document_in_child(
        data, filename=filename, content_type=mimetypes.guess_type(one)[0] or ""
    )
    copy = keep_file(data, media_type=document.media_type, archive=archive) if archive else None
    return _ReadSource(document, data, "", filename, copy)
