"""Backup and restore with a desk at work, on both databases."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlmodel import col, func, select

from factcheck.archive.store import archive_for
from factcheck.articles.models import Article
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.audit.models import AuditHead
from factcheck.audit.verify import verify_log
from factcheck.backup.making import make_backup
from factcheck.backup.manifest import MANIFEST, Manifest, hash_file, read_manifest
from factcheck.backup.restoring import restore_backup
from factcheck.backup.snapshots import BackupFailed
from factcheck.cli import cli
from factcheck.db import Database
from factcheck.desk import Desk
from factcheck.errors import Conflict, InvalidInput, NotFound, Unavailable
from factcheck.schema import SchemaMismatch
from factcheck.settings import Settings
from tests import databases as servers
from tests.databases import KINDS, Databases

WRITERS = 2


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(kind: str, databases: Databases, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a key, two copies of pages and an article."""
    data = tmp_path / "desk"
    data.mkdir()
    with databases.copy(kind, data) as url:
        desk = Desk(Settings(data=data, database_url="" if kind == "sqlite" else url))
        assert desk.settings.resolved_secret_key
        archive = archive_for(desk.settings)
        archive.keep(b"one page")
        archive.keep(b"another page" * 100_000)
        add(desk.database, "Twelve bridges were built last year.")
        yield desk
        desk.database.engine.dispose()


@contextmanager
def empty_desk(kind: str, data: Path) -> Iterator[Desk]:
    """A place to restore to."""
    if kind == "sqlite":
        yield from _opened(Desk(Settings(data=data)))
        return
    with servers._postgres() as name:
        yield from _opened(Desk(Settings(data=data, database_url=servers._address(name))))


def _opened(desk: Desk) -> Iterator[Desk]:
    yield desk
    desk.database.engine.dispose()


def add(database: Database, text: str) -> None:
    with database.write() as session:
        add_article(session, actor=SYSTEM, text=text)


def state_of(database: Database) -> tuple[int, tuple[int, str]]:
    """How many articles there are, and the end of the log, which must be whole."""
    with database.read() as session:
        articles = session.exec(select(func.count(col(Article.id)))).one()
        head = session.get_one(AuditHead, 1)
        assert verify_log(session).whole
        return articles, (head.seq, head.hash)


@contextmanager
def writers(database: Database) -> Iterator[None]:
    """Others who add articles all the while."""
    stop, begun = threading.Event(), threading.Semaphore(0)

    def write(name: int) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            add(database, f"Writer {name} says that {number} bridges were built last year.")
            begun.release()

    threads = [threading.Thread(target=write, args=(name,)) for name in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        for _ in threads:
            assert begun.acquire(timeout=30)
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def test_a_backup_made_while_others_write_comes_back_whole(
    kind: str, desk: Desk, tmp_path: Path
) -> None:
    with writers(desk.database):
        manifest = make_backup(desk, tmp_path / "backup")
    after = state_of(desk.database)

    with empty_desk(kind, tmp_path / "new") as new:
        assert restore_backup(tmp_path / "backup", new) == manifest
        articles, head = state_of(new.database)
        assert head == (manifest.head.seq, manifest.head.hash)
        assert 1 < articles <= after[0]
        assert head[0] <= after[1][0]
        assert new.settings.resolved_secret_key == desk.settings.resolved_secret_key
        kept = {p.name: p.read_bytes() for p in (desk.settings.data / "archive").rglob("*.gz")}
        assert len(kept) == 2
        assert {
            p.name: p.read_bytes() for p in (new.settings.data / "archive").rglob("*.gz")
        } == kept
        add(new.database, "The desk goes on where it was.")
        assert state_of(new.database)[0] == articles + 1
        with pytest.raises(Conflict, match=r"is there already|is not empty"):
            restore_backup(tmp_path / "backup", new)
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0


def test_commits_of_others_do_not_make_the_copy_begin_anew(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.backup.snapshots.PAGES_AT_ONCE", 32)
    done: list[int] = []

    def tell(what: str, so_far: int, _total: int) -> None:
        if what == "database":
            done.append(so_far)
            add(desk.database, f"Bridge number {len(done)} was built while the copy was made.")

    with databases.copy("sqlite", tmp_path):
        desk = Desk(Settings(data=tmp_path))
        before = state_of(desk.database)[1]
        manifest = make_backup(desk, tmp_path / "backup", tell=tell)
        desk.database.engine.dispose()

    assert len(done) > 3
    assert done == sorted(set(done))
    assert (manifest.head.seq, manifest.head.hash) == before


def change(folder: Path, **fields: Any) -> None:
    said = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(said | fields))


@pytest.fixture
def backup(databases: Databases, tmp_path: Path) -> Path:
    """A backup of a small SQLite desk."""
    data = tmp_path / "desk"
    data.mkdir()
    with databases.copy("sqlite", data):
        desk = Desk(Settings(data=data))
        add(desk.database, "Twelve bridges were built last year.")
        archive_for(desk.settings).keep(b"one page")
        make_backup(desk, tmp_path / "backup")
        desk.database.engine.dispose()
    return tmp_path / "backup"


def restore(backup: Path) -> Manifest:
    with empty_desk("sqlite", backup.parent / "new") as new:
        return restore_backup(backup, new)


def test_what_is_damaged_is_not_restored(backup: Path) -> None:
    [page] = (backup / "archive").rglob("*.gz")
    page.write_bytes(b"one Page")
    with pytest.raises(BackupFailed, match="is not what the manifest says"):
        restore(backup)
    page.unlink()
    with pytest.raises(BackupFailed, match="is not whole"):
        restore(backup)
    assert not list((backup.parent / "new").iterdir())


def test_a_log_that_was_tampered_with_is_no_desk(backup: Path) -> None:
    database = Database(f"sqlite:///{backup / 'database.sqlite3'}")
    with database.engine.begin() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        ).fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE event SET payload = '{}' WHERE seq = 1")
    database.engine.dispose()
    for ending in ("-wal", "-shm"):
        (backup / f"database.sqlite3{ending}").unlink(missing_ok=True)
    size, sha256 = hash_file(backup / "database.sqlite3")
    files = json.loads((backup / MANIFEST).read_text())["files"]
    for file in files:
        if file["place"] == "database.sqlite3":
            file.update(size=size, sha256=sha256)
    change(backup, files=files)

    with pytest.raises(BackupFailed, match="The log in the backup is not whole"):
        restore(backup)
    assert not list((backup.parent / "new").glob("factcheck.sqlite3*"))


