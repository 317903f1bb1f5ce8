"""Errors as Google's clients know them; never problem+json."""

from flask import Response, jsonify

GOOGLE_PREFIX = "/v1alpha1/"
# Our status → the status and the word that Google's services give.
_STATUSES = {
    400: (400, "INVALID_ARGUMENT"),
    401: (401, "UNAUTHENTICATED"),
    403: (403, "PERMISSION_DENIED"),
    404: (404, "NOT_FOUND"),
    405: (404, "NOT_FOUND"),
    409: (409, "ABORTED"),
    413: (400, "INVALID_ARGUMENT"),
    415: (400, "INVALID_ARGUMENT"),
    422: (400, "INVALID_ARGUMENT"),
    429: (429, "RESOURCE_EXHAUSTED"),
    503: (503, "UNAVAILABLE"),
}


def google_error(status: int, message: str) -> Response:
    """The answer to a refused request: `{"error": {"code", "message", "status"}}`."""
    code, word = _STATUSES.get(status, (status, "INTERNAL" if status >= 500 else "UNKNOWN"))
    response = jsonify({"error": {"code": code, "message": message, "status": word}})
    response.status_code = code
    return response
