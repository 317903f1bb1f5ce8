"""Answers that a client may know already: ETag, If-None-Match, 304."""

from flask import Response, request

# A token stands behind the answer, so only the client itself keeps it, and asks each time.
CACHING = "private, no-cache"


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
