"""Pages that change in silence, vanish or lie: what tasks are told, and when they are asked again.

Everything runs as at a desk: a worker's handlers, its runtime, a real site.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.archive.models import Snapshot, WatchedPage
from factcheck.archive.watching import CHECK, watch_page
from factcheck.articles import reading as articles_reading
from factcheck.articles.models import Article
from factcheck.articles.service import add_article, add_article_by_address, list_versions
from factcheck.claims.models import Claim
from factcheck.context import reading as context_reading
from factcheck.context.citing import Citation
from factcheck.context.evidence import add_evidence, evidence_of
from factcheck.context.models import EvidenceItem
from factcheck.context.rechecking import ROBOTS, passage_changed, send_to_due_pages
from factcheck.net.robots import UNREAD
from factcheck.queueing.models import Outbox
from factcheck.tasks.changes import changes_of
from factcheck.tasks.models import ChangeNote, Task
from factcheck.tasks.service import get_task, load_task, take_task, task_id_of
from factcheck.verdicts.approval import approve_verdict, find_checked, retract_check
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.service import latest_verdict, submit_verdict
from tests.archive.conftest import Page, Site
from tests.web.newsroom import QUOTE, TEXT, Newsroom
from worker.handlers import HANDLERS
from worker.runtime import Runtime

STORY, FIGURES = "/story", "/figures"
PASSAGE = "Building costs fell by 4.2 per cent in the first half of the year."
PAGE_OF_FIGURES = f"Statistics office. {PASSAGE} They had risen before."
HOURS = (1.0, 6.0, 24.0)


def html(text: str) -> str:
    words = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<html lang=en><head><title>Bridges</title></head><body><article>{words}</article>"


@dataclass
class Watch:
    """A desk whose workers can reach the site."""

    room: Newsroom
    site: Site

    def run_jobs(self) -> None:
        """Do what waits, as a worker would, until nothing is left."""
        runtime = Runtime(self.room.database, HANDLERS, lease_seconds=30)
        while True:
            with self.room.database.read() as session:
                ids = session.exec(
                    select(Outbox.id).where(Outbox.state == "pending", col(Outbox.attempts) == 0)
                ).all()
            if not ids:
                return
            for job_id in ids:
                assert runtime.run(int(job_id or 0)) == "done"

    def fetch_article(self, text: str = TEXT) -> int:
        self.site.pages[STORY] = Page(html(text))
        with self.room.database.write() as session:
            actor = self.room.actor("reviewer")
            taken = add_article_by_address(session, actor=actor, url=self.site.url(STORY))
        self.run_jobs()
        return taken.article.id or 0

    def task_about(self, article_id: int, words: str, question: str = "true") -> int:
        with self.room.database.read() as session:
            task = session.exec(
                select(Task)
                .join(Claim, col(Claim.id) == col(Task.claim_id))
                .where(
                    Claim.article_id == article_id,
                    col(Claim.text).contains(words),
                    Task.question == question,
                )
            ).first()
        assert task is not None, f"no task about {words!r}"
        return task_id_of(task)

    def approve(self, task_id: int, rating: str = "true", *cited: Citation) -> None:
        self.submit(task_id, rating, *cited)
        with self.room.database.write() as session:
            approve_verdict(session, actor=self.room.actor("editor"), task_id=task_id, version=None)

    def submit(self, task_id: int, rating: str = "true", *cited: Citation) -> None:
        actor = self.room.actor("reviewer")
        with self.room.database.write() as session:
            take_task(session, actor=actor, task_id=task_id, version=None, lease_minutes=15)
            submit_verdict(
                session,
                actor=actor,
                task_id=task_id,
                version=None,
                proposal=Proposal(rating=rating, rationale="The page says so.", evidence=cited),
            )

    def look_again(self) -> None:
        """Let the longest wait pass, and do what the timetable then asks for."""
        with self.room.database.write() as session:
            for page in session.exec(select(WatchedPage)):
                page.asked_at = clock.now() - timedelta(days=40)
                session.add(page)
        with self.room.database.write() as session:
            send_to_due_pages(session, hours=HOURS, days=90, batch=100)
        self.run_jobs()

    def page(self, path: str) -> WatchedPage:
        with self.room.database.read() as session:
            return session.exec(
                select(WatchedPage).where(WatchedPage.url == self.site.url(path))
            ).one()

    def notes(self, task_id: int) -> list[ChangeNote]:
        with self.room.database.read() as session:
            return changes_of(session, task_id)

    def state(self, task_id: int) -> str:
        with self.room.database.read() as session:
            return get_task(session, task_id).state

    def add_figures(self, task_id: int, passage: str = PASSAGE) -> int:
        self.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES))
        with self.room.database.write() as session:
            item = add_evidence(
                session,
                actor=self.room.actor("reviewer"),
                task_id=task_id,
                url=self.site.url(FIGURES),
                passage=passage,
            )
        self.run_jobs()
        return item.id or 0


@pytest.fixture
def desk(room: Newsroom, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
    monkeypatch.setenv("FACTCHECK_FETCH_PORTS", str(site.port))
    return Watch(room, site)


@pytest.fixture
def watch(desk: Watch, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The same, with pages read in this process: a process for each costs a second.

    That pages are read in one of their own is held by the tests of the sandbox, and by the one
    test here that goes without this.
    """
    for module in (articles_reading, context_reading):
        monkeypatch.setattr(module, "run_parser", read_here)
    return desk


