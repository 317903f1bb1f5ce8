"""HTML for people: one module a stage, each named like its stage."""

from flask import Flask

from factcheck.web import (
    account,
    admin,
    approvals,
    articles,
    claims,
    health,
    inbox,
    jobs,
    public,
    snapshots,
    sources,
    speakers,
    tasks,
)
from factcheck.web import help as help_pages
from factcheck.web.chrome import init_chrome
from factcheck.web.filters import init_filters

BLUEPRINTS = (
    health.blueprint,
    account.blueprint,
    public.blueprint,
    inbox.blueprint,
    tasks.blueprint,
    approvals.blueprint,
    articles.blueprint,
    claims.blueprint,
    snapshots.blueprint,
    sources.blueprint,
    speakers.blueprint,
    jobs.blueprint,
    admin.blueprint,
    help_pages.blueprint,
)


def init_web(app: Flask) -> None:
    init_filters(app)
    init_chrome(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
