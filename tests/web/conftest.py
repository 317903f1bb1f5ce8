import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.app import create_app
from factcheck.db import Database
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.databases import KINDS, Databases
from tests.desks import Newsrooms
from tests.web.newsroom import PASSWORD, Newsroom, hire_people, open_newsroom

on_both = pytest.mark.parametrize("app", KINDS, indirect=True)
ROOM = "test_newsroom"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """A person's browser without JavaScript: it keeps cookies and sends a page's form token."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **options: object) -> TestResponse:
        return self.client.get(path, **options)  # type: ignore[arg-type]

    def post(
        self, path: str, data: dict[str, object] | None = None, *, page: str = "", **options: object
    ) -> TestResponse:
        """Send a form with the token of the page that it stands on."""
        token = self.token(page or "/account/password")
        fields = {"csrf_token": token, **(data or {})}
        return self.client.post(path, data=fields, **options)  # type: ignore[arg-type]

    def token(self, page: str) -> str:
        found = _TOKEN.search(self.get(page).text)
        assert found, f"{page} has no form token"
        return found[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        here = Path(__file__).parent in item.path.parents
        if here and "app" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.pages)


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Databases with people in them, made once."""
    staffed = Databases(tmp_path_factory.mktemp("staffed"), hire_people)
    yield staffed
    staffed.close()


@pytest.fixture
def app(
    request: pytest.FixtureRequest, staffed: Databases, newsrooms: Newsrooms, tmp_path: Path
) -> Iterator[Flask]:
    """The app on a copied database: with people, and for `full_newsroom` with their work.

    On SQLite, or on both databases for a test marked with `on_both`.
    """
    kind = getattr(request, "param", "sqlite")
    with ExitStack() as stack:
        if "full_newsroom" in request.fixturenames:
            room = stack.enter_context(newsrooms.copy(kind, tmp_path))
            url = room.database.url
        else:
            url = stack.enter_context(staffed.copy(kind, tmp_path))
            room = open_newsroom(Database(url))
        app = create_app(Settings(data=tmp_path, database_url=url))
        room.database.engine.dispose()
        room.database = app.extensions[EXTENSION].database
        app.extensions[ROOM] = room
        yield app
        room.database.engine.dispose()


@pytest.fixture
def newsroom(app: Flask) -> Newsroom:
    """People; and their work, for a test that asks for `full_newsroom` too."""
    room: Newsroom = app.extensions[ROOM]
    return room


@pytest.fixture
def full_newsroom(newsroom: Newsroom) -> Newsroom:
    """People, an article, a source and tasks whose context is gathered."""
    return newsroom


@pytest.fixture
def stranger(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def browser_of(app: Flask, newsroom: Newsroom) -> "BrowserOf":
    return BrowserOf(app)


class BrowserOf:
    """Signs people in by their short name."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __call__(self, name: str) -> Browser:
        browser = Browser(self.app.test_client())
        answer = browser.post(
            "/sign-in", {"email": f"{name}@desk.test", "password": PASSWORD}, page="/sign-in"
        )
        assert answer.status_code == 303, answer.text
        return browser


@pytest.fixture
def reviewer(browser_of: BrowserOf) -> Browser:
    return browser_of("reviewer")


@pytest.fixture
def editor(browser_of: BrowserOf) -> Browser:
    return browser_of("editor")


@pytest.fixture
def admin(browser_of: BrowserOf) -> Browser:
    return browser_of("admin")