def read_here(parser: Callable[..., Any], data: bytes, **options: Any) -> Any:
    options.pop("wall_seconds", None)
    return json.loads(json.dumps(parser(data, **options), default=str))


def test_a_fetched_article_has_its_copy(desk: Watch, tmp_path: Path) -> None:
    watch = desk
    article_id = watch.fetch_article()

    with watch.room.database.read() as session:
        (version,) = list_versions(session, article_id)
        snapshot = session.get_one(Snapshot, version.snapshot_id)
    assert (snapshot.url, snapshot.text) == (watch.site.url(STORY), version.text)
    assert (tmp_path / "data" / "archive" / snapshot.location).is_file()
    assert watch.page(STORY).snapshot_id == snapshot.id


def test_an_article_edited_at_a_claim_is_asked_again(watch: Watch) -> None:
    article_id = watch.fetch_article()
    costs = watch.task_about(article_id, "costs fell by 4.2")
    city = watch.task_about(article_id, "310,000 inhabitants")
    watch.approve(costs)

    watch.site.pages[STORY] = Page(html(TEXT.replace("4.2 per cent", "42 per cent")))
    watch.look_again()

    with watch.room.database.read() as session:
        before, after = list_versions(session, article_id)
        task = get_task(session, costs)
        claim = session.get_one(Claim, task.claim_id)
        checked = find_checked(session, costs)
    assert (task.state, task.revision, claim.anchor_state) == ("ready", 2, "orphaned")
    assert checked is not None
    assert checked.state == "published"
    (note,) = watch.notes(costs)
    assert (note.kind, note.touches) == ("article", True)
    assert (note.before_version_id, note.version_id) == (before.id, after.id)
    assert watch.notes(city)[0].kind == "article"
    # The new words are a claim of their own.
    assert watch.task_about(article_id, "costs fell by 42 per cent") != costs


def test_a_change_far_from_the_claim_is_only_noted(watch: Watch) -> None:
    filler = " ".join(["The harbour is quiet on most days of the year and boats are few."] * 8)
    article_id = watch.fetch_article(f"{TEXT}\n{filler}\nThe pier has 12 lamps.")
    costs = watch.task_about(article_id, "costs fell by 4.2")
    watch.approve(costs)

    watch.site.pages[STORY] = Page(html(f"{TEXT}\n{filler}\nThe pier has 14 lamps."))
    watch.look_again()

    assert watch.state(costs) == "approved"
    assert [note.touches for note in watch.notes(costs)] == [False]


