"""The jobs. `worker.jobs.run` is named in every queued job: renaming it strands them."""

import time

from worker.runtime import Outcome, Runtime

# RQ's limit is on all of them together, so a long one must be the last.
SECONDS_OF_A_SHARE = 60

_runtime: Runtime | None = None


def install(runtime: Runtime) -> None:
    """Set what `run` uses; the worker does so once, before it takes the first job."""
    global _runtime  # noqa: PLW0603 - RQ calls `run` by name, with nothing but the id
    _runtime = runtime


def run(*job_ids: int) -> list[Outcome]:
    """Do the jobs with these ids, one after the other: the one function that RQ calls.

    Each has its own lease and is finished by itself. What is left after a minute, or after an error
    that reaches RQ, is sent again by the relay.
    """
    assert _runtime is not None, "a worker process is started with `factcheck worker`"
    began = time.monotonic()
    outcomes: list[Outcome] = []
    for job_id in job_ids:
        if time.monotonic() - began > SECONDS_OF_A_SHARE:
            break
        outcomes.append(_runtime.run(job_id))
    return outcomes
