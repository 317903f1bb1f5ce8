"""HTML for people: one module a stage, each named like its stage."""

from flask import Flask

from factcheck.web import account, health
from factcheck.web.chrome import init_chrome
from factcheck.web.filters import init_filters

BLUEPRINTS = (
    health.blueprint,
    account.blueprint,
)


def init_web(app: Flask) -> None:
    init_filters(app)
    init_chrome(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
