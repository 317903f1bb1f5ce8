"""Measures the exports against reading the same rows and dumping them as JSON in one loop.

    python -m tests.bench.exports --rows 200000 [--kind sqlite|postgres]

Each is a process of its own, one after the other in the same run: two loops that read the columns
which the native form needs with one statement and dump each row with `json.dumps` (one takes them as
the driver gives them, the other with SQLAlchemy's types), and then `factcheck export` in every form, to
a file, its start included. Given are wall time, CPU time of the process, checks a second of wall time
and the most memory that it held (`ru_maxrss`). On Postgres the server's own work is in the wall time
alone.
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
from factcheck.publishing.exports.reading import statement_of_batch
from factcheck.publishing.narrowing import CheckedFilter
from tests.bench.published import fill
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
LOOPS = {"driver": "loop over the driver's rows", "typed": "loop over SQLAlchemy's rows"}


def loop(how: str, url: str, file: Path) -> None:
    """Read everything with one statement and dump it, a row a line."""
    database = Database(url)
    statement = statement_of_batch(CheckedFilter(), after=0, batch=10**9)
    names = [f"{column.table.name}.{column.name}" for column in statement.selected_columns]  # type: ignore[attr-defined]
    with (
        database.engine.connect().execution_options(yield_per=500) as connection,
        file.open("w") as out,
    ):
        if how == "driver":
            compiled = statement.compile(database.engine, compile_kwargs={"literal_binds": True})
            rows = connection.exec_driver_sql(str(compiled))
        else:
            rows = connection.execute(statement)
        for row in rows:
            out.write(json.dumps(dict(zip(names, row, strict=True)), default=str) + "\n")


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
        measured(
            title, rows, "-m", "tests.bench.exports", "--loop", how, "--url", url, "--out", out
        )
    for name in FORMS:
        export = ("-m", "factcheck", "export", "--format", name, "--output", out)
        measured(f"factcheck export, {name}", rows, *export)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kind", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--folder", type=Path)
    for inner in ("--loop", "--url", "--out"):
        parser.add_argument(inner, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.loop:
        loop(chosen.loop, chosen.url, Path(chosen.out))
        return 0
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
