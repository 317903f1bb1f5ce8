from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.db import Database
from tests.queueing.databases import KINDS, create_tables, database_url


@pytest.fixture(params=[KINDS[0], pytest.param(KINDS[1], marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with database_url(request.param, tmp_path) as url:
        database = Database(url)
        create_tables(database)
        yield database
        database.engine.dispose()
