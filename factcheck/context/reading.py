"""Reading source documents safely: their parsers run in a child process with limits."""

from dataclasses import dataclass
from typing import Any

from factcheck.context.documents import Document, document_as_json
from factcheck.context.passages import Passage, Place
from factcheck.net.client import Response, fetch
from factcheck.net.policy import PAGE_TYPES, FetchPolicy
from factcheck.net.sandbox import run_parser

SOURCE_TYPES = PAGE_TYPES | {"application/pdf", "text/vtt"}
# A long PDF takes its time; the child ends after it all the same.
WALL_SECONDS = 30.0


def read_document_in_child(data: bytes, *, filename: str = "", content_type: str = "") -> Document:
    """`documents.read_document` where a parser that runs wild dies alone.

    Raises `InvalidInput` for what cannot be read, and `Refused` when a limit is passed.
    """
    return _from_json(
        run_parser(
            document_as_json,
            data,
            wall_seconds=WALL_SECONDS,
            filename=filename,
            content_type=content_type,
        )
    )


def _from_json(value: dict[str, Any]) -> Document:
    passages = tuple(
        Passage(**passage | {"place": Place(**passage["place"])}) for passage in value["passages"]
    )
    return Document(**value | {"passages": passages})


@dataclass(frozen=True)
class FetchedDocument:
    """A document with the page that it was read from."""

    document: Document
    page: Response


def fetch_document(url: str, *, policy: FetchPolicy) -> FetchedDocument:
    """The document at an address. Raises `InvalidInput`, `Refused` and `FetchFailed`."""
    page = fetch(url, policy=policy, accept=SOURCE_TYPES)
    return FetchedDocument(read_page_of_document(page), page)


def read_page_of_document(page: Response) -> Document:
    """The document in a fetched page. Raises `InvalidInput` and `Refused`."""
    return read_document_in_child(page.body, content_type=page.content_type or page.media_type)
