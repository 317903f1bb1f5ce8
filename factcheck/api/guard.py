"""The API's door: a live token, a person behind it, the scope that the route needs."""

from collections.abc import Callable
from contextlib import suppress

from flask import Blueprint, Response, current_app, g, request

from factcheck.accounts.models import ApiToken
from factcheck.accounts.policy import Permission, Scope
from factcheck.accounts.secrets import TOKEN_PREFIX
from factcheck.accounts.service import actor_for, find_token, note_token_use, token_use_is_due
from factcheck.api.limits import add_limit_headers, count_request
from factcheck.api.sites import answer_preflight, open_to_other_sites
from factcheck.errors import FactcheckError, Forbidden, Unavailable
from factcheck.request import View, check_permission, current_database, request_id, set_actor

_SCOPE = "factcheck_scope"
_PERMISSION = "factcheck_permission"


class NotSignedIn(FactcheckError):
    """The request carries no token that works."""

    code = "unauthenticated"


def scoped(scope: Scope, permission: Permission = Permission.READ_DESK) -> Callable[[View], View]:
    """Mark a route with the scope its token needs and the permission its person needs."""

    def mark(view: View) -> View:
        setattr(view, _SCOPE, scope)
        setattr(view, _PERMISSION, permission)
        return view

    return mark


def scope_of(view: object) -> str:
    """The scope that a route's view was marked with."""
    scope: Scope = getattr(view, _SCOPE)
    return scope.value


def current_token() -> ApiToken:
    token: ApiToken = g.api_token
    return token


class TokenInAddress(FactcheckError):
    """A token was sent in the address, where logs and histories would keep it."""

    code = "token_in_address"


def bearer_token() -> str:
    """The token of the Authorization header.

    Raises `NotSignedIn` without one, `TokenInAddress` when there is one in the address.
    """
    if any(value.startswith(f"{TOKEN_PREFIX}_") for value in request.args.values()):
        raise TokenInAddress(
            "Never send a token in the address: logs keep it. Revoke this one, make a new one, and "
            "send it in the header Authorization: Bearer …"
        )
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not value.strip():
        raise NotSignedIn("Send your token in the header Authorization: Bearer …")
    return value.strip()


def check_scope(scope: Scope) -> None:
    """Raises `Forbidden`, naming the scope, unless the token has it."""
    if scope.value not in current_token().scopes:
        raise Forbidden(f"This token lacks the scope “{scope.value}”. Use one that has it.")


def admit(whole: str) -> None:
    """Let the request act for the person of this token, as far as its route's marks allow.

    Raises `NotSignedIn` for a token that does not work, `Forbidden` for what it may not do.
    """
    with current_database().read() as session:
        found = find_token(session, whole)
    if found is None:
        raise NotSignedIn("This token is unknown, expired or revoked.")
    token, user = found
    g.api_token = token
    actor = actor_for(user, request_id())
    set_actor(actor)
    count_request(token.id or 0)
    if token_use_is_due(token):
        # A full disk must not keep anybody from reading.
        with suppress(Unavailable), current_database().write() as session:
            note_token_use(session, token)
    view = current_app.view_functions[request.endpoint or ""]
    scope: Scope | None = getattr(view, _SCOPE, None)
    if scope is None:
        raise Forbidden("This route is open to nobody.")
    check_scope(scope)
    check_permission(actor, getattr(view, _PERMISSION))


def is_public_read() -> bool:
    """Whether the request reads what is public anyway, so that other sites' scripts may."""
    view = current_app.view_functions.get(request.endpoint or "")
    reading = request.method in ("GET", "HEAD", "OPTIONS")
    return reading and getattr(view, _SCOPE, None) in (Scope.CLAIMS_READ, Scope.EXPORTS_READ)


def init_api_guard(blueprint: Blueprint, token_sent: Callable[[], str] = bearer_token) -> None:
    """Have every route of a blueprint ask for a token; `token_sent` finds it in the request."""

    @blueprint.before_request
    def guard() -> Response | None:
        if request.method == "OPTIONS":
            return answer_preflight()
        admit(token_sent())
        return None

    @blueprint.after_request
    def add_headers(response: Response) -> Response:
        add_limit_headers(response)
        if is_public_read():
            open_to_other_sites(response)
        return response
