"""Measures the desk with many open tasks: from a key to the next claim on the screen.

    python -m tests.bench.desk --tasks 100000 [--few 100] [--kind sqlite|postgres]

A database of each kind is filled with made-up articles, forty claims each, two pieces of evidence a
claim; then the product's own web server answers and a real Chromium works: the key that hands a
verdict in (ctrl+enter) until the next claim's heading is painted, one key that dismisses, and the
pages of the inbox and its views. The same is done with `--few` tasks first, so that what the number
of tasks costs can be told from what the machine costs. Times are of wall clock, in the browser.
"""

from __future__ import annotations

import argparse
import itertools
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import text

from factcheck.db import Database
from tests.bench.filling import Vocabulary, put_rows
from tests.databases import _address, _postgres
from tests.web.newsroom import PASSWORD, hire_people

CHROMIUM = os.environ.get("FACTCHECK_TEST_CHROMIUM", "/usr/bin/chromium")
CLAIMS_OF_AN_ARTICLE = 40
SPEAKERS = 500
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
VERDICTS = 100
PAGES = 30
# What the page notes: when a key went down, and when the heading that came after it was painted.
WATCH = """
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const heading = () => document.querySelector("h1")?.innerText || "";
  addEventListener("keydown", () => {
    sessionStorage.began = now();
    sessionStorage.before = heading();
    delete sessionStorage.took;
  }, true);
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const changed = heading() !== sessionStorage.before;
    if (sessionStorage.began && !sessionStorage.took && changed) {
      sessionStorage.took = now() - Number(sessionStorage.began);
    }
  }));
  addEventListener("DOMContentLoaded", painted);
  document.addEventListener("htmx:afterSettle", painted);
})();
"""
VIEWS = (
    ("inbox", "/inbox"),
    ("inbox, quotes", "/inbox?q=state:ready+type:quote"),
    ("inbox, oldest first", "/inbox?q=state:ready+sort:oldest"),
    ("inbox, words nobody said", "/inbox?q=state:ready+nobodysaidthis"),
    ("inbox, a speaker", "/inbox?q=state:ready+speaker:%22Speaker+7%22"),
    ("inbox, page 1,000", "/inbox?q=state:ready&after=0.5_50000"),
    ("articles", "/articles"),
    ("speakers", "/speakers"),
    ("desk", "/desk"),
)


def fill(database: Database, tasks: int) -> None:
    """Articles with open tasks, most of them ready; context for each."""
    vocabulary = Vocabulary()
    sentences = [vocabulary.sentence() for _ in range(tasks)]
    articles = range(1, tasks // CLAIMS_OF_AN_ARTICLE + 2)
    ids = range(1, tasks + 1)

    def at(number: int) -> str:
        moment = BEGAN + timedelta(seconds=number)
        return moment.isoformat(sep=" ", timespec="microseconds").removesuffix("+00:00")

    def of_article(number: int) -> list[str]:
        first = (number - 1) * CLAIMS_OF_AN_ARTICLE
        return sentences[first : first + CLAIMS_OF_AN_ARTICLE]

    offsets = [
        offset
        for number in articles
        for offset in itertools.accumulate(
            (len(sentence) + 3 for sentence in of_article(number)[:-1]), initial=0
        )
        if of_article(number)
    ]

    def article_of(number: int) -> int:
        return (number - 1) // CLAIMS_OF_AN_ARTICLE + 1

    put_rows(
        database,
        "speaker",
        "id name key kind role created_at",
        ((n, f"Speaker {n}", f"speaker {n}", "person", "", at(0)) for n in range(1, SPEAKERS + 1)),
    )
    put_rows(
        database,
        "article",
        "id url title outlet language published state failure created_at updated_at",
        (
            (n, f"https://news.example/{n}", f"Article {n}", "The Harbour Post", "en", "2026-01-01",
             "ready", "", at(n), at(n))
            for n in articles
        ),
    )  # fmt: skip
    put_rows(
        database,
        "article_version",
        "id article_id number title text sha256 nonquotes created_at",
        (
            (n, n, 1, f"Article {n}", ".\n\n".join(of_article(n)), f"{n:064x}", "[]", at(n))
            for n in articles
        ),
    )
    put_rows(
        database,
        "claim",
        "id article_id article_version_id kind text start_offset end_offset prefix suffix "
        "anchor_state spans speaker_id speaker_raw candidates cue form method types checkable score "
        "reasons quantities times created_at",
        (
            (n, article_of(n), article_of(n), "claim" if n % 3 else "quote", sentences[n - 1],
             offsets[n - 1], offsets[n - 1] + len(sentences[n - 1]), "", "", "anchored", "[]",
             n % SPEAKERS + 1, "", "[]", "said", "", "", '["statistic"]', True, 0.5,
             '["it gives a number"]', "[]", "[]", at(n))
            for n in ids
        ),
    )  # fmt: skip
    put_rows(
        database,
        "task",
        "id claim_id question state version priority fence revision author_ids blind published "
        "reason created_at updated_at",
        (
            (n, n, "true" if n % 3 else "said", "ready" if n % 20 else "queued", 2,
             (n * 7919 % 10_000) / 10_000, 0, 1, "[]", False, False, "", at(n), at(n))
            for n in ids
        ),
    )  # fmt: skip
    put_rows(
        database,
        "evidence_item",
        "id task_id provider key title url passage place found_by rank snapshot_hash stance "
        "decisive cited retrieved_at",
        (
            (2 * n + half, n, "source_library", f"{n}-{half}", "A statement",
             f"https://port.example/{n}/{half}", sentences[n - 1], "{}", "its words", half, "", "",
             False, False, at(n))
            for n in ids
            for half in (0, 1)
        ),
    )  # fmt: skip
    if not database.is_sqlite:
        _set_sequences(database)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def _set_sequences(database: Database) -> None:
    """Rows copied in with ids of their own: the next one must come after them."""
    with database.write() as session:
        for table in ("speaker", "article", "article_version", "claim", "task", "evidence_item"):
            session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                    f"(SELECT max(id) FROM {table}))"
                )
            )


