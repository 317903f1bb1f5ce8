"""Evidence in a person's hands: chosen in a source, uploaded, grouped; whom they asked."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlmodel import select

from factcheck.context.evidence import add_evidence, evidence_of, judge_evidence
from factcheck.context.incoming import READ_SOURCE, fail_incoming
from factcheck.context.models import EvidenceItem, IncomingSource
from factcheck.context.outreach import outreach_of
from factcheck.publishing.checked import load_published
from factcheck.publishing.native import native_json
from factcheck.queueing.models import Outbox
from factcheck.verdicts.approval import approve_verdict, find_checked
from factcheck.verdicts.service import ask_second_opinion
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import SOURCE, Newsroom
from worker.handlers import HANDLERS

STORY = (
    "The harbour authority said on Monday that it had stopped all work on the second bridge after "
    "divers found cracks in two of the piers, and that it would take at least four months before "
    "anybody could say whether the bridge can be finished at all or must be pulled down again."
)


@pytest.fixture(autouse=True)
def archive_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the handlers keep goes into a folder of the test's own."""
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))


def added(room: Newsroom, name: str = "city") -> list[EvidenceItem]:
    with room.database.read() as session:
        found = evidence_of(session, room.tasks[name])
        return [item for item in found if item.provider == "person"]


def work_off(room: Newsroom) -> None:
    """Do what a worker does with the documents that wait."""
    handler = HANDLERS[READ_SOURCE]
    with room.database.read() as session:
        waiting = session.exec(select(Outbox.subject_id).where(Outbox.kind == READ_SOURCE)).all()
    for incoming_id in waiting:
        result = handler.work(room.database, incoming_id)
        with room.database.write() as session:
            handler.apply(session, incoming_id, result)


