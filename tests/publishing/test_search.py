"""A search counts few words on Postgres, and finds the same whether it counts them or not."""

import pytest
from sqlalchemy import text

from factcheck.publishing import search
from factcheck.publishing.search import ClaimSearch, search_checked
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom

WORDS = "bridges by the end of next year"


def found(room: Newsroom) -> list[str]:
    with room.database.read() as session:
        checks = search_checked(session, ClaimSearch(words=WORDS), offset=0, limit=10)
        return [check.checked.slug for check in checks]


def counted(room: Newsroom) -> int:
    """How many of the words are counted in the index."""
    with room.database.read() as session:
        dialect = search._Sqlite if room.database.is_sqlite else search._Postgres
        common = search._known_to_be_common(session, dialect, ["bridges", "year", "unheard"])
        return 3 - len(common)


def test_what_the_statistics_know_to_be_common_is_not_counted(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many checks as make a word common would take minutes.
    monkeypatch.setattr(search, "CANDIDATES", 2)
    for _ in range(6):
        task_in_state(room, "approved")
    before = found(room)
    assert len(before) == 6
    assert counted(room) == 3

    with room.database.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    ) as connection:
        connection.execute(text("ANALYZE"))

    assert counted(room) == (3 if room.database.is_sqlite else 1)
    assert found(room) == before
