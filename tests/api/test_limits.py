"""A token's share of requests, what other sites' scripts may read, the request's id."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from factcheck.api.limits import WINDOW_SECONDS, Limits, OwnCount
from factcheck.app import create_app
from factcheck.queueing.connection import queue_is_reachable
from factcheck.queueing.embedded import queue_url, server_command
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.api.conftest import V1, Desk, Program
from tests.api.test_whole_way import is_problem

SHARE = 3


@pytest.fixture
def hurried(desk: Desk, tmp_path: Path) -> Iterator[FlaskClient]:
    """The same desk with a small share for each token."""
    address = desk.room.database.engine.url.render_as_string(hide_password=False)
    app = create_app(Settings(data=tmp_path, database_url=address, api_rate=SHARE))
    yield app.test_client()
    app.extensions[EXTENSION].database.engine.dispose()


def test_a_token_is_told_its_share_and_stopped_beyond_it(desk: Desk, hurried: FlaskClient) -> None:
    program = Program(hurried, desk.program("reader").token)

    answers = [program.get("/me") for _ in range(SHARE)]
    stopped = program.get("/me")

    for left, answer in zip((2, 1, 0), answers, strict=True):
        assert answer.headers["RateLimit-Policy"] == f'"default";q={SHARE};w=60'
        assert answer.headers["RateLimit"].startswith(f'"default";r={left};t=')
    assert is_problem(stopped, 429)["code"] == "too_many_requests"
    assert 1 <= int(stopped.headers["Retry-After"]) <= WINDOW_SECONDS
    other = Program(hurried, desk.program("reviewer").token)
    assert other.get("/me").status_code == 200
    google = hurried.get(f"/v1alpha1/claims:search?query=x&key={program.token}")
    assert google.status_code == 429
    assert google.json is not None
    assert google.json["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_new_minute_brings_a_new_share(monkeypatch: pytest.MonkeyPatch) -> None:
    limits, now = OwnCount(), 1000.0
    monkeypatch.setattr("factcheck.api.limits.time.monotonic", lambda: now)
    assert [limits.count(1) for _ in range(2)] == [(1, 60), (2, 60)]

    now += 59.0
    assert limits.count(1) == (3, 1)
    now += 1.0
    assert limits.count(1) == (1, 60)


@contextmanager
def queue_server(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real one, as the desk embeds it; it may be killed before the end."""
    server = subprocess.Popen(server_command(data), stdout=subprocess.DEVNULL)
    url = queue_url(Settings(data=data))
    deadline = time.monotonic() + 20
    while not queue_is_reachable(url):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def test_web_processes_count_together_and_alone_once_the_queue_server_vanishes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = desk.room.database.engine.url.render_as_string(hide_password=False)
    settings = Settings(data=tmp_path, database_url=address, api_rate=SHARE)
    token = desk.program("reader").token
    apps = [create_app(settings) for _ in range(2)]
    one, other = (Program(app.test_client(), token) for app in apps)
    with queue_server(tmp_path) as server:
        assert [program.get("/me").status_code for program in (one, other, one)] == [200] * 3
        stopped = other.get("/me")
        assert stopped.status_code == 429
        assert 1 <= int(stopped.headers["Retry-After"]) <= WINDOW_SECONDS

        server.kill()
        server.wait()
        alone = other.get("/me")
        assert alone.status_code == 200
        assert alone.headers["RateLimit"].startswith('"default";r=2;')
        assert one.get("/me").headers["RateLimit"].startswith('"default";r=2;')

    # Back again with nothing left of what it knew, it counts for all.
    shutil.rmtree(tmp_path / "queue")
    with queue_server(tmp_path):
        monkeypatch.setattr("factcheck.api.limits.AWAY_SECONDS", 0.0)
        for app in apps:
            app.extensions["factcheck_limits"]._away_until = 0.0
        assert {one.get("/me").status_code, other.get("/me").status_code} == {200}
    for app in apps:
        app.extensions[EXTENSION].database.engine.dispose()


def test_a_server_that_hangs_holds_no_request_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        limits = Limits(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        assert [limits.count(1)[0] for _ in range(50)] == list(range(1, 51))
        assert time.monotonic() - began < 5


def test_scripts_of_other_sites_read_what_is_public_and_nothing_else(desk: Desk) -> None:
    program = desk.program("reviewer")
    origin = {"Origin": "https://news.example"}

    for path in ("/checked-claims", "/changes", "/scales"):
        answer = program.get(path, headers=origin)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    for path in ("/tasks", "/articles", "/nothing"):
        assert "Access-Control-Allow-Origin" not in program.get(path, headers=origin).headers


def test_a_browser_may_ask_first_without_a_token(desk: Desk) -> None:
    client = desk.app.test_client()
    asking = {
        "Origin": "https://news.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }

    answer = client.options(f"{V1}/checked-claims", headers=asking)
    closed = client.options(f"{V1}/tasks", headers=asking)

    assert answer.status_code == closed.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in closed.headers


def test_the_request_id_comes_back_and_one_that_is_not_sane_is_replaced(desk: Desk) -> None:
    program = desk.program("reader")

    kept = program.get("/me", headers={"X-Request-Id": "trace-me-0002"})
    made = program.get("/me", headers={"X-Request-Id": "no good!"})

    assert kept.headers["X-Request-Id"] == "trace-me-0002"
    assert len(made.headers["X-Request-Id"]) == 16
