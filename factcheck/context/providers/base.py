"""What a provider is given, what it gives back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from factcheck.context.asking import Asker, Service
from factcheck.db import Database
from factcheck.net.client import Response

# The base address of a provider that asks whatever site the article names.
ANY_HOST = "*"


@dataclass(frozen=True)
class Request:
    """A claim in need of context, as plain values so that a provider may work anywhere.

    Offsets are code points into `article_text`. `links` are the article's, as its version keeps
    them; `pages` the addresses of the evidence that the task has by now.
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
    language: str = "en"
    published: date | None = None
    links: tuple[dict[str, Any], ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One piece of context. `key` names it among the provider's findings for the task.

    `snapshot_id` is the copy of the page that the passage was taken from
    (`archive.service.keep_page`), `snapshot_hash` the SHA-256 of what was read.
    `page` is the answer that the passage was read from, when a page was fetched for it. One with
    `copy_of` is no evidence of its own: `url` is an archive's copy of that address, taken at
    `taken_at`, or empty when the archive has none.
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
    page: Response | None = field(default=None, compare=False, repr=False)
    copy_of: str = ""
    taken_at: datetime | None = None


class Provider(Protocol):
    """Finds one kind of context.

    `gather` runs in a worker, outside any transaction, and may read the database by itself. What
    it raises is shown on the task as this provider's failure and blocks nothing.
    """

    name: str
    label: str

    def gather(self, database: Database, request: Request) -> list[Finding]: ...


class OutsideProvider(Protocol):
    """Finds one kind of context at an outside service, asked through an `Asker` and nothing else.

    `url`, `seconds` and `rate` are what its settings begin with; one that `needs_key`, or whose
    `url` is empty, is off until it is given. `find` runs in a worker, outside any transaction.
    What it raises is shown on the task and blocks nothing; `AskLater` has it asked again.
    """

    name: str
    label: str
    url: str
    needs_key: bool
    seconds: float
    rate: int

    def find(self, ask: Asker, request: Request) -> list[Finding]: ...


@dataclass(frozen=True)
class SwitchedOn:
    """An outside provider that this desk asks, with the service as its settings describe it."""

    provider: OutsideProvider
    service: Service
