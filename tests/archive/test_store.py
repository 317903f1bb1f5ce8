"""The archive: content-addressed, written once, whole or not at all."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
import s3fs
from moto.server import ThreadedMotoServer

from factcheck.archive.store import ENDING, Archive, archive_for, place_of
from factcheck.errors import NotFound, Unavailable
from factcheck.settings import Settings

DATA = b"the bytes of a page"
PLACE = place_of(hashlib.sha256(DATA).hexdigest())


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A server that speaks S3's language, with an empty bucket; s3fs finds it by its settings."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        settings.setenv("AWS_ACCESS_KEY_ID", "desk")
        settings.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        settings.setenv("AWS_DEFAULT_REGION", "us-east-1")
        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem().mkdir("desk")
        yield "s3://desk"
    server.stop()


@pytest.fixture(params=["folder", "file://", "memory://", "s3://"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    """A folder, the same as an address, and two stores of whole objects, one of them S3's."""
    if request.param == "s3://":
        return Archive(f"{request.getfixturevalue('bucket')}/{tmp_path.name}")
    if request.param == "memory://":
        fsspec.filesystem("memory").store.clear()
        return Archive("memory://desk/pages")
    prefix = "" if request.param == "folder" else request.param
    return Archive(f"{prefix}{tmp_path / 'archive'}")


def test_what_is_kept_is_read_back(archive: Archive) -> None:
    assert archive.keep(DATA) == PLACE
    assert archive.keep(DATA) == PLACE
    assert archive.read(PLACE) == DATA


def test_a_file_is_named_by_its_content_and_is_never_written_again(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    archive.keep(DATA)
    before = (tmp_path / PLACE).stat()

    archive.keep(DATA)

    assert (tmp_path / PLACE).stat().st_mtime_ns == before.st_mtime_ns
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [Path(PLACE).name]


def test_a_copy_that_is_missing_or_damaged_is_told(archive: Archive) -> None:
    with pytest.raises(NotFound, match="no such copy"):
        archive.read(PLACE)
    archive.keep(DATA)
    files, root = fsspec.core.url_to_fs(archive.address)
    files.pipe_file(f"{root}/{PLACE}", b"something else")
    with pytest.raises(NotFound, match="damaged"):
        archive.read(PLACE)


def test_an_archive_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    for address in (str(tmp_path / "taken"), "no-such-store://desk"):
        with pytest.raises(Unavailable, match="archive of pages took no copy"):
            Archive(address).keep(DATA)


def test_the_archive_is_in_the_data_folder_unless_set(tmp_path: Path) -> None:
    assert archive_for(Settings(data=tmp_path)).folder == tmp_path / "archive"
    elsewhere = archive_for(Settings(data=tmp_path, archive_url="s3://desk/pages"))
    assert elsewhere.folder is None


def test_a_process_killed_while_it_writes_leaves_no_half_file(tmp_path: Path) -> None:
    """Writers are killed at whatever point they have reached; every file there is must be whole."""
    writer = (
        "import os, sys\n"
        "from factcheck.archive.store import Archive\n"
        "archive = Archive(sys.argv[1])\n"
        "print('begun', flush=True)\n"
        "while True:\n"
        "    archive.keep(os.urandom(2_000_000))\n"
    )
    for round_ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", writer, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        while not list(tmp_path.rglob("*")):
            assert process.poll() is None
        signal.sigtimedwait([], 0.01 * round_)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()

    files = list(tmp_path.rglob(f"*{ENDING}"))
    assert files
    for file in files:
        assert file.name == hashlib.sha256(file.read_bytes()).hexdigest() + ENDING
