"""`make bench`: every figure, each side by side with its comparison, one after the other.

`FACTCHECK_BENCH_DATA` names the folder of the development data; what needs it is left out, with a
word, when it is not there. The data may not be copied into the project (see docs/).
"""

import os
import subprocess
import sys
from pathlib import Path

# Each module alone, so that none measures with another's caches; True where data is needed.
BENCHES = (
    ("quotes and speakers", "tests.bench.quotes", True),
    ("attributed statements", "tests.bench.statements", True),
    ("check-worthiness", "tests.bench.worth", True),
    ("matching with earlier checks", "tests.bench.matching", True),
    ("matching in the database", "tests.bench.known", True),
    ("quote comparison", "tests.bench.compare", False),
    ("source library", "tests.bench.library", False),
    ("a million checks for programs", "tests.bench.published", False),
    ("a million checks exported", "tests.bench.exports", False),
)


def main() -> int:
    data = os.environ.get("FACTCHECK_BENCH_DATA", "")
    worst = 0
    for title, module, needs_data in BENCHES:
        print(f"\n== {title}", flush=True)
        if needs_data and not Path(data, "data").is_dir():
            print("left out: set BENCH_DATA to the folder of the development data")
            continue
        worst = max(worst, subprocess.run([sys.executable, "-m", module]).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