def test_a_change_beside_the_claim_touches_it(watch: Watch) -> None:
    """The words stay, and somebody else is now said to have spoken them."""
    article_id = watch.fetch_article()
    quote = watch.task_about(article_id, QUOTE, "said")
    watch.approve(quote, "verbatim")

    watch.site.pages[STORY] = Page(html(TEXT.replace(",” Stone told", ",” her deputy told")))
    watch.look_again()

    assert watch.state(quote) == "ready"
    assert [note.touches for note in watch.notes(quote)] == [True]


def test_an_article_that_returns_to_its_words_gets_its_claims_back(watch: Watch) -> None:
    article_id = watch.fetch_article()
    costs = watch.task_about(article_id, "costs fell by 4.2")
    watch.site.pages[STORY] = Page(html(TEXT.replace("4.2 per cent", "42 per cent")))
    watch.look_again()
    watch.site.pages[STORY] = Page(html(TEXT))
    watch.look_again()

    with watch.room.database.read() as session:
        versions = list_versions(session, article_id)
        claim = session.get_one(Claim, get_task(session, costs).claim_id)
    assert [version.number for version in versions] == [1, 2, 3]
    assert versions[2].text == versions[0].text
    assert (claim.anchor_state, claim.article_version_id) == ("anchored", versions[2].id)


def test_a_version_replaced_before_it_was_read_opens_nothing(watch: Watch) -> None:
    article_id = watch.fetch_article()
    with watch.room.database.read() as session:
        opened = len(session.exec(select(Task.id)).all())
    for lamps in ("12", "14"):
        text = f"{TEXT}\nThe pier has {lamps} lamps."
        with watch.room.database.write() as session:
            actor = watch.room.actor("reviewer")
            add_article(session, actor=actor, text=text, url=watch.site.url(STORY))
    watch.run_jobs()

    with watch.room.database.read() as session:
        latest = list_versions(session, article_id)[-1]
        texts = session.exec(select(Claim.text).where(Claim.article_id == article_id)).all()
        homes = set(
            session.exec(
                select(Claim.article_version_id).where(Claim.article_id == article_id)
            ).all()
        )
    assert homes == {latest.id}
    assert not any("12 lamps" in one for one in texts)
    assert opened


def test_evidence_named_by_its_address_is_kept_and_cited_with_its_copy(watch: Watch) -> None:
    task_id = watch.room.tasks["costs"]
    evidence_id = watch.add_figures(task_id)
    watch.approve(task_id, "true", Citation(id=evidence_id))

    with watch.room.database.read() as session:
        item = session.get_one(EvidenceItem, evidence_id)
        snapshot = session.get_one(Snapshot, item.snapshot_id)
        (cited,) = latest_verdict(session, task_id).evidence
    assert PASSAGE in snapshot.text
    assert item.snapshot_hash == snapshot.payload_sha256
    assert cited["snapshot_id"] == snapshot.id
    assert cited["archived"] == {
        "at": snapshot.fetched_at.isoformat(),
        "sha256": snapshot.payload_sha256,
        "warc_sha256": snapshot.warc_sha256,
    }


@pytest.mark.parametrize(
    ("change", "touches", "state"),
    [
        (("4.2 per cent", "42 per cent"), True, "ready"),
        (("They had risen before.", "They had fallen before."), False, "approved"),
    ],
)
def test_an_approved_task_is_asked_again_when_its_cited_passage_changes(
    watch: Watch, change: tuple[str, str], touches: bool, state: str
) -> None:
    task_id = watch.room.tasks["costs"]
    evidence_id = watch.add_figures(task_id)
    watch.approve(task_id, "true", Citation(id=evidence_id))
    first = watch.page(FIGURES).snapshot_id

    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES.replace(*change)))
    watch.look_again()

    assert watch.state(task_id) == state
    (note,) = watch.notes(task_id)
    assert (note.kind, note.touches, note.evidence_id) == ("evidence", touches, evidence_id)
    assert (note.before_snapshot_id, note.snapshot_id) == (first, watch.page(FIGURES).snapshot_id)
    with watch.room.database.read() as session:
        # The piece goes on citing the copy that its passage was seen in.
        assert session.get_one(EvidenceItem, evidence_id).snapshot_id == first


