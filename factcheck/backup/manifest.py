"""What a backup holds: its files with their hashes, and the state of the log that it ends with."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from factcheck.errors import InvalidInput, NotFound

MANIFEST = "manifest.json"
FORMAT = 1
CHUNK = 1024 * 1024
DATABASES: dict[str, str] = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# The files that belong in a backup and nothing else: a place in it is never a way out of it.
_PLACE = re.compile(
    r"database\.(?:sqlite3|dump)|secret-key|audit-key(?:\.pub)?"
    r"|archive/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}\.warc\.gz"
)

Tell = Callable[[str, int, int], None]
"""Progress: what is being done, how many bytes (or parts) of it are done, and of how many."""


def tell_nobody(_what: str, _done: int, _total: int) -> None:
    """For a caller that shows no progress."""


class KeptFile(BaseModel):
    """A file of the backup; `place` is its path in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: str = Field(pattern=rf"^(?:{_PLACE.pattern})$")
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Head(BaseModel):
    """The last event of the log that the backup holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int
    hash: str


class Manifest(BaseModel):
    """`schema_revision` is the database's; `archive` the address of one that was not copied."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    made_at: datetime
    version: str
    database: Literal["sqlite", "postgresql"]
    schema_revision: str
    head: Head
    archive: str = ""
    files: tuple[KeptFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises `NotFound` or `InvalidInput` for what is none."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(
            f"{folder} is no backup: it has no {MANIFEST}. One that was broken off has none either."
        ) from None
    try:
        if json.loads(text).get("format") != FORMAT:
            raise InvalidInput(
                f"{folder} was made by another version of factcheck, in a form that this one does "
                "not read. Restore it with the version that made it."
            )
        return Manifest.model_validate_json(text)
    except (ValidationError, ValueError, AttributeError) as error:
        raise InvalidInput(f"The {MANIFEST} of {folder} was damaged or changed.") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it under its name only once it is whole on the disk."""
    half = folder / f".{MANIFEST}"
    with half.open("w", encoding="utf-8") as stream:
        stream.write(manifest.model_dump_json(indent=1) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    half.rename(folder / MANIFEST)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the disk know the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_file(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file, readable by us alone, and return its size and its SHA-256.

    Raises FileExistsError rather than write over another.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as stream, target.open("xb") as kept:
        target.chmod(0o600)
        for part in _parts(stream.read):
            kept.write(part)
            digest.update(part)
            size += len(part)
        kept.flush()
        os.fsync(kept.fileno())
    return size, digest.hexdigest()


def hash_file(file: Path) -> tuple[int, str]:
    """A file's size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        for part in _parts(stream.read):
            digest.update(part)
            size += len(part)
    return size, digest.hexdigest()


def _parts(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while part := read(CHUNK):
        yield part