@contextmanager
def serving(url: str, folder: Path) -> Iterator[str]:
    """The product's web server on a database, as a process."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    environment = os.environ | {
        "FACTCHECK_DATABASE_URL": url,
        "FACTCHECK_DATA": str(folder),
        "FACTCHECK_SECRET_KEY": "bench " * 8,
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "factcheck", "web", "--bind", f"127.0.0.1:{port}"], env=environment
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/sign-in")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answers at {address}.")


def work(page: Page, address: str) -> dict[str, list[float]]:
    """A shift at the desk. What was measured → its times in milliseconds."""
    page.goto(f"{address}/sign-in")
    page.fill("#email", "reviewer@desk.test")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/inbox")
    times: dict[str, list[float]] = {}
    page.keyboard.press("1")
    page.wait_for_selector("#rationale")
    times["ctrl+enter → next claim painted"] = [_verdict(page) for _ in range(VERDICTS)]
    times["3 (dismiss a row) → its page painted"] = [
        _dismissal(page, address) for _ in range(PAGES)
    ]
    for name, path in VIEWS:
        times[name] = [_load(page, address + path) for _ in range(PAGES)]
    return times


def _verdict(page: Page) -> float:
    page.keyboard.press("2")
    page.keyboard.press("m")
    page.keyboard.type("The office says so.")
    return _timed_key(page, "Control+Enter")


def _dismissal(page: Page, address: str) -> float:
    page.goto(f"{address}/inbox")
    page.locator("[data-scoped-key='3']").first.wait_for()
    return _timed_key(page, "3")


def _timed_key(page: Page, key: str) -> float:
    page.keyboard.press(key)
    page.wait_for_function("() => sessionStorage.took")
    return float(page.evaluate("sessionStorage.took"))


def _load(page: Page, address: str) -> float:
    page.goto(address)
    return float(
        page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame("
            "() => done(performance.now()))))"
        )
    )


def measure(url: str, folder: Path) -> dict[str, list[float]]:
    with serving(url, folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.add_init_script(WATCH)
        try:
            return work(context.new_page(), address)
        finally:
            browser.close()


def run(kind: str, tasks: int) -> dict[str, list[float]]:
    """Fill a fresh database and measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kind == "sqlite":
            return _filled(f"sqlite:///{folder}/bench.sqlite3", tasks, folder)
        with _postgres() as database:
            return _filled(_address(database), tasks, folder)


def _filled(url: str, tasks: int, folder: Path) -> dict[str, list[float]]:
    hire_people(url)
    database = Database(url)
    fill(database, tasks)
    database.engine.dispose()
    return measure(url, folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=200)
    parser.add_argument("--kind", choices=["sqlite", "postgres", "both"], default="both")
    chosen = parser.parse_args()
    kinds = ["sqlite", "postgres"] if chosen.kind == "both" else [chosen.kind]
    for kind in kinds:
        few, many = run(kind, chosen.few), run(kind, chosen.tasks)
        print(f"\n{kind}: {chosen.few:,} and {chosen.tasks:,} tasks, p50 / p95 in ms")
        for name, times in many.items():
            print(f"  {name:38s} {_both(few[name])}   {_both(times)}", flush=True)
    return 0


def _both(times: list[float]) -> str:
    high = sorted(times)[int(len(times) * 0.95)]
    return f"{statistics.median(times):7.0f} /{high:5.0f}"


if __name__ == "__main__":
    raise SystemExit(main())
