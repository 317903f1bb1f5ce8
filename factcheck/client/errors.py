"""A desk's refusals (RFC 9457) as exceptions."""

from typing import Any

import httpx


class Problem(Exception):
    """The desk refused. The message is its sentence; `code` is for programs.

    `errors` lists pointer, code and detail of single fields.
    """

    def __init__(self, status: int, code: str, detail: str, errors: list[dict[str, str]]) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.errors = errors


class NotSignedIn(Problem):
    """The token is missing, unknown, expired or revoked."""


class Forbidden(Problem):
    """The token lacks the scope, or its person the permission."""


class NotFound(Problem):
    """There is no such thing, or it is gone."""


class Conflict(Problem):
    """The state of things does not allow this now."""


class StaleVersion(Conflict):
    """Somebody changed the task meanwhile; fetch it again."""


class InvalidInput(Problem):
    """Something sent cannot be used; `errors` points at it."""


class Unavailable(Problem):
    """The desk is busy or away; it was tried several times."""


_KINDS: dict[int, type[Problem]] = {
    401: NotSignedIn,
    403: Forbidden,
    404: NotFound,
    410: NotFound,
    409: Conflict,
    412: StaleVersion,
    422: InvalidInput,
    429: Unavailable,
    503: Unavailable,
}


def problem_of(answer: httpx.Response) -> Problem:
    """The exception for an answer of status 400 and above."""
    body: dict[str, Any] = {}
    if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        body = answer.json()
    kind = _KINDS.get(answer.status_code, Problem)
    return kind(
        answer.status_code,
        body.get("code", "error"),
        body.get("detail", f"The desk answered {answer.status_code}."),
        body.get("errors", []),
    )
