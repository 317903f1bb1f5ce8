"""`factcheck worth`: shows what a refit would bring, applies it when told to, and goes back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import cli
from factcheck.errors import FactcheckError
from factcheck.tasks.refit import TooFewDecisions
from tests.desks import Newsrooms
from tests.tasks.deciding import decide_by_taste


@pytest.fixture(scope="module")
def decided(newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file of a desk with decisions enough."""
    folder = tmp_path_factory.mktemp("decided")
    with newsrooms.copy("sqlite", folder) as room:
        decide_by_taste(room, 240)
    return folder / "room.sqlite3"


@pytest.fixture
def data(decided: Path, tmp_path: Path) -> Path:
    shutil.copyfile(decided, tmp_path / "factcheck.sqlite3")
    return tmp_path


def worth(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["worth", *arguments, "--data", str(data)], catch_exceptions=False
    )


def versions(data: Path) -> list[tuple[int, bool]]:
    lines = worth(data, "list", "--json").stdout.splitlines()
    return [(row["id"], row["in_use"]) for row in map(json.loads, lines)]


def test_a_refit_shows_before_and_after_and_changes_nothing(data: Path) -> None:
    said = worth(data, "refit").stdout

    assert "60 newest (30 taken, 30 dismissed)" in said
    assert "in use: as shipped" in said
    assert "Nothing was changed" in said
    assert versions(data) == [(0, True)]


def test_programs_get_the_figures(data: Path) -> None:
    figures = json.loads(worth(data, "refit", "--json").stdout)

    assert figures["fitted"] == {"taken": 90, "dismissed": 90}
    assert figures["after"]["average_precision"] > figures["before"]["average_precision"]
    assert figures["used"] is None


def test_told_to_apply_it_uses_the_refitted_weights_and_goes_back(data: Path) -> None:
    assert "factcheck worth use 0" in worth(data, "refit", "--apply").stdout
    assert versions(data) == [(1, True), (0, False)]

    assert "as shipped" in worth(data, "use", "0").stdout
    assert versions(data) == [(1, False), (0, True)]
    assert "1" in worth(data, "list").stdout


def test_too_few_decisions_end_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TooFewDecisions, match="0 of at least 200"):
        worth(tmp_path, "refit", "--apply")

    assert issubclass(TooFewDecisions, FactcheckError)
    assert versions(tmp_path) == [(0, True)]
