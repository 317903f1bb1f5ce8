"""HTML for people: one module a stage, each named like its stage."""

from flask import Flask

from factcheck.web import (
    account,
    admin,
    approvals,
    articles,
    bulk,
    desk,
    drafts,
    evidence,
    feeds,
    health,
    inbox,
    jobs,
    keys,
    marks,
    practice,
    public,
    reference,
    sources,
    speakers,
    tasks,
    webhooks,
)
from factcheck.web import help as help_pages
from factcheck.web.chrome import init_chrome
from factcheck.web.filters import init_filters

BLUEPRINTS = (
    health.blueprint,
    account.blueprint,
    keys.blueprint,
    public.blueprint,
    inbox.blueprint,
    bulk.blueprint,
    tasks.blueprint,
    drafts.blueprint,
    evidence.blueprint,
    marks.blueprint,
    approvals.blueprint,
    articles.blueprint,
    sources.blueprint,
    feeds.blueprint,
    speakers.blueprint,
    practice.blueprint,
    desk.blueprint,
    jobs.blueprint,
    admin.blueprint,
    webhooks.blueprint,
    help_pages.blueprint,
    reference.blueprint,
)


def init_web(app: Flask) -> None:
    app.jinja_env.globals["keys_of_page"] = keys.keys_of_page
    app.jinja_env.globals.update(own_keys=keys.own_keys, name_of=keys.name_of)
    init_filters(app)
    init_chrome(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
