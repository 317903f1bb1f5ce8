"""The Python client against a real desk: the whole way, paging, refusals, busy desks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from factcheck import client
from factcheck.accounts.policy import SCOPES
from factcheck.accounts.service import add_token
from factcheck.app import create_app
from factcheck.audit.log import SYSTEM
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.tasks.walking import queued_tasks, task_in_state
from tests.web.newsroom import Newsroom


class Programs:
    """Clients of one desk, for its people."""

    def __init__(self, room: Newsroom, folder: Path) -> None:
        address = room.database.engine.url.render_as_string(hide_password=False)
        self.app = create_app(Settings(data=folder, database_url=address))
        self.room = room

    def of(self, person: str) -> client.Desk:
        with self.room.database.write() as session:
            user_id = self.room.people[person].id or 0
            _, token = add_token(
                session, actor=SYSTEM, user_id=user_id, name="client", scopes=list(SCOPES)
            )
        transport = httpx.WSGITransport(app=self.app)
        return client.Desk("http://desk.example", token, transport=transport)


@pytest.fixture
def programs(room: Newsroom, tmp_path: Path) -> Iterator[Programs]:
    programs = Programs(room, tmp_path)
    yield programs
    programs.app.extensions[EXTENSION].database.engine.dispose()


def test_from_a_task_to_a_checked_claim_and_its_changes(programs: Programs) -> None:
    with programs.of("reviewer") as reviewer, programs.of("editor") as editor:
        task = next(one for one in reviewer.tasks(state="ready") if one["question"] == "said")
        held = reviewer.act(task, "take")
        code = held["scale"]["ratings"][0]["code"]
        reviewer.act(held, "submit", rating=code, rationale="Word for word.")
        signed = editor.act(editor.task(task["id"]), "approve")

        (checked,) = editor.checked_claims()
        (change,) = editor.changes()
        assert signed["state"] == "approved"
        assert (checked["verdict"]["rating"], checked["revision"]) == (code, 1)
        assert (change["type"], change["id"]) == ("created", checked["id"])
        assert editor.claim_review(checked["id"])["@type"] == "ClaimReview"
        assert list(editor.changes(change["cursor"])) == []


def test_lists_go_on_over_their_pages(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    queued_tasks(programs.room, "Another edition.")
    with programs.of("reader") as reader:
        whole = [task["id"] for task in reader.tasks()]
        monkeypatch.setattr("factcheck.client.desk._PAGE", 5)
        assert [task["id"] for task in reader.tasks()] == whole
        assert len(set(whole)) == len(whole) == 12


def test_changes_go_on_over_their_pages(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    for state in ("approved", "retracted", "approved"):
        task_in_state(programs.room, state)
    monkeypatch.setattr("factcheck.client.desk._PAGE", 1)
    with programs.of("reader") as reader:
        assert [change["type"] for change in reader.changes()] == [
            "created", "created", "retracted", "created",
        ]  # fmt: skip


def test_material_is_added_once(programs: Programs) -> None:
    with programs.of("reviewer") as reviewer:
        text = "“We will pay,” said Ada Stone on Monday."
        first = reviewer.add_article(text, title="Stone", published="2026-03-01")
        again = reviewer.add_article(text)
        source = reviewer.add_source("We will pay.", title="Transcript")

        assert first["id"] == again["id"]
        assert reviewer.article(first["id"])["title"] == "Stone"
        assert source["id"] in [one["id"] for one in reviewer.sources()]
        assert first["id"] in [one["id"] for one in reviewer.articles()]


def test_refusals_are_exceptions_that_say_what_to_do(programs: Programs) -> None:
    with programs.of("reviewer") as reviewer, programs.of("reader") as reader:
        task = next(reviewer.tasks(state="ready"))
        reviewer.act(task, "take")
        with pytest.raises(client.StaleVersion) as stale:
            reviewer.act(task, "take")
        assert (stale.value.status, stale.value.code) == (412, "stale_version")
        with pytest.raises(client.Forbidden):
            reader.act(reader.task(task["id"]), "release")
        with pytest.raises(client.NotFound):
            reviewer.task(999_999)
        with pytest.raises(client.NotFound) as gone:
            list(reviewer.changes("7-000000000000"))
        assert gone.value.status == 410
        with pytest.raises(client.InvalidInput) as invalid:
            reviewer.add_article("Words.", published="yesterday")
        assert [one["pointer"] for one in invalid.value.errors] == ["/published"]
    stranger = client.Desk(
        "http://desk.example", "fcq_nobody", transport=httpx.WSGITransport(app=programs.app)
    )
    with stranger, pytest.raises(client.NotSignedIn, match="token"):
        stranger.me()


def test_a_busy_desk_is_asked_again_with_the_same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("factcheck.client.desk.time.sleep", waited.append)
    keys: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["Idempotency-Key"])
        if len(keys) < 3:
            return httpx.Response(503, headers={"Retry-After": str(len(keys))})
        return httpx.Response(201, json={"id": 7})

    with client.Desk("http://x", "t", transport=httpx.MockTransport(answer)) as desk:
        assert desk.add_article("Words.")["id"] == 7

    assert waited == [1.0, 2.0]
    assert len(set(keys)) == 1
    keys.clear()
    with (
        client.Desk(
            "http://x", "t", transport=httpx.MockTransport(lambda _request: httpx.Response(429))
        ) as desk,
        pytest.raises(client.Unavailable),
    ):
        desk.me()


def test_the_client_imports_nothing_of_the_server() -> None:
    """A program that reads checks must not need a database driver."""
    code = (
        "import sys, factcheck.client; "
        "print(sorted(m for m in sys.modules if m.startswith(('factcheck.', 'flask', 'sql')) "
        "and not m.startswith('factcheck.client')))"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "[]"
