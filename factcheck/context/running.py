"""Running providers side by side: how one fared, and no longer than all of them may take."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

import structlog

from factcheck.context.asking import AskLater
from factcheck.context.providers.base import Finding
from factcheck.errors import FactcheckError
from factcheck.messages import marked

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Run:
    """How one provider fared. `failure` is a sentence, empty when it worked.

    With `until`, the provider is to be asked again then, and `failure` says why it was not now.
    `attempts` counts the requests that were sent to others.
    """

    provider: str
    findings: tuple[Finding, ...] = ()
    failure: str = ""
    attempts: int = 0
    until: datetime | None = None


def run_together(
    calls: Mapping[str, Callable[[], Run]], *, seconds: float, task_id: int
) -> tuple[Run, ...]:
    """Make the calls at once, by the providers' names; one that fails is noted with its reason.

    Those that are not back after `seconds` are left to themselves, and what they find is dropped.
    """
    pool = ThreadPoolExecutor(max_workers=max(1, len(calls)), thread_name_prefix="provider")
    futures = {name: pool.submit(_guarded, name, call, task_id) for name, call in calls.items()}
    wait(futures.values(), timeout=seconds)
    pool.shutdown(wait=False, cancel_futures=True)
    late = marked("It was not done after %(seconds)s seconds.", seconds=f"{seconds:g}")
    return tuple(
        future.result() if future.done() and not future.cancelled() else Run(name, failure=late)
        for name, future in futures.items()
    )


def _guarded(name: str, call: Callable[[], Run], task_id: int) -> Run:
    try:
        return call()
    except Exception as error:  # noqa: BLE001 - a provider may raise anything
        return failed_run(name, error, task_id)


def failed_run(name: str, error: Exception, task_id: int, attempts: int = 0) -> Run:
    """The run that ended with this error."""
    until = error.until if isinstance(error, AskLater) else None
    return Run(name, failure=_reason(error, name, task_id), attempts=attempts, until=until)


def _reason(error: Exception, name: str, task_id: int) -> str:
    """The failure in a sentence; what nobody foresaw also goes to the log."""
    if isinstance(error, FactcheckError):
        return str(error)
    log.warning("provider_failed", provider=name, task=task_id, exc_info=error)
    return marked("It stopped with an error (%(error)s).", error=type(error).__name__)
