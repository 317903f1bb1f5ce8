from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS, Databases, database, databases
from tests.desks import Newsrooms
from tests.web.newsroom import Newsroom

__all__ = ["database", "databases"]


@pytest.fixture(scope="session")
def newsrooms(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsrooms]:
    newsrooms = Newsrooms(tmp_path_factory.mktemp("newsroom"), databases)
    yield newsrooms
    newsrooms.close()


@pytest.fixture(params=KINDS)
def room(
    request: pytest.FixtureRequest, newsrooms: Newsrooms, tmp_path: Path
) -> Iterator[Newsroom]:
    """A newsroom with six tasks that are ready, on both databases."""
    with newsrooms.copy(request.param, tmp_path) as room:
        yield room
