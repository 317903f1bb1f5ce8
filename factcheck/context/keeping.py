"""Storing what one provider brought to a task, and how it fared."""

from sqlmodel import Session, select

from factcheck import clock
from factcheck.context.archived import note_copy
from factcheck.context.models import EvidenceItem, ProviderRun
from factcheck.context.running import Run

# About a day for a service that is away; then a person decides whether it is asked again.
MOST_WAITS = 24


def find_run(session: Session, task_id: int, provider: str) -> ProviderRun | None:
    return session.exec(
        select(ProviderRun).where(ProviderRun.task_id == task_id, ProviderRun.provider == provider)
    ).first()


def store_run(session: Session, task_id: int, run: Run) -> ProviderRun:
    """Note how a provider fared. One that is to be asked later waits, but not without end."""
    row = find_run(session, task_id, run.provider) or ProviderRun(
        task_id=task_id, provider=run.provider, state="nothing", finished_at=clock.now()
    )
    row.waits = row.waits + 1 if run.until is not None else 0
    row.due_at = run.until if row.waits <= MOST_WAITS else None
    row.state = (
        "waiting"
        if row.due_at
        else "failed"
        if run.failure
        else "found"
        if run.findings
        else "nothing"
    )
    row.detail, row.items, row.finished_at = run.failure, len(run.findings), clock.now()
    row.attempts = run.attempts
    session.add(row)
    return row


def store_findings(session: Session, task_id: int, run: Run) -> None:
    """Keep what a provider found; what it no longer finds goes, unless a person judged it."""
    rows = {
        row.key: row
        for row in session.exec(
            select(EvidenceItem).where(
                EvidenceItem.task_id == task_id, EvidenceItem.provider == run.provider
            )
        )
    }
    for finding in run.findings:
        if finding.copy_of:
            note_copy(session, finding)
    once = {finding.key: finding for finding in run.findings if not finding.copy_of}
    for rank, finding in enumerate(once.values(), start=1):
        row = rows.pop(finding.key, None) or EvidenceItem(
            task_id=task_id, provider=run.provider, key=finding.key, retrieved_at=clock.now()
        )
        row.title, row.url, row.passage = finding.title, finding.url, finding.passage
        row.place, row.found_by, row.rank = finding.place, finding.found_by, rank
        row.document_id, row.snapshot_hash = finding.document_id, finding.snapshot_hash
        session.add(row)
    for row in rows.values():
        if not (row.stance or row.decisive or row.cited):
            session.delete(row)
    session.flush()
