"""What belongs to the HTTP request in hand: the desk, who acts, the request's id."""

import re
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, Request, Response, current_app, g, request
from werkzeug.exceptions import BadRequest
from werkzeug.routing import IntegerConverter, Map

from factcheck.accounts.policy import Permission, permissions_of
from factcheck.audit.log import Actor
from factcheck.db import Database
from factcheck.desk import Desk
from factcheck.errors import Forbidden
from factcheck.language import gettext as _
from factcheck.settings import Settings

EXTENSION = "factcheck"
# The largest number that the databases' id columns hold.
MAX_ID = 2**31 - 1
NEEDED = "factcheck_needs"
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
View = TypeVar("View", bound=Callable[..., Any])


class DeskRequest(Request):
    """A request whose JSON is read leniently where nothing is lost by it."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:
        # A verb that needs no words may be sent without a body.
        if not self.get_data(cache=True):
            return {}
        try:
            return super().get_json(force=force, silent=silent, cache=cache)
        except RecursionError:
            raise BadRequest("The JSON is nested too deeply.") from None


class RowIdConverter(IntegerConverter):
    """An id in an address. One that no row can have is not found, rather than refused later."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, max=MAX_ID)


def wants_fragment() -> bool:
    """Whether a script asks for a part of a page, to put it into the one that is there.

    One that puts the answer in the place of the whole page says that it is "boosted".
    """
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def replaces_page() -> bool:
    """Whether a script puts the answer in the place of the whole page that is there."""
    return "HX-Boosted" in request.headers


def current_desk() -> Desk:
    desk: Desk = current_app.extensions[EXTENSION]
    return desk


def current_database() -> Database:
    return current_desk().database


def current_settings() -> Settings:
    return current_desk().settings


def request_id() -> str:
    """The caller's X-Request-Id if it is sane, else one of ours; the same for the whole request."""
    if "request_id" not in g:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _SANE_ID.fullmatch(given) else secrets.token_hex(8)
    value: str = g.request_id
    return value


def init_tracing(app: Flask) -> None:
    """Put the request's id on every line of the log and on the answer."""

    @app.before_request
    def begin() -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id())

    @app.after_request
    def tell(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        return response


def set_actor(actor: Actor) -> None:
    g.actor = actor


def find_actor() -> Actor | None:
    """Who acts, or None for a stranger."""
    actor: Actor | None = g.get("actor")
    return actor


def current_actor() -> Actor:
    """Who acts. Raises `Forbidden` for a stranger; the guards let none come this far."""
    actor = find_actor()
    if actor is None:
        raise Forbidden(_("Sign in first."))
    return actor


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission that it needs; one without a mark is closed to everybody."""

    def mark(view: View) -> View:
        setattr(view, NEEDED, permission)
        return view

    return mark


def needed_permission(view: Callable[..., Any] | None) -> Permission | None:
    permission: Permission | None = getattr(view, NEEDED, None)
    return permission


def check_permission(actor: Actor, permission: Permission) -> None:
    """Raises `Forbidden`, naming what is missing and who can grant it."""
    if permission not in permissions_of(actor.roles):
        raise Forbidden(
            _(
                "This needs the permission “%(permission)s”, which your roles do not give. An "
                "admin can change your roles.",
                permission=permission.value,
            )
        )


def public_base() -> str:
    """The address under which readers see this desk, without a slash at its end."""
    return (current_settings().public_url or request.url_root).rstrip("/")
