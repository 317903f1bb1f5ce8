"""A fetched page is kept byte for byte, and a failing archive loses nothing."""

import gzip
import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from sqlmodel import select
from warcio.archiveiterator import ArchiveIterator

from factcheck.archive.models import WaitingCopy
from factcheck.archive.service import (
    STORE,
    keep_copy,
    keep_page,
    note_stored,
    read_warc,
    record_snapshot,
    store_waiting_copies,
    store_waiting_copy,
)
from factcheck.archive.store import Archive
from factcheck.archive.warc import make_warc
from factcheck.clock import now
from factcheck.db import Database
from factcheck.errors import Unavailable
from factcheck.net.client import Response, fetch
from factcheck.queueing.models import Outbox
from tests.archive.conftest import Page, Site
from tests.net.conftest import Serve, policy_for, serve

__all__ = ["policy_for", "serve"]

PAGE = b"<!doctype html><title>Port</title><p>We will build two bridges."
BROKEN = Archive("no-such-store://desk")


def http(body: bytes, *headers: str) -> bytes:
    head = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *headers))
    return head.encode() + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 10] for at in range(0, len(body), 10)]
    return b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


ANSWERS = {
    "plain": http(PAGE, f"Content-Length: {len(PAGE)}"),
    "odd spelling": http(PAGE, "x-ODD:   spaced ", "Set-Cookie: a=1", "Set-Cookie: b=2"),
    "gzip": http(gzip.compress(PAGE), "Content-Encoding: gzip"),
    "chunked": http(chunked(PAGE), "Transfer-Encoding: chunked"),
    "gzip in chunks": http(
        chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"
    ),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_a_warc_holds_what_went_over_the_wire_byte_for_byte(
    serve: Serve, policy_for: Callable[..., object], answer: bytes
) -> None:
    origin = serve(answer)
    page = fetch(origin.url("/a?b=c"), policy=policy_for(origin))  # type: ignore[arg-type]
    warc = make_warc(page, fetched_at=now())

    kinds = []
    for record in ArchiveIterator(BytesIO(warc), no_record_parse=True):
        kinds.append(record.rec_type)
        block = record.raw_stream.read()
        if record.rec_type in ("request", "response"):
            assert block == {"request": origin.requests[0], "response": answer}[record.rec_type]
            assert record.rec_headers["WARC-Target-URI"] == origin.url("/a?b=c")
            assert record.rec_headers["WARC-IP-Address"] == "127.0.0.1"
    assert kinds == ["warcinfo", "response", "request"]

    for record in ArchiveIterator(BytesIO(warc), check_digests="raise"):
        content = record.content_stream().read()
        if record.rec_type == "response":
            assert content == PAGE == page.body


def test_redirects_are_in_the_warc_too(serve: Serve, policy_for: Callable[..., object]) -> None:
    end = serve(ANSWERS["plain"])
    moved = f"HTTP/1.1 301 Moved\r\nLocation: {end.url('/new')}\r\nContent-Length: 0\r\n\r\n"
    start = serve(moved.encode())

    page = fetch(start.url("/old"), policy=policy_for(start, end))  # type: ignore[arg-type]

    records = ArchiveIterator(BytesIO(make_warc(page, fetched_at=now())))
    answers = [
        (record.rec_headers["WARC-Target-URI"], record.http_headers.get_statuscode())
        for record in records
        if record.rec_type == "response"
    ]
    assert answers == [(start.url("/old"), "301"), (end.url("/new"), "200")]


def test_a_page_from_a_cache_is_kept_as_a_resource() -> None:
    page = Response(200, "https://a.example/", {"content-type": "text/html"}, "text/html", PAGE)

    (_, record) = (
        (one.rec_type, one.content_stream().read())
        for one in ArchiveIterator(BytesIO(make_warc(page, fetched_at=now())))
    )

    assert record == ("resource", PAGE)


def fetched(site: Site, body: str = "<p>Words.") -> Response:
    site.pages["/"] = Page(body, etag='"one"')
    return fetch(site.url("/"), policy=site.policy)


def test_a_snapshot_says_what_was_fetched_and_where_it_is(
    database: Database, site: Site, tmp_path: Path
) -> None:
    page, archive = fetched(site), Archive(str(tmp_path))
    copy = keep_copy(page, url=site.url("/"), archive=archive)
    with database.write() as session:
        snapshot = record_snapshot(session, copy=copy, text="Words.")

    assert (snapshot.url, snapshot.status, snapshot.etag) == (site.url("/"), 200, '"one"')
    assert snapshot.payload_sha256 == hashlib.sha256(b"<p>Words.").hexdigest()
    assert (snapshot.size, snapshot.text, snapshot.failure) == (9, "Words.", "")
    warc = (tmp_path / snapshot.location).read_bytes()
    assert hashlib.sha256(warc).hexdigest() == snapshot.warc_sha256
    with database.read() as session:
        assert read_warc(session, snapshot, archive=archive) == warc


def test_a_failing_archive_loses_nothing_and_is_tried_again(
    database: Database, site: Site, tmp_path: Path
) -> None:
    copy = keep_copy(fetched(site), url=site.url("/"), archive=BROKEN)
    with database.write() as session:
        snapshot = record_snapshot(session, copy=copy, text="Words.")
        snapshot_id = snapshot.id or 0
        jobs = session.exec(select(Outbox.kind, Outbox.subject_id)).all()
    assert "took no copy" in snapshot.failure
    assert jobs == [(STORE, snapshot_id)]
    with database.read() as session:
        assert read_warc(session, snapshot, archive=BROKEN) == copy.warc

    with pytest.raises(Unavailable):
        store_waiting_copy(database, snapshot_id, archive=BROKEN)
    place = store_waiting_copy(database, snapshot_id, archive=Archive(str(tmp_path)))
    with database.write() as session:
        note_stored(session, snapshot_id, place)

    with database.read() as session:
        kept = session.get_one(type(snapshot), snapshot_id)
        assert session.exec(select(WaitingCopy.snapshot_id)).all() == []
    assert (kept.location, kept.failure) == (place, "")
    assert (tmp_path / place).read_bytes() == copy.warc


def test_copies_whose_job_was_given_up_are_asked_for_anew(database: Database, site: Site) -> None:
    copy = keep_copy(fetched(site), url=site.url("/"), archive=BROKEN)
    with database.write() as session:
        record_snapshot(session, copy=copy, text="Words.")
        (job,) = session.exec(select(Outbox))
        job.state = "dead"
        session.add(job)
    with database.write() as session:
        store_waiting_copies(session)

    with database.read() as session:
        states = session.exec(select(Outbox.state).order_by(Outbox.id)).all()  # type: ignore[arg-type]
    assert states == ["dead", "pending"]


def test_a_provider_that_finds_an_unchanged_page_again_gets_the_copy_there_is(
    database: Database, site: Site, tmp_path: Path
) -> None:
    def keep(body: str) -> int:
        page = fetched(site, body)
        url, archive = site.url("/"), Archive(str(tmp_path))
        return keep_page(database, page, url=url, text=body, archive=archive).id or 0

    first = keep("<p>Words.")

    assert keep("<p>Words.") == first
    assert keep("<p>Other words.") != first


def test_a_snapshot_is_never_changed(database: Database, site: Site, tmp_path: Path) -> None:
    copy = keep_copy(fetched(site), url=site.url("/"), archive=Archive(str(tmp_path)))
    with database.write() as session:
        record_snapshot(session, copy=copy, text="Words.")

    for statement in (
        "UPDATE snapshot SET text = 'Others.'",
        "UPDATE snapshot SET canonical_url = 'https://other.example/'",
        "DELETE FROM snapshot",
    ):
        with pytest.raises(DBAPIError, match="never changed"), database.write() as session:
            session.execute(sql(statement))