def test_a_newer_schema_another_form_and_another_kind_are_refused(backup: Path) -> None:
    good = (backup / MANIFEST).read_text()
    for fields, error, sentence in (
        ({"schema_revision": "9999"}, SchemaMismatch, "newer version of factcheck"),
        ({"format": 2}, InvalidInput, "by another version of factcheck"),
        ({"database": "postgresql"}, Conflict, "of a postgresql database"),
        ({"files": "none"}, InvalidInput, "damaged or changed"),
    ):
        change(backup, **fields)  # type: ignore[arg-type]
        with pytest.raises(error, match=sentence):
            restore(backup)
        (backup / MANIFEST).write_text(good)
    for place in ("../outside", "/etc/passwd", "archive/../../x.warc.gz"):
        file = {"place": place, "size": 0, "sha256": "0" * 64}
        change(backup, files=[file])
        with pytest.raises(InvalidInput, match="damaged or changed"):
            restore(backup)
    assert not list((backup.parent / "new").iterdir())


SLOW = """
import sys, time
from pathlib import Path
from factcheck.backup.making import make_backup
from factcheck.desk import Desk
from factcheck.settings import Settings

def tell(what, done, total):
    if what == sys.argv[3]:
        print(what, flush=True)
        time.sleep(60)

make_backup(Desk(Settings(data=Path(sys.argv[1]))), Path(sys.argv[2]), tell=tell)
"""


@pytest.mark.parametrize("moment", ["database", "files"])
def test_a_backup_killed_on_the_way_is_none(backup: Path, moment: str) -> None:
    killed = backup.parent / "killed"
    command = [sys.executable, "-c", SLOW, str(backup.parent / "desk"), str(killed), moment]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == moment
        os.kill(child.pid, signal.SIGKILL)

    assert not killed.exists()
    [half] = backup.parent.glob(".killed.half-*")
    with pytest.raises(NotFound, match="is no backup"):
        read_manifest(half)
    desk = Desk(Settings(data=backup.parent / "desk"))
    make_backup(desk, killed)
    desk.database.engine.dispose()
    assert restore(killed).head == read_manifest(backup).head


def test_the_commands_say_what_they_did_and_verify_finds_it_whole(
    backup: Path, tmp_path: Path
) -> None:
    run = CliRunner(env={"FACTCHECK_DATA": str(tmp_path / "desk")})

    made = run.invoke(cli, ["backup", str(tmp_path / "second"), "--json"])
    assert made.exit_code == 0, made.output
    said = json.loads(made.stdout)
    assert said["files"] == 2
    again = run.invoke(cli, ["backup", str(tmp_path / "second")])
    assert isinstance(again.exception, Conflict)
    there = ["--data", str(tmp_path / "there")]
    restored = run.invoke(cli, ["restore", str(tmp_path / "second"), *there])
    assert restored.exit_code == 0, restored.output
    assert "Restored to" in restored.stdout
    whole = run.invoke(cli, ["audit", "verify", "--json", *there])
    assert whole.exit_code == 0, whole.output
    assert json.loads(whole.stdout)["head"] == said["head"]["hash"]


def test_what_cannot_be_reached_or_is_no_desk_is_a_sentence(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="There is no database at"):
        make_backup(Desk(Settings(data=tmp_path / "nothing")), tmp_path / "second")
    (tmp_path / "nothing" / "factcheck.sqlite3").touch()
    with pytest.raises(BackupFailed, match="There is no desk in"):
        make_backup(Desk(Settings(data=tmp_path / "nothing")), tmp_path / "second")
    change(backup, database="postgresql")
    away = Settings(data=tmp_path / "new", database_url="postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Unavailable, match="cannot be reached"):
        restore_backup(backup, Desk(away))


def test_without_postgres_programs_the_sentence_says_what_to_install(
    tmp_path: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    desk = Desk(Settings(data=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(BackupFailed, match="pg_dump is not installed here"):
        make_backup(desk, tmp_path / "backup")
    assert not list(tmp_path.iterdir())
