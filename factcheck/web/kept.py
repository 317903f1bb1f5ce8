"""Public answers that a reader may keep: an ETag, and 304 for whoever has this version already."""

import hashlib
from collections.abc import Callable

from flask import Response, make_response, request

from factcheck import __version__
from factcheck.language import current_language
from factcheck.publishing.changes import latest_told
from factcheck.request import current_database, current_settings, find_actor, public_base

# Anybody may keep it and asks each time, so that a correction is seen at once.
CACHING = "public, no-cache"


def kept_page(body: str) -> Response:
    """A public page. A signed-in person's is never kept, for their menu stands in it."""
    answer = make_response(body)
    if find_actor() is not None:
        return answer
    return _kept(answer, hashlib.sha256(body.encode()).hexdigest()[:20])


def kept_document(
    make: Callable[[], bytes | str], mimetype: str, *asked: object, checked_id: int | None = None
) -> Response:
    """A document made from what is published and from nothing else that changes.

    Its tag names the last change, of one check or of all, so that an answer without a body reads
    no claim. `asked` is what it depends on besides the address and its query.
    """
    etag = tag_of_document(*asked, checked_id=checked_id)
    if etag in request.if_none_match:
        return _kept(Response(status=304), etag)
    return _kept(Response(make(), mimetype=mimetype), etag)


def tag_of_document(*asked: object, checked_id: int | None = None) -> str:
    """The ETag of a document made from one checked claim, or from any of them; see above."""
    with current_database().read() as session:
        change = latest_told(session, *([] if checked_id is None else [checked_id]))
    form = repr(
        (
            request.full_path,
            asked,
            public_base(),
            current_settings().organisation,
            current_language(),
            __version__,
        )
    )
    return f"{change}-{hashlib.sha256(form.encode()).hexdigest()[:16]}"


def keep_for_all(answer: Response, etag: str, *, seconds: int) -> None:
    """Let anybody between us and the reader give the answer on, unasked for so long."""
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"


def _kept(answer: Response, etag: str) -> Response:
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = CACHING
    answer.vary.add("Cookie")
    answer.make_conditional(request)
    return answer
