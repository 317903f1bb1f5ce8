"""The model is fetched when somebody asks for it, and kept only when it is the right one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.claims.semantic_model import FILES, WrongModel, fetch_model
from factcheck.cli.semantic import semantic_group
from factcheck.net.policy import FetchPolicy
from tests.net.conftest import Origin, Serve, policy_for, serve

__all__ = ["policy_for", "serve"]

MODEL, TOKENIZER = b"\x08\x08\0\1\2 the model \xff\0", b'{"version": "1.0"}'


def answer(body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@pytest.fixture
def host(serve: Serve) -> Origin:
    return serve(
        answer(MODEL, "application/octet-stream"), answer(TOKENIZER, "text/plain; charset=utf-8")
    )


def pinned(model: bytes = MODEL) -> dict[str, tuple[str, str]]:
    return {
        "model.onnx": ("onnx/model.onnx", hashlib.sha256(model).hexdigest()),
        "tokenizer.json": ("tokenizer.json", hashlib.sha256(TOKENIZER).hexdigest()),
    }


def test_both_files_are_fetched_once(
    host: Origin, policy_for: Callable[..., FetchPolicy], tmp_path: Path
) -> None:
    for _ in range(2):
        names = fetch_model(
            tmp_path, policy=policy_for(host), address=host.url("/rev"), files=pinned()
        )
        assert list(names) == ["model.onnx", "tokenizer.json"]

    assert (tmp_path / "model.onnx").read_bytes() == MODEL
    assert (tmp_path / "tokenizer.json").read_bytes() == TOKENIZER
    asked = [request.split(b" ")[1] for request in host.requests]
    assert asked == [b"/rev/onnx/model.onnx", b"/rev/tokenizer.json"]


def test_another_file_than_the_pinned_one_is_refused_and_nothing_is_kept(
    host: Origin, policy_for: Callable[..., FetchPolicy], tmp_path: Path
) -> None:
    with pytest.raises(WrongModel, match="nothing was kept"):
        list(
            fetch_model(
                tmp_path, policy=policy_for(host), address=host.url(), files=pinned(b"another")
            )
        )

    assert list(tmp_path.iterdir()) == []


def test_the_command_takes_only_the_published_model(
    host: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_CIDRS", "127.0.0.0/8")
    monkeypatch.setenv("FACTCHECK_FETCH_PORTS", str(host.port))
    result = CliRunner().invoke(
        semantic_group, ["fetch", "--from", host.url(), "--to", str(tmp_path)]
    )

    assert isinstance(result.exception, WrongModel)
    assert len({digest for _, digest in FILES.values()}) == 2
