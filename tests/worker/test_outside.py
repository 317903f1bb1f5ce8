"""From a gathered task to what an outside service knows, through the real handlers."""

from pathlib import Path

import pytest
from sqlmodel import select

from factcheck.context.evidence import evidence_of
from factcheck.context.gathering import runs_of
from factcheck.context.outside import ASK
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import add_job
from factcheck.tasks.service import GATHER
from tests.context.providers.conftest import Answer, Fake, fake
from tests.web.newsroom import Newsroom
from worker.handlers import HANDLERS
from worker.runtime import Runtime

__all__ = ["fake"]


def run(room: Newsroom, kind: str) -> str:
    with room.database.write() as session:
        job = add_job(session, kind, room.tasks["quote"])
        assert job.id is not None
    return Runtime(room.database, HANDLERS, lease_seconds=30).run(job.id)


def test_a_task_is_gathered_then_asked_about_outside(
    room: Newsroom, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = {
        "url": "https://paper.example/a",
        "title": "Forty-two bridges",
        "seendate": "20241016T120000Z",
        "domain": "paper.example",
        "language": "English",
        "sourcecountry": "Norway",
    }
    fake.on("/api/v2/doc/doc", Answer({"articles": [article]}))
    for name, value in {
        "PROVIDERS": "gdelt,wikidata",
        "GDELT_URL": fake.url,
        "WIKIDATA_URL": fake.url,
        "FETCH_ALLOW_CIDRS": "127.0.0.0/8",
        "FETCH_PORTS": str(fake.server.server_port),
        "DATA": str(tmp_path),
        "CONTACT": "desk@paper.example",
    }.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)

    assert run(room, GATHER) == "done"
    assert run(room, ASK) == "done"

    task_id = room.tasks["quote"]
    with room.database.read() as session:
        runs = {run.provider: run for run in runs_of(session, task_id)}
        found = [item.url for item in evidence_of(session, task_id) if item.provider == "gdelt"]
        waiting = session.exec(
            select(Outbox).where(
                Outbox.kind == ASK, Outbox.subject_id == task_id, Outbox.state == "pending"
            )
        ).all()
    assert runs["gdelt"].state == "found"
    assert (runs["wikidata"].state, runs["wikidata"].detail) == (
        "failed",
        "It answered with an error (status 404).",
    )
    assert found == ["https://paper.example/a"]
    assert waiting == []
    assert "desk@paper.example" in fake.asked[0].headers["user-agent"]
