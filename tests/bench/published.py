"""Measures what programs read: lists, searches and conditional requests on many checked claims.

    python -m tests.bench.published --rows 100000 [--kind sqlite|postgres]

A fresh SQLite file is filled, and a fresh database on the Postgres of the tests.
The rows are made up: words by Zipf's law, twelve a claim, every third a quote with a comparison. Times are wall time of the whole answer
inside one process, without the network: the median and the 95th percentile of 200 requests, each
with another cursor or another query; and the CPU time of this process alone, which on a busy machine
tells more (SQLite's work is in it, that of Postgres is not).
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import text

from factcheck.accounts.service import add_token, list_users
from factcheck.api.conventions import encode_cursor
from factcheck.app import create_app
from factcheck.audit.log import SYSTEM
from factcheck.db import Database
from factcheck.settings import Settings
from tests.databases import _address, _postgres
from tests.web.newsroom import hire_people

REQUESTS = 200
WORDS = 30_000
CLAIMS_OF_AN_ARTICLE = 40
SPEAKERS = 1000
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
Rows = Iterable[tuple[Any, ...]]


class Vocabulary:
    """Made-up words, the first ones much more frequent than the last."""

    def __init__(self) -> None:
        self.random = random.Random(7)
        letters = "bcdfghklmnprstvwz"
        self.words = [
            "".join(
                self.random.choice(letters) + self.random.choice("aeiou") for _ in range(length)
            )
            + str(number)
            for number, length in enumerate(2 + number % 3 for number in range(WORDS))
        ]
        weights = [1 / (rank + 10) for rank in range(WORDS)]
        self.weights = list(accumulate(weights))

    def sentence(self, length: int = 12) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length))


def fill(database: Database, rows: int) -> list[str]:
    """Fill a migrated database with checked claims; gives back some of their words."""
    vocabulary = Vocabulary()
    claims = [vocabulary.sentence() for _ in range(rows)]
    with database.read() as session:
        author, editor = (user.id for user in list_users(session)[:2])
    articles = range(1, rows // CLAIMS_OF_AN_ARTICLE + 2)
    ids = range(1, rows + 1)
    now = BEGAN.isoformat(sep=" ").removesuffix("+00:00")

    def at(number: int) -> str:
        moment = BEGAN + timedelta(seconds=number)
        return moment.isoformat(sep=" ", timespec="microseconds").removesuffix("+00:00")

    def article_of(number: int) -> int:
        return number // CLAIMS_OF_AN_ARTICLE + 1

    evidence = json.dumps(
        [
            {
                "id": 1,
                "title": "Statement",
                "url": "https://port.example/statement",
                "stance": "supports",
            }
        ]
    )
    compared = json.dumps(
        {
            "document_id": 1,
            "result": "altered",
            "start_offset": 0,
            "end_offset": 80,
            "source_text": claims[0],
            "detail": {
                "differences": [
                    {"type": "replaced", "published": "42", "source": "two", "material": True}
                ]
            },
        }
    )

    def kind_of(number: int) -> str:
        return "claim" if number % 3 else "quote"

    put_rows(
        database,
        "speaker",
        "id name key kind role created_at",
        ((n, f"Speaker {n}", f"speaker {n}", "person", "", now) for n in range(1, SPEAKERS + 1)),
    )
    put_rows(
        database,
        "article",
        "id url title outlet language published state failure created_at updated_at",
        (
            (n, f"https://news.example/{n}", f"Article {n}", "The Harbour Post", "en", "2026-01-01",
             "ready", "", now, now)
            for n in articles
        ),
    )  # fmt: skip
    put_rows(
        database,
        "article_version",
        "id article_id number title text sha256 nonquotes created_at",
        ((n, n, 1, "", "Words.", f"{n:064x}", "[]", now) for n in articles),
    )
    put_rows(
        database,
        "claim",
        "id article_id article_version_id kind text start_offset end_offset prefix suffix "
        "anchor_state spans speaker_id speaker_raw candidates cue form method types checkable score "
        "reasons quantities times created_at",
        (
            (n, article_of(n), article_of(n), kind_of(n), claims[n - 1], n, n + 80, "", "", "anchored",
             "[]", n % SPEAKERS + 1, "", "[]", "", "", "", "[]", True, 0.5, "[]", "[]", "[]", now)
            for n in ids
        ),
    )  # fmt: skip
    put_rows(
        database,
        "task",
        "id claim_id question state version priority fence revision author_ids blind published "
        "reason created_at updated_at",
        (
            (n, n, "true", "approved", 5, 0.5, 1, 1, f"[{author}]", False, True, "", now, now)
            for n in ids
        ),
    )
    put_rows(
        database,
        "verdict",
        "id task_id number revision author_id article_version_id speaker_id scale_id scale_version "
        "rating rationale evidence comparison blind claim_hash content_hash created_at",
        (
            (n, n, 1, 1, author, article_of(n), n % SPEAKERS + 1, "truth", 1, "false",
             "The statement says the opposite.", evidence,
             compared if kind_of(n) == "quote" else None, False, "0" * 64, "0" * 64, now)
            for n in ids
        ),
    )  # fmt: skip
    put_rows(
        database,
        "approval",
        "id verdict_id task_id revision author_id approver_id content_hash created_at",
        ((n, n, n, 1, author, editor, "0" * 64, now) for n in ids),
    )
    put_rows(
        database,
        "checked_claim",
        "id task_id approval_id slug state revision notice published_at updated_at",
        ((n, n, n, f"check-{n}", "published", 1, "", at(n), at(n)) for n in ids),
    )
    with database.read() as session:
        head = session.execute(text("SELECT seq FROM audit_head")).scalar_one()
    payload = '{"revision":1,"state":"published"}'
    put_rows(
        database,
        "event",
        "seq at actor_id actor role action object_type object_id payload request_id prev_hash hash",
        (
            (head + n, at(n), editor, "Editor", "editor", "check.published", "checked_claim", n,
             payload, "", f"{n - 1:064x}", f"{n:064x}")
            for n in ids
        ),
    )  # fmt: skip
    with database.write() as session:
        session.execute(text("UPDATE audit_head SET seq = :seq"), {"seq": head + rows})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
    return claims[:: max(1, rows // REQUESTS)][:REQUESTS]


def put_rows(database: Database, table: str, columns: str, rows: Rows) -> None:
    """Fill a table the fastest way that each kind of database has."""
    put = _insert if database.is_sqlite else _copy
    put(database, table, columns, rows)


def _insert(database: Database, table: str, columns: str, rows: Rows) -> None:
    names = columns.split()
    marks = ", ".join("?" * len(names))
    connection = database.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
    cursor.execute("COMMIT")
    connection.close()


def _copy(database: Database, table: str, columns: str, rows: Rows) -> None:
    connection = database.engine.raw_connection()
    names = ", ".join(columns.split())
    with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(row)
    connection.commit()
    connection.close()


def timed(name: str, requests: int, ask: Callable[[int], None]) -> None:
    times, used = [], time.process_time()
    for number in range(requests):
        began = time.perf_counter()
        ask(number)
        times.append((time.perf_counter() - began) * 1000)
    used = (time.process_time() - used) * 1000 / requests
    times.sort()
    middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"  {name:34s} p50 {middle:6.1f} ms   p95 {high:6.1f} ms   of our own CPU {used:6.1f} ms",
        flush=True,
    )


def measure(database: Database, rows: int, words: list[str]) -> None:
    """Print a line for each kind of request."""
    with database.write() as session:
        user = list_users(session)[0].id or 0
        _, token = add_token(
            session, actor=SYSTEM, user_id=user, name="bench", scopes=["claims:read"]
        )
    address = database.engine.url.render_as_string(hide_password=False)
    folder = Path(tempfile.mkdtemp())
    app = create_app(Settings(data=folder, database_url=address, api_rate=0))
    client = app.test_client()
    headers = {"Authorization": f"Bearer {token}"}
    chance = random.Random(11)

    def get(path: str, status: int = 200, **more: str) -> Any:
        answer = client.get(path, headers=headers | more)
        assert answer.status_code == status, answer.text
        return answer

    def page(_number: int) -> None:
        seen = chance.randrange(rows - 100)
        cursor = encode_cursor((BEGAN + timedelta(seconds=seen)).isoformat(), seen)
        assert len(get(f"/api/v1/checked-claims?limit=100&cursor={cursor}").json["items"]) == 100

    def search(words_of: Callable[[int], str]) -> Callable[[int], None]:
        return lambda number: get(
            f"/v1alpha1/claims:search?pageSize=10&query={words_of(number).replace(' ', '+')}"
        )

    tag = get("/api/v1/checked-claims?limit=100").headers["ETag"]
    vocabulary = Vocabulary()
    common = vocabulary.words[:40]
    timed("checked-claims, a page of 100", REQUESTS, page)
    timed(
        "claims:search, a claim's words",
        REQUESTS,
        search(lambda number: words[number % len(words)]),
    )
    timed(
        "claims:search, three words",
        REQUESTS,
        search(lambda number: " ".join(words[number % len(words)].split()[:3])),
    )
    timed("claims:search, one common word", 40, search(lambda number: common[number % 40]))
    timed(
        "claims:search, two common words",
        40,
        search(lambda number: f"{common[number % 40]} {common[(number * 7 + 3) % 40]}"),
    )
    timed("unchanged: 304", REQUESTS, lambda _number: _unchanged(get, tag))
    timed(
        "changes, a page of 100",
        REQUESTS,
        lambda _number: _changes(get, chance.randrange(1, rows - 100), database),
    )
    app.extensions["factcheck"].database.engine.dispose()


def _unchanged(get: Callable[..., Any], tag: str) -> None:
    get("/api/v1/checked-claims?limit=100", 304, **{"If-None-Match": tag})


def _changes(get: Callable[..., Any], number: int, database: Database) -> None:
    first = get("/api/v1/changes?limit=1").json["items"][0]["cursor"]
    offset = int(first.partition("-")[0]) - 1
    assert (
        len(
            get(f"/api/v1/changes?limit=100&since={offset + number}-{f'{number:064x}'[:12]}").json[
                "items"
            ]
        )
        == 100
    )


def run(kind: str, url: str, rows: int) -> None:
    began = time.perf_counter()
    hire_people(url)
    database = Database(url)
    words = fill(database, rows)
    print(
        f"{kind}: {rows:,} checked claims, filled in {time.perf_counter() - began:.0f} s",
        flush=True,
    )
    measure(database, rows, words)
    database.engine.dispose()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kind", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.kind != "postgres":
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            run("SQLite", f"sqlite:///{folder}/bench.sqlite3", chosen.rows)
    if chosen.kind != "sqlite":
        with _postgres() as name:
            run("Postgres", _address(name), chosen.rows)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