def test_evidence_that_nobody_cited_does_not_reopen_a_verdict(watch: Watch) -> None:
    task_id = watch.room.tasks["costs"]
    watch.add_figures(task_id)
    watch.approve(task_id)

    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES.replace("4.2", "42")))
    watch.look_again()

    assert watch.state(task_id) == "approved"
    assert [note.touches for note in watch.notes(task_id)] == [True]


def test_a_check_that_is_being_retracted_is_left_to_those_who_decide_on_that(
    watch: Watch,
) -> None:
    task_id = watch.room.tasks["costs"]
    evidence_id = watch.add_figures(task_id)
    watch.approve(task_id, "true", Citation(id=evidence_id))
    with watch.room.database.write() as session:
        retract_check(
            session,
            actor=watch.room.actor("editor"),
            task_id=task_id,
            version=None,
            reason="The figures were forged.",
        )

    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES.replace("4.2", "42")))
    watch.look_again()

    assert watch.state(task_id) == "approved"
    assert len(watch.notes(task_id)) == 1


def test_whoever_holds_a_task_sees_the_change_before_handing_in(watch: Watch) -> None:
    task_id = watch.room.tasks["costs"]
    watch.add_figures(task_id)
    seen = watch.room.take("costs").version

    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES.replace("4.2", "42")))
    watch.look_again()

    with watch.room.database.read() as session:
        task = load_task(session, task_id)
    assert (task.state, task.version) == ("in_review", seen + 1)


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_noted_and_its_copy_stays(watch: Watch, status: int) -> None:
    task_id = watch.room.tasks["costs"]
    watch.add_figures(task_id)
    kept = watch.page(FIGURES).snapshot_id

    watch.site.pages[FIGURES] = Page("Gone.", status=status)
    watch.look_again()

    page = watch.page(FIGURES)
    assert (page.gone_status, page.snapshot_id) == (status, kept)
    assert page.gone_at is not None
    assert watch.notes(task_id) == []
    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES))
    watch.look_again()
    assert watch.page(FIGURES).gone_at is None


def test_a_site_that_fails_changes_nothing(watch: Watch) -> None:
    task_id = watch.room.tasks["costs"]
    watch.add_figures(task_id)
    watch.site.pages[FIGURES] = Page("Later.", status=503)
    watch.look_again()

    page = watch.page(FIGURES)
    assert page.failure.startswith("The server did not give out the page.")
    assert page.gone_at is None
    assert watch.notes(task_id) == []


def test_an_unchanged_page_is_asked_with_conditions_and_kept_once(watch: Watch) -> None:
    task_id = watch.room.tasks["costs"]
    watch.add_figures(task_id)
    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES.replace("office", "Office")), etag='"a"')
    watch.look_again()
    watch.site.requests.clear()

    watch.look_again()

    asked = [conditional for path, conditional in watch.site.requests if path == FIGURES]
    assert asked == [True]
    with watch.room.database.read() as session:
        assert len(session.exec(select(Snapshot.id)).all()) == 2


def test_a_server_that_calls_a_changed_page_unchanged_is_found_out(watch: Watch) -> None:
    """It answers 304 to its own old ETag; the third look asks without conditions."""
    task_id = watch.room.tasks["costs"]
    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES), etag='"always"')
    with watch.room.database.write() as session:
        add_evidence(
            session,
            actor=watch.room.actor("reviewer"),
            task_id=task_id,
            url=watch.site.url(FIGURES),
            passage=PASSAGE,
        )
    watch.run_jobs()
    watch.site.pages[FIGURES] = Page(html(PAGE_OF_FIGURES.replace("4.2", "42")), etag='"always"')

    watch.look_again()
    watch.look_again()
    assert watch.notes(task_id) == []
    watch.look_again()

    assert [note.touches for note in watch.notes(task_id)] == [True]
    assert not watch.page(FIGURES).trusted
    watch.site.requests.clear()
    watch.look_again()
    assert [one for one in watch.site.requests if one[0] == FIGURES] == [(FIGURES, False)]


