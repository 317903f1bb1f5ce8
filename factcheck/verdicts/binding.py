"""What verdict and approval are bound to: exact words, speaker, evidence, as hashes. Pure."""

from datetime import date
from typing import Any

from factcheck.audit.chain import content_hash


def claim_hash(*, text: str, speaker: str | None, kind: str, version_sha256: str) -> str:
    """The hash of the judged words, whose they are, and of the text that they stand in."""
    return content_hash(
        {"text": text, "speaker": speaker, "kind": kind, "version_sha256": version_sha256}
    )


def verdict_hash(
    *,
    task_id: int,
    number: int,
    author_id: int,
    scale: tuple[str, int],
    rating: str,
    rationale: str,
    evidence: list[dict[str, Any]],
    comparison: dict[str, Any] | None,
    recheck_on: date | str | None,
    claim: str,
    confidence: str,
    statement: dict[str, Any],
) -> str:
    """The hash that an approval signs. `claim` is the claim's own hash, `recheck_on` a day.

    A verdict without a confidence, or without a statement, hashes as those did that were written
    before there was one.
    """
    stated: dict[str, Any] = {"confidence": confidence} if confidence else {}
    if statement:
        stated["statement"] = statement
    return content_hash(
        {
            "task_id": task_id,
            "number": number,
            "author_id": author_id,
            "scale": list(scale),
            "rating": rating,
            "rationale": rationale,
            "evidence": evidence,
            "comparison": comparison,
            "recheck_on": recheck_on,
            "claim": claim,
            **stated,
        }
    )
