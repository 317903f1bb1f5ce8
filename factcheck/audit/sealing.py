"""Sealing the log: growing its tree, and signing what it is now.

Events are written without the tree, which so costs no writer anything. Whoever seals adds the
leaves of what has come since, and signs; the relay does so every minute.
"""

import os
import secrets
from pathlib import Path

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.leaves import closed_digest, leaf_content, open_part
from factcheck.audit.merkle import GrowingTree, Node, leaf_hash
from factcheck.audit.models import Event, LogCheckpoint, TreeNode
from factcheck.audit.notes import Checkpoint, Signer, is_signed
from factcheck.db import lock_name
from factcheck.errors import Conflict
from factcheck.settings import Settings

KEY_FILE = "audit-key"
PUBLIC_FILE = "audit-key.pub"
BATCH = 2000  # events in one transaction
SALT_BYTES = 16


class NotSealed(Conflict):
    """The log's newest events are not under a checkpoint yet."""

    code = "not_sealed"


class WrongKey(Conflict):
    """The log was signed with a key that this machine does not have."""

    code = "wrong_key"


def find_signer(settings: Settings) -> Signer | None:
    """The key that signs checkpoints, from the settings or the data folder, if it is there."""
    if settings.audit_key:
        return Signer.parse(settings.audit_key)
    try:
        return Signer.parse((settings.data / KEY_FILE).read_text())
    except FileNotFoundError:
        return None


def make_signer(folder: Path, name: str) -> Signer:
    """A new key in the data folder, readable by us alone, and its public half beside it.

    Of processes that make one at once all get the same.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    signer = Signer.new(name)
    draft = folder / f"{KEY_FILE}.{secrets.token_hex(8)}"
    draft.touch(mode=0o600)
    draft.write_text(signer.secret_words() + "\n")
    try:
        os.link(draft, folder / KEY_FILE)
    except FileExistsError:
        signer = Signer.parse((folder / KEY_FILE).read_text())
    finally:
        draft.unlink()
    (folder / PUBLIC_FILE).write_text(f"{signer.verifier}\n")
    return signer


def signer_of(session: Session, settings: Settings) -> Signer:
    """The desk's key, made on first use. Raises `WrongKey` when the log has another one."""
    latest = latest_checkpoint(session)
    signer = find_signer(settings)
    if signer is None and latest is None:
        return make_signer(settings.data, settings.log_name)
    if signer is None or (latest is not None and not is_signed(latest.note, signer.verifier)):
        raise WrongKey(
            f"This desk's log is signed with a key that is not here. Copy {KEY_FILE} from the data "
            f"folder of the machine that signed before to {settings.data}."
        )
    return signer


def latest_checkpoint(session: Session) -> LogCheckpoint | None:
    return session.exec(select(LogCheckpoint).order_by(col(LogCheckpoint.size).desc())).first()


def tree_size(session: Session) -> int:
    """How many events are in the tree."""
    last = session.exec(select(func.max(TreeNode.number)).where(TreeNode.level == 0)).one()
    return 0 if last is None else int(last) + 1


def stored_node(session: Session) -> Node:
    """The tree's nodes as the database has them."""

    def node(level: int, number: int) -> bytes:
        return bytes.fromhex(session.get_one(TreeNode, (level, number)).hash)

    return node


def grow_tree(session: Session, *, limit: int = BATCH) -> int:
    """Add the leaves of the next events; how many they were. Raises `Conflict` for a gap."""
    lock_name(session, "audit_tree")
    tree = GrowingTree.of_size(tree_size(session), stored_node(session))
    events = session.exec(
        select(Event).where(col(Event.seq) > tree.size).order_by(col(Event.seq)).limit(limit)
    ).all()
    rows = []
    for event in events:
        if event.seq != tree.size + 1:
            raise Conflict(
                f"Event {tree.size + 1} is missing, so the log cannot be sealed. "
                "Run: factcheck audit verify"
            )
        salt = secrets.token_hex(SALT_BYTES)
        leaf = leaf_of(event, salt)
        for level, number, digest in tree.append(leaf):
            rows.append(
                {
                    "level": level,
                    "number": number,
                    "hash": digest.hex(),
                    "salt": "" if level else salt,
                }
            )
    if rows:
        session.execute(insert(TreeNode), rows)
    return len(events)


def leaf_of(event: Event, salt: str) -> bytes:
    """The hash of an event's leaf."""
    fields = event.model_dump()
    return leaf_hash(leaf_content(open_part(fields), closed_digest(fields, salt)))


def sign_tree(session: Session, settings: Settings) -> LogCheckpoint:
    """A checkpoint of the tree as it is; the latest one when nothing has come since."""
    lock_name(session, "audit_tree")
    signer = signer_of(session, settings)
    latest = latest_checkpoint(session)
    size = tree_size(session)
    if latest is not None and latest.size == size:
        return latest
    root = GrowingTree.of_size(size, stored_node(session)).root
    now = clock.now()
    note = Checkpoint(signer.name, size, root, now).note(signer)
    row = LogCheckpoint(size=size, note=note, at=now)
    session.add(row)
    session.flush()
    return row


def seal_some(session: Session, settings: Settings) -> None:
    """One round: the next events into the tree, and a checkpoint once none are left.

    Where the database is elsewhere the data folder may be gone tomorrow, and a key in it: there
    nothing is sealed until somebody has given the desk a key.
    """
    if settings.database_url and find_signer(settings) is None:
        return
    if grow_tree(session) < BATCH:
        sign_tree(session, settings)
