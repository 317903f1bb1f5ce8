"""HTML for people: one module a stage, each named like its stage."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from factcheck.web import (
    account,
    adding,
    admin,
    approvals,
    archive,
    articles,
    bulk,
    claims,
    datasets,
    desk,
    drafts,
    embeds,
    evidence,
    exports,
    feeds,
    health,
    identity,
    inbox,
    jobs,
    keys,
    languages,
    links,
    marks,
    practice,
    profile,
    public,
    readers,
    reference,
    scales,
    signing,
    snapshots,
    sources,
    speakers,
    statements,
    syndication,
    tasks,
    tell,
    webhooks,
)
from factcheck.web import help as help_pages
from factcheck.web.chrome import init_chrome
from factcheck.web.evidence_lines import init_evidence_lines
from factcheck.web.filters import init_filters

BLUEPRINTS = (
    health.blueprint,
    account.blueprint,
    identity.blueprint,
    keys.blueprint,
    languages.blueprint,
    public.blueprint,
    syndication.blueprint,
    archive.blueprint,
    datasets.blueprint,
    embeds.blueprint,
    tell.blueprint,
    inbox.blueprint,
    bulk.blueprint,
    tasks.blueprint,
    links.blueprint,
    drafts.blueprint,
    evidence.blueprint,
    statements.blueprint,
    marks.blueprint,
    approvals.blueprint,
    signing.blueprint,
    articles.blueprint,
    adding.blueprint,
    claims.blueprint,
    snapshots.blueprint,
    sources.blueprint,
    feeds.blueprint,
    speakers.blueprint,
    practice.blueprint,
    readers.blueprint,
    desk.blueprint,
    jobs.blueprint,
    admin.blueprint,
    scales.blueprint,
    exports.blueprint,
    webhooks.blueprint,
    profile.blueprint,
    help_pages.blueprint,
    reference.blueprint,
)


def init_web(app: Flask, csrf: CSRFProtect) -> None:
    # A stranger has no session that a token could be tied to; the form has a seal of its own.
    csrf.exempt(tell.blueprint)
    app.jinja_env.globals["keys_of_page"] = keys.keys_of_page
    app.jinja_env.globals.update(own_keys=keys.own_keys, name_of=keys.name_of)
    init_filters(app)
    init_evidence_lines(app)
    init_chrome(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
