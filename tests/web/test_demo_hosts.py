"""The demo, which anybody may sign in to, answers under this machine's own names alone."""

from pathlib import Path

import pytest

from factcheck.app import create_app
from factcheck.desk import Desk
from factcheck.preparation import prepare_database
from factcheck.settings import Settings


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost:8123", 200),
        ("[::1]:8000", 200),
        ("attacker.example", 400),
        ("127.0.0.1.attacker.example:8000", 400),
    ],
)
def test_a_name_that_points_here_does_not_open_the_demo(
    tmp_path: Path, host: str, status: int
) -> None:
    settings = Settings(data=tmp_path, mode="demo")
    prepare_database(Desk(settings).database)
    app = create_app(settings)

    answer = app.test_client().get("/sign-in", headers={"Host": host})

    assert answer.status_code == status
    app.extensions["factcheck"].database.engine.dispose()
