"""Scripts of other sites: they may read what is public anyway, with a token of their own."""

from flask import Response, request

_METHODS = "GET, HEAD, OPTIONS"
_SENT = "Authorization, If-None-Match, X-Request-Id"
_SHOWN = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
_SECONDS_REMEMBERED = "86400"


def open_to_other_sites(response: Response) -> None:
    """Let any site's script read this answer. No cookie counts here, so nobody's name is used."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _SHOWN
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def answer_preflight() -> Response:
    """What a browser asks before it lets a script of another site send a token."""
    response = Response(status=204)
    if request.headers.get("Access-Control-Request-Method", "GET") in ("GET", "HEAD"):
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = _SENT
        response.headers["Access-Control-Max-Age"] = _SECONDS_REMEMBERED
    return response
