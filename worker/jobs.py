"""The jobs. `worker.jobs.run` is named in every queued job: renaming it strands them."""

from worker.runtime import Outcome, Runtime

_runtime: Runtime | None = None


def install(runtime: Runtime) -> None:
    """Set what `run` uses; the worker does so once, before it takes the first job."""
    global _runtime  # noqa: PLW0603 - RQ calls `run` by name, with nothing but the id
    _runtime = runtime


def run(job_id: int) -> Outcome:
    """Do the job with this id: the one function that RQ calls."""
    assert _runtime is not None, "a worker process is started with `factcheck worker`"
    return _runtime.run(job_id)
