"""The façade's routes, put together."""

from apiflask import APIBlueprint

from factcheck.api.google import claims, pages
from factcheck.api.google.errors import GOOGLE_PREFIX
from factcheck.api.google.parameters import token_sent
from factcheck.api.guard import init_api_guard


def make_google_blueprint() -> APIBlueprint:
    """A blueprint at `/v1alpha1`; like the rest of the API it takes tokens and no cookies."""
    # Google's own discovery document describes it.
    prefix = GOOGLE_PREFIX.rstrip("/")
    blueprint = APIBlueprint("google", __name__, url_prefix=prefix, enable_openapi=False)
    init_api_guard(blueprint, token_sent)
    claims.add_routes(blueprint)
    pages.add_routes(blueprint)
    return blueprint
