"""The self-test: each check finds what it is for, and says what to do."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result
from rq import Worker

from factcheck import clock, examination, paths
from factcheck.cli.operate import doctor_command
from factcheck.desk import Desk
from factcheck.examination import CHECKS, Finding, changed_files, examine
from factcheck.preparation import prepare_database
from factcheck.queueing.connection import connect, make_worker
from factcheck.queueing.outbox import add_job
from factcheck.settings import Settings
from tests.queueing.conftest import QueueServer


@pytest.fixture
def desk(queue_server: QueueServer) -> Iterator[Desk]:
    """A desk whose database is ready, whose queue server answers, and that has one worker."""
    desk = Desk(Settings(data=queue_server.data))
    prepare_database(desk.database)
    with connect(queue_server.url) as connection:
        make_worker(connection, Worker).register_birth()
        yield desk
    desk.database.engine.dispose()


def found(desk: Desk) -> dict[str, Finding]:
    return {one.name: one for one in examine(desk)}


def doctor(desk: Desk, *options: str) -> Result:
    return CliRunner().invoke(doctor_command, ["--data", str(desk.settings.data), *options])


def test_a_sound_desk_is_ok_in_every_point(desk: Desk) -> None:
    result = doctor(desk, "--json")

    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [(one["name"], one["level"]) for one in lines] == [(name, "ok") for name in CHECKS]


def test_silent_workers_late_jobs_and_clocks_apart_are_told_of(desk: Desk) -> None:
    with desk.database.write() as session:
        add_job(session, "gather_context", 1)

    with time_machine.travel(clock.now() + timedelta(minutes=10)):
        late = found(desk)
        result = doctor(desk)

    assert (late["worker"].level, late["jobs"].level) == ("warn", "warn")
    assert "no worker is at work; the last one was heard at" in late["worker"].what
    assert "1 jobs wait, the oldest for 60" in late["jobs"].what
    assert late["clock"].level == "FAIL"
    assert "the clock of the queue server differs from ours by 600 seconds" in late["clock"].what
    assert "time server" in late["clock"].advice
    assert result.exit_code == 1
    assert "FAIL the clock of the queue server" in result.output
    assert " → " in result.output


def test_a_queue_server_that_is_away_keeps_nobody_from_working(
    desk: Desk, queue_server: QueueServer
) -> None:
    queue_server.kill()

    away = found(desk)

    assert (away["queue"].level, away["worker"].level) == ("warn", "warn")
    assert (away["database"].level, away["clock"].level) == ("ok", "ok")
    assert doctor(desk).exit_code == 0


def test_a_full_disk_changed_files_and_an_old_schema_fail(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "static"
    shutil.copytree(paths.STATIC, copied)
    (copied / "vendor" / "htmx.min.js").write_text("other")
    (copied / "vendor" / "lucide.svg").unlink()
    monkeypatch.setattr(paths, "STATIC", copied)
    monkeypatch.setattr(examination, "LEAST_DISK", 2**62)
    new = Desk(Settings(data=tmp_path / "new"))
    new.database.engine.dispose()

    failed = found(new)

    assert changed_files() == ["htmx.min.js", "lucide.svg"]
    assert failed["files"].what.endswith("htmx.min.js, lucide.svg")
    assert [failed[name].level for name in ("database", "disk", "files")] == ["FAIL"] * 3
    assert "factcheck db upgrade" in failed["database"].what
    assert "Free some space" in failed["disk"].advice
    new.database.engine.dispose()
