"""HTML for people: one module a stage, each named like its stage."""

from flask import Flask

from factcheck.web import health

BLUEPRINTS = (health.blueprint,)


def init_web(app: Flask) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
