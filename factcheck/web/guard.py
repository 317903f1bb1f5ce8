"""The door: every route is closed unless it is named here or marked with what it needs."""

from urllib.parse import urlsplit

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from factcheck.accounts.service import actor_for
from factcheck.errors import Forbidden
from factcheck.language import gettext as _
from factcheck.request import (
    check_permission,
    current_settings,
    needed_permission,
    request_id,
    set_actor,
)

# Everything that a stranger may reach. A test compares this list with the app's routes.
OPEN_ENDPOINTS = frozenset(
    {
        "static",
        "health.livez",
        "health.readyz",
        "account.sign_in",
        "account.demo_sign_in",
        "account.set_up",
        "identity.begin",
        "identity.back",
        "public.home",
        "public.checked_claim",
        "public.speaker",
        "public.corrections",
        "public.methodology",
        "public.organisation",
        "syndication.checked",
        "syndication.speaker",
        "syndication.corrections",
        "syndication.sitemap_index",
        "syndication.sitemap_pages",
        "syndication.sitemap",
        "syndication.sitemap_news",
        "syndication.robots",
        "archive.index",
        "archive.month",
        "datasets.dataset",
        "embeds.oembed",
        "embeds.card",
        "tell.form",
        "tell.send",
        "reference.index",
        "openapi.spec",
    }
)
# Programs show a token instead; see factcheck.api.guard.
TOKEN_BLUEPRINTS = ("api", "google")
# The names under which this machine reaches itself.
OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def init_guard(app: Flask) -> None:
    @app.before_request
    def refuse_foreign_names() -> ResponseReturnValue | None:
        """Anybody may sign in to the demo, so no page of the network may reach it under a name of
        its own (DNS rebinding)."""
        if current_settings().mode != "demo" or urlsplit(f"//{request.host}").hostname in OWN_NAMES:
            return None
        return "The demo answers at http://127.0.0.1 and http://localhost alone.\n", 400

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if current_user.is_authenticated:
            set_actor(actor_for(current_user.person, request_id()))
        if endpoint is None or endpoint in OPEN_ENDPOINTS:
            return None
        if request.blueprint in TOKEN_BLUEPRINTS:
            return None
        if not current_user.is_authenticated:
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        permission = needed_permission(app.view_functions.get(endpoint))
        if permission is None:
            raise Forbidden(_("This page is open to nobody."))
        check_permission(actor_for(current_user.person), permission)
        return None
