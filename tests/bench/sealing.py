"""Measures sealing, proving and verifying a long log.

    python -m tests.bench.sealing --events 100000

A fresh SQLite file is filled with events of one kind. Wall time, and the processor time of this
process in brackets, which on a busy machine tells more.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from factcheck import clock
from factcheck.audit.chain import canonical_json, event_hash
from factcheck.audit.merkle import inclusion_path
from factcheck.audit.models import AuditHead, Event
from factcheck.audit.sealing import BATCH, find_signer, grow_tree, sign_tree, stored_node
from factcheck.audit.tree_check import verify_tree
from factcheck.audit.verify import verify_log
from factcheck.db import Database
from factcheck.preparation import prepare_database
from factcheck.settings import Settings

ROWS = 5000


def fill(database: Database, events: int) -> None:
    with database.write() as session:
        head = session.get_one(AuditHead, 1)
        rows: list[dict[str, Any]] = []
        for seq in range(head.seq + 1, events + 1):
            fields = {
                "seq": seq,
                "at": clock.now(),
                "actor_id": 3,
                "actor": "Ada",
                "role": "reviewer",
                "action": "task.submit",
                "object_type": "task",
                "object_id": seq,
                "payload": canonical_json(
                    {"verdict": seq, "hash": "0" * 64, "rating": "true", "before": {"blind": False}}
                ),
                "request_id": "abcdefgh",
            }
            digest = event_hash(fields, head.hash)
            rows.append(fields | {"prev_hash": head.hash, "hash": digest})
            head.seq, head.hash = seq, digest
            if len(rows) == ROWS or seq == events:
                session.execute(insert(Event), rows)
                rows = []
        session.add(head)


@contextmanager
def timed(what: str) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    spent = time.process_time() - processor
    print(f"{what}: {time.perf_counter() - wall:.3f} s ({spent:.3f})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=100_000)
    events = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        database = Database(settings.resolved_database_url)
        prepare_database(database)
        fill(database, events)
        with timed(f"seal {events} events"):
            grown = BATCH
            while grown == BATCH:
                with database.write() as session:
                    grown = grow_tree(session)
            with database.write() as session:
                sign_tree(session, settings)
        signer = find_signer(settings)
        assert signer is not None
        with database.read() as session:
            with timed("a proof of inclusion"):
                path = inclusion_path(events // 3, events, stored_node(session))
            print(f"hashes in it: {len(path)}")
            with timed("verify the tree"):
                assert verify_tree(session, verifier=signer.verifier) == []
            with timed("verify the chain"):
                assert verify_log(session).whole
        database.engine.dispose()
    print(f"resident at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
