"""Matching by meaning: an optional extra that changes the order of matches and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from factcheck.claims.matching import CheckedText, Index
from factcheck.claims.semantic import Encoder, ModelUnusable, SemanticReranker
from factcheck.cli.match import match_command
from factcheck.paths import PACKAGE
from tests.claims.tiny_model import write_model

CHECKS = [
    CheckedText("ferry", "The ferry burned."),
    CheckedText("bridge", "The bridge is full of rust near the fire station."),
    CheckedText("mayor", "The mayor sold it."),
]
SEMANTIC = {"numpy", "onnxruntime", "tokenizers"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("onnxruntime")
    return write_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def encoder(model: Path) -> Encoder:
    return Encoder(model)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(CHECKS)


def test_vectors_have_length_one_and_the_same_meaning_the_same_vector(encoder: Encoder) -> None:
    ferry, boat, bridge = encoder.encode(["ferry", "boat", "the old bridge"])

    assert float(ferry @ boat) == pytest.approx(1)
    assert float(bridge @ bridge) == pytest.approx(1)
    assert float(ferry @ bridge) < 0.5


def test_texts_keep_their_order_however_long_they_are(encoder: Encoder) -> None:
    texts = ["bridge and bridge and bridge", "ferry", "the mayor", ""]
    together = encoder.encode(texts)

    for text, vector in zip(texts, together, strict=True):
        assert vector == pytest.approx(encoder.encode([text])[0], abs=1e-6)


def test_meaning_puts_the_right_check_first(encoder: Encoder, index: Index) -> None:
    query = "a boat near the fire station caught a blaze"
    assert index.search(query, 1)[0].id == "bridge"

    reranker = SemanticReranker.over(encoder, CHECKS)
    assert index.search(query, 1, reranker)[0].id == "ferry"


def test_a_check_without_a_word_in_common_is_found_in_a_whole_collection(
    encoder: Encoder, index: Index
) -> None:
    query = "alderman auctioned"
    assert index.search(query, 3) == []

    assert index.search(query, 3, SemanticReranker.over(encoder, CHECKS))[0].id == "mayor"


def test_without_the_collection_only_candidates_by_words_are_put_in_order(
    encoder: Encoder, index: Index
) -> None:
    words = {check.id: check.text for check in CHECKS}
    asked: list[str] = []

    def words_of(ids: object) -> dict[str, str]:
        asked.extend(ids)  # type: ignore[arg-type]
        return words

    reranker = SemanticReranker(encoder, words_of)
    assert index.search("alderman auctioned", 3, reranker) == []
    first = index.search("a ship near the fire station burned", 3, reranker)

    assert [match.id for match in first] == ["ferry", "bridge"]
    index.search("a ship near the fire station burned", 3, reranker)
    assert sorted(asked) == ["bridge", "ferry"]


@given(st.text(max_size=200))
def test_any_query_is_answered_best_first(index: Index, encoder: Encoder, query: str) -> None:
    found = index.search(query, 3, SemanticReranker.over(encoder, CHECKS))

    assert [match.score for match in found] == sorted((one.score for one in found), reverse=True)
    assert len({match.id for match in found}) == 3


def test_half_a_surrogate_pair_is_read_too(encoder: Encoder) -> None:
    assert encoder.encode(["ferry \ud800"]).shape == (1, 6)


def match(tmp_path: Path, *options: str) -> Result:
    claims = tmp_path / "claims.jsonl"
    claims.write_text("".join(json.dumps(check._asdict()) + "\n" for check in CHECKS))
    query = '{"id": "q", "text": "a boat near the fire station caught a blaze"}'
    arguments = ["--claims", str(claims), "--queries", "-", *options]
    return CliRunner().invoke(match_command, arguments, input=query)


def ids(result: Result) -> list[str]:
    return [found["id"] for found in json.loads(result.stdout)["matches"]]


def test_the_command_matches_by_meaning_with_a_model(tmp_path: Path, model: Path) -> None:
    assert ids(match(tmp_path))[0] == "bridge"
    assert ids(match(tmp_path, "--semantic", str(model)))[0] == "ferry"


def test_the_setting_is_enough(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_SEMANTIC_MODEL", str(model))
    assert ids(match(tmp_path))[0] == "ferry"


@pytest.mark.parametrize("broken", ["missing", "empty", "torn"])
def test_a_broken_model_costs_one_warning_and_the_order_is_the_usual_one(
    tmp_path: Path, model: Path, broken: str
) -> None:
    folder = tmp_path / "broken"
    if broken != "missing":
        write_model(folder)
        whole = (folder / "model.onnx").read_bytes()
        (folder / "model.onnx").write_bytes(whole[:40] if broken == "torn" else b"")
    result = match(tmp_path, "--semantic", str(folder))

    assert result.exit_code == 0
    assert result.stdout == match(tmp_path).stdout
    (warning,) = result.stderr.splitlines()
    assert "factcheck semantic fetch" in warning


def test_without_the_extra_the_model_is_unusable_and_says_what_to_install(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(ModelUnusable, match=r"pip install 'factcheck\[semantic\]'"):
        Encoder(model)


def test_the_default_install_does_not_pull_it_in() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text())["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^\w-]", one)[0] for one in requirements}

    assert not SEMANTIC & names(project["dependencies"])
    assert names(project["optional-dependencies"]["semantic"]) == SEMANTIC


def test_matching_without_a_model_does_not_even_load_it(tmp_path: Path) -> None:
    code = (
        "import sys; from factcheck.cli.match import match_command; "
        f"print([name for name in {sorted(SEMANTIC)} if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
