"""What every route of the API does alike: versions, idempotency, cursors, answers."""

import base64
import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, request
from sqlmodel import Session

from factcheck import clock
from factcheck.accounts.models import IdempotencyRecord
from factcheck.api.guard import current_token
from factcheck.db import insert_missing
from factcheck.errors import FactcheckError, InvalidInput
from factcheck.request import MAX_ID, current_database

MAX_KEY = 255


class VersionMissing(FactcheckError):
    """A change was sent without saying which version it is meant for."""

    code = "version_missing"


class KeyReused(InvalidInput):
    """An Idempotency-Key came again with another request."""

    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Answer:
    """What a route gives back, before it becomes a response."""

    body: dict[str, Any]
    status: int = 200
    etag: str = ""
    location: str = ""

    def to_response(self) -> Response:
        response = make_response(self.body, self.status)
        if self.etag:
            response.set_etag(self.etag)
        if self.location:
            response.headers["Location"] = self.location
        return response


def wanted_version() -> int:
    """The version in If-Match: `"7"` or `7`. Raises `VersionMissing` without one."""
    given = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not given:
        raise VersionMissing("Send the task's version in the header If-Match, as GET gave it.")
    if not given.isdecimal() or len(given) > 9:
        raise InvalidInput("If-Match must hold the task's version, a number in quotation marks.")
    return int(given)


def answer_once(work: Callable[[Session], Answer]) -> Response:
    """Do a POST's work in one transaction, once for each Idempotency-Key.

    The key, the effect and the answer commit together; who sends the key again gets the first
    answer. A refused request leaves nothing behind, so its key may be used again.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    with current_database().write() as session:
        if not key:
            return work(session).to_response()
        record = _begin(session, key)
        if record.status is not None:
            return _replay(record)
        answer = work(session)
        record.status, record.etag, record.location = answer.status, answer.etag, answer.location
        record.body = json.dumps(answer.body)
        session.add(record)
    return answer.to_response()


def _begin(session: Session, key: str) -> IdempotencyRecord:
    if len(key) > MAX_KEY:
        raise InvalidInput(f"An Idempotency-Key has at most {MAX_KEY} characters.")
    token_id, digest = current_token().id, _request_hash()
    assert token_id is not None
    values = {
        "token_id": token_id,
        "key": key,
        "request_hash": digest,
        "status": None,
        "body": "",
        "etag": "",
        "location": "",
        "created_at": clock.now(),
    }
    # On Postgres this waits for another request with the same key to end.
    insert_missing(session, IdempotencyRecord, values)
    record = session.get_one(IdempotencyRecord, (token_id, key))
    if record.request_hash != digest:
        raise KeyReused("This Idempotency-Key was used for another request. Make a new one.")
    return record


def _request_hash() -> str:
    parts = (request.method, request.path, request.headers.get("If-Match", ""))
    head = "\n".join(parts).encode() + b"\n"
    if request.mimetype == "multipart/form-data":
        return hashlib.sha256(head + _form_digest()).hexdigest()
    return hashlib.sha256(head + request.get_data()).hexdigest()


def _form_digest() -> bytes:
    """What a form says, whatever its parts are separated by: each try makes a new boundary.

    A part whose name cannot be read has None for one.
    """
    fields: list[list[str]] = [
        [name or "", value] for name, value in request.form.items(multi=True)
    ]
    for name, file in request.files.items(multi=True):
        file.stream.seek(0)
        digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]
        fields.append([name or "", file.filename or "", file.mimetype, digest])
    return json.dumps(sorted(fields)).encode()


def _replay(record: IdempotencyRecord) -> Response:
    body = json.loads(record.body)
    response = Answer(body, record.status or 200, record.etag, record.location).to_response()
    response.headers["Idempotency-Replayed"] = "true"
    return response


def encode_cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: Callable[[Any], Any]) -> list[Any]:
    """The parts of a cursor that we gave out. Raises `InvalidInput` for any other.

    `kinds` read the parts and raise `ValueError` or `TypeError` for what they are not.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if isinstance(parts, list) and len(parts) == len(kinds):
            return [kind(part) for kind, part in zip(kinds, parts, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        pass
    raise InvalidInput(
        "This cursor is not one of ours. Begin again without it.", {"cursor": "Leave it out."}
    )


def row_id(part: Any) -> int:
    """The id in a cursor."""
    if type(part) is int and 0 <= part <= MAX_ID:
        return part
    raise ValueError("no id")


def finite(part: Any) -> float:
    """The number in a cursor."""
    if isinstance(part, float | int) and math.isfinite(part):
        return float(part)
    raise ValueError("no number")


def moment(part: Any) -> datetime:
    """The time in a cursor."""
    found = datetime.fromisoformat(part)
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found.astimezone(UTC)


def page(items: list[dict[str, Any]], next_cursor: str | None) -> Response:
    """A page of a list, with the way to the next one in the body and in the Link header."""
    return _linked(make_response({"items": items, "next": next_cursor}), next_cursor)


def page_of_texts(items: list[str], next_cursor: str | None) -> Response:
    """The same of items that are JSON already."""
    body = f'{{"items": [{", ".join(items)}], "next": {json.dumps(next_cursor)}}}\n'
    return _linked(Response(body, mimetype="application/json"), next_cursor)


def _linked(response: Response, next_cursor: str | None) -> Response:
    if next_cursor:
        query = urlencode({**request.args.to_dict(), "cursor": next_cursor})
        response.headers["Link"] = f'<{request.base_url}?{query}>; rel="next"'
    return response
