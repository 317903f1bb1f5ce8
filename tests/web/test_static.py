"""What is vendored is what it says, and the first view stays light."""

import gzip
import hashlib
import re

import pytest

from factcheck.paths import STATIC

VENDOR = STATIC / "vendor"
LISTED = re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (VENDOR / "VENDOR.md").read_text())


@pytest.mark.parametrize(("name", "sha256"), LISTED)
def test_a_vendored_file_is_unchanged(name: str, sha256: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == sha256


def test_every_vendored_file_is_listed() -> None:
    files = {file.name for file in VENDOR.iterdir()} - {"VENDOR.md"}

    assert files == {name for name, _ in LISTED}


def weight(*names: str) -> int:
    """Bytes over the wire, compressed."""
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in names)


def test_the_heaviest_view_is_light() -> None:
    assert weight("css/factcheck.css", "css/reading.css", "css/desk.css") <= 12_000
    assert weight("js/desk.js", "vendor/htmx.min.js") <= 25_000


def test_our_own_style_and_script_load_nothing_from_elsewhere() -> None:
    for file in [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]:
        assert not re.search(r"https?://|data:|@import", file.read_text()), file.name
