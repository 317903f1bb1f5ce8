"""`factcheck feed`, and folders of articles and feeds through `ingest` and `source add`."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli import main
from tests.articles.feeds.documents import WORDS, as_json, ninjs, rss, rss_item
from tests.articles.feeds.publisher import Publisher, serve


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with serve() as publisher:
        yield publisher


@dataclass
class Said:
    """What a command printed, on either stream."""

    stdout: str
    stderr: str


class Command:
    """`factcheck`, as its console script runs it, on a desk of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *arguments: str, status: int = 0) -> Said:
        self.monkeypatch.setattr(sys, "argv", ["factcheck", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = Said(*self.capsys.readouterr())
        assert ended.value.code == status, said
        return said

    def lines(self, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
        printed = self(*arguments, "--json", status=status).stdout
        return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture
def factcheck(
    publisher: Publisher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "desk"))
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
    monkeypatch.setenv("FACTCHECK_FETCH_PORTS", str(publisher.port))
    monkeypatch.setenv("COLUMNS", "200")
    return Command(monkeypatch, capsys)


def test_a_feed_is_looked_at_followed_polled_paused_and_removed(
    factcheck: Command, publisher: Publisher
) -> None:
    url = publisher.publish(rss(*(rss_item(number, text=WORDS) for number in range(7))))

    said = factcheck("feed", "add", url).stdout
    assert "The Harbour Post (rss): 5 of 7 items" in said
    assert "Feed 1 is followed" in said
    assert "followed already, as feed 1" in factcheck("feed", "add", url, "--yes").stdout

    assert factcheck.lines("feed", "poll", "1") == [
        {"id": 1, "url": url, "new": 7, "changed": 0, "failure": ""}
    ]
    factcheck("feed", "pause", "1")
    (listed,) = factcheck.lines("feed", "list")
    assert (listed["state"], listed["items"], listed["next_poll"]) == (
        "paused",
        {"waiting": 7},
        None,
    )
    factcheck("feed", "resume", "1")
    assert "The Harbour Post" in factcheck("feed", "list").stdout

    factcheck("feed", "remove", url)
    assert factcheck.lines("feed", "list") == []


def test_what_goes_wrong_is_said_in_a_sentence_with_a_status(
    factcheck: Command, publisher: Publisher
) -> None:
    page = publisher.publish(b"<!doctype html><p>Home", "/", kind="text/html")
    assert "web page, not a feed" in factcheck("feed", "add", page, status=1).stderr
    inner = f"http://10.0.0.1:{publisher.port}/"
    assert "should begin with https://" in factcheck("feed", "add", "x", status=1).stderr
    assert "could not be reached" in factcheck("feed", "add", inner, status=1).stderr
    assert "There is no feed 9" in factcheck("feed", "pause", "9", status=1).stderr
    assert "No feed is followed at" in factcheck("feed", "remove", page, status=1).stderr
    factcheck("feed", "poll", "nine", status=2)

    url = publisher.publish(rss(rss_item()))
    factcheck("feed", "add", url, "--yes")
    publisher.publish(b"", status=403)
    said = factcheck("feed", "poll", status=1).stdout
    assert "the server answered 403" in said
    assert "first failure: the server answered 403" in factcheck("feed", "list").stdout


def test_folders_are_opened_and_one_bad_file_stops_nothing(
    factcheck: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text(WORDS)
    (folder / "deep" / "same.txt").write_text(WORDS)
    (folder / "wire.json").write_bytes(as_json([ninjs(uri="urn:2"), ninjs(pubStatus="canceled")]))
    (folder / "bad.txt").write_bytes(b"%PDF-1.7")
    (folder / ".hidden").write_text("Nothing.")

    done = factcheck.lines("ingest", str(folder), status=1)

    results = {Path(one["given"]).name: one["result"] for one in done}
    assert results == {
        "bad.txt": "failed",
        "same.txt": "new",
        "one.txt": "known",
        "wire.json": "new",
    }
    assert (
        next(one["detail"] for one in done if "wire" in one["given"]) == "items: 1 new, 1 left out"
    )

    said = factcheck("source", "add", str(folder / "one.txt"), str(folder / "deep")).stdout
    assert "1 new, 1 known." in said
    (tmp_path / "empty").mkdir()
    assert "There is no file" in factcheck("ingest", str(tmp_path / "empty"), status=1).stderr


def test_a_dry_run_of_an_address_reads_it_and_keeps_nothing(
    factcheck: Command, publisher: Publisher, tmp_path: Path
) -> None:
    url = publisher.publish(
        f"<html><body><p>{WORDS}</p></body></html>".encode(), "/speech", kind="text/html"
    )

    (tried,) = factcheck.lines("source", "add", "--dry-run", url)

    assert (tried["result"], tried["id"]) == ("new", None)
    assert not list(tmp_path.rglob("*.warc.gz"))
    (added,) = factcheck.lines("source", "add", url)
    assert (added["result"], added["id"]) == ("new", 1)


def test_a_folder_of_hundreds_comes_in_under_a_bar_and_one_bad_file_stops_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "speeches"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(f"Speech {number}.\n\nWe build {number} bridges.")
    (folder / "photo.pdf").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    terminal, end = pty.openpty()

    with subprocess.Popen(
        [sys.executable, "-m", "factcheck", "source", "add", "--data", str(tmp_path), str(folder)],
        stdout=subprocess.PIPE,
        stderr=end,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
    ) as adding:
        os.close(end)
        bar = b""
        while part := _read(terminal):
            bar += part
        assert adding.stdout is not None
        summary = adding.stdout.read().decode()

    assert adding.returncode == 1
    assert b"Sources" in bar
    assert b"100%" in bar
    assert "200 new, 1 failed." in " ".join(summary.split())
    assert "photo.pdf" in summary
    assert "007.txt" not in summary


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end is closed.
        return b""
