"""The API's routes, put together: one module a noun."""

from apiflask import APIBlueprint, APIFlask
from flask_wtf.csrf import CSRFProtect

from factcheck.api import (
    articles,
    changes,
    checked_claims,
    claims,
    datasets,
    desk,
    evidence,
    feeds,
    snapshots,
    sources,
    speakers,
    statements,
    tasks,
    webhooks,
)
from factcheck.api.description import init_description
from factcheck.api.google.blueprint import make_google_blueprint
from factcheck.api.guard import init_api_guard

MODULES = (
    articles,
    claims,
    feeds,
    tasks,
    evidence,
    statements,
    sources,
    snapshots,
    checked_claims,
    datasets,
    changes,
    speakers,
    webhooks,
    desk,
)


def init_api(app: APIFlask, csrf: CSRFProtect) -> None:
    """Register the API. Its callers carry tokens and no cookies, so form tokens do not apply."""
    blueprint = APIBlueprint("api", __name__, url_prefix="/api/v1")
    init_api_guard(blueprint)
    for module in MODULES:
        module.add_routes(blueprint)
    csrf.exempt(blueprint)
    init_description(app)
    app.register_blueprint(blueprint)
    google = make_google_blueprint()
    csrf.exempt(google)
    app.register_blueprint(google)
    app.security_schemes = {"token": {"type": "http", "scheme": "bearer"}}
