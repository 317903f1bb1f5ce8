"""`factcheck match` answers every good query and names the bad lines of either file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli.match import match_command


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    rows = [
        {"id": "ferry", "text": "The ferry burned in 2019.", "title": "Did the ferry burn?"},
        {"id": 12, "text": "The bridge is made of rust."},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def match(claims: Path, queries: str, *options: str) -> Result:
    arguments = ["--claims", str(claims), "--queries", "-", *options]
    return CliRunner().invoke(match_command, arguments, input=queries)


def test_each_query_gets_its_matches_best_first(claims: Path) -> None:
    result = match(claims, '{"id": "q", "text": "did a ferry burn near the bridge?"}', "--top", "5")
    answer = json.loads(result.stdout)
    assert answer["id"] == "q"
    assert [found["id"] for found in answer["matches"]] == ["ferry", 12]


def test_top_limits_the_matches(claims: Path) -> None:
    result = match(claims, '{"id": "q", "text": "ferry bridge"}', "--top", "1")
    assert len(json.loads(result.stdout)["matches"]) == 1


def test_a_query_without_a_match_is_answered_too(claims: Path) -> None:
    assert json.loads(match(claims, '{"id": 1, "text": "snow"}').stdout) == {
        "id": 1,
        "matches": [],
    }


def test_bad_lines_are_named_and_the_others_are_answered(claims: Path) -> None:
    with claims.open("a", encoding="utf-8") as file:
        file.write("broken\n")
    result = match(claims, 'broken\n{"id": "q", "text": "ferry"}')
    assert result.exit_code == 1
    assert json.loads(result.stdout)["matches"][0]["id"] == "ferry"
    assert "claims.jsonl, line 3" in result.stderr
    assert "<stdin>, line 1" in result.stderr
