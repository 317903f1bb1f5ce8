"""The shapes of a desk's answers, as far as programs rely on them.

A newer desk may send more; members that are not named here are there all the same.
"""

from typing import Any, TypedDict


class Article(TypedDict):
    id: int
    url: str | None
    title: str
    outlet: str
    language: str
    published: str | None
    state: str
    failure: str
    version: dict[str, Any] | None
    created_at: str
    updated_at: str


class Task(TypedDict):
    """`version` is what a verb is meant for; `scale` holds the ratings to choose from."""

    id: int
    state: str
    question: str
    version: int
    claim: dict[str, Any]
    scale: dict[str, Any]
    holder: dict[str, Any] | None


class Source(TypedDict):
    id: int
    title: str
    url: str
    filename: str
    media_type: str
    sha256: str
    created_at: str


class _Envelope(TypedDict):
    id: int
    url: str
    slug: str
    state: str
    revision: int
    published_at: str
    updated_at: str
    notice: str


class CheckedClaim(_Envelope, total=False):
    """A retracted one is a tombstone: the envelope alone."""

    question: str
    claim: dict[str, Any]
    article: dict[str, Any]
    verdict: dict[str, Any]
    approval: dict[str, Any]
    comparison: dict[str, Any] | None
    selection: dict[str, Any]
    sourcing: dict[str, str]
    machine_steps: list[str]
    associated: list[str]
    versions: list[dict[str, Any]]


class Change(TypedDict):
    """What became of a checked claim; `cursor` is where to go on from."""

    cursor: str
    type: str
    id: int
    revision: int
    state: str
    url: str
    at: str
