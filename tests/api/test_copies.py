"""Copies, changes and orphaned claims over the API."""

from factcheck.archive.service import keep_copy, record_snapshot
from factcheck.archive.store import Archive
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.extraction.types import Extraction
from factcheck.net.client import Response
from factcheck.tasks.opening import open_tasks
from tests.api.conftest import Desk
from tests.web.newsroom import TEXT

EDITED = TEXT.replace("4.2 per cent", "42 per cent")


def edit_article(desk: Desk) -> None:
    assert desk.room.article is not None
    with desk.room.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=EDITED, url=desk.room.article.url)
        assert taken.version is not None
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=Extraction())


def test_an_orphaned_claim_is_given_its_words_by_a_program(desk: Desk) -> None:
    reviewer, task_id = desk.program("reviewer"), desk.room.tasks["costs"]
    edit_article(desk)
    task = reviewer.get(f"/tasks/{task_id}").json
    assert task is not None
    assert task["claim"]["anchor"] == "orphaned"
    assert [(one["kind"], one["touches"]) for one in task["changes"]] == [("article", True)]
    path = f"/claims/{task['claim']['id']}/anchor"

    found = reviewer.get(path).json
    assert found is not None
    candidate = found["candidate"]
    assert candidate["text"].startswith("Building costs fell by 42 per cent")
    assert 0.9 < candidate["score"] < 1
    for nowhere in ({"start": 5, "end": 5}, {"start": 0, "end": 1_000_000}):
        assert reviewer.post(path, nowhere).status_code == 422, nowhere
    span = {"start": candidate["start"], "end": candidate["end"]}
    first = reviewer.post(path, span, key="once")
    again = reviewer.post(path, span, key="once")

    assert first.json is not None
    assert (first.json["anchor"], first.json["text"]) == ("moved", candidate["text"])
    assert again.json == first.json
    assert reviewer.get(path).status_code == 409


def test_a_copy_is_read_with_its_hashes(desk: Desk, tmp_path: object) -> None:
    url = "https://office.example/figures"
    page = Response(200, url, {"content-type": "text/html"}, "text/html", b"<p>Words.")
    copy = keep_copy(page, url=url, archive=Archive(f"{tmp_path}/archive"))
    with desk.room.database.write() as session:
        snapshot = record_snapshot(session, copy=copy, text="Words.")

    read = desk.program("reviewer").get(f"/snapshots/{snapshot.id}").json

    assert read is not None
    assert (read["url"], read["text"], read["stored"]) == (url, "Words.", True)
    assert (read["sha256"], read["size"]) == (copy.payload_sha256, 9)