def test_a_ticked_paragraph_is_evidence_with_its_place(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("city")
    assert room.source is not None
    task = f"/tasks/{room.tasks['city']}"
    page = f"/sources/{room.source.id}?task={room.tasks['city']}"
    form = {"source": room.source.id, "passage": "3", "stance": "undermines"}

    answer = reviewer.post(f"{task}/evidence/selection", form, page=page)

    assert answer.status_code == 303, answer.text
    [item] = added(room)
    assert item.passage.startswith("We will not build 42 bridges")
    assert item.stance == "undermines"
    assert (item.document_id, item.snapshot_hash) == (room.source.id, room.source.sha256)
    assert SOURCE[item.place["start"] : item.place["end"]] == item.passage
    assert item.place["paragraph"] == 3


def test_selected_words_are_found_however_they_are_broken(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    assert room.source is not None
    page = f"/sources/{room.source.id}?task={room.tasks['city']}"
    path = f"/tasks/{room.tasks['city']}/evidence/selection"
    chosen = {"source": room.source.id, "words": "It is a\n  historic programme"}

    assert reviewer.post(path, chosen, page=page).status_code == 303
    assert [item.passage for item in added(room)] == ["It is a historic programme"]
    refused = reviewer.post(path, chosen | {"words": "words of nobody"}, page=page)
    assert refused.status_code == 422
    assert "words of nobody" in refused.text


def test_an_address_is_fetched_by_a_worker_and_its_failure_shown(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("city")
    task = f"/tasks/{room.tasks['city']}"

    answer = reviewer.post(f"{task}/evidence", {"url": "https://port.example/news"}, page=task)

    assert answer.status_code == 303
    with room.database.read() as session:
        row = session.exec(select(IncomingSource)).one()
        job = session.exec(select(Outbox).where(Outbox.kind == READ_SOURCE)).one()
    assert (row.url, job.subject_id) == ("https://port.example/news", row.id)
    assert "being read" in reviewer.get(task).text
    with room.database.write() as session:
        fail_incoming(session, incoming_id=row.id or 0, reason="The page could not be reached.")
    assert "The page could not be reached." in reviewer.get(task).text


def test_hundreds_of_files_are_read_by_workers_each_with_its_state(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    files = [
        (BytesIO(f"Minutes number {number} of the port council.".encode()), f"{number}.txt")
        for number in range(120)
    ]
    files.append((BytesIO(b"\x89PNG\r\n\x1a\n\x00\x00"), "photo.png"))

    answer = reviewer.post("/sources", {"file": files}, page="/sources")

    assert answer.status_code == 303, answer.text
    assert "0 of 121 read" in reviewer.get(answer.location).text
    with full_newsroom.database.read() as session:
        rows = session.exec(select(IncomingSource)).all()
    handler = HANDLERS[READ_SOURCE]
    result = handler.work(full_newsroom.database, rows[0].id or 0)
    with full_newsroom.database.write() as session:
        handler.apply(session, rows[0].id or 0, result)
        handler.on_dead(session, rows[120].id or 0, "A picture cannot be read.")
    page = reviewer.get(answer.location).text
    assert "2 of 121 read" in page
    assert "in the library" in page
    assert "A picture cannot be read." in page


def test_files_sent_in_parts_are_one_upload_of_one_person(
    reviewer: Browser, editor: Browser, full_newsroom: Newsroom
) -> None:
    def part(*names: str, batch: str) -> dict[str, object]:
        return {"file": [(BytesIO(name.encode()), name) for name in names], "batch": batch}

    first = reviewer.post("/sources", part("1.txt", batch="new"), page="/sources").location
    batch = first.rsplit("/", 1)[1]
    second = reviewer.post("/sources", part("2.txt", "3.txt", batch=batch), page="/sources")

    assert second.location == first
    assert "0 of 3 read" in reviewer.get(first).text
    for browser, name in ((editor, batch), (reviewer, "no-such-batch")):
        assert (
            browser.post("/sources", part("4.txt", batch=name), page="/sources").status_code == 404
        )
    assert "0 of 3 read" in reviewer.get(first).text


def test_an_uploaded_file_waits_for_its_words_to_be_chosen(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("city")
    task = f"/tasks/{room.tasks['city']}"
    sent = {"file": (BytesIO(STORY.encode()), "story.txt"), "rationale": "Not lost"}

    assert reviewer.post(f"{task}/evidence/upload", sent, page=task).status_code == 303
    work_off(room)

    page = reviewer.get(task).text
    assert "Choose the words in story.txt" in page
    assert "Not lost" in page


def test_copies_of_one_story_count_once(
    reviewer: Browser, editor: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("city")
    with room.database.write() as session:
        items = [
            add_evidence(
                session,
                actor=room.actor("reviewer"),
                task_id=room.tasks["city"],
                url=f"https://{name}.example/bridge",
                passage=f"{name}: {STORY}",
            )
            for name in ("herald", "courier", "gazette")
        ]
        ids = [item.id for item in items]
    task = f"/tasks/{room.tasks['city']}"

    page = reviewer.get(task).text
    assert "3 pieces of one origin count as one source" in page
    form = {"rating": "false", "rationale": "Three papers, one agency.", "cite": ids}
    form["version"] = room.task("city").version
    assert reviewer.post(f"{task}/submit", form, page=task).status_code == 303
    shown = editor.get(f"/approvals/{room.tasks['city']}").text
    assert "A single source: 3 pieces of one origin" in shown


def test_who_was_asked_is_shown_to_the_editor_and_exported(
    reviewer: Browser, editor: Browser, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("city")
    task = f"/tasks/{room.tasks['city']}"
    asked = {"asked": "The mayor's office", "asked_on": "2024-10-16", "deadline": "2024-10-18"}

    assert reviewer.post(f"{task}/outreach", asked, page=task).status_code == 303
    with room.database.read() as session:
        [row] = outreach_of(session, room.tasks["city"])
    words = {f"answer_{row.id}": "We counted again."}
    assert reviewer.post(f"{task}/outreach/{row.id}", words, page=task).status_code == 303

    form = {"rating": "false", "rationale": "It has fewer.", "version": room.task("city").version}
    reviewer.post(f"{task}/submit", form, page=task)
    assert "We counted again." in editor.get(f"/approvals/{room.tasks['city']}").text
    with room.database.write() as session:
        approve_verdict(
            session, actor=room.actor("editor"), task_id=room.tasks["city"], version=None
        )
    with room.database.read() as session:
        checked = find_checked(session, room.tasks["city"])
        assert checked is not None
        exported = native_json(load_published(session, checked), "https://desk.example")
    assert [(one["asked"], one["answer"]) for one in exported["outreach"]] == [
        ("The mayor's office", "We counted again.")
    ]


def test_a_deadline_before_the_asking_is_refused_and_nothing_typed_is_lost(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.take("city")
    task = f"/tasks/{full_newsroom.tasks['city']}"
    asked = {"asked": "The mayor", "asked_on": "2024-10-16", "deadline": "2024-10-01"}

    answer = reviewer.post(f"{task}/outreach", asked, page=task)

    assert answer.status_code == 422
    assert "The mayor" in answer.text


def test_a_second_reader_does_not_see_the_first_readers_stances(
    browser_of: BrowserOf, full_newsroom: Newsroom
) -> None:
    room = full_newsroom
    room.take("quote")
    with room.database.write() as session:
        item = next(iter(evidence_of(session, room.tasks["quote"])))
        judge_evidence(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["quote"],
            evidence_id=item.id or 0,
            stance="undermines",
            decisive=True,
        )
    task = f"/tasks/{room.tasks['quote']}"
    first = browser_of("reviewer")
    form = {"rating": "altered_material", "rationale": "She said not.", "cite": item.id}
    first.post(f"{task}/submit", form | {"version": room.task("quote").version}, page=task)
    with room.database.write() as session:
        ask_second_opinion(
            session, actor=room.actor("editor"), task_id=room.tasks["quote"], version=None
        )
    room.take("quote", "second")

    page = browser_of("second").get(task).text

    assert 'badge-bad">undermines' not in page
    assert "card-decisive" not in page
