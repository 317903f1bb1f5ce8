"""Spectral on the OpenAPI document."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.outside.conftest import Site
from tests.outside.programs import command, judged, module

RULES = {"extends": ["spectral:oas"]}


@pytest.mark.slow
def test_spectral_complains_of_nothing(site: Site, tmp_path: Path) -> None:
    document: Any = site.browser().get("/openapi.json").json
    broken = json.loads(json.dumps(document))
    path = next(path for path in broken["paths"] if "{" in path)
    del next(iter(broken["paths"][path].values()))["parameters"]
    files = {"ours.json": document, "broken.json": broken}
    for name, one in files.items():
        (tmp_path / name).write_text(json.dumps(one))
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(RULES))

    answer = judged(
        command("node", "nodejs"),
        module("@stoplight", "spectral-cli", "dist", "index.js"),
        *("lint", "--ruleset", rules, "--format", "json", "--quiet", "--fail-severity", "hint"),
        *(tmp_path / name for name in files),
    )

    found = json.loads(answer.stdout)
    assert any(one["source"].endswith("broken.json") for one in found)
    ours = [one for one in found if one["source"].endswith("ours.json")]
    assert not ours, "\n".join(f"{one['code']}: {one['path']}: {one['message']}" for one in ours)
