"""A sentence encoder of a few words, in the same form as the real one: a folder with two files.

Its ONNX graph looks each word's vector up and does nothing else; words of one meaning share a
vector. Written byte by byte (the format is protocol buffers), so that no tool is needed.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

MEANINGS = (
    ("ferry", "boat", "ship"),
    ("burned", "caught", "blaze", "fire"),
    ("bridge", "viaduct"),
    ("rust", "corroded"),
    ("mayor", "alderman"),
    ("sold", "auctioned"),
)
FLOAT, INT64 = 1, 7


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _value(name: str, kind: int, dimensions: tuple[str, ...]) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, dimension)) for dimension in dimensions)
    tensor = _number(1, kind) + _bytes(2, shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, tensor))


def _graph(vectors: list[list[float]]) -> bytes:
    width = len(vectors[0])
    data = struct.pack(f"<{len(vectors) * width}f", *(value for row in vectors for value in row))
    table = (
        _number(1, len(vectors)) + _number(1, width) + _number(2, FLOAT)
        + _bytes(8, "words") + _bytes(9, data)
    )  # fmt: skip
    node = _bytes(1, "words") + _bytes(1, "input_ids") + _bytes(2, "states") + _bytes(4, "Gather")
    return (
        _bytes(1, node)
        + _bytes(2, "tiny")
        + _bytes(5, table)
        + _bytes(11, _value("input_ids", INT64, ("batch", "tokens")))
        + _bytes(12, _value("states", FLOAT, ("batch", "tokens", "width")))
    )


def write_model(folder: Path) -> Path:
    """The model's folder, ready to be read."""
    words = {"[UNK]": 0}
    vectors = [[0.01] * len(MEANINGS)]
    for place, meaning in enumerate(MEANINGS):
        for word in meaning:
            words[word] = len(vectors)
            vectors.append([float(place == column) for column in range(len(MEANINGS))])
    model = _number(1, 8) + _bytes(7, _graph(vectors)) + _bytes(8, _bytes(1, "") + _number(2, 13))
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": words, "unk_token": "[UNK]"},
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(model)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    return folder
