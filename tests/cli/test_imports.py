"""`factcheck import claimreview`: in once each, told what cannot be used, never out as our own."""

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlmodel import select

from factcheck.audit.models import Event
from factcheck.claims.models import ImportedCheck, KnownClaim
from factcheck.cli.export import export_command
from factcheck.cli.imports import import_group
from factcheck.context.links import decide_link, links_of
from tests.claims.test_importing import PLAIN, named, page
from tests.web.newsroom import Newsroom, gather_again

COSTS = {
    **PLAIN,
    "claimReviewed": "Building costs fell by 4.2 per cent in the first half of the year",
    "reviewRating": {"alternateName": "False"},
}


@pytest.fixture(autouse=True)
def own_desk(room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = room.database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", url)
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))


def write(tmp_path: Path, text: str, name: str = "checks.jsonl") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(given: str, *options: str) -> Result:
    return CliRunner().invoke(import_group, ["claimreview", given, *options])


def results(result: Result) -> list[str]:
    return [json.loads(line)["result"] for line in result.stdout.splitlines()]


def imported(room: Newsroom) -> list[ImportedCheck]:
    with room.database.read() as session:
        return list(session.exec(select(ImportedCheck).order_by(ImportedCheck.id)))


def test_bad_items_cost_a_line_each_and_the_rest_comes_in(room: Newsroom, tmp_path: Path) -> None:
    lines = [json.dumps(PLAIN), "{broken}", json.dumps({**PLAIN, "url": ""}), json.dumps(COSTS)]
    given = write(tmp_path, "\n".join(lines))

    result = run(given)

    assert result.exit_code == 0
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [
        f"{given}, line 2",
        f"{given}, line 3",
    ]
    assert "Checks of others" in result.stdout
    assert [row.claim for row in imported(room)] == [PLAIN["claimReviewed"], COSTS["claimReviewed"]]
    assert imported(room)[0].raw == PLAIN


def test_importing_again_adds_nothing_and_updates_what_changed(
    room: Newsroom, tmp_path: Path
) -> None:
    first = run(write(tmp_path, json.dumps([PLAIN, COSTS, PLAIN])), "--json")
    same = run(write(tmp_path, json.dumps([COSTS])), "--json")
    changed = {**COSTS, "reviewRating": {"alternateName": "True"}}
    update = run(write(tmp_path, json.dumps([PLAIN, changed])), "--json")

    assert [results(one) for one in (first, same, update)] == [
        ["new", "new", "known"],
        ["known"],
        ["known", "updated"],
    ]
    with room.database.read() as session:
        rows = session.exec(select(KnownClaim).where(KnownClaim.kind == "elsewhere")).all()
        events = session.exec(select(Event).where(Event.action == "checks.imported")).all()
    assert [(row.label, row.publisher) for row in rows] == [
        ("Mostly false", "Tide Check"),
        ("True", "Tide Check"),
    ]
    assert len(events) == 2


def test_a_file_without_a_check_fails(tmp_path: Path) -> None:
    empty = run(write(tmp_path, page("{}"), "page.html"))
    missing = run(str(tmp_path / "nowhere.json"))

    assert empty.exit_code == 1
    assert "holds no ClaimReview" in empty.stderr
    assert "cannot be read" in str(missing.exception)


@contextmanager
def site(body: bytes) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/check"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_a_page_is_fetched_by_the_safe_client(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(url: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "factcheck", "import", "claimreview", url, "--json"]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    with site(page(json.dumps(named("A")), json.dumps(named("B"))).encode()) as url:
        refused = fetch(url)
        monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
        monkeypatch.setenv("FACTCHECK_FETCH_PORTS", url.split(":")[2].split("/")[0])
        taken = fetch(url)

    assert (refused.returncode, refused.stdout, taken.returncode) == (1, "", 0)
    answers = [json.loads(line) for line in taken.stdout.splitlines()]
    assert [answer["result"] for answer in answers] == ["new", "new"]
    assert [row.claim for row in imported(room)] == ["A", "B"]


def test_an_import_is_shown_as_checked_elsewhere_and_never_exported(
    room: Newsroom, tmp_path: Path
) -> None:
    task_id = room.tasks["costs"]
    run(write(tmp_path, json.dumps([COSTS])))
    gather_again(room, task_id)
    with room.database.read() as session:
        (link,) = links_of(session, task_id)
    assert (link.known.kind, link.known.label, link.known.publisher) == (
        "elsewhere",
        "False",
        "Tide Check",
    )
    with room.database.write() as session:
        decide_link(
            session,
            actor=room.actor("reviewer"),
            task_id=task_id,
            link_id=link.row.id or 0,
            decision="confirm",
            version=None,
        )
    room.publish("city", rating="true", rationale="So says the register.")

    for form in ("jsonl", "claimreview"):
        out = CliRunner().invoke(export_command, ["--format", form])
        assert len(out.stdout.splitlines()) == 1
        assert "310,000" in out.stdout
        for theirs in ("Tide Check", "tide.example", "harbour-tunnel", "checked elsewhere"):
            assert theirs not in out.stdout
