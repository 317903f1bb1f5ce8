"""Sealing: the tree grows with the log, and signed checkpoints of it fit together."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, func, select

from factcheck.audit.consistency import check_checkpoints
from factcheck.audit.log import SYSTEM, record_event
from factcheck.audit.merkle import consistency_path
from factcheck.audit.models import LogCheckpoint, TreeNode
from factcheck.audit.notes import Checkpoint, Signer, Verifier, is_signed, read_checkpoint
from factcheck.audit.sealing import (
    KEY_FILE,
    PUBLIC_FILE,
    WrongKey,
    find_signer,
    grow_tree,
    make_signer,
    seal_some,
    sign_tree,
    stored_node,
)
from factcheck.audit.tree_check import verify_tree
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.settings import Settings

NAME = "desk.example"


def desk(folder: Path, **more: str) -> Settings:
    return Settings(data=folder, public_url=f"https://{NAME}", **more)


def happen(database: Database, events: int) -> None:
    with database.write() as session:
        for number in range(events):
            record_event(
                session, actor=SYSTEM, action="a.b", object_type="x", object_id=number, n=number
            )


def seal(database: Database, folder: Path) -> LogCheckpoint:
    with database.write() as session:
        seal_some(session, desk(folder))
    with database.write() as session:
        return sign_tree(session, desk(folder))


def problems(database: Database, folder: Path, kept: str = "") -> list[str]:
    signer = find_signer(desk(folder))
    assert signer is not None
    with database.read() as session:
        return verify_tree(session, verifier=signer.verifier, kept=kept)


def kept_since(database: Database, folder: Path, old: LogCheckpoint) -> dict[str, Any]:
    new = seal(database, folder)
    with database.read() as session:
        path = consistency_path(old.size, new.size, stored_node(session))
    since = {"note": old.note, "path": [step.hex() for step in path]}
    return {"note": new.note, "since": since}


def test_the_key_is_ours_alone_and_its_public_half_verifies(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: make_signer(tmp_path, NAME), range(4)))

    assert len({signer.seed for signer in made}) == 1
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    public = Verifier.parse((tmp_path / PUBLIC_FILE).read_text())
    assert public == made[0].verifier
    assert sorted(file.name for file in tmp_path.iterdir()) == [KEY_FILE, PUBLIC_FILE]


def test_any_other_letter_of_a_note_breaks_it() -> None:
    signer = Signer.new(NAME)
    note = Checkpoint(NAME, 9, b"\x05" * 32, datetime(2026, 11, 24, tzinfo=UTC)).note(signer)

    assert is_signed(note, signer.verifier)
    assert read_checkpoint(note).size == 9
    for place in range(len(note)):
        changed = note[:place] + chr(ord(note[place]) ^ 1) + note[place + 1 :]
        assert not is_signed(changed, signer.verifier)
        assert not is_signed(note[:place] + note[place + 1 :], signer.verifier)
    assert not is_signed(note + "\n", signer.verifier)


def test_sealing_in_pieces_gives_one_tree(database: Database, tmp_path: Path) -> None:
    sizes = []
    for events in (1, 4, 0, 8):
        happen(database, events)
        sizes.append(seal(database, tmp_path).size)

    assert sizes == [1, 5, 5, 13]
    assert problems(database, tmp_path) == []
    with database.read() as session:
        nodes = session.exec(select(func.count()).select_from(TreeNode)).one()
    assert nodes == 13 + 6 + 3 + 1


def test_many_that_seal_at_once_make_one_tree(database: Database, tmp_path: Path) -> None:
    make_signer(tmp_path, NAME)
    happen(database, 40)

    def grow(_number: int) -> None:
        with database.write() as session:
            grow_tree(session, limit=10)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(grow, range(4)))

    assert seal(database, tmp_path).size == 40
    assert problems(database, tmp_path) == []


def test_a_later_checkpoint_is_shown_to_hold_the_earlier(
    database: Database, tmp_path: Path
) -> None:
    happen(database, 5)
    old = seal(database, tmp_path)
    signer = find_signer(desk(tmp_path))
    assert signer is not None
    happen(database, 6)
    new = kept_since(database, tmp_path, old)
    first = {"note": old.note, "key": str(signer.verifier)}

    def holds(before: dict[str, Any], after: dict[str, Any]) -> bool:
        return all(finding.holds for finding in check_checkpoints(before, after))

    assert holds(first, json.loads(json.dumps(new)))
    rewritten = Checkpoint(NAME, 5, b"\x01" * 32, old.at).note(signer)
    assert not holds(first | {"note": rewritten}, new)
    assert not holds(first, new | {"since": new["since"] | {"note": rewritten}})
    assert not holds(first, new | {"since": new["since"] | {"path": new["since"]["path"][1:]}})
    assert not holds(first | {"key": str(Signer.new(NAME).verifier)}, new)
    with pytest.raises(InvalidInput):
        holds(first, {"note": new["note"]})


TAMPERINGS = {
    "an event": "UPDATE event SET actor = 'somebody' WHERE seq = 3",
    "an event's number for the actor": "UPDATE event SET actor_id = 9 WHERE seq = 3",
    "a dropped event": "DELETE FROM event WHERE seq = 3",
    "a leaf": "UPDATE tree_node SET hash = 'ff' WHERE level = 0 AND number = 2",
    "a salt": "UPDATE tree_node SET salt = 'ff' WHERE level = 0 AND number = 2",
    "a dropped leaf": "DELETE FROM tree_node WHERE level = 0 AND number = 2",
    "a cut tree": "DELETE FROM tree_node WHERE level = 0 AND number > 2",
    "a note": "UPDATE log_checkpoint SET note = replace(note, 'at 2', 'at 1')",
    "a note of another size": "UPDATE log_checkpoint SET size = 4",
}


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_was_changed_after_sealing_is_found(
    database: Database, tmp_path: Path, what: str
) -> None:
    happen(database, 5)
    seal(database, tmp_path)
    with database.write() as session:
        _disarm(session, database)
        session.execute(text(TAMPERINGS[what]))

    assert problems(database, tmp_path) != []


def _disarm(session: Session, database: Database) -> None:
    """Take off what refuses changes of the log, as an attacker would."""
    if database.is_sqlite:
        names = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'")
        for name in session.execute(names).scalars().all():
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))


def test_a_log_that_was_written_anew_and_sealed_anew_is_not_the_kept_one(
    database: Database, tmp_path: Path
) -> None:
    happen(database, 5)
    kept = seal(database, tmp_path).note
    with database.write() as session:
        _disarm(session, database)
        for table in ("event", "tree_node", "log_checkpoint"):
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text("UPDATE audit_head SET seq = 0"))
    happen(database, 6)
    seal(database, tmp_path)

    assert problems(database, tmp_path) == []
    assert problems(database, tmp_path, kept) == ["The kept checkpoint is of another log."]


def test_another_machine_does_not_sign_with_a_key_of_its_own(
    database: Database, tmp_path: Path
) -> None:
    happen(database, 1)
    seal(database, tmp_path)
    happen(database, 1)

    with pytest.raises(WrongKey, match="Copy audit-key"), database.write() as session:
        sign_tree(session, desk(tmp_path / "elsewhere"))
    assert not (tmp_path / "elsewhere").exists()


def test_where_the_data_folder_may_not_last_no_key_is_made(
    database: Database, tmp_path: Path
) -> None:
    happen(database, 3)
    elsewhere = desk(tmp_path, database_url=database.url)
    with database.write() as session:
        seal_some(session, elsewhere)
    assert find_signer(elsewhere) is None

    given = Signer.new(NAME)
    with database.write() as session:
        seal_some(session, desk(tmp_path, audit_key=given.secret_words()))
    with database.read() as session:
        assert verify_tree(session, verifier=given.verifier) == []
        assert session.exec(select(LogCheckpoint.size)).all() == [3]
    assert find_signer(elsewhere) is None
