"""Our own pairs with known answers: every one, and the figures the desk is promised."""

import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.context.compare import compare

GOLD = Path(__file__).parent.parent / "gold" / "comparison_pairs.jsonl"
PAIRS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_each_pair_gets_its_known_answer(pair: dict[str, Any]) -> None:
    comparison = compare(pair["quote"], pair["source"])
    assert comparison.result == pair["result"], comparison.differences
    assert any(d.material for d in comparison.differences) == pair["material"]


def test_there_are_enough_pairs_of_every_class() -> None:
    results = [pair["result"] for pair in PAIRS]
    assert len(PAIRS) >= 200
    for result in ("verbatim", "marked_edits", "altered", "altered_material", "not_found"):
        assert results.count(result) >= 30


def test_the_promised_figures_hold() -> None:
    answers = [(pair["result"], compare(pair["quote"], pair["source"]).result) for pair in PAIRS]
    material = [got for known, got in answers if known == "altered_material"]
    harmless = [got for known, got in answers if known in ("verbatim", "marked_edits")]
    assert material.count("altered_material") >= 0.98 * len(material)
    assert sum(got.startswith("altered") for got in harmless) <= 0.02 * len(harmless)
