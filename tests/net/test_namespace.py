"""The whole bench: no case reaches an inner address, and the good pages work."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def why_not() -> str | None:
    for tool in ("unshare", "ip", "openssl", "mount"):
        if shutil.which(tool) is None:
            return f"needs {tool} (Debian: util-linux, iproute2, openssl, mount)"
    options = "-nm" if os.geteuid() == 0 else "-rnm"
    tried = subprocess.run(
        ["unshare", options, "ip", "link", "set", "lo", "up"], capture_output=True, check=False
    )
    if tried.returncode:
        return "needs the right to make a network namespace (root, or unprivileged user namespaces)"
    return None


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_case_reaches_an_inner_address() -> None:
    reason = why_not()
    if reason is not None:
        # The suite's own machine has all of it: there the bench is not left out in silence.
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)

    done = subprocess.run(
        [sys.executable, "tests/net/ssrf_bench.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    summary = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout
    assert summary["inner_hits"] == 0
    assert summary["good"] == "25/25"
    reached, controls = map(int, summary["unguarded_reached"].split("/"))
    assert reached > controls / 2, "the canaries see nothing: the bench is broken"
