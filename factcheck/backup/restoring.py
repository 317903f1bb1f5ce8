"""Restoring a backup into an empty place, once everything in it is what it says."""

import os
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from factcheck import schema
from factcheck.archive.store import archive_for
from factcheck.audit.verify import verify_log
from factcheck.backup.making import SECRETS
from factcheck.backup.manifest import (
    DATABASES,
    KeptFile,
    Manifest,
    Tell,
    copy_file,
    hash_file,
    read_manifest,
    sync_folder,
    tell_nobody,
)
from factcheck.backup.snapshots import BackupFailed, restore_postgres, sqlite_file
from factcheck.db import Database
from factcheck.desk import Desk
from factcheck.errors import Conflict, Unavailable

HALF = ".half"


def restore_backup(folder: Path, desk: Desk, *, tell: Tell = tell_nobody) -> Manifest:
    """Bring a backup's desk to life where `desk` is to be.

    Nothing is written before every file has the hash of the manifest. The database comes last and
    gets its name when its log is found whole, so that a restore that was broken off is no desk.

    Raises `Conflict` for a place that is not empty or another kind of database, `SchemaMismatch`
    for a backup of a newer version, and `BackupFailed` for one that is damaged.
    """
    manifest = read_manifest(folder)
    schema.refuse_newer(manifest.schema_revision)
    _check_kind(manifest, desk.database)
    _check_empty(desk)
    _check_files(folder, manifest, tell)
    _copy_files(folder, manifest, desk, tell)
    if desk.database.is_sqlite:
        _restore_sqlite(folder, manifest, desk.database, tell)
    else:
        restore_postgres(desk.database, folder / DATABASES["postgresql"], tell)
        _check_log(desk.database, manifest)
    return manifest


def _check_kind(manifest: Manifest, database: Database) -> None:
    if manifest.database != database.engine.dialect.name:
        raise Conflict(
            f"The backup is of a {manifest.database} database, and this desk is set to "
            f"{database.engine.dialect.name}. Set FACTCHECK_DATABASE_URL to one of the same kind."
        )


def _check_empty(desk: Desk) -> None:
    """A restore never writes over anything."""
    taken = [desk.settings.data / name for name in SECRETS]
    if desk.database.is_sqlite:
        taken.append(sqlite_file(desk.database))
    elif _has_tables(desk.database):
        raise Conflict("The database is not empty. Restore into one that was just created.")
    found = [path for path in taken if path.exists()]
    archive = archive_for(desk.settings).folder
    if archive is not None and archive.is_dir() and any(archive.iterdir()):
        found.append(archive)
    if found:
        raise Conflict(
            f"{found[0]} is there already. Restore into an empty folder; name it with --data."
        )


def _has_tables(database: Database) -> bool:
    try:
        return bool(inspect(database.engine).get_table_names())
    except OperationalError as error:
        raise Unavailable(f"The database cannot be reached: {error.orig}") from None


def _check_files(folder: Path, manifest: Manifest, tell: Tell) -> None:
    done = 0
    for file in manifest.files:
        try:
            found = hash_file(folder / file.place)
        except OSError as error:
            raise BackupFailed(f"The backup is not whole: {file.place}: {error}.") from None
        if found != (file.size, file.sha256):
            raise BackupFailed(
                f"The backup is damaged: {file.place} is not what the manifest says. Nothing was "
                "restored; use another backup."
            )
        done += file.size
        tell("check", done, manifest.size)
    if not any(file.place == DATABASES[manifest.database] for file in manifest.files):
        raise BackupFailed("The backup has no database. Nothing was restored.")


def _copy_files(folder: Path, manifest: Manifest, desk: Desk, tell: Tell) -> None:
    desk.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = [file for file in manifest.files if not file.place.startswith("database.")]
    done, total = 0, sum(file.size for file in files)
    for file in files:
        copy_file(folder / file.place, _target(file, desk))
        done += file.size
        tell("files", done, total)


def _target(file: KeptFile, desk: Desk) -> Path:
    if not file.place.startswith("archive/"):
        return desk.settings.data / file.place
    archive = archive_for(desk.settings).folder
    if archive is None:
        raise Conflict(
            "The backup holds the archive's files, and FACTCHECK_ARCHIVE_URL is no folder here. "
            "Unset it for the restore, then copy the folder archive to where it shall be."
        )
    return archive / file.place.removeprefix("archive/")


def _restore_sqlite(folder: Path, manifest: Manifest, database: Database, tell: Tell) -> None:
    file = sqlite_file(database)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = file.with_name(file.name + HALF)
    half.unlink(missing_ok=True)  # of a restore that was broken off
    tell("database", 0, 1)
    copy_file(folder / DATABASES["sqlite"], half)
    try:
        copy = Database(f"sqlite:///{half}")
        try:
            _check_log(copy, manifest)
        finally:
            copy.engine.dispose()
        os.link(half, file)  # unlike a rename, this never replaces
    finally:
        half.unlink(missing_ok=True)
        for ending in ("-wal", "-shm"):
            half.with_name(half.name + ending).unlink(missing_ok=True)
    sync_folder(file.parent)
    tell("database", 1, 1)


def _check_log(database: Database, manifest: Manifest) -> None:
    with database.read() as session:
        found = verify_log(session, kept=(manifest.head.seq, manifest.head.hash))
    if not found.whole or found.events != manifest.head.seq:
        problem = found.problems[0] if found.problems else "It has another number of events."
        raise BackupFailed(f"The log in the backup is not whole: {problem} Use another backup.")
