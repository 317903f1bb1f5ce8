"""What is read is kept: the pages of feed items, files that were sent, pages of providers."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from sqlmodel import col, select
from warcio.archiveiterator import ArchiveIterator

from factcheck.archive.models import Snapshot
from factcheck.archive.service import read_warc
from factcheck.archive.store import Archive
from factcheck.articles.models import ArticleVersion
from factcheck.audit.log import SYSTEM
from factcheck.context.evidence import add_evidence, evidence_of, origins_of
from factcheck.context.incoming import (
    MANY_FILES,
    READ_BATCH,
    READ_SOURCE,
    Upload,
    batch_of,
    read_incoming,
    receive_files,
    store_incoming,
)
from factcheck.context.keeping import keep_pages, store_findings
from factcheck.context.models import SourceDocument
from factcheck.context.providers.base import Finding
from factcheck.context.running import Run
from factcheck.db import Database
from factcheck.net.client import fetch
from factcheck.net.policy import policy_for
from factcheck.queueing.models import Outbox
from factcheck.settings import Settings
from tests.archive.conftest import Page, Site
from tests.articles.feeds.documents import rss, rss_item
from tests.articles.feeds.publisher import article_page, follow, serve, work
from tests.web.newsroom import Newsroom

WORDS = "Building costs fell by 4.2 per cent in the first half of the year."
STORY = (
    "The harbour authority said on Monday that it had stopped all work on the second bridge after "
    "divers found cracks in two of the piers, and that it would take at least four months."
)


def kept_bytes(database: Database, snapshot: Snapshot, archive: Archive) -> bytes:
    """The page as its WARC gives it back, after both hashes were held against it."""
    with database.read() as session:
        warc = read_warc(session, snapshot, archive=archive)
    assert hashlib.sha256(warc).hexdigest() == snapshot.warc_sha256
    payload = b""
    for record in ArchiveIterator(BytesIO(warc), check_digests="raise"):
        if record.rec_type in ("response", "resource"):
            payload = record.content_stream().read()
    assert hashlib.sha256(payload).hexdigest() == snapshot.payload_sha256
    return payload


def test_the_page_of_a_feeds_item_is_kept(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as publisher:
        monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
        monkeypatch.setenv("FACTCHECK_FETCH_PORTS", str(publisher.port))
        monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path))
        page = article_page()
        publisher.publish(page, "/quay", kind="text/html")
        follow(database, publisher.publish(rss(rss_item(link="/quay"))))
        work(database)

    with database.read() as session:
        version = session.exec(select(ArticleVersion)).one()
        snapshot = session.get_one(Snapshot, version.snapshot_id)
    assert snapshot.url == publisher.url("/quay")
    assert kept_bytes(database, snapshot, Archive(str(tmp_path / "archive"))) == page


def test_a_file_that_was_sent_is_kept(shared_room: Newsroom, tmp_path: Path) -> None:
    archive, data = Archive(str(tmp_path)), b"Minutes of the port council. Costs fell by 4.2 %."
    with shared_room.database.write() as session:
        uploads = [Upload(data, "minutes.txt", "text/plain")]
        batch = receive_files(session, actor=SYSTEM, uploads=uploads)
    with shared_room.database.read() as session:
        (row,) = batch_of(session, batch)
    read = read_incoming(row, policy=policy_for(Settings()), archive=archive)
    with shared_room.database.write() as session:
        store_incoming(session, actor=SYSTEM, incoming_id=row.id or 0, read=read)

    with shared_room.database.read() as session:
        document = session.exec(
            select(SourceDocument).where(SourceDocument.filename == "minutes.txt")
        ).one()
        snapshot = session.get_one(Snapshot, document.snapshot_id)
    assert snapshot.url == f"urn:sha256:{document.sha256}"
    assert snapshot.text == document.text
    assert kept_bytes(shared_room.database, snapshot, archive) == data


def test_the_page_that_a_provider_found_is_kept(
    shared_room: Newsroom, site: Site, tmp_path: Path
) -> None:
    archive, body = Archive(str(tmp_path)), f"<p>{WORDS}</p>"
    site.pages["/figures"] = Page(body)
    page = fetch(site.url("/figures"), policy=site.policy)
    finding = Finding("a", "Figures", WORDS, url=page.final_url, page=page)

    (run,) = keep_pages(shared_room.database, [Run("linked_pages", (finding,))], archive=archive)
    with shared_room.database.write() as session:
        store_findings(session, shared_room.tasks["city"], run)

    with shared_room.database.read() as session:
        (item,) = [
            one
            for one in evidence_of(session, shared_room.tasks["city"])
            if one.provider == "linked_pages"
        ]
        snapshot = session.get_one(Snapshot, item.snapshot_id)
    assert item.snapshot_hash == hashlib.sha256(body.encode()).hexdigest()
    assert kept_bytes(shared_room.database, snapshot, archive) == body.encode()


@pytest.mark.parametrize(
    ("count", "kind"), [(MANY_FILES - 1, READ_SOURCE), (MANY_FILES, READ_BATCH)]
)
def test_many_files_at_once_are_work_that_lets_other_work_pass(
    shared_room: Newsroom, count: int, kind: str
) -> None:
    with shared_room.database.write() as session:
        uploads = [
            Upload(f"Minutes {number}.".encode(), f"{number}.txt") for number in range(count)
        ]
        batch = receive_files(session, actor=SYSTEM, uploads=uploads)
        ids = {row.id for row in batch_of(session, batch)}
        kinds = session.exec(
            select(Outbox.kind).where(
                col(Outbox.kind).in_((READ_SOURCE, READ_BATCH)), col(Outbox.subject_id).in_(ids)
            )
        ).all()

    assert kinds == [kind] * count


def test_a_wire_story_on_two_papers_sites_counts_once(
    shared_room: Newsroom, site: Site, tmp_path: Path
) -> None:
    """Both papers shortened it differently; both pages say whose story it is."""
    archive = Archive(str(tmp_path))
    theirs = '<link rel="canonical" href="https://www.wire.example/story/7?utm_source=paper">'
    ours = '<link rel="canonical" href="http://wire.example/story/7">'
    site.pages["/a"] = Page(f"<head>{theirs}</head><p>{STORY}</p>")
    site.pages["/b"] = Page(f"<head>{ours}</head><p>{WORDS}</p>")
    runs = []
    for path, host in (("/a", "a.example"), ("/b", "b.example")):
        page = fetch(site.url(path), policy=site.policy)
        found = Finding(path, host, f"Words of {host}.", url=f"https://{host}/story", page=page)
        runs.append(Run(f"linked{path}", (found,)))
    with shared_room.database.write() as session:
        for url in ("https://amp.wire.example/x", "https://c.example/story"):
            add_evidence(session, actor=SYSTEM, task_id=shared_room.tasks["city"], url=url)
    for run in keep_pages(shared_room.database, runs, archive=archive):
        with shared_room.database.write() as session:
            store_findings(session, shared_room.tasks["city"], run)

    with shared_room.database.read() as session:
        pieces = [
            item
            for item in evidence_of(session, shared_room.tasks["city"])
            if item.url.startswith("https://") and "example" in item.url
        ]
        groups = dict(zip((one.url for one in pieces), origins_of(session, pieces), strict=True))
    wire = groups["https://amp.wire.example/x"]
    assert groups["https://a.example/story"] == groups["https://b.example/story"] == wire
    assert groups["https://c.example/story"] != wire
