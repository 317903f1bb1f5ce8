"""A wheel built from the tree, installed into an empty environment, runs the demo just as well."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e import program
from tests.e2e.program import Demo, processes_of

pytestmark = [pytest.mark.slow]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
        text=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    # What the demo does not import need not be compiled.
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    install = [python, "-m", "pip", "install", *quiet]
    locked = ["--no-deps", "--require-hashes", "-r", ROOT / "requirements" / "run.txt"]
    subprocess.run([*install, *locked], check=True)
    subprocess.run([python, "-m", "pip", "check", "--disable-pip-version-check"], check=True)
    subprocess.run([*install, "--no-deps", wheel], check=True)
    return python


def test_the_wheel_holds_templates_worker_sample_and_migrations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    for wanted in (
        "factcheck/templates/base.html",
        "factcheck/static/vendor/VENDOR.md",
        "factcheck/sample/nato-victory-plan.txt",
        "factcheck/migrations/env.py",
        "factcheck/translations/fr/LC_MESSAGES/messages.po",
        "worker/handlers.py",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


@pytest.fixture
def demo(python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Demo]:
    # Its own interpreter, from a folder where the checkout cannot be imported by accident.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program, "PROGRAM", (str(python), "-P", "-m", "factcheck"))
    demo = Demo(tmp_path / "desk")
    demo.start()
    yield demo
    demo.stop()


def test_the_installed_wheel_runs_the_demo(demo: Demo) -> None:
    page = httpx.get(f"{demo.url}/sign-in", trust_env=False)

    assert page.status_code == 200
    assert demo.client("reviewer").get("/articles")["items"][0]["published"] == "2024-10-16"
    assert demo.stop() == 0
    assert processes_of(demo.data) == []
