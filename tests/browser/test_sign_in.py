"""Signing in and out through the provider with a real browser, which holds to our content policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from factcheck.app import create_app
from factcheck.request import EXTENSION
from factcheck.settings import OidcSettings, Settings
from tests.browser.conftest import Opener, check_page
from tests.databases import Databases
from tests.oidc.mock import OUTGROWN, CrookedProvider, running_provider

pytestmark = pytest.mark.filterwarnings(OUTGROWN)


@pytest.fixture
def provider() -> Iterator[CrookedProvider]:
    with running_provider() as provider:
        provider.know("ada", email="ada@news.example", name="Ada Stone", groups=["checkers"])
        yield provider


@pytest.fixture
def app(originals: Databases, tmp_path: Path, provider: CrookedProvider) -> Iterator[Flask]:
    oidc = OidcSettings(
        issuer=provider.issuer,
        client_id="the-desk",
        roles={"checkers": "reviewer"},
        label="Newsroom ID",
        allow_cidrs="127.0.0.0/8",
    )
    with originals.copy("sqlite", tmp_path) as url:
        app = create_app(Settings(data=tmp_path, database_url=url, oidc=oidc))
        yield app
        app.extensions[EXTENSION].database.engine.dispose()


def test_the_way_to_the_provider_and_back_and_out_again(
    open_page: Opener, provider: CrookedProvider
) -> None:
    # The provider is another site, and its own pages fetch their styles from a third.
    page = open_page("/sources", expect_faults=True)
    check_page(page)

    page.click("text=Sign in with Newsroom ID")
    page.fill("input[name=sub]", "ada")
    page.click('button:text-is("Authorize")')
    page.wait_for_url("**/sources")

    page.click("text=Ada Stone")
    page.click("text=Your sign-in")
    page.wait_for_url("**/account/identity")
    check_page(page)
    assert "ada@news.example" in page.inner_text("main")

    page.click("text=Ada Stone")
    page.click("text=Sign out")
    page.wait_for_url(f"{provider.issuer}/oauth2/end_session?**")
    page.click('button:text-is("End session")')
    page.wait_for_url("**/sign-in")
    assert page.inner_text("main h1") == "Sign in"
