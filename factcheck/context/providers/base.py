"""What a provider is given, what it gives back."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from factcheck.db import Database


@dataclass(frozen=True)
class Request:
    """A claim in need of context, as plain values so that a provider may work anywhere.

    Offsets are code points into `article_text`.
    """

    task_id: int
    claim_id: int
    question: str
    kind: str
    text: str
    start: int
    end: int
    article_id: int
    article_text: str
    speaker_id: int | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Finding:
    """One piece of context. `key` names it among the provider's findings for the task.

    `snapshot_id` is the copy of the page that the passage was taken from
    (`archive.service.keep_page`), `snapshot_hash` the SHA-256 of what was read.
    """

    key: str
    title: str
    passage: str
    url: str = ""
    place: dict[str, Any] = field(default_factory=dict)
    found_by: str = ""
    document_id: int | None = None
    snapshot_hash: str = ""
    snapshot_id: int | None = None


class Provider(Protocol):
    """Finds one kind of context.

    `gather` runs in a worker, outside any transaction, and may read the database by itself. What
    it raises is shown on the task as this provider's failure and blocks nothing.
    """

    name: str
    label: str

    def gather(self, database: Database, request: Request) -> list[Finding]: ...
