"""Making a backup while the desk goes on working."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from factcheck import __version__, clock
from factcheck.archive.store import ENDING, archive_for
from factcheck.audit.sealing import KEY_FILE, PUBLIC_FILE
from factcheck.backup.manifest import (
    DATABASES,
    KeptFile,
    Manifest,
    Tell,
    copy_file,
    hash_file,
    sync_folder,
    tell_nobody,
    write_manifest,
)
from factcheck.backup.snapshots import copy_sqlite, dump_postgres
from factcheck.desk import Desk
from factcheck.errors import Conflict

SECRETS = ("secret-key", KEY_FILE, PUBLIC_FILE)


def make_backup(desk: Desk, target: Path, *, tell: Tell = tell_nobody) -> Manifest:
    """Write a backup into the folder `target`, which must not be there yet.

    The database comes first: every file that it speaks of is in the archive by then, and none is
    ever taken out. All is written beside the target and gets its name at the end, so that a backup
    that was broken off is never there under the name of one.

    Raises `Conflict` for a target that is there, `BackupFailed` and `Unavailable`.
    """
    if target.exists():
        raise Conflict(f"{target} is there already. Name a new folder for each backup.")
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f".{target.name}.half-", dir=target.parent))
    try:
        manifest = _fill(desk, half, tell)
        half.rename(target)
        sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return manifest


def _fill(desk: Desk, folder: Path, tell: Tell) -> Manifest:
    database = desk.database
    place = DATABASES[database.engine.dialect.name]
    copy = copy_sqlite if database.is_sqlite else dump_postgres
    moment = copy(database, folder / place, tell)
    (folder / place).chmod(0o600)
    size, sha256 = hash_file(folder / place)
    files = [KeptFile(place=place, size=size, sha256=sha256)]
    files += _copy_all(_sources(desk), folder, tell)
    archive = archive_for(desk.settings)
    manifest = Manifest(
        made_at=clock.now(),
        version=__version__,
        database="sqlite" if database.is_sqlite else "postgresql",
        schema_revision=moment.schema_revision,
        head=moment.head,
        archive=archive.address if archive.folder is None else "",
        files=tuple(files),
    )
    write_manifest(folder, manifest)
    return manifest


def _sources(desk: Desk) -> list[tuple[Path, str]]:
    """The other files of the desk with their places in the backup."""
    found = [
        (desk.settings.data / name, name)
        for name in SECRETS
        if (desk.settings.data / name).is_file()
    ]
    folder = archive_for(desk.settings).folder
    if folder is not None and folder.is_dir():
        # In order, so that two backups of one desk are read alike.
        found.extend(
            (file, f"archive/{file.relative_to(folder).as_posix()}")
            for file in sorted(folder.rglob(f"*{ENDING}"))
            if not file.name.startswith(".")
        )
    return found


def _copy_all(sources: list[tuple[Path, str]], folder: Path, tell: Tell) -> Iterator[KeptFile]:
    total = sum(file.stat().st_size for file, _ in sources)
    done = 0
    for file, place in sources:
        size, sha256 = copy_file(file, folder / place)
        done += size
        tell("files", done, total)
        yield KeptFile(place=place, size=size, sha256=sha256)
