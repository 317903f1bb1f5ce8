"""Whoever can write to the database can change the log, but not without being found out.

The triggers that refuse changes are dropped first, as such a person would.
"""

import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from factcheck.audit.chain import GENESIS, event_hash
from factcheck.audit.models import AuditHead, Event
from factcheck.audit.verify import verify_events, verify_log
from factcheck.db import Database
from factcheck.verdicts.models import CheckedClaim
from factcheck.verdicts.verification import verify_verdicts
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom

TAMPERINGS = 200


@pytest.fixture(scope="module")
def logged(shared_room: Newsroom) -> Newsroom:
    """A newsroom whose log has seen every kind of verdict and approval."""
    for state in ("submitted", "approved", "retracted", "returned"):
        task_in_state(shared_room, state)
    return shared_room


class Discarded(Exception):
    """Ends a transaction that is thrown away."""


@contextmanager
def attack(database: Database) -> Iterator[Session]:
    """A session in which history can be changed; what is done there is thrown away."""
    try:
        with database.write() as session:
            for table in ("event", "verdict", "approval", "article_version"):
                for trigger in _triggers(session, table):
                    on = "" if database.is_sqlite else f" ON {table}"
                    session.execute(text(f"DROP TRIGGER {trigger}{on}"))
            yield session
            raise Discarded
    except Discarded:
        pass


def _triggers(session: Session, table: str) -> list[str]:
    if session.get_bind().dialect.name == "sqlite":
        names = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    else:
        names = text(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = "
            "CAST(:table AS regclass)"
        )
    return list(session.execute(names, {"table": table}).scalars())


def found_out(session: Session, kept: tuple[int, str] | None = None) -> list[str]:
    session.expire_all()
    return [*verify_log(session, kept=kept).problems, *verify_verdicts(session)]


def change(session: Session, table: str, where: str, **values: Any) -> None:
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    result = session.execute(text(f"UPDATE {table} SET {assignments} WHERE {where}"), values)
    assert result.rowcount >= 1  # type: ignore[attr-defined]


@dataclass
class Attacker:
    """Changes the log in a random way; `dice` decides how."""

    session: Session
    dice: random.Random
    length: int

    def somewhere(self) -> int:
        return self.dice.randint(1, self.length)

    def event(self, seq: int) -> Event:
        return self.session.exec(select(Event).where(Event.seq == seq)).one()

    def flip_a_field(self) -> None:
        seq = self.somewhere()
        event = self.event(seq)
        name = self.dice.choice(
            "at actor_id actor role action object_type object_id payload request_id prev_hash hash".split()
        )
        value = getattr(event, name)
        if name == "at":
            value += timedelta(microseconds=1)
        elif isinstance(value, int) or value is None:
            value = (value or 0) + 1
        elif name == "payload":
            value = json.dumps({**json.loads(value), "more": True})
        else:
            value = self._other(value)
        self.session.expunge(event)
        change(self.session, "event", f"seq = {seq}", **{name: value})

    def _other(self, value: str) -> str:
        if not value:
            return "0"
        place = self.dice.randrange(len(value))
        letter = "0" if value[place] != "0" else "1"
        return value[:place] + letter + value[place + 1 :]

    def delete(self) -> None:
        self.session.execute(text(f"DELETE FROM event WHERE seq = {self.somewhere()}"))

    def insert(self) -> None:
        """An event that says what never happened, after the last one and with a right hash."""
        last = self.event(self.length)
        fields = last.model_dump() | {"seq": self.length + 1, "actor": "somebody else"}
        fields |= {"prev_hash": last.hash, "hash": event_hash(fields, last.hash)}
        self.session.add(Event(**fields))
        self.session.flush()

    def swap(self) -> None:
        """Two events change places, with everything but their numbers."""
        first, second = sorted(self.dice.sample(range(1, self.length + 1), 2))
        self.session.expunge_all()
        change(self.session, "event", f"seq = {first}", seq=-1)
        change(self.session, "event", f"seq = {second}", seq=first)
        change(self.session, "event", "seq = -1", seq=second)

    def move(self) -> None:
        """An event gets a number after the end."""
        seq = self.somewhere()
        change(self.session, "event", f"seq = {seq}", seq=self.length + seq)

    def cut_the_tail(self) -> None:
        self.session.execute(text(f"DELETE FROM event WHERE seq >= {self.somewhere()}"))


