"""The shape of a bundle, field by field: whatever else is in one was put there by somebody else."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Envelope(_Part):
    """What is published of the check besides its words; `notice` says why it is marked."""

    id: int
    task_id: int
    slug: str
    question: str
    state: Literal["published", "under_correction", "retracted"]
    revision: int
    notice: str
    published_at: str
    updated_at: str


class Anchor(_Part):
    """Where the words stand; offsets are code points into the version with this hash."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    state: str
    version_sha256: str


class InArticle(_Part):
    title: str
    url: str | None
    outlet: str
    published: str | None


class ClaimPart(_Part):
    id: int
    anchor: Anchor
    article: InArticle


class Judged(_Part):
    """What a verdict version judged."""

    text: str
    speaker: str | None
    kind: str
    version_sha256: str


class ApprovalPart(_Part):
    approver_id: int
    content_hash: str
    approved_at: str


class Version(_Part):
    """One published verdict version with the signature under it."""

    judged: Judged
    claim_hash: str
    number: int
    author_id: int
    scale: tuple[str, int] = Field(strict=False)
    rating: str
    rationale: str
    evidence: list[dict[str, Any]]
    comparison: dict[str, Any] | None
    recheck_on: str | None
    confidence: str
    statement: dict[str, Any] = {}
    content_hash: str
    approval: ApprovalPart


class OpenPart(_Part):
    """What a proof shows of an event."""

    seq: int
    at: str
    actor_id: int | None
    role: str
    action: str
    object_type: str
    object_id: int
    payload: dict[str, Any]


class Proof(_Part):
    """An event with its way up the tree; hashes are hex digits."""

    open: OpenPart
    closed: str
    path: list[str]


class Bundle(_Part):
    """All of it; see docs/audit.md."""

    format: Literal["factcheck-bundle-1"]
    checked_claim: Envelope
    claim: ClaimPart | None
    versions: list[Version]
    events: list[Proof]
    checkpoint: str
    key: str
    seal: str
