"""Exports as files: whole or not there at all, compressed if their name says so."""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class Written:
    """A file as it was written; `sha256` is of its bytes, in hexadecimal."""

    path: Path
    size: int
    sha256: str


def write_file(path: Path, chunks: Iterable[bytes]) -> Written:
    """Write a file under another name and give it its own when it is complete.

    A name that ends in `.gz` has it compressed. Whatever goes wrong, a file that was there before
    stays as it was.
    """
    digest, size = hashlib.sha256(), 0
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            for chunk in gzipped(chunks) if path.suffix == ".gz" else chunks:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        # What mkstemp makes is for its owner alone; an export is to be read by others.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:  # Ctrl-C, too, leaves no half file behind
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return Written(path, size, digest.hexdigest())


def gzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes as gzip, compressed as they come; without a time, so that like gives like."""
    packer = zlib.compressobj(wbits=_GZIP)
    for chunk in chunks:
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()