KINDS = ("flip_a_field", "delete", "insert", "swap", "move", "cut_the_tail")


def test_an_untouched_log_raises_no_alarm(logged: Newsroom) -> None:
    with logged.database.read() as session:
        head = session.get_one(AuditHead, 1)
        kept = session.exec(select(Event).order_by(col(Event.seq)).limit(1)).one()
        found = verify_log(session, kept=(kept.seq, kept.hash))
        assert found.problems == ()
        assert (found.events, found.head) == (head.seq, head.hash)
        assert verify_verdicts(session) == []


def test_every_random_change_of_the_log_is_found(logged: Newsroom) -> None:
    with logged.database.read() as session:
        length = session.get_one(AuditHead, 1).seq
    missed = []
    for seed in range(TAMPERINGS):
        kind = KINDS[seed % len(KINDS)]
        with attack(logged.database) as session:
            getattr(Attacker(session, random.Random(seed), length), kind)()
            if not found_out(session):
                missed.append((seed, kind))
    assert missed == []
    with logged.database.read() as session:
        assert found_out(session) == []


def test_a_cut_tail_with_a_forged_end_is_found_by_a_kept_checkpoint(logged: Newsroom) -> None:
    with logged.database.read() as session:
        head = session.get_one(AuditHead, 1)
    for cut in (1, 2, head.seq // 2, head.seq):
        with attack(logged.database) as session:
            session.execute(text(f"DELETE FROM event WHERE seq > {head.seq - cut}"))
            last = session.get(Event, head.seq - cut)
            forged = last.hash if last else GENESIS
            change(session, "audit_head", "id = 1", seq=head.seq - cut, hash=forged)
            session.expire_all()
            assert verify_log(session).whole, "without a checkpoint it looks whole"
            assert found_out(session, kept=(head.seq, head.hash))


def test_a_log_written_anew_is_found_by_a_kept_checkpoint(logged: Newsroom) -> None:
    with logged.database.read() as session:
        head = session.get_one(AuditHead, 1)
        rows = [row.model_dump() for row in session.exec(select(Event).order_by(col(Event.seq)))]
    with attack(logged.database) as session:
        prev = GENESIS
        rows[1]["actor"] = "somebody else"
        session.execute(text("DELETE FROM event"))
        for row in rows:
            row |= {"prev_hash": prev, "hash": event_hash(row, prev)}
            session.add(Event(**row))
            prev = row["hash"]
        session.flush()
        change(session, "audit_head", "id = 1", hash=prev)
        session.expire_all()
        assert verify_log(session).whole, "without a checkpoint it looks whole"
        assert found_out(session, kept=(head.seq, head.hash))


VERDICTS_CHANGED: dict[str, Callable[[Session], None]] = {
    "rating": lambda s: change(s, "verdict", "id = 1", rating="altered"),
    "rationale": lambda s: change(s, "verdict", "id = 1", rationale="Other."),
    "author": lambda s: change(s, "verdict", "id = 1", author_id=2),
    "speaker": lambda s: change(s, "verdict", "id = 1", speaker_id=None),
    "day": lambda s: change(s, "verdict", "id = 1", recheck_on="2030-01-01"),
    "its hash": lambda s: change(s, "verdict", "id = 1", content_hash="0" * 64),
    "claim": lambda s: change(s, "claim", "kind = 'quote'", text="Other words."),
    "name of the speaker": lambda s: change(s, "speaker", "id > 0", name="Other"),
    "text of the article": lambda s: change(s, "article_version", "id > 0", text="Other."),
    "signature": lambda s: change(s, "approval", "id = 1", content_hash="0" * 64),
    "end of the log": lambda s: change(s, "audit_head", "id = 1", hash="0" * 64),
    "no end of the log": lambda s: s.execute(text("DELETE FROM audit_head")),  # type: ignore[dict-item, return-value]
    "no hexadecimal": lambda s: change(s, "event", "seq = 2", prev_hash="no hash"),
    "no JSON": lambda s: change(s, "event", "action = 'task.submit'", payload="{"),
    "no object": lambda s: change(s, "event", "action = 'task.submit'", payload="[]"),
}


@pytest.mark.parametrize("what", VERDICTS_CHANGED)
def test_a_changed_verdict_or_signature_is_found(logged: Newsroom, what: str) -> None:
    with attack(logged.database) as session:
        if what in ("author", "speaker") and not logged.database.is_sqlite:
            session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        if what == "author":
            session.execute(text("DELETE FROM approval WHERE verdict_id = 1"))
        VERDICTS_CHANGED[what](session)
        assert found_out(session)


def test_a_dropped_signature_is_found(logged: Newsroom) -> None:
    with attack(logged.database) as session:
        session.execute(text("DELETE FROM checked_claim"))
        session.execute(text("DELETE FROM approval"))
        assert any("approval" in problem for problem in found_out(session))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "factcheck", "audit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
def test_the_command_verifies_database_and_export(logged: Newsroom, tmp_path: Path) -> None:
    if not logged.database.is_sqlite:
        pytest.skip("the command is the same; one database is enough")
    assert logged.database.engine.url.database is not None
    with (
        sqlite3.connect(logged.database.engine.url.database) as source,
        sqlite3.connect(tmp_path / "factcheck.sqlite3") as copy,
    ):
        source.backup(copy)
    source.close()
    copy.close()
    whole = run("verify", "--data", tmp_path, "--json")
    assert whole.returncode == 0, whole.stderr
    assert json.loads(whole.stdout)["problems"] == []

    kept = tmp_path / "checkpoint.json"
    kept.write_text(run("checkpoint", "--data", tmp_path).stdout)
    export = run("export", "--data", tmp_path).stdout
    lines = export.splitlines(keepends=True)
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(export)
    assert run("verify", "--file", good, "--checkpoint", kept).returncode == 0
    bad.write_text("".join(lines[:-1]))
    assert run("verify", "--file", bad, "--checkpoint", kept).returncode == 1
    bad.write_text("".join(lines[:3] + lines[4:]))
    refused = run("verify", "--file", bad, "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["problems"]
    bad.write_text("no event\n")
    assert run("verify", "--file", bad).returncode == 1

    bundle, later = tmp_path / "bundle.json", tmp_path / "later.json"
    with logged.database.read() as session:
        slug = session.exec(select(CheckedClaim.slug).order_by(col(CheckedClaim.id))).first()
    assert run("bundle", str(slug), "-o", bundle, "--data", tmp_path).returncode == 0
    told = run("verify", bundle, "--key", tmp_path / "audit-key.pub")
    assert told.returncode == 0, told.stdout
    assert "Everything holds." in told.stdout
    bundle.write_text(bundle.read_text().replace('"revision": 1', '"revision": 2'))
    told = run("verify", bundle)
    assert told.returncode == 1
    assert "FAILS  The seal is broken" in told.stdout
    later.write_text(run("checkpoint", "--since", kept, "--data", tmp_path).stdout)
    assert run("consistent", kept, later).returncode == 0
    assert run("consistent", later, kept).returncode == 1

    database = Database(f"sqlite:///{tmp_path / 'factcheck.sqlite3'}")
    with database.write() as session:
        session.execute(text("DROP TRIGGER event_no_update"))
        change(session, "event", "action = 'task.submit'", payload="{")
    database.engine.dispose()
    tampered = run("verify", "--data", tmp_path, "--json")
    assert tampered.returncode == 1, tampered.stderr
    assert json.loads(tampered.stdout)["problems"]


def test_an_export_line_by_line_is_checked_like_the_database(logged: Newsroom) -> None:
    with logged.database.read() as session:
        events = list(session.exec(select(Event).order_by(col(Event.seq))))
    assert verify_events(events).whole
    assert not verify_events(events[1:]).whole
    assert not verify_events([*events, events[-1]]).whole
    assert not verify_events(reversed(events)).whole