def test_robots_txt_is_asked_before_a_page_is_fetched_again(watch: Watch) -> None:
    watch.add_figures(watch.room.tasks["costs"])
    rules = "User-agent: *\nDisallow: /figures"
    watch.site.pages["/robots.txt"] = Page(rules, kind="text/plain")
    watch.site.requests.clear()

    watch.look_again()

    assert watch.page(FIGURES).failure == ROBOTS
    assert {path for path, _ in watch.site.requests} == {"/robots.txt"}
    watch.site.pages["/robots.txt"] = Page("", status=503)
    watch.look_again()
    assert watch.page(FIGURES).failure == UNREAD


def many_pages(session: Session, task_id: int, hosts: int, each: int, asked: datetime) -> None:
    for number in range(hosts * each):
        url = f"https://host{number % hosts}.example/{number}"
        session.add(
            EvidenceItem(
                task_id=task_id, provider="person", key=url, url=url, retrieved_at=clock.now()
            )
        )
        page = watch_page(session, purpose="evidence", url=url)
        page.asked_at = asked + timedelta(seconds=number)
        session.add(page)
    for job in session.exec(select(Outbox).where(Outbox.state == "pending")):
        session.delete(job)


def test_many_due_pages_are_asked_for_a_few_at_a_time_and_fairly(room: Newsroom) -> None:
    long_ago = clock.now() - timedelta(days=2)
    with room.database.write() as session:
        many_pages(session, room.tasks["costs"], hosts=5, each=40, asked=long_ago)

    with room.database.write() as session:
        sent = send_to_due_pages(session, hours=HOURS, days=90, batch=8, per_host=2)
    with room.database.read() as session:
        ids = session.exec(select(Outbox.subject_id).where(Outbox.kind == CHECK)).all()
        hosts = [session.get_one(WatchedPage, page_id).host for page_id in ids]

    assert sent == len(ids) == 8
    assert max(hosts.count(host) for host in set(hosts)) == 2


def test_a_page_is_looked_at_ever_more_rarely(room: Newsroom) -> None:
    with room.database.write() as session:
        many_pages(session, room.tasks["costs"], hosts=1, each=1, asked=clock.now())
    due_after = []
    for hours in (*HOURS, HOURS[-1]):
        for waited in (hours - 0.1, hours + 0.1):
            with room.database.write() as session:
                (page,) = session.exec(select(WatchedPage))
                page.asked_at = clock.now() - timedelta(hours=waited)
                session.add(page)
                session.flush()
                due_after.append(send_to_due_pages(session, hours=HOURS, days=90, batch=5))

    assert due_after == [0, 1] * 4


def test_pages_that_no_open_or_recent_task_stands_on_are_left_alone(room: Newsroom) -> None:
    long_ago = clock.now() - timedelta(days=200)
    with room.database.write() as session:
        many_pages(session, room.tasks["costs"], hosts=1, each=1, asked=long_ago)
    room.publish("costs", rating="true")

    def due() -> int:
        with room.database.write() as session:
            return send_to_due_pages(session, hours=HOURS, days=90, batch=5)

    assert due() == 1
    with room.database.write() as session:
        task = load_task(session, room.tasks["costs"])
        task.updated_at = long_ago
        session.add(task)
        (page,) = session.exec(select(WatchedPage))
        page.asked_at = long_ago
        session.add(page)
    assert due() == 0


@pytest.mark.parametrize(
    ("passage", "before", "after", "changed"),
    [
        ("two bridges", "They build two\nbridges.", "They  build two bridges. More.", False),
        ("two bridges", "They build two bridges.", "They build ten bridges.", True),
        ("two bridges", "They build ten bridges.", "They build two bridges.", True),
        ("not there", "One text.", "Another text.", False),
        ("", "One text.", "One  text.", False),
        ("", "One text.", "Another text.", True),
    ],
)
def test_what_touches_a_passage(passage: str, before: str, after: str, changed: bool) -> None:
    assert passage_changed(passage, before, after) is changed


def test_an_article_whose_text_was_pasted_is_not_fetched(room: Newsroom) -> None:
    with room.database.read() as session:
        assert session.exec(select(Article.url)).one()
        assert session.exec(select(WatchedPage.id)).all() == []
        assert evidence_of(session, room.tasks["costs"])
