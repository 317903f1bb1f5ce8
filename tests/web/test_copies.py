"""Copies and changes as people see them: the copy's page, what changed, where a claim went."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from factcheck import clock
from factcheck.archive.models import Snapshot
from factcheck.archive.service import Copy, keep_copy, record_snapshot
from factcheck.archive.store import Archive
from factcheck.archive.watching import watch_page
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.claims.models import Claim
from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence
from factcheck.context.rechecking import Look, store_look
from factcheck.extraction.types import Extraction
from factcheck.net.client import Response
from factcheck.publishing.checked import get_published_by_slug
from factcheck.publishing.native import native_json
from factcheck.tasks.models import Task
from factcheck.tasks.opening import open_tasks
from factcheck.verdicts.approval import approve_verdict
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import submit_verdict
from factcheck.verdicts.verification import verify_verdicts
from factcheck.web.revisions import view_revision
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import TEXT, Newsroom, extraction_of

URL = "https://office.example/figures"
BEFORE = "Costs fell by 4.2 per cent.\nThe <b>office</b> said so."
AFTER = "Costs fell by 42 per cent.\nThe <b>office</b> said so."
HTML = "<script>alert(1)</script><p>Costs fell by 4.2 per cent."
EDITED = TEXT.replace("4.2 per cent in the first half", "42 per cent in the first half")


def kept(room: Newsroom, folder: Path, body: str) -> Copy:
    page = Response(200, URL, {"content-type": "text/html"}, "text/html", body.encode())
    return keep_copy(page, url=URL, archive=Archive(str(folder / "archive")))


def keep(room: Newsroom, folder: Path, text: str = BEFORE) -> Snapshot:
    copy = kept(room, folder, HTML + text)
    with room.database.write() as session:
        return record_snapshot(session, copy=copy, text=text)


def cite_page(room: Newsroom, folder: Path, task: str = "costs") -> int:
    """Evidence of a page that is kept."""
    with room.database.write() as session:
        item = add_evidence(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks[task],
            url=URL,
            passage="Costs fell by 4.2 per cent.",
        )
        page = watch_page(session, purpose="evidence", url=URL)
    store(room, page.id or 0, Look("fetched", kept(room, folder, HTML), BEFORE))
    return item.id or 0


def store(room: Newsroom, page_id: int, look: Look) -> None:
    with room.database.write() as session:
        store_look(session, actor=SYSTEM, page_id=page_id, look=look)


def change_page(room: Newsroom, folder: Path) -> None:
    store(room, 1, Look("fetched", kept(room, folder, AFTER), AFTER))


def edit_article(room: Newsroom, text: str = EDITED) -> None:
    assert room.article is not None
    with room.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=text, url=room.article.url)
        assert taken.version is not None
        words = extraction_of(TEXT)
        extraction = type(words)(quotes=words.quotes)
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extraction)


def claim_of(room: Newsroom, task: str) -> Claim:
    with room.database.read() as session:
        row = session.get_one(Task, room.tasks[task])
        return session.get_one(Claim, row.claim_id)


def test_a_copy_is_shown_as_text_and_its_file_can_be_taken_away(
    full_newsroom: Newsroom, reviewer: Browser, tmp_path: Path
) -> None:
    snapshot = keep(full_newsroom, tmp_path)

    page = reviewer.get(f"/snapshots/{snapshot.id}").text
    file = reviewer.get(f"/snapshots/{snapshot.id}/warc")

    assert "The &lt;b&gt;office&lt;/b&gt; said so." in page
    assert "<script>alert" not in page
    assert snapshot.payload_sha256 in page
    assert file.mimetype == "application/gzip"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert hashlib.sha256(file.data).hexdigest() == snapshot.warc_sha256


def test_two_copies_are_compared_by_kind_in_words(
    full_newsroom: Newsroom, reviewer: Browser, tmp_path: Path
) -> None:
    first, second = (keep(full_newsroom, tmp_path, text) for text in (BEFORE, AFTER))

    page = reviewer.get(f"/snapshots/{second.id}?against={first.id}").text

    assert "[number differs: " in page
    assert "1 number" in page
    assert "1 paragraph unchanged" in page


def test_copies_of_different_pages_are_not_compared(
    full_newsroom: Newsroom, reviewer: Browser, tmp_path: Path
) -> None:
    first = keep(full_newsroom, tmp_path)
    page = Response(200, f"{URL}/2", {}, "text/html", b"Words.")
    copy = keep_copy(page, url=f"{URL}/2", archive=Archive(str(tmp_path)))
    with full_newsroom.database.write() as session:
        other = record_snapshot(session, copy=copy, text="Words.")

    assert reviewer.get(f"/snapshots/{other.id}?against={first.id}").status_code == 422


@on_both
def test_a_task_shows_the_copy_and_what_changed(
    app: Flask, full_newsroom: Newsroom, reviewer: Browser, tmp_path: Path
) -> None:
    cite_page(full_newsroom, tmp_path)
    path = f"/tasks/{full_newsroom.tasks['costs']}"
    page = reviewer.get(path).text
    assert "/snapshots/1" in page
    assert "page differs" not in page

    change_page(full_newsroom, tmp_path)

    page = reviewer.get(path).text
    assert "A page of the evidence, at office.example, changed in the passage" in page
    assert "<b>page differs</b> from the copy" in page
    assert "/snapshots/2?against=1" in page
    assert "[number differs: " in page


def test_an_editor_sees_what_changed_before_signing(
    full_newsroom: Newsroom, editor: Browser, tmp_path: Path
) -> None:
    cite_page(full_newsroom, tmp_path)
    full_newsroom.submit("costs", rating="true")
    change_page(full_newsroom, tmp_path)

    page = editor.get(f"/approvals/{full_newsroom.tasks['costs']}").text

    assert "changed in the passage" in page
    assert "after the verdict of" in page


def test_a_page_that_is_gone_is_told_on_the_piece(
    full_newsroom: Newsroom, reviewer: Browser, tmp_path: Path
) -> None:
    cite_page(full_newsroom, tmp_path)
    store(full_newsroom, 1, Look("gone", status=404))

    page = reviewer.get(f"/tasks/{full_newsroom.tasks['costs']}").text

    assert "<b>page gone</b> since" in page
    assert "/snapshots/1" in page


def test_what_was_dealt_with_by_a_verdict_is_no_longer_told(
    full_newsroom: Newsroom,
    reviewer: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cite_page(full_newsroom, tmp_path)
    change_page(full_newsroom, tmp_path)
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    full_newsroom.submit("costs", rating="true")

    assert (
        "changed in the passage" not in reviewer.get(f"/tasks/{full_newsroom.tasks['costs']}").text
    )


@on_both
def test_the_public_page_and_its_json_say_when_evidence_was_archived(
    app: Flask, full_newsroom: Newsroom, stranger: Browser, reviewer: Browser, tmp_path: Path
) -> None:

    room, evidence_id = full_newsroom, cite_page(full_newsroom, tmp_path)
    room.take("costs")
    with room.database.write() as session:
        submit_verdict(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["costs"],
            version=None,
            proposal=Proposal("true", "The office says so.", (Citation(id=evidence_id),)),
        )
    with room.database.write() as session:
        checked = approve_verdict(
            session, actor=room.actor("editor"), task_id=room.tasks["costs"], version=None
        )
    with room.database.read() as session:
        snapshot = session.get_one(Snapshot, 1)
        (cited,) = native_json(get_published_by_slug(session, checked.slug), "https://d.example")[
            "verdict"
        ]["evidence"]

    assert cited["archived"]["sha256"] == snapshot.payload_sha256
    page = stranger.get(f"/c/{checked.slug}").text
    assert "Archived by us" in page
    assert snapshot.payload_sha256 in page
    record = reviewer.get(f"/tasks/{room.tasks['costs']}/record").text
    assert snapshot.payload_sha256[:16] in record


def test_versions_of_an_article_are_compared(full_newsroom: Newsroom, reviewer: Browser) -> None:
    assert full_newsroom.article is not None
    path = f"/articles/{full_newsroom.article.id}"
    edit_article(full_newsroom)

    assert f"{path}?version=2&amp;against=1" in reviewer.get(path).text
    page = reviewer.get(f"{path}?version=2&against=1").text

    assert "What changed from version 1 to version 2" in page
    assert "[number differs: " in page
    assert "2 claims moved, 1 orphaned" in page
    task = reviewer.get(f"/tasks/{full_newsroom.tasks['costs']}").text
    assert "The article changed at this claim or beside it" in task
    assert f"/claims/{claim_of(full_newsroom, 'costs').id}/anchor" in task


@on_both
def test_a_person_says_which_words_an_orphaned_claim_became(
    app: Flask, full_newsroom: Newsroom, reviewer: Browser
) -> None:
    edit_article(full_newsroom)
    claim = claim_of(full_newsroom, "costs")
    path = f"/claims/{claim.id}/anchor"

    page = reviewer.get(path).text
    assert "The nearest words share 93 per cent" in page
    start = EDITED.index("Building costs")
    end = EDITED.index(", the statistics")
    answer = reviewer.post(path, {"start": start, "end": end}, page=path)

    assert answer.status_code == 303
    moved = claim_of(full_newsroom, "costs")
    assert (moved.id, moved.anchor_state, moved.text) == (claim.id, "moved", EDITED[start:end])
    assert reviewer.get(path).status_code == 409


def test_words_may_be_copied_out_of_the_article(full_newsroom: Newsroom, reviewer: Browser) -> None:
    edit_article(full_newsroom)
    path = f"/claims/{claim_of(full_newsroom, 'costs').id}/anchor"

    refused = reviewer.post(path, {"words": "Words of nobody."}, page=path)
    assert refused.status_code == 422
    assert "Words of nobody." in refused.text

    reviewer.post(path, {"words": "costs fell by 42 per cent"}, page=path)
    assert claim_of(full_newsroom, "costs").text == "costs fell by 42 per cent"


@on_both
def test_words_that_were_judged_stay_and_the_new_ones_are_a_claim_of_their_own(
    app: Flask, full_newsroom: Newsroom, reviewer: Browser
) -> None:

    full_newsroom.publish("costs", rating="true")
    edit_article(full_newsroom)
    old = claim_of(full_newsroom, "costs")
    path = f"/claims/{old.id}/anchor"

    reviewer.post(path, {"words": "costs fell by 42 per cent"}, page=path)

    claim = claim_of(full_newsroom, "costs")
    assert (claim.text, claim.anchor_state) == (old.text, "orphaned")
    with full_newsroom.database.read() as session:
        successor = session.get_one(Claim, claim.became_id)
        questions = session.exec(select(Task.question).where(Task.claim_id == successor.id)).all()
        assert verify_verdicts(session) == []
    assert (successor.text, questions) == ("costs fell by 42 per cent", ["true"])
    assert reviewer.get(path).status_code == 409


def test_words_that_are_a_claim_already_take_over_the_open_task(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    assert room.article is not None
    with room.database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=EDITED, url=room.article.url)
        assert taken.version is not None
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=renamed_extraction())
    claim = claim_of(room, "costs")
    path = f"/claims/{claim.id}/anchor"
    assert "These words are a claim already." in reviewer.get(path).text

    start, end = EDITED.index("Building costs"), EDITED.index(", the statistics")
    reviewer.post(path, {"start": start, "end": end}, page=path)

    with room.database.read() as session:
        task = session.get_one(Task, room.tasks["costs"])
        other = session.get_one(Task, task.duplicate_of_id)
        successor = session.get_one(Claim, other.claim_id)
    assert task.state == "duplicate"
    assert successor.text == EDITED[start:end]
    assert claim_of(room, "costs").became_id == successor.id


def renamed_extraction() -> Extraction:
    words = extraction_of(TEXT)
    costs = words.claims[0]
    start, end = EDITED.index("Building costs"), EDITED.index(", the statistics")
    changed = type(costs)(
        **{
            **{name: getattr(costs, name) for name in costs.__dataclass_fields__},
            "start": start,
            "end": end,
            "text": EDITED[start:end],
        }
    )
    return type(words)(claims=(changed,), speakers=words.speakers)


def test_readers_see_copies_and_cannot_say_where_a_claim_went(
    full_newsroom: Newsroom, browser_of: BrowserOf, tmp_path: Path
) -> None:
    reader = browser_of("reader")
    edit_article(full_newsroom)
    path = f"/claims/{claim_of(full_newsroom, 'costs').id}/anchor"

    assert reader.get(f"/snapshots/{keep(full_newsroom, tmp_path).id}").status_code == 200
    assert "It became these words" not in reader.get(path).text
    assert reader.post(path, {"start": 0, "end": 5}).status_code == 403


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("It fell by 4.2 per cent.", "It fell by 42 per cent.", (("number", 1, True),)),
        ("They will not pay.", "They will pay.", (("negation", 1, True),)),
        ("They can pay.", "They may pay.", (("modal", 1, True),)),
        ("A big house.", "A large house.", (("changed", 1, False),)),
        ("One.\nTwo.", "One.", (("number", 1, True),)),
        ("The house is old.", "The house is old.\nBirds sing.", (("added", 1, False),)),
        ("The house is old.\nBirds sing.", "The house is old.", (("removed", 1, False),)),
        ("Same\n\nwords.", "Same\nwords.", ()),
    ],
)
def test_differences_are_named_by_their_kind(
    before: str, after: str, kinds: tuple[tuple[str, int, bool], ...]
) -> None:
    view = view_revision(before, after)

    assert view.kinds == kinds
    for row in view.rows:
        assert all(piece.label for piece in row.before + row.after if piece.look)


def test_every_word_of_both_texts_is_shown() -> None:
    view = view_revision(TEXT, EDITED.replace("HARBOUR CITY", "PORT TOWN"))

    shown = "\n".join("".join(piece.text for piece in row.after) for row in view.rows if row.after)
    assert "PORT TOWN — The transport minister" in shown
    skipped = sum(row.skipped for row in view.rows)
    changed = sum(1 for row in view.rows if row.after)
    assert skipped + changed == len([line for line in TEXT.split("\n") if line.strip()])


def test_pieces_without_a_copy_say_so_and_why(full_newsroom: Newsroom, reviewer: Browser) -> None:
    with full_newsroom.database.write() as session:
        add_evidence(
            session,
            actor=full_newsroom.actor("reviewer"),
            task_id=full_newsroom.tasks["costs"],
            url=URL,
        )
    path = f"/tasks/{full_newsroom.tasks['costs']}"
    assert "no copy yet" in reviewer.get(path).text

    store(full_newsroom, 1, Look("failed", failure="The page took too long. Try again later."))

    assert "<b>no copy</b>: The page took too long." in reviewer.get(path).text
