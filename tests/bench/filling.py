"""Databases filled with made-up checked claims, for measuring.

Words by Zipf's law, twelve a claim, every third a quote with a comparison, one in fifty in another
language, one in a thousand rated true; one check a second, forty an article, a thousand speakers.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import text

from factcheck.accounts.service import list_users
from factcheck.db import Database
from factcheck.publishing.entries import make_entries

WORDS = 30_000
CLAIMS_OF_AN_ARTICLE = 40
SPEAKERS = 1000
SAMPLES = 200
PLANNED_FOR = 5_000
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
            (n, f"https://news.example/{n}", f"Article {n}", "The Harbour Post",
             "en" if n % 50 else "de-AT", "2026-01-01",
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
            (n, n, 1, 1, author, article_of(n), n % SPEAKERS + 1, "truth", 1, "false" if n % 1000 else "true",
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
    # Triggers are planned for the tables as they are then; so for neither empty nor tiny ones.
    for some in (ids[:PLANNED_FOR], ids[PLANNED_FOR:]):
        analyze(database)
        put_rows(
            database,
            "checked_claim",
            "id task_id approval_id slug state revision notice published_at updated_at",
            ((n, n, n, f"check-{n}", "published", 1, "", at(n), at(n)) for n in some),
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
    made = True
    while made:
        with database.write() as session:
            made = bool(make_entries(session, limit=2000))
    analyze(database)
    return claims[:: max(1, rows // SAMPLES)][:SAMPLES]


def analyze(database: Database) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def put_rows(database: Database, table: str, columns: str, rows: Rows) -> None:
    """Rows into a table, by the quickest way that its database has; `columns` by spaces."""
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
