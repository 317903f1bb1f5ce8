"""The archive: where WARC files are, a folder or any address that fsspec knows (S3, say).

Names are made from the content's hash, so a file is written once, never overwritten, and can be
checked whenever it is read.
"""

import hashlib
import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

import fsspec

from factcheck.errors import NotFound, Unavailable
from factcheck.language import gettext as _
from factcheck.settings import Settings

ENDING = ".warc.gz"


class Archive:
    """A folder of WARC files. `address` is a path, or an fsspec address such as `s3://desk/pages`.

    Safe to share between threads and processes.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    @cached_property
    def folder(self) -> Path | None:
        """The folder on this machine, None for an archive elsewhere."""
        if "://" not in self.address:
            return Path(self.address)
        if self.address.startswith("file://"):
            return Path(self.address.removeprefix("file://"))
        return None

    @cached_property
    def _elsewhere(self) -> tuple[Any, str]:
        found: tuple[Any, str] = fsspec.core.url_to_fs(self.address)
        return found

    def keep(self, data: bytes) -> str:
        """Write a file unless it is there; returns its place, from the archive's root.

        Raises `Unavailable` when the archive does not take it now. Killed at any moment, it leaves
        nothing unfinished under the file's name.
        """
        place = place_of(hashlib.sha256(data).hexdigest())
        self.put(place, data)
        return place

    def put(self, place: str, data: bytes) -> None:
        """Write a file under a name of its own unless it is there. Raises as `keep` does."""
        try:
            if self.folder is not None:
                _write_once(self.folder / place, data)
            else:
                self._put(place, data)
        except Exception as error:  # each file system has errors of its own
            raise Unavailable(
                _(
                    "The archive of pages took no copy (%(name)s: %(error)s). "
                    "It is tried again by itself; look at the archive's disk or address.",
                    name=type(error).__name__,
                    error=error,
                )
            ) from error

    def read(self, place: str) -> bytes:
        """A file's bytes. Raises `NotFound`, also for one that is not what its name says."""
        try:
            if self.folder is not None:
                data = (self.folder / place).read_bytes()
            else:
                files, root = self._elsewhere
                data = bytes(files.cat_file(f"{root}/{place}"))
        except FileNotFoundError:
            raise NotFound(_("The archive has no such copy. Restore it from a backup.")) from None
        except Exception as error:  # as above
            raise Unavailable(
                _(
                    "The archive of pages cannot be read now (%(name)s). Try again.",
                    name=type(error).__name__,
                )
            ) from error
        if place_of(hashlib.sha256(data).hexdigest()) != place:
            raise NotFound(_("This copy was damaged in the archive. Restore it from a backup."))
        return data

    def _put(self, place: str, data: bytes) -> None:
        files, root = self._elsewhere
        path = f"{root}/{place}"
        # A file of another size is the rest of a broken write, on a store that writes in pieces.
        if files.exists(path) and files.size(path) == len(data):
            return
        files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.pipe_file(path, data)


def place_of(sha256: str) -> str:
    """A file's place by its hash, in folders so that none of them grows too long."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{ENDING}"


def archive_for(settings: Settings) -> Archive:
    """The desk's archive: the address that was set, else a folder in the data folder."""
    return Archive(settings.archive_url or str(settings.data / "archive"))


def _write_once(file: Path, data: bytes) -> None:
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix=".half-", dir=file.parent)
    half = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(half, file)  # unlike a rename, this never replaces
        except FileExistsError:
            return
    finally:
        half.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
