"""The API's door: a live token, a person behind it, the scope that the route needs."""

from collections.abc import Callable
from contextlib import suppress

from apiflask import APIBlueprint
from flask import current_app, g, request

from factcheck.accounts.models import ApiToken
from factcheck.accounts.policy import Permission, Scope
from factcheck.accounts.secrets import TOKEN_PREFIX
from factcheck.accounts.service import actor_for, find_token, note_token_use, token_use_is_due
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


def init_api_guard(blueprint: APIBlueprint) -> None:
    @blueprint.before_request
    def guard() -> None:
        whole = bearer_token()
        with current_database().read() as session:
            found = find_token(session, whole)
        if found is None:
            raise NotSignedIn("This token is unknown, expired or revoked.")
        token, user = found
        g.api_token = token
        actor = actor_for(user, request_id())
        set_actor(actor)
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
