"""`factcheck backup` and `factcheck restore`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from factcheck.backup.making import make_backup
from factcheck.backup.manifest import Manifest, Tell, tell_nobody
from factcheck.backup.restoring import restore_backup
from factcheck.cli.common import (
    STDERR,
    data_option,
    json_option,
    load_settings,
    print_json,
)
from factcheck.desk import Desk
from factcheck.schema import head

WORDS = {"database": "The database", "files": "Copies and keys", "check": "Checking hashes"}
MEGABYTE = 1_000_000


@contextmanager
def _progress() -> Iterator[Tell]:
    """Bars on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield tell_nobody
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=STDERR) as progress:
        rows = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in rows:
                rows[what] = progress.add_task(WORDS[what], total=total)
            progress.update(rows[what], completed=done, total=total)

        yield tell


def _report(manifest: Manifest, folder: Path, said: str, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "files": len(manifest.files),
                "bytes": manifest.size,
                "database": manifest.database,
                "schema": manifest.schema_revision,
                "head": manifest.head.model_dump(),
                "archive_elsewhere": manifest.archive or None,
            }
        )
        return
    click.echo(
        f"{said}: {len(manifest.files):,} files, {manifest.size / MEGABYTE:,.1f} MB, "
        f"{manifest.head.seq:,} events, schema {manifest.schema_revision}."
    )
    if manifest.archive:
        click.echo(f"Copies of pages are at {manifest.archive}; they have to be kept there.")


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
@data_option
def backup_command(folder: Path, as_json: bool, data: Path | None) -> None:
    """Write database, copies of pages and keys to a new FOLDER, while the desk goes on working.

    The folder holds the desk's keys: keep it like a password. Secrets that are set in the
    environment are not in it.
    """
    desk = Desk(load_settings(data))
    with _progress() as tell:
        manifest = make_backup(desk, folder.absolute(), tell=tell)
    desk.database.engine.dispose()
    _report(manifest, folder.absolute(), f"The backup is in {folder}", as_json)


@click.command("restore")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
@data_option
def restore_command(folder: Path, as_json: bool, data: Path | None) -> None:
    """Bring the backup in FOLDER back, into an empty data folder (and an empty database).

    Every file's hash and the whole log are checked first. One of a newer version is refused.
    """
    desk = Desk(load_settings(data))
    with _progress() as tell:
        manifest = restore_backup(folder.absolute(), desk, tell=tell)
    desk.database.engine.dispose()
    _report(manifest, desk.settings.data, f"Restored to {desk.settings.data}", as_json)
    if manifest.schema_revision != head() and not as_json:
        click.echo("Its schema is older than this program's. Run: factcheck db upgrade")
