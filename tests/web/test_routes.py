"""The door from outside: every route, for a stranger, without a form token, and its headers."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.test import TestResponse

from factcheck.request import needed_permission
from factcheck.web.guard import OPEN_ENDPOINTS
from factcheck.web.headers import HEADERS
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import Newsroom

OPEN = {
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
TOKEN_BLUEPRINTS = ("api", "google")


def rules(app: Flask) -> Iterator[Rule]:
    yield from app.url_map.iter_rules()


def is_api(rule: Rule) -> bool:
    return rule.endpoint.split(".")[0] in TOKEN_BLUEPRINTS


def path_of(app: Flask, rule: Rule) -> str:
    """An address that the rule matches, with made-up values."""
    values = {
        name: 1 if isinstance(converter, IntegerConverter) else "take"
        for name, converter in rule._converters.items()
    }
    with app.test_request_context():
        built = rule.build(values, append_unknown=False)
    assert built is not None
    return built[1]


def people_rules(app: Flask) -> list[Rule]:
    """Routes for people that are not open to strangers."""
    return [rule for rule in rules(app) if rule.endpoint not in OPEN_ENDPOINTS and not is_api(rule)]


def test_the_open_endpoints_are_exactly_these() -> None:
    assert OPEN_ENDPOINTS == OPEN


def test_every_open_endpoint_exists(app: Flask) -> None:
    assert {rule.endpoint for rule in rules(app)} >= OPEN


def test_every_other_page_says_what_it_needs(app: Flask) -> None:
    unmarked = {
        rule.endpoint
        for rule in people_rules(app)
        if needed_permission(app.view_functions[rule.endpoint]) is None
    }

    assert unmarked == set()


def test_a_stranger_is_sent_to_the_sign_in_from_every_page(
    app: Flask, stranger: Browser, newsroom: Newsroom
) -> None:
    for rule in people_rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = stranger.get(path_of(app, rule))
        assert answer.status_code == 302, rule
        assert answer.location.startswith("/sign-in?next="), rule


def test_a_stranger_with_a_form_token_changes_nothing(
    app: Flask, stranger: Browser, newsroom: Newsroom
) -> None:
    for rule in people_rules(app):
        if "POST" not in (rule.methods or ()):
            continue
        answer = stranger.post(path_of(app, rule), page="/sign-in")
        assert answer.status_code == 302, rule
        assert answer.location.startswith("/sign-in"), rule


def test_a_program_without_a_token_gets_401_from_every_api_route(
    app: Flask, stranger: Browser, newsroom: Newsroom
) -> None:
    for rule in filter(is_api, rules(app)):
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = stranger.client.open(path_of(app, rule), method=method)
            assert answer.status_code == 401, (method, rule)
            google = rule.endpoint.startswith("google.")
            assert answer.mimetype == f"application/{'json' if google else 'problem+json'}", rule


def test_every_form_needs_its_token(app: Flask, admin: Browser) -> None:
    posts = [rule for rule in rules(app) if "POST" in (rule.methods or ()) and not is_api(rule)]

    assert len(posts) > 10
    for rule in posts:
        answer = admin.client.post(path_of(app, rule), data={})
        assert answer.status_code == 400, rule
        assert "This form is too old or came from elsewhere." in answer.text, rule


def test_a_reader_can_post_nothing_but_their_own_settings(
    app: Flask, browser_of: BrowserOf, newsroom: Newsroom
) -> None:
    reader = browser_of("reader")
    own = {
        "account.sign_out",
        "account.password",
        "identity.link",
        "keys.change",
        "keys.switch",
        "languages.choose",
        "practice.answer",
        "practice.leave",
    }
    for rule in people_rules(app):
        if "POST" not in (rule.methods or ()) or rule.endpoint in own:
            continue
        answer = reader.post(path_of(app, rule))
        assert answer.status_code == 403, rule


@pytest.mark.parametrize("path", ["/", "/inbox", "/nothing/here", "/static/css/factcheck.css"])
def test_every_answer_carries_the_security_headers(
    path: str, stranger: Browser, newsroom: Newsroom
) -> None:
    answer = stranger.get(path, buffered=True)

    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_pages_of_the_desk_are_never_stored_and_differ_for_fragments(
    app: Flask, admin: Browser, full_newsroom: Newsroom
) -> None:
    for rule in people_rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer: TestResponse = admin.get(path_of(app, rule))
        # What is asked for every few seconds is compared by its ETag instead.
        kept = "private, no-cache" if "ETag" in answer.headers else "no-store"
        assert answer.headers["Cache-Control"] == kept, rule
        assert "HX-Request" in answer.headers["Vary"], rule
        assert answer.status_code < 500, rule


def test_no_page_has_inline_script_or_style(
    app: Flask, admin: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    for rule in rules(app):
        if "GET" not in (rule.methods or ()) or is_api(rule) or rule.endpoint == "static":
            continue
        answer = admin.get(path_of(app, rule))
        if answer.mimetype != "text/html":
            continue
        for forbidden in (" style=", "<style", "javascript:", '"data:', " onclick=", "hx-on"):
            assert forbidden not in answer.text, (rule, forbidden)
