"""The sample article: all seven quotes, each to the code point, all by Mark Rutte."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from factcheck.extraction import Extraction, extract

GOLD = Path(__file__).parents[1] / "gold" / "nato-victory-plan.json"


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return answers


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(files("factcheck.sample").joinpath("nato-victory-plan.txt").read_text("utf-8"))


def test_every_quote_is_found_to_the_code_point(
    extraction: Extraction, answers: dict[str, Any]
) -> None:
    found = [(quote.start, quote.end, quote.text) for quote in extraction.quotes]
    assert found == [(gold["start"], gold["end"], gold["text"]) for gold in answers["quotes"]]


def test_every_quote_has_the_right_speaker_in_full(
    extraction: Extraction, answers: dict[str, Any]
) -> None:
    found = [quote.speaker for quote in extraction.quotes]
    assert found == [gold["speaker"] for gold in answers["quotes"]]


def test_every_cue_is_the_verb_of_the_answer(
    extraction: Extraction, answers: dict[str, Any]
) -> None:
    for quote, gold in zip(extraction.quotes, answers["quotes"], strict=True):
        assert quote.cue is not None
        assert gold["cue"].split()[-1] == quote.cue


def test_only_the_words_below_the_article_are_boilerplate(
    extraction: Extraction, answers: dict[str, Any]
) -> None:
    text = files("factcheck.sample").joinpath("nato-victory-plan.txt").read_text("utf-8")
    assert [text[span.start : span.end] for span in extraction.boilerplate] == answers[
        "boilerplate"
    ]


def test_the_speakers_other_names_are_known(
    extraction: Extraction, answers: dict[str, Any]
) -> None:
    rutte = next(speaker for speaker in extraction.speakers if speaker.name == "Mark Rutte")
    assert "Rutte" in rutte.aliases
    assert rutte.role is not None
