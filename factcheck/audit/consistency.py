"""Two checkpoints of one log: whether the later one's log begins with the earlier one's. Pure.

A kept checkpoint is JSON: `note` is the signed note, `key` the key in words. One that was made
`since` an earlier one also has that one's note and the `path` that proves it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.audit.findings import Finding, told
from factcheck.audit.merkle import is_consistent
from factcheck.audit.notes import Verifier, is_signed, read_checkpoint
from factcheck.errors import InvalidInput


def check_checkpoints(
    old: Mapping[str, Any], new: Mapping[str, Any], *, key: Verifier | None = None
) -> Iterator[Finding]:
    """What holds of two kept checkpoints; without a `key` both must be signed by the old one's.

    Raises `InvalidInput` for what is no kept checkpoint, or a new one not made since the old one.
    """
    try:
        notes = [str(old["note"]), str(new["note"])]
        verifier = key or Verifier.parse(str(old["key"]))
        since = str(new["since"]["note"])
        path = [bytes.fromhex(step) for step in new["since"]["path"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            "These are no two checkpoints, the later made with --since and the earlier."
        ) from error
    before, after = map(read_checkpoint, notes)
    for note, checkpoint in zip(notes, (before, after), strict=True):
        yield told(
            is_signed(note, verifier),
            f"The checkpoint of {checkpoint.size} events is signed by {verifier.name}.",
            f"The checkpoint of {checkpoint.size} events is not signed by {verifier.name}.",
        )
    whole = before.origin == after.origin and since == notes[0]
    yield told(
        whole and is_consistent(before.size, before.root, after.size, after.root, path),
        f"The log of {after.size} events begins with the log of {before.size}, unchanged.",
        f"It is not shown that the log of {after.size} events begins with that of {before.size}.",
    )
