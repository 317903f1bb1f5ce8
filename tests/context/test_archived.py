"""Pages at the Internet Archive: what it has, and having one saved there by a job that comes back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlmodel import select

from factcheck import clock
from factcheck.audit.log import SYSTEM
from factcheck.context.archived import (
    LONGEST_SAVE,
    SAVE,
    Saving,
    ask_for_copy,
    copies_of,
    note_copy,
    save_page,
    store_saving,
)
from factcheck.context.evidence import add_evidence
from factcheck.context.keeping import store_findings
from factcheck.context.models import ArchivedPage, EvidenceItem
from factcheck.context.providers.base import Finding, SwitchedOn
from factcheck.context.providers.internet_archive import InternetArchive
from factcheck.context.running import Run
from factcheck.db import Database
from factcheck.errors import Conflict, InvalidInput
from factcheck.queueing.models import Outbox
from tests.context.providers.conftest import Answer, Desk, Fake, fake
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom

__all__ = ["fake"]
TAKEN = datetime(2024, 10, 16, 12, 34, 56, tzinfo=UTC)


class Page:
    """A page that a task cites, and the archive that is to keep it."""

    def __init__(self, room: Newsroom, fake: Fake, folder: Path) -> None:
        self.database: Database = room.database
        self.fake = fake
        self.task_id, _ = task_in_state(room, "ready")
        self.url = f"https://paper.example/{self.task_id}"
        desk = Desk(fake, room.database, folder)
        self.outbound = desk.outbound
        provider = InternetArchive()
        self.archive = SwitchedOn(provider, desk.service(provider, key="me:secret"))
        with self.database.write() as session:
            item = add_evidence(session, actor=SYSTEM, task_id=self.task_id, url=self.url)
            self.evidence_id = item.id or 0

    def ask(self, *, can_save: bool = True) -> ArchivedPage:
        with self.database.write() as session:
            return ask_for_copy(
                session,
                actor=SYSTEM,
                task_id=self.task_id,
                evidence_id=self.evidence_id,
                can_save=can_save,
            )

    def work(self) -> None:
        """What the job does once."""
        row = self.row()
        saving = save_page(self.database, row.id or 0, self.archive, self.outbound)
        self.store(saving)

    def store(self, saving: Saving) -> None:
        with self.database.write() as session:
            for job in session.exec(select(Outbox).where(Outbox.kind == SAVE)):
                session.delete(job)
            session.flush()
            store_saving(session, actor=SYSTEM, page_id=self.row().id or 0, saving=saving)

    def row(self) -> ArchivedPage:
        with self.database.read() as session:
            return copies_of(session, [self.url])[self.url]

    def jobs(self) -> list[Outbox]:
        with self.database.read() as session:
            wanted = Outbox.kind == SAVE, Outbox.subject_id == self.row().id
            return list(session.exec(select(Outbox).where(*wanted)))


@pytest.fixture
def page(shared_room: Newsroom, fake: Fake, tmp_path: Path) -> Page:
    return Page(shared_room, fake, tmp_path)


def test_a_page_is_asked_for_once_then_looked_for_until_it_is_there(page: Page) -> None:
    page.fake.on("/save", Answer({"url": page.url, "job_id": "spn2-1"}))
    page.fake.on(
        "/save/status/spn2-1",
        Answer({"status": "pending"}),
        Answer({"status": "success", "timestamp": "20241016123456"}),
    )
    page.ask()

    page.work()
    assert (page.row().state, page.row().job) == ("asked", "spn2-1")
    (job,) = page.jobs()
    assert job.next_dispatch > clock.now()
    page.work()
    page.work()

    row = page.row()
    assert (row.state, row.taken_at) == ("known", TAKEN)
    assert row.copy_url == f"https://web.archive.org/web/20241016123456/{page.url}"
    assert page.jobs() == []
    assert page.fake.times("/save") == 1


def test_the_archives_reason_for_not_saving_is_kept(page: Page) -> None:
    page.fake.on("/save", Answer({"message": "You have reached the limit."}))
    page.ask()
    page.work()

    assert page.row().state == "failed"
    assert "You have reached the limit." in page.row().detail
    assert page.ask().state == "asked"


def test_a_save_that_never_ends_is_given_up(page: Page) -> None:
    page.ask()
    with time_machine.travel(clock.now() + LONGEST_SAVE + timedelta(seconds=5)):
        page.store(Saving(job="spn2-1"))

    assert (page.row().state, page.row().detail) == ("failed", "The archive was not done in time.")
    assert page.jobs() == []


def test_without_a_key_or_an_address_nothing_is_asked(page: Page) -> None:
    with pytest.raises(Conflict, match="no key"):
        page.ask(can_save=False)
    with page.database.write() as session:
        words = add_evidence(session, actor=SYSTEM, task_id=page.task_id, passage="Words.")
        page.evidence_id = words.id or 0
    with pytest.raises(InvalidInput, match="no address"):
        page.ask()


def test_what_the_archive_has_is_no_evidence_of_its_own(page: Page) -> None:
    copy = Finding("k", "", "", url="https://web.archive.org/1", copy_of=page.url, taken_at=TAKEN)
    with page.database.write() as session:
        store_findings(session, page.task_id, Run("internet_archive", (copy,)))
        found = session.exec(
            select(EvidenceItem).where(EvidenceItem.provider == "internet_archive")
        ).all()

    assert found == []
    assert (page.row().state, page.row().copy_url) == ("known", "https://web.archive.org/1")


def test_a_known_copy_is_not_forgotten_when_the_archive_says_that_it_has_none(page: Page) -> None:
    with page.database.write() as session:
        note_copy(session, Finding("k", "", "", url="https://web.archive.org/1", copy_of=page.url))
        note_copy(session, Finding("k", "", "", copy_of=page.url))

    assert (page.row().state, page.row().copy_url) == ("known", "https://web.archive.org/1")


def test_a_copy_that_is_being_made_is_waited_for(page: Page) -> None:
    page.ask()
    with page.database.write() as session:
        note_copy(session, Finding("k", "", "", copy_of=page.url))

    assert page.row().state == "asked"
