"""Signing in through the provider: the whole flow against a real one, and every way it can lie."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlmodel import col, select
from werkzeug.test import TestResponse

from factcheck.accounts.identities import find_identity
from factcheck.accounts.models import Identity, User
from factcheck.accounts.service import end_sessions
from factcheck.app import create_app
from factcheck.audit.models import Event
from factcheck.audit.verify import verify_log
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.request import EXTENSION
from factcheck.settings import OidcSettings, Settings
from tests.databases import KINDS, Databases
from tests.oidc.mock import OUTGROWN, CrookedProvider, drop, running_provider, set_to
from tests.web.conftest import Browser
from tests.web.newsroom import PASSWORD

pytestmark = [
    pytest.mark.pages,
    pytest.mark.filterwarnings(OUTGROWN),
]

ROLES: dict[str, str | tuple[str, ...]] = {
    "checkers": "reviewer",
    "chiefs": ("editor", "reviewer"),
    "keepers": "admin",
}


@pytest.fixture(scope="module")
def running() -> Iterator[CrookedProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: CrookedProvider) -> CrookedProvider:
    running.reset()
    return running


def oidc(provider: CrookedProvider, **more: Any) -> OidcSettings:
    return OidcSettings(
        issuer=provider.issuer,
        client_id="the-desk",
        client_secret="s3cret",
        roles=ROLES,
        label="Newsroom ID",
        allow_cidrs="127.0.0.0/8",
        **more,
    )


@pytest.fixture(scope="module", params=KINDS)
def app(
    request: pytest.FixtureRequest,
    running: CrookedProvider,
    staffed: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Flask]:
    """One desk for the module; its tests come as different people."""
    folder = tmp_path_factory.mktemp("oidc")
    with staffed.copy(request.param, folder) as url:
        app = create_app(Settings(data=folder, database_url=url, oidc=oidc(running)))
        yield app
        app.extensions[EXTENSION].database.engine.dispose()


@pytest.fixture
def database(app: Flask) -> Database:
    database: Database = app.extensions[EXTENSION].database
    return database


@pytest.fixture
def browser(app: Flask) -> Browser:
    # A provider that was asked is asked again in the next test.
    app.extensions["factcheck_provider"].asker._kept.clear()
    return Browser(app.test_client())


def begin(browser: Browser, wanted: str = "/account/password", **query: str) -> str:
    """Press the button; returns the provider's address."""
    answer = browser.get("/sign-in/oidc", query_string={"next": wanted, **query})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def come(browser: Browser, provider: CrookedProvider, subject: str, **query: str) -> TestResponse:
    return browser.get(provider.let(begin(browser, **query), subject))


def person(database: Database, email: str) -> User:
    with database.read() as session:
        return session.exec(select(User).where(User.email == email)).one()


def test_somebody_new_comes_in_with_the_roles_of_their_groups(
    browser: Browser, provider: CrookedProvider, database: Database
) -> None:
    provider.know("ada", email="Ada@news.example", name="Ada Stone", groups=["chiefs", "everybody"])
    assert "Sign in with Newsroom ID" in browser.get("/sign-in").text

    address = begin(browser)
    sent = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    before = browser.client.get_cookie("factcheck")
    answer = browser.get(provider.let(address, "ada"))

    assert (answer.status_code, answer.location) == (303, "/account/password")
    assert sent["response_type"] == "code"
    assert sent["code_challenge_method"] == "S256"
    assert sent["redirect_uri"] == "http://localhost/sign-in/oidc/back"
    assert len({sent["state"], sent["nonce"], sent["code_challenge"]}) == 3
    page = browser.get("/account/identity").text
    no_password = browser.post("/account/password", {"old": "", "password": "a good sentence"})
    assert "You have no password here" in no_password.text
    assert "Ada Stone" in page
    assert "editor, reviewer" in page
    after = browser.client.get_cookie("factcheck")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    ada = person(database, "ada@news.example")
    with database.read() as session:
        identity = find_identity(session, issuer=provider.issuer, subject="ada")
        assert identity is not None
        assert identity.user_id == ada.id
        events = session.exec(select(Event).order_by(col(Event.seq).desc()).limit(2)).all()
        assert {one.action for one in events} == {"person.added", "identity.linked"}
        assert verify_log(session).whole


