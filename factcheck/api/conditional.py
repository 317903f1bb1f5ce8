"""Answers that a client may know already: ETag, If-None-Match, 304.

A tag names the last change of what is published and the representation that was asked for, so that
it is known without reading any claim.
"""

import hashlib

from flask import Response, request

from factcheck import __version__
from factcheck.publishing.associated import checks_of_sentence
from factcheck.publishing.changes import latest_told
from factcheck.request import current_database, current_settings, public_base

# A token stands behind the answer, so only the client itself keeps it, and asks each time.
CACHING = "private, no-cache"


def tag_of_published(*asked: object, checked_id: int | None = None) -> str:
    """The strong ETag of an answer made from one checked claim and its sentence's others, or from
    any of them.

    `asked` is what the answer depends on besides the address, its query and what is published.
    """
    with current_database().read() as session:
        ids = [] if checked_id is None else checks_of_sentence(session, checked_id)
        change = latest_told(session, *ids)
    query = sorted((name, value) for name, value in request.args.items() if name != "key")
    organisation = current_settings().organisation
    form = repr((request.path, query, asked, public_base(), organisation, __version__))
    return f"{change}-{hashlib.sha256(form.encode()).hexdigest()[:16]}"


def unchanged(etag: str) -> Response | None:
    """304 when the client has this version already, else None; nothing else need be read."""
    if request.method not in ("GET", "HEAD") or etag not in request.if_none_match:
        return None
    return with_etag(Response(status=304), etag)


def with_etag(response: Response, etag: str) -> Response:
    """The answer with a strong ETag and how it may be kept."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = CACHING
    response.vary.update(("Accept", "Authorization"))
    return response
