"""`factcheck audit`: verifying the event log and what was published from it; sealing it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click
from sqlmodel import col, select

from factcheck.audit.consistency import check_checkpoints
from factcheck.audit.findings import Finding
from factcheck.audit.merkle import consistency_path
from factcheck.audit.models import Event, LogCheckpoint
from factcheck.audit.notes import Signer, Verifier, is_signed, read_checkpoint
from factcheck.audit.sealing import (
    BATCH,
    find_signer,
    grow_tree,
    sign_tree,
    signer_of,
    stored_node,
)
from factcheck.audit.tree_check import verify_tree
from factcheck.audit.verify import Verification, verify_events, verify_log
from factcheck.cli.common import data_option, json_option, load_settings, open_desk, print_json
from factcheck.desk import Desk
from factcheck.errors import InvalidInput
from factcheck.publishing.bundle_check import check_bundle
from factcheck.publishing.bundles import make_bundle
from factcheck.publishing.checked import get_published_by_slug
from factcheck.verdicts.verification import verify_verdicts

key_option = click.option(
    "--key",
    type=click.File("r", encoding="utf-8"),
    help="The desk's public key (audit-key.pub), from where you trust it.",
)


@click.group("audit")
def audit_group() -> None:
    """The hash-chained log of every change, and what shows it elsewhere."""


@audit_group.command("verify")
@click.argument("bundle", required=False, type=click.File("r", encoding="utf-8"))
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
@key_option
@json_option
@data_option
def verify(
    bundle: TextIO | None,
    export: TextIO | None,
    checkpoint: TextIO | None,
    key: TextIO | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Check the desk's log, or a BUNDLE of a checked claim with nothing else at hand.

    Of the log every event's hash and link, its tree and its checkpoints are checked, and the
    verdicts and approvals that it speaks of.
    """
    if bundle is not None:
        _tell(check_bundle(bundle.read(), key=_read_key(key)), as_json)
        return
    kept = _load(checkpoint) if checkpoint else None
    if export is not None:
        found = verify_events(_read_export(export), kept=_kept(kept))
    else:
        found = _verify_desk(Desk(load_settings(data)), kept, _read_key(key))
    if as_json:
        print_json({"events": found.events, "head": found.head, "problems": list(found.problems)})
    else:
        for problem in found.problems:
            click.echo(problem, err=True)
        state = "The log is whole" if found.whole else "The log has been tampered with"
        click.echo(f"{state}: {found.events} events, last hash {found.head}.")
    if not found.whole:
        raise click.exceptions.Exit(1)


def _verify_desk(
    desk: Desk, kept: dict[str, Any] | None, verifier: Verifier | None
) -> Verification:
    signer = find_signer(desk.settings)
    if verifier is None and signer is not None:
        verifier = signer.verifier
    note = str(kept.get("note", "")) if kept else ""
    with desk.database.read() as session:
        found = verify_log(session, kept=_kept(kept))
        more = [*verify_tree(session, verifier=verifier, kept=note), *verify_verdicts(session)]
    return Verification(found.events, found.head, (*found.problems, *more))


def _tell(findings: Iterable[Finding], as_json: bool) -> None:
    """Each finding on a line, then whether all hold; exit status 1 when one does not."""
    told = list(findings)
    whole = all(finding.holds for finding in told)
    if as_json:
        print_json(
            {"whole": whole, "findings": [{"holds": f.holds, "text": f.sentence} for f in told]}
        )
    else:
        for finding in told:
            click.echo(f"{'holds' if finding.holds else 'FAILS'}  {finding.sentence}")
        click.echo("Everything holds." if whole else "Do not trust this file.")
    if not whole:
        raise click.exceptions.Exit(1)


def _read_key(key: TextIO | None) -> Verifier | None:
    return Verifier.parse(key.read()) if key else None


def _load(file: TextIO) -> dict[str, Any]:
    try:
        value = json.load(file)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("This is no checkpoint; it should be JSON.") from error
    if not isinstance(value, dict):
        raise InvalidInput("This is no checkpoint; it should be a JSON object.")
    return value


def _kept(checkpoint: dict[str, Any] | None) -> tuple[int, str] | None:
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


def _seal(desk: Desk) -> LogCheckpoint:
    """Bring the whole log under a checkpoint, some events a transaction."""
    while True:
        with desk.database.write() as session:
            signer_of(session, desk.settings)
            if grow_tree(session) < BATCH:
                return sign_tree(session, desk.settings)


@audit_group.command("checkpoint")
@click.option(
    "--since",
    type=click.File("r", encoding="utf-8"),
    help="An earlier checkpoint, to prove that this log begins with that one's.",
)
@data_option
def checkpoint_command(since: TextIO | None, data: Path | None) -> None:
    """Seal the log and write its signed checkpoint as JSON.

    Keep it where nobody of this desk can change it. It says nothing of what the events are.
    """
    desk = open_desk(data)
    checkpoint = _seal(desk)
    with desk.database.read() as session:
        signer = signer_of(session, desk.settings)
        last = session.get(Event, checkpoint.size)
        kept = {
            "seq": checkpoint.size,
            "hash": last.hash if last else "",
            "at": checkpoint.at.isoformat(),
            "note": checkpoint.note,
            "key": str(signer.verifier),
        }
        if since is not None:
            note = str(_load(since).get("note", ""))
            before = read_checkpoint(note)
            if not is_signed(note, signer.verifier) or not 0 < before.size <= checkpoint.size:
                raise InvalidInput("The earlier checkpoint is not one of this log.")
            path = consistency_path(before.size, checkpoint.size, stored_node(session))
            kept["since"] = {"note": note, "path": [step.hex() for step in path]}
    print_json(kept)


@audit_group.command("key")
@data_option
def key_command(data: Path | None) -> None:
    """Make a private key for FACTCHECK_AUDIT_KEY, where the data folder does not last.

    The public key goes to standard error. Change nothing once the log is signed.
    """
    signer = Signer.new(load_settings(data).log_name)
    click.echo(f"Public key: {signer.verifier}", err=True)
    click.echo(signer.secret_words())


@audit_group.command("consistent")
@click.argument("old", type=click.File("r", encoding="utf-8"))
@click.argument("new", type=click.File("r", encoding="utf-8"))
@key_option
@json_option
def consistent(old: TextIO, new: TextIO, key: TextIO | None, as_json: bool) -> None:
    """Check, without the desk, that the log of checkpoint NEW begins with the log of OLD.

    NEW is made with `factcheck audit checkpoint --since OLD`.
    """
    _tell(check_checkpoints(_load(old), _load(new), key=_read_key(key)), as_json)


@audit_group.command("bundle")
@click.argument("slug")
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-")
@data_option
def bundle_command(slug: str, output: TextIO, data: Path | None) -> None:
    """Write what shows elsewhere that a checked claim was signed as it is published.

    SLUG is the last part of its page's address. `factcheck audit verify FILE` checks the file.
    """
    desk = open_desk(data)
    _seal(desk)
    with desk.database.read() as session:
        signer = signer_of(session, desk.settings)
        bundle = make_bundle(session, get_published_by_slug(session, slug), signer)
    json.dump(bundle, output, ensure_ascii=False, indent=2)
    output.write("\n")
