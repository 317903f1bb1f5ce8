from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.accounts.policy import SCOPES
from factcheck.accounts.service import add_token
from factcheck.app import create_app
from factcheck.audit.log import SYSTEM
from factcheck.request import EXTENSION
from factcheck.settings import Settings
from tests.web.newsroom import Newsroom

V1 = "/api/v1"


class Program:
    """A program that talks to the API with a token."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client = client
        self.token = token

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.client.open(V1 + path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.send("GET", path, **options)

    def post(self, path: str, body: Any = None, *, key: str = "", **options: Any) -> TestResponse:
        headers = options.pop("headers", {}) | ({"Idempotency-Key": key} if key else {})
        return self.send("POST", path, json=body, headers=headers, **options)

    def act(
        self,
        task_id: int,
        verb: str,
        body: Any = None,
        *,
        version: int | None = None,
        key: str = "",
    ) -> TestResponse:
        """Send a verb for the task's present version, or for another one."""
        if version is None:
            version = self.get(f"/tasks/{task_id}").json["version"]  # type: ignore[index]
        path = f"/tasks/{task_id}/{verb}"
        return self.post(path, body, key=key, headers={"If-Match": f'"{version}"'})


class Desk:
    """The app on a filled newsroom, and programs for its people."""

    def __init__(self, app: Flask, room: Newsroom) -> None:
        self.app = app
        self.room = room
        self._programs: dict[tuple[str, tuple[str, ...]], Program] = {}

    def program(self, person: str, *scopes: str) -> Program:
        """A program with a person's token; with every scope unless some are named."""
        known = (person, scopes)
        if known not in self._programs:
            with self.room.database.write() as session:
                _, token = add_token(
                    session,
                    actor=SYSTEM,
                    user_id=self.room.people[person].id or 0,
                    name="test",
                    scopes=list(scopes or SCOPES),
                )
            self._programs[known] = Program(self.app.test_client(), token)
        return self._programs[known]


@pytest.fixture(scope="module")
def desk(shared_room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    address = shared_room.database.engine.url.render_as_string(hide_password=False)
    folder: Path = tmp_path_factory.mktemp("desk")
    # Made-up requests come by the thousand; the share of a token has tests of its own.
    app = create_app(Settings(data=folder, database_url=address, api_rate=0))
    yield Desk(app, shared_room)
    app.extensions[EXTENSION].database.engine.dispose()
