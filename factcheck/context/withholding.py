"""Sources whose identity is kept inside, for the safety of whoever they are. Pure.

A verdict freezes a withheld piece without anything that tells who it is, and with the salted digest
of what it leaves out: so the approval binds the source too, and no form that is made from the
verdict can give it away. What is left out goes into a part that only the desk reads.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factcheck.audit.chain import canonical_json

Piece = dict[str, Any]
# What tells who a source is, or where to look for it, as a piece has it that does not.
UNNAMED: Piece = {
    "provider": "",
    "title": "",
    "url": "",
    "passage": "",
    "place": {},
    "snapshot_hash": "",
    "snapshot_id": None,
    "document_id": None,
    "archived": None,
}
_ALSO = ("interest",)


@dataclass(frozen=True)
class Frozen:
    """What a verdict keeps: `evidence` and `comparison` for anybody, `withheld` for the desk."""

    evidence: list[Piece]
    comparison: Piece | None
    withheld: Piece = field(default_factory=dict)


def freeze(
    evidence: Sequence[Piece],
    comparison: Piece | None,
    *,
    reasons: Mapping[int, str],
    documents: Collection[int],
) -> Frozen:
    """Keep back who the pieces are that have a reason, and a comparison with one of `documents`."""
    shown: list[Piece] = []
    kept: dict[str, Piece] = {}
    for piece in evidence:
        reason = reasons.get(piece["id"], "")
        if not reason:
            shown.append(piece)
            continue
        private = {name: piece[name] for name in (*UNNAMED, *_ALSO) if name in piece}
        private["salt"] = secrets.token_hex(32)
        kept[str(piece["id"])] = private
        shown.append(
            unnamed(piece) | {"withheld": {"reason": reason, "sha256": digest_of(private)}}
        )
    withheld: Piece = {"evidence": kept} if kept else {}
    if comparison is not None and comparison["document_id"] in documents:
        withheld["comparison"], comparison = comparison, None
    return Frozen(shown, comparison, withheld)


def unnamed(piece: Piece) -> Piece:
    """The piece without what tells who it is."""
    return {name: value for name, value in piece.items() if name not in _ALSO} | UNNAMED


def digest_of(private: Piece) -> str:
    """What a frozen piece shows of what it leaves out."""
    return hashlib.sha256(canonical_json(private).encode()).hexdigest()


def redact(evidence: Sequence[Piece], reasons: Mapping[int, str]) -> list[Piece]:
    """The evidence for anybody, where a source was withheld after the verdict had frozen it."""
    return [
        unnamed(piece) | {"withheld": {"reason": reasons[piece["id"]]}}
        if piece["id"] in reasons and "withheld" not in piece
        else piece
        for piece in evidence
    ]


def reveal(evidence: Sequence[Piece], withheld: Mapping[str, Any]) -> list[Piece]:
    """The evidence for the desk, with who the sources are."""
    kept = withheld.get("evidence", {})
    return [
        piece | {name: kept[key][name] for name in kept[key] if name != "salt"}
        if (key := str(piece["id"])) in kept
        else piece
        for piece in evidence
    ]