def test_roles_are_those_of_today_and_somebody_without_any_is_out_everywhere(
    app: Flask, browser: Browser, provider: CrookedProvider, database: Database
) -> None:
    provider.know("bo", email="bo@news.example", groups=["chiefs"])
    assert come(browser, provider, "bo").status_code == 303

    provider.know("bo", email="bo@news.example", groups=["checkers"])
    other = Browser(app.test_client())
    assert come(other, provider, "bo").status_code == 303
    assert person(database, "bo@news.example").roles == ["reviewer"]
    assert browser.get("/account/identity").status_code == 302

    provider.know("bo", email="bo@news.example", groups=["guests"])
    refused = come(browser, provider, "bo")
    assert refused.status_code == 403
    assert "none of your groups has a role at this desk" in refused.text
    assert person(database, "bo@news.example").roles == []
    assert other.get("/account/identity").status_code == 302
    with database.read() as session:
        changes = session.exec(select(Event).where(Event.action == "person.changed")).all()
        payloads = [one.payload for one in changes]
    assert '"before":["editor","reviewer"]' in payloads[-2]
    assert '"roles":[]' in payloads[-1]


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email": "x1@news.example", "groups": ["guests"]}, "none of your groups has a role"),
        ({"email": "x2@news.example"}, "none of your groups has a role"),
        ({"email": "x3@news.example", "groups": {"a": 1}}, "none of your groups has a role"),
        ({"groups": ["checkers"]}, "says no e-mail address of yours"),
        (
            {"email": "x4@news.example", "email_verified": False, "groups": ["checkers"]},
            "has not proven that your e-mail address is yours",
        ),
    ],
)
def test_whoever_cannot_be_placed_is_told_why(
    browser: Browser,
    provider: CrookedProvider,
    database: Database,
    claims: dict[str, Any],
    sentence: str,
) -> None:
    provider.know("misfit", **claims)

    answer = come(browser, provider, "misfit")

    assert answer.status_code == 403
    assert sentence in answer.text
    assert browser.get("/account/identity").status_code == 302
    with database.read() as session:
        assert find_identity(session, issuer=provider.issuer, subject="misfit") is None


@pytest.mark.parametrize("claim", ["nonce", "aud"])
def test_an_id_token_that_was_not_made_for_this_sign_in_lets_nobody_in(
    browser: Browser, provider: CrookedProvider, claim: str
) -> None:
    provider.know("cy", email="cy@news.example", groups=["checkers"])
    provider.alter = set_to(claim, "of-another-sign-in")

    answer = come(browser, provider, "cy")

    assert answer.status_code == 403
    assert "The answer of Newsroom ID could not be trusted" in answer.text
    assert browser.get("/account/identity").status_code == 302


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    app: Flask, browser: Browser, provider: CrookedProvider
) -> None:
    provider.know("eli", email="eli@news.example", groups=["checkers"])
    answer = provider.let(begin(browser), "eli")
    thief = Browser(app.test_client())
    begin(thief)

    stolen = thief.get(answer)
    assert stolen.status_code == 403
    assert "was not begun in this browser" in stolen.text
    assert browser.get(answer).status_code == 303
    again = browser.get(answer)
    assert again.status_code == 403
    assert "was not begun in this browser" in again.text

    # The same code once more, under a state that is good.
    code = parse_qs(urlsplit(answer).query)["code"][0]
    state = parse_qs(urlsplit(begin(thief)).query)["state"][0]
    replayed = thief.get("/sign-in/oidc/back", query_string={"code": code, "state": state})
    assert replayed.status_code == 403
    assert "took too long or was used already" in replayed.text
    assert thief.get("/account/identity").status_code == 302


