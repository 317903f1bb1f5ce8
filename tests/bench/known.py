"""Measures matching against known claims in the database, on SQLite and on Postgres.

    python -m tests.bench.known FOLDER          # or FACTCHECK_BENCH_DATA=FOLDER

The data is that of `tests.bench.matching`. The 10,375 checks go in as imported checks, then every
query is searched (`search_known`: MAP@5, R@10 and time) and held against what is found
(`find_earlier`: time of one claim, all told). "Found" is how often a claim that was checked gets
its check suggested, "false" how often one whose own check is left out gets another suggested.
Postgres is at FACTCHECK_TEST_POSTGRES_URL; without one, its lines are left out.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
from sqlmodel import Session, text

from factcheck import clock
from factcheck.claims.known import add_known, find_earlier, search_known
from factcheck.claims.models import ImportedCheck, KnownClaim
from factcheck.db import Database
from tests.bench.matching import measure, read
from tests.databases import POSTGRES_URL, Databases

Claims = list[dict[str, Any]]


def fill(database: Database, claims: Claims) -> dict[int, str]:
    """Put the checks in; returns the known claims' ids with those of the data."""
    now = clock.now()
    began = time.perf_counter()
    with database.write() as session:
        checks = [
            ImportedCheck(
                key=claim["id"], url="", claim=claim["text"], created_at=now, updated_at=now
            )
            for claim in claims
        ]
        session.add_all(checks)
        session.flush()
        known = [
            KnownClaim(kind="elsewhere", import_id=check.id, text=check.claim) for check in checks
        ]
        titles = [claim["title"] for claim in claims]
        add_known(session, list(zip(known, titles, strict=True)))
        found = {row.id or 0: check.key for row, check in zip(known, checks, strict=True)}
    took = time.perf_counter() - began
    # As a server does by itself within a minute.
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
    print(f"{len(claims)} known claims in {took:.1f} s")
    return found


def timed(name: str, work: Callable[[str], object], queries: Claims, server: int | None) -> None:
    """Wall time of a claim, and what it costs in processor time, which other work cannot swell.

    `server` is the process of Postgres that answers; its share is known as a mean only.
    """
    work(queries[0]["text"])
    before, walls, costs = _ticks(server), [], []
    for query in queries:
        wall, cost = time.perf_counter(), time.process_time()
        work(query["text"])
        walls.append((time.perf_counter() - wall) * 1000)
        costs.append((time.process_time() - cost) * 1000)
    served = (_ticks(server) - before) / len(queries)
    walls.sort()
    costs.sort()
    half, most = len(queries) // 2, int(len(queries) * 0.95)
    print(
        f"{name:20s} wall p50 {walls[half]:.1f}  p95 {walls[most]:.1f} ms;"
        f" processor p50 {costs[half]:.1f}  p95 {costs[most]:.1f} ms, server {served:.1f} ms"
    )


def _ticks(process: int | None) -> float:
    """The processor time of a process so far, in milliseconds (Linux)."""
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def suggestions(
    session: Session, queries: Claims, right: dict[str, set[str]], ids: dict[int, str]
) -> None:
    found = false = 0
    for query in queries:
        answers = [ids[one.known.id or 0] for one in find_earlier(session, query["text"])]
        found += any(answer in right[query["id"]] for answer in answers)
        false += any(answer not in right[query["id"]] for answer in answers)
    print(f"suggested: found {found / len(queries):.2f}  false {false / len(queries):.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=os.environ.get("FACTCHECK_BENCH_DATA"))
    folder = parser.parse_args().folder
    if folder is None:
        print("Give the data folder, or set FACTCHECK_BENCH_DATA.", file=sys.stderr)
        return 2
    data = Path(folder) / "data" / "matching"
    claims = read(data / "m_ct2020_claims.jsonl")
    right: dict[str, set[str]] = defaultdict(set)
    for pair in read(data / "m_ct2020_qrels.jsonl"):
        right[pair["qid"]].add(pair["cid"])
    queries = [query for query in read(data / "m_ct2020_queries.jsonl") if query["split"] == "test"]
    queries = [query for query in queries if right.get(query["id"])]
    kinds = ["sqlite"]
    try:
        psycopg.connect(POSTGRES_URL, connect_timeout=3).close()
        kinds.append("postgres")
    except psycopg.OperationalError:
        print("No Postgres answers; its lines are left out.")
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        databases = Databases(place)
        stack.callback(databases.close)
        for kind in kinds:
            (place / kind).mkdir()
            url = stack.enter_context(databases.copy(kind, place / kind))
            database = Database(url)
            stack.callback(database.engine.dispose)
            ids = fill(database, claims)
            with database.read() as session:

                def search(query: str, session: Session = session) -> list[str]:
                    found = search_known(session, query, top=10)
                    return [ids[int(match.id)] for match in found]  # noqa: B023

                def earlier(query: str, session: Session = session) -> object:
                    return find_earlier(session, query)

                server = None
                if not database.is_sqlite:
                    server = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
                measure(f"{kind} test", queries, right, search)
                timed(f"{kind} ranking", search, queries, server)
                timed(f"{kind} all told", earlier, queries, server)
                suggestions(session, queries, right, ids)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
