"""A desk with a check of each fate, read as strangers and as people of the desk see it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from factcheck.app import create_app
from factcheck.publishing.profile import PARTS, write_profile
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.desks import Newsrooms
from tests.publishing.exports.checks import publish_one_of_each
from tests.web.conftest import Browser
from tests.web.newsroom import PASSWORD, Newsroom


@dataclass(frozen=True)
class Site:
    """The app on a newsroom that has published one check of each fate."""

    app: Flask
    room: Newsroom

    def browser(self, name: str = "") -> Browser:
        """A stranger's browser, or that of a person of the desk by their short name."""
        browser = Browser(self.app.test_client())
        if name:
            form = {"email": f"{name}@desk.test", "password": PASSWORD}
            answer = browser.post("/sign-in", form, page="/sign-in")
            assert answer.status_code == 303
        return browser


@pytest.fixture(scope="session")
def site(newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Only read, so that all judges share it."""
    folder = tmp_path_factory.mktemp("site")
    with newsrooms.copy("sqlite", folder) as room:
        publish_one_of_each(room)
        with room.database.write() as session:
            write_profile(
                session,
                actor=room.actor("admin"),
                words={
                    **dict.fromkeys((part.name for part in PARTS), "What we say of ourselves."),
                    "same_as": "https://www.wikidata.org/wiki/Q42",
                },
            )
        app = create_app(
            Settings(data=folder, database_url=room.database.url, api_rate=0, organisation="Desk")
        )
        yield Site(app, room)
        app.extensions[EXTENSION].database.engine.dispose()
