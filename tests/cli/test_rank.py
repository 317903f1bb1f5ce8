"""`factcheck rank` answers every good line and names the bad ones."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from factcheck.cli.rank import rank_command

GOOD = '{"id": 7, "text": "Unemployment fell to 4 percent last year.", "label": 1}'


def test_each_sentence_gets_a_score_and_reasons(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(GOOD + "\n\n", encoding="utf-8")
    result = CliRunner().invoke(rank_command, ["--jsonl", str(path)])
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["id"] == 7
    assert 0.5 < answer["score"] <= 1
    assert answer["reasons"]


def test_a_bad_line_is_named_and_the_others_are_answered() -> None:
    lines = "\n".join([GOOD, "{broken", '["no object"]', '{"id": "no text"}', GOOD])
    result = CliRunner().invoke(rank_command, ["--jsonl", "-"], input=lines)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "<stdin>, line 2",
        "<stdin>, line 3",
        "<stdin>, line 4",
    ]


def test_half_a_surrogate_pair_comes_back_as_it_came() -> None:
    line = '{"id": "\\ud83d", "text": "Crime fell by 3 percent \\ud83d."}'
    result = CliRunner().invoke(rank_command, ["--jsonl", "-"], input=line)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "\ud83d"


def test_without_a_file_the_usage_is_shown() -> None:
    assert CliRunner().invoke(rank_command, []).exit_code == 2