def test_a_sign_in_is_forgotten_after_a_while(
    browser: Browser, provider: CrookedProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(browser)
    monkeypatch.setattr("factcheck.web.identity.FLOW_SECONDS", -1)

    assert "too long ago" in browser.get(provider.let(address, "eli")).text


def test_two_windows_can_sign_in_side_by_side(browser: Browser, provider: CrookedProvider) -> None:
    provider.know("flo", email="flo@news.example", groups=["checkers"])
    first, second = begin(browser, "/sources"), begin(browser, "/articles")

    assert browser.get(provider.let(first, "flo")).location == "/sources"
    assert first != second


def test_sign_in_leads_to_no_other_site(browser: Browser, provider: CrookedProvider) -> None:
    provider.know("gil", email="gil@news.example", groups=["checkers"])
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = browser.get(provider.let(begin(browser, elsewhere), "gil"))
        assert answer.location == "/inbox"
        browser.post("/sign-out", page="/account/password")


def test_who_cancels_at_the_provider_is_told_so(
    browser: Browser, provider: CrookedProvider
) -> None:
    denied = browser.get(_with_state(provider.deny(address := begin(browser)), address))
    assert denied.status_code == 403
    assert "it was cancelled at Newsroom ID" in denied.text

    state = parse_qs(urlsplit(begin(browser)).query)["state"][0]
    other = browser.get(
        "/sign-in/oidc/back", query_string={"error": "login_<b>required", "state": state}
    )
    assert "tell them: login_brequired." in other.text


def _with_state(location: str, address: str) -> str:
    """The mock forgets the state of a refusal; a provider has to send it."""
    state = parse_qs(urlsplit(address).query)["state"][0]
    return location if "state=" in location else f"{location}&state={state}"


def test_an_answer_that_names_another_issuer_is_refused(
    browser: Browser, provider: CrookedProvider
) -> None:
    provider.know("hal", email="hal@news.example", groups=["checkers"])
    mixed = provider.let(begin(browser), "hal") + "&iss=https%3A%2F%2Fevil.example"

    assert "could not be trusted" in browser.get(mixed).text
    assert "/oauth2/token" not in provider.asked


def test_a_provider_that_is_away_or_talks_nonsense_is_a_sentence(
    browser: Browser, provider: CrookedProvider
) -> None:
    provider.away = True
    away = browser.get("/sign-in/oidc")
    assert away.status_code == 503
    assert "Newsroom ID cannot be asked who you are now" in away.text
    provider.away = False
    for lie in (set_to("issuer", "https://evil.example"), drop("token_endpoint")):
        provider.metadata = lie
        assert browser.get("/sign-in/oidc").status_code == 503


def test_a_closed_account_stays_closed(
    browser: Browser, provider: CrookedProvider, database: Database
) -> None:
    provider.know("ivy", email="ivy@news.example", groups=["checkers"])
    assert come(browser, provider, "ivy").status_code == 303
    with database.write() as session:
        ivy = session.exec(select(User).where(User.email == "ivy@news.example")).one()
        ivy.active = False
        session.add(ivy)
        end_sessions(session, ivy.id or 0)

    answer = come(browser, provider, "ivy")

    assert answer.status_code == 403
    assert "Your account at this desk was closed" in answer.text


def test_an_address_lets_nobody_in_but_its_owner_can_link_it_with_their_password(
    browser: Browser, provider: CrookedProvider, database: Database
) -> None:
    provider.know("res", email="reviewer@desk.test", groups=["checkers"])

    answer = come(browser, provider, "res")
    assert answer.status_code == 403
    assert "An account with your address, reviewer@desk.test, is here already" in answer.text
    assert browser.get("/account/identity").status_code == 302

    signed_in = browser.post(
        "/sign-in",
        {"email": "reviewer@desk.test", "password": PASSWORD, "next": "/sources"},
        page="/sign-in",
    )
    assert signed_in.location == "/account/identity?next=/sources"
    assert "Is this you?" in browser.get(signed_in.location).text
    linked = browser.post("/account/identity", {"next": "/sources"}, page="/account/identity")
    assert linked.location == "/sources"
    assert browser.post("/account/identity", page="/account/identity").status_code == 409
    browser.post("/sign-out")

    assert come(browser, provider, "res").status_code == 303
    reviewer = person(database, "reviewer@desk.test")
    with database.read() as session:
        identity = find_identity(session, issuer=provider.issuer, subject="res")
    assert identity is not None
    assert identity.user_id == reviewer.id


def test_an_admin_links_and_unlinks(
    app: Flask, browser: Browser, provider: CrookedProvider, database: Database
) -> None:
    provider.know("sec", email="second@desk.test", groups=["checkers"])
    assert come(browser, provider, "sec").status_code == 403
    second = person(database, "second@desk.test")
    admin = Browser(app.test_client())
    admin.post("/sign-in", {"email": "admin@desk.test", "password": PASSWORD}, page="/sign-in")
    page = f"/admin/people/{second.id}"
    assert "Somebody signed in there as second@desk.test" in admin.get(page).text
    with database.read() as session:
        waiting = find_identity(session, issuer=provider.issuer, subject="sec")
    assert waiting is not None

    admin.post(f"{page}/identities", {"identity_id": waiting.id}, page=page)
    assert come(browser, provider, "sec").status_code == 303
    admin.post(f"/admin/identities/{waiting.id}/unlink", page=page)
    assert browser.get("/account/identity").status_code == 302
    assert come(browser, provider, "sec").status_code == 403

    provider.know("sec-2", email="other@news.example", groups=["checkers"])
    admin.post(f"{page}/identities", {"subject": "sec-2"}, page=page)
    assert come(browser, provider, "sec-2").status_code == 303
    assert "Second" in browser.get("/account/identity").text
    taken = admin.post(f"{page}/identities", {"subject": "sec-2"}, page=page)
    assert taken.status_code == 409


def test_somebody_signed_in_links_an_identity_that_is_not_anothers(
    app: Flask, browser: Browser, provider: CrookedProvider
) -> None:
    provider.know("edi", email="elsewhere@news.example", groups=["chiefs"])
    browser.post("/sign-in", {"email": "editor@desk.test", "password": PASSWORD}, page="/sign-in")

    shown = come(browser, provider, "edi", link="yes")
    assert shown.location.startswith("/account/identity")
    assert "elsewhere@news.example" in browser.get(shown.location).text
    browser.post("/account/identity", page="/account/identity")
    assert "You can sign in with Newsroom ID as" in browser.get("/account/identity").text

    thief = Browser(app.test_client())
    thief.post("/sign-in", {"email": "reader@desk.test", "password": PASSWORD}, page="/sign-in")
    back = come(thief, provider, "edi", link="yes")
    assert back.location == "/account/identity"
    assert "linked to somebody already" in thief.get("/account/identity").text


def test_the_last_admin_stays_one_whatever_the_groups_say(
    app: Flask, browser: Browser, provider: CrookedProvider, database: Database
) -> None:
    boss = person(database, "admin@desk.test")
    with database.write() as session:
        session.add(
            Identity(
                issuer=provider.issuer, subject="boss", user_id=boss.id, created_at=boss.created_at
            )
        )
    provider.know("boss", email="admin@desk.test", groups=["checkers"])

    assert come(browser, provider, "boss").status_code == 303
    assert person(database, "admin@desk.test").roles == ["admin", "reviewer"]


def test_signing_out_leads_on_to_the_provider(browser: Browser, provider: CrookedProvider) -> None:
    provider.know("jo", email="jo@news.example", groups=["checkers"])
    come(browser, provider, "jo")

    answer = browser.post("/sign-out")

    assert f"{provider.issuer}/oauth2/end_session?id_token_hint=" in answer.text
    assert "post_logout_redirect_uri=http%3A%2F%2Flocalhost%2Fsign-in" in answer.text
    assert browser.get("/account/identity").status_code == 302


def test_groups_can_stand_deep_in_a_claim_and_come_from_userinfo(
    provider: CrookedProvider, staffed: Databases, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from-a-file\n")
    provider.know("kim", email="kim@news.example", realm={"roles": ["keepers"]})
    provider.alter = drop("realm")  # not in the ID token, so userinfo is asked
    chosen = oidc(provider, claim="realm.roles", client_secret_file=secret)
    with staffed.copy("sqlite", tmp_path) as url:
        app = create_app(Settings(data=tmp_path, database_url=url, oidc=chosen))
        answer = come(Browser(app.test_client()), provider, "kim")
        database = app.extensions[EXTENSION].database
        assert answer.status_code == 303, answer.text
        assert person(database, "kim@news.example").roles == ["admin"]
        assert "/userinfo" in provider.asked
        database.engine.dispose()


def test_passwords_can_be_switched_off(
    provider: CrookedProvider, staffed: Databases, tmp_path: Path
) -> None:
    provider.know("lou", email="lou@news.example", groups=["checkers"])
    with staffed.copy("sqlite", tmp_path) as url:
        app = create_app(
            Settings(data=tmp_path, database_url=url, oidc=oidc(provider), password_sign_in=False)
        )
        browser = Browser(app.test_client())
        page = browser.get("/sign-in").text
        assert "Sign in with Newsroom ID" in page
        assert 'type="password"' not in page
        come(browser, provider, "lou")
        form = {"email": "admin@desk.test", "password": PASSWORD}
        refused = browser.post("/sign-in", form, page="/account/identity")
        assert refused.status_code == 403
        assert "Nobody signs in with a password here. Sign in with Newsroom ID." in refused.text
        assert browser.get("/account/password").status_code == 403
        app.extensions[EXTENSION].database.engine.dispose()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"issuer": "http://id.news.example"}, "must begin with https://"),
        ({"issuer": "id.news.example"}, "FACTCHECK_OIDC_ISSUER cannot be used"),
        ({"client_id": ""}, "FACTCHECK_OIDC_CLIENT_ID is missing"),
        ({"roles": {}}, "nobody could come in"),
        ({"roles": {"a": "boss"}}, "names “boss”"),
        ({"scopes": "email"}, "must hold “openid”"),
        ({"allow_cidrs": "10.0.0.0/99"}, "FACTCHECK_OIDC_ALLOW_CIDRS is no list of networks"),
        ({"client_secret_file": Path("/nowhere/secret")}, "cannot be read"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_start(
    tmp_path: Path, changed: dict[str, Any], sentence: str
) -> None:
    good = {"issuer": "https://id.news.example", "client_id": "x", "roles": {"a": "reviewer"}}
    with pytest.raises(InvalidInput, match=sentence):
        create_app(Settings(data=tmp_path, oidc=OidcSettings(**good | changed)))


def test_without_the_extra_the_setting_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.oidc.configuration.find_spec", lambda _name: None)
    with pytest.raises(InvalidInput, match=r"pip install 'factcheck\[oidc\]'"):
        create_app(Settings(data=tmp_path, oidc=OidcSettings(issuer="https://id.news.example")))


def test_no_passwords_and_no_provider_is_no_way_in(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="leaves no way in"):
        create_app(Settings(data=tmp_path, password_sign_in=False))


def test_the_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_OIDC_ISSUER", "https://id.news.example")
    monkeypatch.setenv("FACTCHECK_OIDC_CLIENT_ID", "desk")
    monkeypatch.setenv("FACTCHECK_OIDC_ROLES", '{"a": ["reviewer"], "cn=b,ou=c": "admin"}')

    chosen = Settings().oidc

    assert (chosen.issuer, chosen.client_id) == ("https://id.news.example", "desk")
    assert chosen.roles == {"a": ("reviewer",), "cn=b,ou=c": "admin"}
