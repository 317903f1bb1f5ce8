"""Training gives the same weights for the same sentences; only it needs scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factcheck.extraction.worth_measures import Example, evaluate
from factcheck.extraction.worth_training import main, read_examples, train

CLAIMS = [f"The town spent {number} million euros on roads in 2019." for number in range(2, 12)]
REMARKS = [f"Thank you, friends, I think we had a great evening {word}." for word in "abcdefghij"]
EXAMPLES = [Example(text, 1) for text in CLAIMS] + [Example(text, 0) for text in REMARKS]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.jsonl"
    rows = [{"text": one.text, "label": one.label, "split": "train"} for one in EXAMPLES]
    rows.append({"text": "Never seen.", "label": 1, "split": "test"})
    rows.append(dict(rows[0]))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_only_the_split_asked_for_is_read_and_repetitions_count_once(data: Path) -> None:
    assert read_examples(data, "train") == EXAMPLES
    assert read_examples(data, "test") == [Example("Never seen.", 1)]


def test_weights_learn_from_examples() -> None:
    pytest.importorskip("sklearn")
    weights = train(EXAMPLES, {"data": "a test"})
    assert weights.score("The town spent 40 million euros on schools.").score > 0.5
    assert weights.score("Thank you, I think it was great.").score < 0.5
    assert evaluate(weights, EXAMPLES).f1 == 1.0


def test_the_same_examples_give_the_same_file(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    first, second = tmp_path / "first.json.gz", tmp_path / "second.json.gz"
    assert main([str(data), str(first)]) == main([str(data), str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_without_data_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Give the data" in capsys.readouterr().err
