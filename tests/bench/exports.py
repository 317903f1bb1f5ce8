"""Measures the exports against reading the same rows and dumping them as JSON in one loop.

    python -m tests.bench.exports --rows 1000000 [--kind sqlite|postgres]

Each is a process of its own, one after the other in the same run: two loops that read the columns
which the native form needs with one statement and dump each row with `json.dumps` (one takes them as
the driver gives them, the other with SQLAlchemy's types), and then `factcheck export` in every form, to
a file. What starting the command costs stands by itself. Given are wall time, CPU time of the process,
checks a second of wall time and the most memory that it held (`ru_maxrss`). On Postgres the server's
own work is in the wall time alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from factcheck.db import Database
from factcheck.publishing.exports.forms import FORMS
from tests.bench.filling import fill
from tests.databases import _address, _postgres
from tests.web.newsroom import hire_people

# A process inherits the most memory of the one that it came from, so a small one watches.
WATCH = """
import json, os, sys, time
began = time.perf_counter()
_, status, used = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)
assert status == 0
print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
EXPORT = ("-m", "factcheck", "export")
LOOPS = {"driver": "loop over the driver's rows", "typed": "loop over SQLAlchemy's rows"}


def measured(title: str, rows: int, *command: str) -> None:
    whole = [sys.executable, "-S", "-c", WATCH, sys.executable, *command]
    said = subprocess.run(whole, check=True, stdout=subprocess.PIPE).stdout
    wall, cpu, kilobytes = json.loads(said)
    print(
        f"  {title:28s} {wall:7.1f} s   CPU {cpu:7.1f} s   "
        f"{rows / wall:8,.0f} checks/s   {kilobytes / 1024:5.0f} MB",
        flush=True,
    )


def run(kind: str, url: str, rows: int, folder: Path) -> None:
    hire_people(url)
    database = Database(url)
    fill(database, rows)
    database.engine.dispose()
    print(f"{kind}: {rows:,} checked claims", flush=True)
    os.environ |= {"FACTCHECK_DATABASE_URL": url, "FACTCHECK_DATA": str(folder / "data")}
    out = str(folder / "out")
    for how, title in LOOPS.items():
        measured(title, rows, "-m", "tests.bench.export_loop", how, url, out)
    measured("factcheck export of nothing", 0, *EXPORT, "--until", "1900-01-01", "--output", out)
    for name in FORMS:
        measured(f"factcheck export, {name}", rows, *EXPORT, "--format", name, "--output", out)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        if chosen.kind != "postgres":
            run("SQLite", f"sqlite:///{folder}/bench.sqlite3", chosen.rows, folder)
        if chosen.kind != "sqlite":
            with _postgres() as database:
                run("Postgres", _address(database), chosen.rows, folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
