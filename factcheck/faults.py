"""Errors on their way out: one table from domain exceptions to HTTP, one answer for each reader.

Programs get RFC 9457 problem+json, htmx a short fragment, people a page that says what happened and
what to do.
"""

import secrets
from typing import Any

import structlog
from apiflask.exceptions import HTTPError
from flask import Flask, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from factcheck.accounts.service import TooManyAttempts
from factcheck.api.conventions import VersionMissing
from factcheck.api.google.errors import GOOGLE_PREFIX, google_error
from factcheck.api.guard import NotSignedIn
from factcheck.api.limits import TooManyRequests
from factcheck.errors import (
    Conflict,
    FactcheckError,
    Forbidden,
    InvalidInput,
    NotFound,
    StaleVersion,
    Unavailable,
)
from factcheck.language import gettext as _
from factcheck.language import translated
from factcheck.messages import marked
from factcheck.net.errors import Refused
from factcheck.publishing.changes import UnknownCursor
from factcheck.publishing.readers import TooManyFromReaders
from factcheck.request import wants_fragment
from factcheck.web.embeds import NoSuchFormat

log = structlog.get_logger(__name__)

API_PREFIX = "/api/"
# The first class that fits counts, so the special stand before the general.
STATUSES: tuple[tuple[type[FactcheckError], int], ...] = (
    (TooManyAttempts, 429),
    (TooManyRequests, 429),
    (TooManyFromReaders, 429),
    (NoSuchFormat, 501),
    (UnknownCursor, 410),
    (NotSignedIn, 401),
    (VersionMissing, 428),
    (StaleVersion, 409),
    (NotFound, 404),
    (Forbidden, 403),
    (InvalidInput, 422),
    (Refused, 422),
    (Conflict, 409),
    (Unavailable, 503),
)
TITLES = {
    400: marked("Bad request"),
    401: marked("Not signed in"),
    403: marked("Not allowed"),
    404: marked("Not found"),
    405: marked("Method not allowed"),
    409: marked("Not possible now"),
    410: marked("Gone"),
    412: marked("Changed meanwhile"),
    413: marked("Too large"),
    415: marked("Unsupported media type"),
    422: marked("Cannot be used"),
    428: marked("Version missing"),
    429: marked("Too many tries"),
    500: marked("Our mistake"),
    501: marked("Not given here"),
    503: marked("Not available now"),
}

# Where werkzeug's own words would not help.
SENTENCES = {
    400: marked(
        "The request cannot be read. Send one JSON object in UTF-8, or use the page's own form."
    ),
    404: marked("There is nothing at this address. Check it, or begin at the start page."),
    405: marked("This address does not take that method."),
    413: marked("This is too large. Send one article or document at a time, of at most 32 MB."),
}


def status_of(error: FactcheckError) -> int:
    """The HTTP status of a domain error; a stale version is 412 to programs (If-Match)."""
    if isinstance(error, StaleVersion) and _for_program():
        return 412
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 400)


def _for_program() -> bool:
    return request.path.startswith(API_PREFIX)


def problem(
    status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None
) -> Response:
    """An RFC 9457 answer. `errors` lists pointer, code and detail of single fields."""
    body: dict[str, Any] = {
        "type": f"urn:factcheck:problem:{code}",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
    }
    if errors:
        body["errors"] = errors
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def answer(
    status: int, code: str, detail: str, fields: dict[str, str] | None = None
) -> ResponseReturnValue:
    """The error in the form that the reader expects."""
    fields = fields or {}
    if request.path.startswith(GOOGLE_PREFIX):
        return google_error(status, detail)
    if _for_program():
        errors = [
            {"pointer": _pointer(name), "code": "invalid", "detail": text}
            for name, text in fields.items()
        ]
        return problem(status, code, detail, errors)
    fragment = wants_fragment()
    template = "errors/fragment.html" if fragment else "errors/page.html"
    page = render_template(
        template,
        status=status,
        code=code,
        title=translated(TITLES.get(status, marked("Error"))),
        detail=detail,
        fields=fields,
    )
    return page, status


def challenge() -> str:
    """What a 401 asks for. The HTTP library of Google's client cannot read it without a realm."""
    google = request.path.startswith(GOOGLE_PREFIX)
    return 'Bearer realm="factcheck"' if google else "Bearer"


def _pointer(name: str) -> str:
    """A field's dotted name as an RFC 6901 pointer."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return "/" + escaped.replace(".", "/")


def init_faults(app: Flask) -> None:
    @app.errorhandler(FactcheckError)
    def domain_error(error: FactcheckError) -> ResponseReturnValue:
        fields = error.fields if isinstance(error, InvalidInput) else None
        made = app.make_response(answer(status_of(error), error.code, str(error), fields))
        if isinstance(error, TooManyAttempts | TooManyRequests | TooManyFromReaders):
            made.headers["Retry-After"] = str(error.seconds)
        elif isinstance(error, Unavailable):
            made.headers["Retry-After"] = "5"
        elif isinstance(error, NotSignedIn):
            made.headers["WWW-Authenticate"] = challenge()
        if isinstance(error, StaleVersion):
            made.headers["ETag"] = f'"{error.current}"'
        return made

    @app.errorhandler(CSRFError)
    def csrf_error(_error: CSRFError) -> ResponseReturnValue:
        return answer(
            400,
            "form_expired",
            _(
                "This form is too old or came from elsewhere. Go back, reload the page, copy over "
                "what you typed, and send it again."
            ),
        )

    @app.errorhandler(HTTPError)
    def invalid_request(error: HTTPError) -> ResponseReturnValue:
        fields = {
            str(name): " ".join(texts) if isinstance(texts, list) else str(texts)
            for place in (error.detail or {}).values()
            for name, texts in (place or {}).items()
        }
        return answer(
            error.status_code,
            "invalid_input",
            _("The request cannot be used as it is; see what is said of each field."),
            fields,
        )

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:
            return error.get_response()
        # What is raised while the session is saved comes wrapped.
        original = getattr(error, "original_exception", None)
        if isinstance(original, FactcheckError):
            return domain_error(original)
        said = SENTENCES.get(status) or error.description or TITLES.get(status, "Error")
        detail = translated(said)
        code = TITLES.get(status, "error").lower().replace(" ", "_")
        made = app.make_response(answer(status, code, detail))
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):  # Allow, Retry-After and the like
                made.headers[name] = value
        return made

    @app.errorhandler(DataError)
    def unstorable(_error: DataError) -> ResponseReturnValue:
        return answer(
            422,
            "invalid_input",
            _(
                "Something sent holds a character or a number that cannot be stored. Nothing was "
                "saved; remove it, then send it again."
            ),
        )

    @app.errorhandler(OperationalError)
    def database_away(error: OperationalError) -> ResponseReturnValue:
        log.error("database_away", error=str(error.orig))
        made = app.make_response(
            answer(503, "unavailable", _("The database cannot be reached. Try again in a moment."))
        )
        made.headers["Retry-After"] = "5"
        return made

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> ResponseReturnValue:
        reference = secrets.token_hex(4)
        log.error("unexpected_error", reference=reference, exc_info=error)
        return answer(
            500,
            "internal",
            _(
                "Something went wrong here. Nothing was changed. Try again; if it happens again, "
                "tell your admin the reference %(reference)s.",
                reference=reference,
            ),
        )
