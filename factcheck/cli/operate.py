"""`factcheck db` and `factcheck doctor`: what an operator needs."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from factcheck import schema
from factcheck.archive.service import count_waiting_copies
from factcheck.archive.store import archive_for
from factcheck.cli.common import data_option, json_option, load_settings, print_json
from factcheck.db import database_now
from factcheck.desk import Desk
from factcheck.errors import FactcheckError
from factcheck.preparation import prepare_database
from factcheck.queueing.connection import queue_is_reachable
from factcheck.queueing.embedded import queue_url
from factcheck.queueing.outbox import pending_summary

LEAST_DISK = 200 * 1024 * 1024
LATE_SECONDS = 60


@click.group("db")
def database_group() -> None:
    """The database's schema."""


@database_group.command("upgrade")
@data_option
def database_upgrade(data: Path | None) -> None:
    """Bring the schema up to date. A database from a newer version is refused."""
    database = Desk(load_settings(data)).database
    before = schema.current(database)
    prepare_database(database)
    after = schema.current(database)
    click.echo(f"The schema is {after}." if before == after else f"{before or 'empty'} → {after}.")


@database_group.command("current")
@data_option
def database_current(data: Path | None) -> None:
    """Show the schema's revision and the program's own."""
    database = Desk(load_settings(data)).database
    click.echo(f"database {schema.current(database) or 'empty'}, program {schema.head()}")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `ok`, `warn` or `FAIL`, and what to do."""

    level: str
    what: str
    advice: str = ""


def examine(desk: Desk) -> Iterator[Finding]:
    """Look at everything that the desk needs."""
    checks: tuple[Callable[[Desk], Finding], ...] = (_schema, _queue, _work, _archive, _disk)
    for check in checks:
        try:
            yield check(desk)
        except FactcheckError as error:
            yield Finding("FAIL", check.__name__.strip("_"), str(error))


def _schema(desk: Desk) -> Finding:
    schema.check_schema(desk.database)
    with desk.database.read() as session:
        now = database_now(session)
    return Finding("ok", f"database answers, schema {schema.head()}, its time {now:%H:%M:%S} UTC")


def _queue(desk: Desk) -> Finding:
    if queue_is_reachable(queue_url(desk.settings)):
        return Finding("ok", "queue server answers")
    return Finding(
        "warn",
        "queue server is away; work is accepted and waits",
        "Start the desk with factcheck up, or check FACTCHECK_REDIS_URL.",
    )


def _work(desk: Desk) -> Finding:
    with desk.database.read() as session:
        summary = pending_summary(session)
    if summary.dead:
        return Finding(
            "warn", f"{summary.dead} jobs were given up", "Look at /jobs and retry them there."
        )
    if summary.oldest_seconds > LATE_SECONDS:
        return Finding(
            "warn",
            f"{summary.pending} jobs wait, the oldest for {summary.oldest_seconds:.0f} seconds",
            "Start more workers, or see why they stopped in the logs.",
        )
    return Finding("ok", f"{summary.pending} jobs wait")


def _archive(desk: Desk) -> Finding:
    archive = archive_for(desk.settings)
    with desk.database.read() as session:
        waiting = count_waiting_copies(session)
    if waiting:
        return Finding(
            "warn",
            f"{waiting} copies of pages wait for the archive at {archive.address}",
            "Look at FACTCHECK_ARCHIVE_URL and its rights; they are tried again every half hour.",
        )
    return Finding("ok", f"the archive at {archive.address} has every copy")


def _disk(desk: Desk) -> Finding:
    free = shutil.disk_usage(desk.settings.data).free
    what = f"{free // (1024 * 1024):,} MB free in {desk.settings.data}"
    if free < LEAST_DISK:
        return Finding("FAIL", what, "Free some space before the database cannot grow any more.")
    return Finding("ok", what)


@click.command("doctor")
@json_option
@data_option
def doctor_command(as_json: bool, data: Path | None) -> None:
    """Look at database, queue, jobs and disk. Exit status 1 when something failed."""
    found = list(examine(Desk(load_settings(data))))
    for finding in found:
        if as_json:
            print_json({"level": finding.level, "what": finding.what, "advice": finding.advice})
        else:
            advice = f" → {finding.advice}" if finding.advice else ""
            click.echo(f"{finding.level:4} {finding.what}{advice}")
    if any(finding.level == "FAIL" for finding in found):
        raise click.exceptions.Exit(1)
