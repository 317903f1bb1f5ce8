"""Newsrooms of a test's own: copies of one whose article, source and context are in already."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from pathlib import Path

from factcheck.db import Database
from tests import databases as servers
from tests.databases import Databases
from tests.web.newsroom import Newsroom, fill_newsroom, hire_people, open_newsroom


class Newsrooms:
    """Hands out copies of one filled newsroom of each kind of database.

    Filling one takes a second, most of it for the passwords' slow hash; copying takes none.
    """

    def __init__(self, folder: Path, databases: Databases) -> None:
        self._folder = folder
        self._databases = databases
        self._originals: dict[str, Newsroom] = {}
        self._stack = ExitStack()

    def close(self) -> None:
        self._stack.close()

    def _original(self, kind: str) -> Newsroom:
        if kind not in self._originals:
            url = self._stack.enter_context(self._databases.copy(kind, self._folder))
            hire_people(url)
            room = fill_newsroom(open_newsroom(Database(url)))
            room.database.engine.dispose()
            self._originals[kind] = room
        return self._originals[kind]

    @contextmanager
    def copy(self, kind: str, folder: Path) -> Iterator[Newsroom]:
        """A newsroom that nobody else writes to."""
        original = self._original(kind)
        with self._database(original, folder) as url:
            room = copy(original)
            room.database = Database(url)
            yield room
            room.database.engine.dispose()

    @contextmanager
    def _database(self, original: Newsroom, folder: Path) -> Iterator[str]:
        address = original.database.engine.url
        assert address.database is not None
        if original.database.is_sqlite:
            file = folder / "room.sqlite3"
            shutil.copyfile(address.database, file)
            yield f"sqlite:///{file}"
            return
        with servers._postgres(address.database) as name:
            yield servers._address(name)
