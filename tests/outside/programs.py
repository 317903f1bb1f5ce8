"""The programs of others, as `make outside` installs them, and the site that they judge."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


def needed(what: str, how: str) -> None:
    """A missing judge: a reason to skip on somebody's machine, a failure where all is tested."""
    missing = f"{what} is not here; {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def command(name: str, package: str) -> str:
    """The path of a command that stands on the machine, in a package of the system."""
    found = shutil.which(name)
    if found is None:
        needed(name, f"install {package}")
    assert found is not None
    return found


def module(*parts: str) -> Path:
    """The path of a file of a pinned npm package."""
    found = MODULES.joinpath(*parts)
    if not found.exists():
        needed(f"npm's {parts[0]}", "run: make outside")
    return found


def judged(
    *arguments: str | Path, cwd: Path | None = None, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """A judge's whole answer; its status says whether it complains, so none is raised for."""
    return subprocess.run(
        [str(one) for one in arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        timeout=240,
    )
