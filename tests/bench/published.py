"""Measures what programs read: lists, searches and conditional requests on many checked claims.

    python -m tests.bench.published --rows 1000000 [--kind sqlite|postgres]

A fresh SQLite file is filled, and a fresh database on the Postgres of the tests.
The rows are made up (`filling.py`). Times are wall time of the whole answer inside one process, without the network: the median and the 95th percentile of 200 requests, each
with another cursor or another query; and the CPU time of this process alone, which on a busy machine
tells more (SQLite's work is in it, that of Postgres is not).
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from factcheck.accounts.service import add_token, list_users
from factcheck.api.conventions import encode_cursor
from factcheck.app import create_app
from factcheck.audit.log import SYSTEM
from factcheck.db import Database
from factcheck.settings import Settings
from tests.bench.filling import BEGAN, Vocabulary, fill
from tests.databases import _address, _postgres
from tests.web.newsroom import hire_people

REQUESTS = 200


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
        f"  {name:42s} p50 {middle:6.1f} ms   p95 {high:6.1f} ms   of our own CPU {used:6.1f} ms",
        flush=True,
    )


class Asker:
    """A program with a token, asking an app of this process."""

    def __init__(self, database: Database) -> None:
        with database.write() as session:
            user = list_users(session)[0].id or 0
            _, token = add_token(
                session, actor=SYSTEM, user_id=user, name="bench", scopes=["claims:read"]
            )
        address = database.engine.url.render_as_string(hide_password=False)
        folder = Path(tempfile.mkdtemp())
        self.app = create_app(Settings(data=folder, database_url=address, api_rate=0))
        self._client = self.app.test_client()
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, status: int = 200, **more: str) -> Any:
        answer = self._client.get(path, headers=self._headers | more)
        assert answer.status_code == status, answer.text
        return answer

    def page(self, rows: int, **where: Any) -> Callable[[int], None]:
        """A page of 100 from anywhere in the list, the first one time in four."""
        chance = random.Random(11)

        def ask(number: int) -> None:
            asked = {"limit": 100, **where}
            if number % 4:
                seen = chance.randrange(rows)
                asked["cursor"] = encode_cursor((BEGAN + timedelta(seconds=seen)).isoformat(), seen)
            self.get(f"/api/v1/checked-claims?{urlencode(asked)}")

        return ask

    def search(self, words_of: Callable[[int], str]) -> Callable[[int], None]:
        return lambda number: self.get(
            f"/v1alpha1/claims:search?pageSize=10&query={words_of(number).replace(' ', '+')}"
        )


# Each filter of the lists: one that many have, and one that few have or nobody.
FILTERS: tuple[dict[str, Any], ...] = (
    {"rating": "false"},
    {"rating": "true"},
    {"rating": "nothing"},
    {"kind": "quote"},
    {"question": "true"},
    {"speaker": "Speaker 7"},
    {"language": "en"},
    {"language": "de"},
    {"language": "de-AT"},
    {"article": 70},
    {"since": "2026-01-03"},
    {"since": "2026-01-03", "until": "2026-01-03"},
    {"until": "2026-01-03"},
    {"kind": "quote", "language": "de", "speaker": "Speaker 7"},
)


def measure(database: Database, rows: int, words: list[str]) -> None:
    """Print a line for each kind of request."""
    asker = Asker(database)
    vocabulary = Vocabulary()
    common = vocabulary.words[:40]
    timed("checked-claims, a page of 100", REQUESTS, asker.page(rows))
    for where in FILTERS:
        name = ", ".join(f"{key}={value}" for key, value in where.items())
        timed(f"  {name}", REQUESTS, asker.page(rows, **where))
    timed("claims:search, a claim's words", REQUESTS, asker.search(_nth(words)))
    three = [" ".join(one.split()[:3]) for one in words]
    timed("claims:search, three words", REQUESTS, asker.search(_nth(three)))
    timed("claims:search, one common word", 40, asker.search(_nth(common)))
    timed("claims:search, one rare word", 40, asker.search(_nth(vocabulary.words[-40:])))
    two = [f"{one} {other}" for one, other in zip(common, common[3:] + common[:3], strict=True)]
    timed("claims:search, two common words", 40, asker.search(_nth(two)))
    tag = asker.get("/api/v1/checked-claims?limit=100").headers["ETag"]
    timed("unchanged: 304", REQUESTS, lambda _number: _unchanged(asker, tag))
    chance = random.Random(12)
    timed(
        "changes, a page of 100",
        REQUESTS,
        lambda _number: _changes(asker, chance.randrange(1, rows - 100)),
    )
    asker.app.extensions["factcheck"].database.engine.dispose()


def _nth(words: Sequence[str]) -> Callable[[int], str]:
    return lambda number: words[number % len(words)]


def _unchanged(asker: Asker, tag: str) -> None:
    asker.get("/api/v1/checked-claims?limit=100", 304, **{"If-None-Match": tag})


def _changes(asker: Asker, number: int) -> None:
    first = asker.get("/api/v1/changes?limit=1").json["items"][0]["cursor"]
    offset = int(first.partition("-")[0]) - 1
    since = f"{offset + number}-{f'{number:064x}'[:12]}"
    assert len(asker.get(f"/api/v1/changes?limit=100&since={since}").json["items"]) == 100


def run(kind: str, url: str, rows: int) -> None:
    began = time.perf_counter()
    hire_people(url)
    database = Database(url)
    words = fill(database, rows)
    print(
        f"{kind}: {rows:,} checked claims, filled in {time.perf_counter() - began:.0f} s, "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    measure(database, rows, words)
    database.engine.dispose()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
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
