"""Files that commands are given."""

from pathlib import Path

import pytest

from factcheck.cli import material
from factcheck.errors import InvalidInput


def test_a_file_that_memory_would_not_hold_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "MOST_FILE_BYTES", 2_000_000)
    wire = tmp_path / "wire.json"
    wire.write_bytes(b"[" + b" " * 1_999_998 + b"]")
    assert len(material.read_file(str(wire))) == 2_000_000

    with wire.open("ab") as file:
        file.write(b"\n")

    with pytest.raises(InvalidInput, match=r"wire\.json is larger than 2 MB .* Split it"):
        material.read_file(str(wire))
