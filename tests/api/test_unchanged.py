"""A program that has everything already is told so without any claim being read."""

import re

import pytest
from sqlalchemy import event

from factcheck.request import EXTENSION
from tests.api.conftest import Desk

# What may be asked for a 304: who asks, and what the log's index says.
MAY_BE_READ = {"api_token", "person", "event"}


@pytest.mark.parametrize(
    "path",
    [
        "/checked-claims?limit=100",
        "/checked-claims?rating=false&language=en",
        "/checked-claims.ndjson",
        "/checked-claims.parquet",
        "/changes",
    ],
)
def test_unchanged_is_answered_from_the_log_alone(desk: Desk, path: str) -> None:
    program = desk.program("reader", "claims:read", "exports:read")
    first = program.get(path)
    assert first.status_code == 200
    assert first.data is not None
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = desk.app.extensions[EXTENSION].database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        again = program.get(path, headers={"If-None-Match": first.headers["ETag"]})
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert (again.status_code, again.data) == (304, b"")
    read = {name for one in statements for name in re.findall(r"(?:FROM|JOIN) (\w+)", one)}
    assert "event" in read
    assert read <= MAY_BE_READ
