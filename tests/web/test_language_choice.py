"""In which language a request is answered."""

from flask import Flask
from flask.testing import FlaskClient

from factcheck.app import create_app
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import PASSWORD, Newsroom

FRENCH, GERMAN = {"Accept-Language": "fr-CH,fr;q=0.9"}, {"Accept-Language": "de"}


def language_of(client: FlaskClient, path: str, headers: dict[str, str]) -> str:
    page = client.get(path, headers=headers).text
    return page.partition('<html lang="')[2].partition('"')[0]


def test_the_browser_is_asked_before_anybody_is_known(stranger: Browser) -> None:
    assert language_of(stranger.client, "/sign-in", FRENCH) == "fr"
    assert language_of(stranger.client, "/sign-in", GERMAN) == "en"
    assert language_of(stranger.client, "/sign-in", {}) == "en"
    assert language_of(stranger.client, "/no/such/page", FRENCH) == "fr"
    assert language_of(stranger.client, "/sign-in?language=en", FRENCH) == "en"


def test_a_persons_choice_beats_the_browser(reviewer: Browser, newsroom: Newsroom) -> None:
    assert language_of(reviewer.client, "/inbox", FRENCH) == "fr"

    answer = reviewer.post("/account/language", {"language": "en"}, page="/account/language")

    assert answer.status_code == 303
    assert language_of(reviewer.client, "/inbox", FRENCH) == "en"
    reviewer.post("/account/language", {"language": ""})
    assert language_of(reviewer.client, "/inbox", FRENCH) == "fr"
    assert reviewer.post("/account/language", {"language": "xx"}).status_code == 422


def test_what_was_picked_to_sign_in_stays(app: Flask, newsroom: Newsroom) -> None:
    browser = Browser(app.test_client())
    who = {"email": "reviewer@desk.test", "password": PASSWORD, "language": "fr"}

    browser.post("/sign-in", dict(who), page="/sign-in?language=fr")

    assert language_of(browser.client, "/inbox", GERMAN) == "fr"


def test_public_pages_are_in_the_desks_language(app: Flask, newsroom: Newsroom) -> None:
    desk = app.extensions[EXTENSION].settings
    french = create_app(desk.model_copy(update={"language": "fr"}))

    assert language_of(app.test_client(), "/how-we-rate", FRENCH) == "en"
    assert language_of(french.test_client(), "/how-we-rate", GERMAN) == "fr"
    reader = BrowserOf(french)("reviewer").client
    assert language_of(reader, "/how-we-rate", GERMAN) == "fr"
    assert language_of(reader, "/inbox", GERMAN) == "en"


def test_programs_get_english(app: Flask, newsroom: Newsroom) -> None:
    refused = app.test_client().get("/api/v1/tasks/1", headers=FRENCH)
    missing = app.test_client().get("/api/v1/nothing", headers=FRENCH)

    assert refused.json is not None
    assert refused.json["title"] == "Not signed in"
    assert missing.json is not None
    assert missing.json["title"] == "Not found"


def test_every_language_that_can_be_set_is_spoken() -> None:
    from typing import get_args

    from factcheck.language import LANGUAGES

    assert get_args(Settings.model_fields["language"].annotation) == tuple(LANGUAGES)
