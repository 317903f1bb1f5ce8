from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher, profiles

from factcheck.accounts import secrets
from tests.databases import KINDS, Databases, database, databases
from tests.desks import Newsrooms
from tests.web.newsroom import Newsroom

__all__ = ["database", "databases"]

# The tests sign in a thousand times; the desk's own parameters are for those who guess. Processes
# that the tests start hash as always.
secrets._hasher = PasswordHasher.from_parameters(profiles.CHEAPEST)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with what takes long come first, so that no worker is left alone with one."""
    marks = ("slow", "browser")
    long = {item.path for item in items if any(map(item.get_closest_marker, marks))}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def newsrooms(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsrooms]:
    newsrooms = Newsrooms(tmp_path_factory.mktemp("newsroom"), databases)
    yield newsrooms
    newsrooms.close()


@pytest.fixture(scope="module", params=KINDS)
def shared_room(
    request: pytest.FixtureRequest, newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    """The same for a whole module, whose tests each work on tasks of their own.

    A database of one's own costs a second on Postgres; whoever needs no empty log shares.
    """
    with newsrooms.copy(request.param, tmp_path_factory.mktemp("room")) as room:
        yield room


@pytest.fixture(params=KINDS)
def room(
    request: pytest.FixtureRequest, newsrooms: Newsrooms, tmp_path: Path
) -> Iterator[Newsroom]:
    """A newsroom with six tasks that are ready, on both databases."""
    with newsrooms.copy(request.param, tmp_path) as room:
        yield room
