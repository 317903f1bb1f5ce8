"""`factcheck import claimreview`: other publishers' checks in."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from factcheck.claims.importing.finding import (
    Found,
    find_in_bytes,
    find_in_lines,
    looks_like_lines,
)
from factcheck.claims.importing.reading import Review, read_review
from factcheck.claims.importing.service import NEW, import_checks
from factcheck.cli.common import (
    COMMAND_LINE,
    data_option,
    dry_run_option,
    json_option,
    open_desk,
    print_json,
    print_table,
    writing,
)
from factcheck.cli.material import is_address, read_file
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.logs import configure_logging
from factcheck.net.client import fetch
from factcheck.net.policy import PAGE_TYPES, policy_for
from factcheck.settings import Settings

BATCH = 200
FEED_TYPES = PAGE_TYPES | {"application/x-ndjson", "application/jsonl", "application/ndjson"}
# A feed of many years is larger than a page, and slower.
FEED_BYTES, FEED_SECONDS = 200_000_000, 300.0


@click.group("import")
def import_group() -> None:
    """What others have published: matched against and shown, never exported as our own."""


@import_group.command("claimreview")
@click.argument("given", metavar="FILE|URL")
@dry_run_option
@json_option
@data_option
def import_claimreview(given: str, dry_run: bool, as_json: bool, data: Path | None) -> None:
    """Take in other publishers' checks: a feed, a page with JSON-LD, JSON, or JSON Lines.

    What cannot be used costs one line on standard error. Running it again updates what changed.
    Exit status 1 when not one check could be read.
    """
    desk = open_desk(data)
    counts: Counter[str] = Counter()
    with _opened(given, desk.settings) as found:
        quiet = as_json or not sys.stderr.isatty()
        progress = track(
            found,
            description="Checks",
            disable=quiet,
            transient=True,
            console=Console(stderr=True),
        )
        reader = _Reader(given, as_json, counts)
        reviews = reader.read(progress)
        while batch := list(islice(reviews, BATCH)):
            _store(desk.database, given, batch, counts, as_json=as_json, dry_run=dry_run)
    if not as_json:
        names = ("new", "updated", "known", "failed")
        print_table("Checks of others", names, [tuple(str(counts[name]) for name in names)])
    if not counts.total() - counts["failed"]:
        raise click.exceptions.Exit(1)


class _Reader:
    """Reads what was found, saying on standard error what cannot be used, and where it stood."""

    def __init__(self, given: str, as_json: bool, counts: Counter[str]) -> None:
        self._given, self._as_json, self._counts = given, as_json, counts

    def read(self, everything: Iterable[Found]) -> Iterator[tuple[str, Review]]:
        for found in everything:
            try:
                if found.raw is None:
                    raise InvalidInput(found.problem)
                yield found.position, read_review(found.raw)
            except InvalidInput as error:
                self._warn(found.position, str(error))

    def _warn(self, position: str, problem: str) -> None:
        self._counts["failed"] += 1
        click.echo(f"{self._given}, {position}: {problem}", err=True)
        if self._as_json:
            print_json({"given": position, "result": "failed", "id": None, "detail": problem})


def _store(
    database: Database,
    given: str,
    batch: list[tuple[str, Review]],
    counts: Counter[str],
    *,
    as_json: bool,
    dry_run: bool,
) -> None:
    reviews = [review for _position, review in batch]
    with writing(database, dry_run=dry_run) as session:
        answers = import_checks(session, actor=COMMAND_LINE, reviews=reviews, source=given)
    for (position, review), (row_id, result) in zip(batch, answers, strict=True):
        counts[result] += 1
        if as_json:
            kept = None if dry_run and result == NEW else row_id
            print_json({"given": position, "result": result, "id": kept, "detail": review.claim})


@contextmanager
def _opened(given: str, settings: Settings) -> Iterator[Iterator[Found]]:
    """What a file or an address holds; JSON Lines of a file are read line by line."""
    if is_address(given):
        # The client writes a log line; standard output is for the answer.
        configure_logging(settings.log_format)
        policy = policy_for(settings)
        limits = replace(
            policy.limits,
            wire_bytes=FEED_BYTES,
            decoded_bytes=FEED_BYTES,
            total_seconds=FEED_SECONDS,
        )
        answer = fetch(given, policy=replace(policy, limits=limits), accept=FEED_TYPES)
        yield find_in_bytes(answer.body, content_type=answer.content_type)
        return
    try:
        with Path(given).open("rb") as file:
            is_lines = looks_like_lines(file.read(65_536))
    except OSError as error:
        raise InvalidInput(f"{given} cannot be read: {error.strerror}.") from error
    if not is_lines:
        yield find_in_bytes(read_file(given))
        return
    with Path(given).open("rb") as lines:
        yield find_in_lines(lines)
