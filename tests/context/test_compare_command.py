"""The command `factcheck compare`."""

import json
from pathlib import Path

from click.testing import CliRunner

from factcheck.cli.compare import compare_command


def test_one_quote_against_a_file(tmp_path: Path) -> None:
    source = tmp_path / "speech.txt"
    source.write_text("It rose 4.2 percent last year.", "utf-8")
    run = CliRunner().invoke(
        compare_command, ["--quote", "It rose 42 percent", "--source", str(source)]
    )
    answer = json.loads(run.stdout)
    assert run.exit_code == 0
    assert answer["result"] == "altered_material"
    assert answer["differences"] == [
        {"type": "number", "published": "42", "source": "4.2", "material": True}
    ]


def test_lines_are_answered_in_order_with_their_ids(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "quote": "yes", "source": "yes, yes"},
        {"id": 7, "quote": "no", "source": "x"},
    ]
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    run = CliRunner().invoke(compare_command, ["--jsonl", str(pairs)])
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(a["id"], a["result"], a["start"], a["end"]) for a in answers] == [
        ("a", "verbatim", 0, 3),
        (7, "not_found", None, None),
    ]


def test_a_malformed_line_is_named_and_the_others_are_still_answered() -> None:
    lines = 'nonsense\n{"id": 1, "quote": "yes"}\n{"id": 2, "quote": "yes", "source": "oh yes"}\n'
    run = CliRunner().invoke(compare_command, ["--jsonl", "-"], input=lines)
    assert run.exit_code == 1
    assert "Line 1 is not JSON" in run.stderr
    assert 'Line 2 cannot be used: The field "source" is missing' in run.stderr
    assert json.loads(run.stdout)["id"] == 2


def test_options_that_do_not_go_together_are_a_usage_error() -> None:
    assert CliRunner().invoke(compare_command, ["--quote", "yes"]).exit_code == 2
