"""`factcheck audit`: verifying the event log, from the database or from an export alone."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click
from sqlmodel import col, select

from factcheck import clock
from factcheck.audit.models import AuditHead, Event
from factcheck.audit.verify import Verification, verify_events, verify_log
from factcheck.cli.common import data_option, json_option, load_settings, print_json
from factcheck.desk import Desk
from factcheck.errors import InvalidInput
from factcheck.verdicts.verification import verify_verdicts


@click.group("audit")
def audit_group() -> None:
    """The hash-chained log of every change."""


@audit_group.command("verify")
@click.option(
    "--file",
    "export",
    type=click.File("r", encoding="utf-8"),
    help="An export, instead of the desk's log.",
)
@click.option(
    "--checkpoint",
    type=click.File("r", encoding="utf-8"),
    help="A checkpoint kept elsewhere; the log must contain it.",
)
@json_option
@data_option
def verify(
    export: TextIO | None, checkpoint: TextIO | None, as_json: bool, data: Path | None
) -> None:
    """Check every event's hash and link, and the verdicts and approvals that they speak of."""
    kept = json.load(checkpoint) if checkpoint else None
    if export is not None:
        found = verify_events(_read_export(export), kept=_kept(kept))
    else:
        with Desk(load_settings(data)).database.read() as session:
            found = verify_log(session, kept=_kept(kept))
            found = Verification(
                found.events, found.head, (*found.problems, *verify_verdicts(session))
            )
    if as_json:
        print_json({"events": found.events, "head": found.head, "problems": list(found.problems)})
    else:
        for problem in found.problems:
            click.echo(problem, err=True)
        state = "The log is whole" if found.whole else "The log has been tampered with"
        click.echo(f"{state}: {found.events} events, last hash {found.head}.")
    if not found.whole:
        raise click.exceptions.Exit(1)


def _kept(checkpoint: Any) -> tuple[int, str] | None:
    if checkpoint is None:
        return None
    try:
        return int(checkpoint["seq"]), str(checkpoint["hash"])
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput("This is no checkpoint; it should hold seq and hash.") from error


def _read_export(lines: TextIO) -> Iterator[Event]:
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line)
            yield Event(**fields | {"at": datetime.fromisoformat(fields["at"])})
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInput(f"Line {number} of the export is no event.") from error


@audit_group.command("export")
@data_option
def export_log(data: Path | None) -> None:
    """Write the whole log to standard output, one event a line; `verify --file` reads it."""
    with Desk(load_settings(data)).database.read() as session:
        rows = session.exec(
            select(Event).order_by(col(Event.seq)).execution_options(yield_per=1000)
        )
        for event in rows:
            print_json(event.model_dump() | {"at": event.at.isoformat()})


@audit_group.command("checkpoint")
@data_option
def checkpoint_command(data: Path | None) -> None:
    """Write the log's end as JSON, to be kept where nobody of this desk can change it."""
    with Desk(load_settings(data)).database.read() as session:
        head = session.get_one(AuditHead, 1)
        print_json({"seq": head.seq, "hash": head.hash, "at": clock.now().isoformat()})
