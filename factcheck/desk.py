"""A desk: the settings and the database that everything at the program's edge works with."""

from dataclasses import dataclass
from functools import cached_property

from factcheck.db import Database
from factcheck.settings import Settings


@dataclass(frozen=True)
class Desk:
    """One installation. Made once a process, by the app factory, the command or the worker."""

    settings: Settings

    @cached_property
    def database(self) -> Database:
        if not self.settings.database_url:
            self.settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Database(self.settings.resolved_database_url)
