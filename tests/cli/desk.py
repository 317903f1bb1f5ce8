"""Runs the desk's processes with test handlers: `python -m tests.cli.desk PORT WORKERS HANDLERS`.

The settings come from the environment; the database has its tables.
"""

import sys

from factcheck.cli.stack import run_stack
from factcheck.settings import Settings

if __name__ == "__main__":
    port, workers, handlers = sys.argv[1:]
    run_stack(
        Settings(),
        port=int(port),
        workers=int(workers),
        app="tests.cli.tiny_app:app",
        handlers=handlers,
        say=lambda line: print(line, flush=True),
        prepare=lambda url: print(f"at {url}", flush=True),
        on_ready=lambda url: print(f"ready {url}", flush=True),
    )
