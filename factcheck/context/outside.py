"""Outside providers of a task: when they are asked, what becomes of their answers.

They are asked in a job of their own, so that a service that hangs keeps no task from its reviewer.
`ask_outside` works without a transaction; `store_asked` puts everything in place in one.
"""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.context.asking import Asker, Outbound
from factcheck.context.gathering import GATHER_SECONDS, read_request
from factcheck.context.keeping import find_run, store_findings, store_run
from factcheck.context.models import ProviderRun
from factcheck.context.providers.base import Request, SwitchedOn
from factcheck.context.providers.outside import OUTSIDE
from factcheck.context.running import Run, failed_run, run_together
from factcheck.db import Database
from factcheck.errors import DoesNotFit
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.queueing.outbox import add_job, hasten_job
from factcheck.tasks.service import GATHER, get_task, load_task

ASK = "ask_outside"
NOT_ASKED_YET = marked("Not asked yet.")
# Those that wait for the same moment come one after the other.
SPREAD_SECONDS = 30.0


def queue_outside(session: Session, *, task_id: int, providers: Sequence[SwitchedOn]) -> None:
    """Have those outside providers asked that were never asked for this task."""
    fresh = [one for one in providers if find_run(session, task_id, one.provider.name) is None]
    for one in fresh:
        _wait_now(session, task_id, one.provider.name)
    if fresh:
        add_job(session, ASK, task_id)


def search_again(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    providers: Sequence[SwitchedOn],
    name: str = "",
) -> None:
    """Have a task's context gathered once more: by one provider, or by all of them.

    Those inside the desk cost nothing and are always asked together. Raises `InvalidInput` for an
    outside provider that is off.
    """
    outside = [one for one in providers if name in ("", one.provider.name)]
    if _is_outside(name) and not outside:
        raise DoesNotFit(
            _("This provider is switched off on this desk. An operator can turn it on.")
        )
    if _is_outside(name):
        load_task(session, task_id)
    else:
        get_task(session, task_id)
        add_job(session, GATHER, task_id)
    record_event(
        session,
        actor=actor,
        action="task.context_requested",
        object_type="task",
        object_id=task_id,
        **({"provider": name} if _is_outside(name) else {}),
    )
    for one in outside:
        _wait_now(session, task_id, one.provider.name)
    if outside:
        hasten_job(session, add_job(session, ASK, task_id))


def _is_outside(name: str) -> bool:
    return any(name == provider.name for provider in OUTSIDE)


def _wait_now(session: Session, task_id: int, provider: str) -> None:
    now = clock.now()
    row = find_run(session, task_id, provider) or ProviderRun(
        task_id=task_id, provider=provider, state="waiting", finished_at=now
    )
    row.state, row.detail, row.waits = "waiting", NOT_ASKED_YET, 0
    row.due_at = row.finished_at = now
    session.add(row)


def ask_outside(
    database: Database,
    task_id: int,
    providers: Sequence[SwitchedOn],
    outbound: Outbound,
    *,
    seconds: float = GATHER_SECONDS,
) -> tuple[Run, ...]:
    """Ask those providers at once whose time has come for this task."""
    with database.read() as session:
        due = {row.provider for row in _waiting(session, task_id) if _is_due(row)}
    request = read_request(database, task_id)
    calls = {
        one.provider.name: _asking(one, outbound, database, request)
        for one in providers
        if one.provider.name in due
    }
    return run_together(calls, seconds=seconds, task_id=task_id)


def _asking(
    one: SwitchedOn, outbound: Outbound, database: Database, request: Request
) -> Callable[[], Run]:
    name = one.provider.name

    def ask() -> Run:
        asker = Asker(one.service, outbound, database)
        try:
            findings = tuple(one.provider.find(asker, request))
        except Exception as error:  # noqa: BLE001 - a provider may raise anything
            return failed_run(name, error, request.task_id, asker.attempts)
        return Run(name, findings, attempts=asker.attempts)

    return ask


def store_asked(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    runs: Sequence[Run],
    providers: Sequence[SwitchedOn],
) -> None:
    """Keep what was found, and come back to those that still wait, unless they were turned off."""
    load_task(session, task_id)  # before its evidence, as everybody locks them
    for run in runs:
        store_run(session, task_id, run)
        if not run.failure:
            store_findings(session, task_id, run)
    finished = [run for run in runs if run.until is None]
    if finished:
        record_event(
            session,
            actor=actor,
            action="task.context_stored",
            object_type="task",
            object_id=task_id,
            found={run.provider: len(run.findings) for run in finished if not run.failure},
            failed=[run.provider for run in finished if run.failure],
        )
    on = {one.provider.name for one in providers}
    waiting = _waiting(session, task_id)
    for row in waiting:
        if row.provider not in on:
            session.delete(row)
    times = [row.due_at for row in waiting if row.provider in on and row.due_at is not None]
    if times:
        spread = timedelta(seconds=random.uniform(0, SPREAD_SECONDS))  # noqa: S311 - no secret
        add_job(session, ASK, task_id, not_before=max(min(times), clock.now()) + spread)


def give_up_asking(session: Session, *, task_id: int, reason: str) -> None:
    """The asking itself failed for good: say so at each provider that still waits."""
    for row in _waiting(session, task_id):
        store_run(session, task_id, Run(row.provider, failure=reason))


def _waiting(session: Session, task_id: int) -> list[ProviderRun]:
    get_task(session, task_id)
    return list(
        session.exec(
            select(ProviderRun)
            .where(ProviderRun.task_id == task_id, ProviderRun.state == "waiting")
            .order_by(col(ProviderRun.provider))
        )
    )


def _is_due(row: ProviderRun) -> bool:
    return row.due_at is not None and row.due_at <= clock.now()
