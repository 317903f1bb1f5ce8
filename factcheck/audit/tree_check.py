"""Checking the tree against the log, and each checkpoint against the tree.

What is read here may have been tampered with in any way.
"""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from factcheck.audit.merkle import GrowingTree
from factcheck.audit.models import Event, LogCheckpoint, TreeNode
from factcheck.audit.notes import Checkpoint, Verifier, is_signed, read_checkpoint
from factcheck.audit.sealing import leaf_of
from factcheck.errors import InvalidInput
from factcheck.messages import marked


def verify_tree(session: Session, *, verifier: Verifier | None = None, kept: str = "") -> list[str]:
    """Sentences about leaves and checkpoints that do not fit the log; empty when all do.

    With a `verifier` every checkpoint must be its own. `kept` is a checkpoint from elsewhere: the
    log of today must begin with the log that it speaks of.
    """
    problems: list[str] = []
    promised = _promised(session, verifier, problems)
    if kept:
        found = _read(kept, verifier, "The kept checkpoint", problems)
        if found is not None:
            promised.setdefault(found.size, []).append(("The kept checkpoint", found))
    tree = GrowingTree()
    _compare(tree, promised, problems)
    statement = (
        select(TreeNode, Event)
        .join(Event, col(Event.seq) == TreeNode.number + 1, isouter=True)
        .where(TreeNode.level == 0)
        .order_by(col(TreeNode.number))
        .execution_options(yield_per=1000)
    )
    with session.exec(statement) as rows:
        for leaf, event in rows:
            if leaf.number != tree.size:
                problems.append(
                    marked("Leaf %(number)s is missing from the tree.", number=tree.size + 1)
                )
                break
            if event is None or _leaf(event, leaf.salt) != leaf.hash:
                problems.append(
                    marked(
                        "Event %(number)s is not the one that the tree holds.",
                        number=leaf.number + 1,
                    )
                )
            tree.append(_bytes(leaf.hash))
            _compare(tree, promised, problems)
    for waiting in promised.values():
        problems += [
            marked("%(name)s is of more events than the tree has.", name=name)
            for name, _one in waiting
        ]
    return problems


def _promised(
    session: Session, verifier: Verifier | None, problems: list[str]
) -> dict[int, list[tuple[str, Checkpoint]]]:
    """The desk's own checkpoints by their size."""
    promised: dict[int, list[tuple[str, Checkpoint]]] = {}
    for row in session.exec(select(LogCheckpoint).order_by(col(LogCheckpoint.size))):
        name = f"The checkpoint of {row.size} events"
        found = _read(row.note, verifier, name, problems)
        if found is not None and found.size != row.size:
            problems.append(marked("%(name)s speaks of %(size)s.", name=name, size=found.size))
        elif found is not None:
            promised.setdefault(found.size, []).append((name, found))
    return promised


def _read(
    note: str, verifier: Verifier | None, name: str, problems: list[str]
) -> Checkpoint | None:
    if verifier is not None and not is_signed(note, verifier):
        problems.append(marked("%(name)s is not signed with this desk's key.", name=name))
    try:
        return read_checkpoint(note)
    except InvalidInput:
        problems.append(marked("%(name)s cannot be read.", name=name))
        return None


def _compare(
    tree: GrowingTree,
    promised: Mapping[int, list[tuple[str, Checkpoint]]],
    problems: list[str],
) -> None:
    # A checkpoint that was looked at is taken out, so that those left over are of what is not here.
    for name, checkpoint in promised.get(tree.size, ()):
        if checkpoint.root != tree.root:
            problems.append(marked("%(name)s is of another log.", name=name))
    if tree.size in promised:
        promised[tree.size].clear()


def _leaf(event: Event, salt: str) -> str | None:
    """The hash that the leaf should have, None when the event cannot be hashed at all."""
    try:
        return leaf_of(event, salt).hex()
    except (ValueError, TypeError, AttributeError):
        return None


def _bytes(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return b""
