"""Storing what one provider brought to a task, and how it fared."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, select

from factcheck import clock
from factcheck.archive.service import get_snapshot, keep_page
from factcheck.archive.store import Archive
from factcheck.archive.watching import watch_page, watched
from factcheck.context.archived import note_copy
from factcheck.context.models import EvidenceItem, ProviderRun
from factcheck.context.providers.base import Finding
from factcheck.context.reading import read_page_of_document
from factcheck.context.running import Run
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.net.errors import Refused

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
        row.document_id = finding.document_id
        _point_to_copy(session, row, finding)
        session.add(row)
    for row in rows.values():
        if not (row.stance or row.decisive or row.cited):
            session.delete(row)
    session.flush()


def _point_to_copy(session: Session, row: EvidenceItem, finding: Finding) -> None:
    """Cite the finding's copy and have its page looked at again; a copy had before is kept."""
    row.snapshot_hash = finding.snapshot_hash or row.snapshot_hash
    row.snapshot_id = finding.snapshot_id or row.snapshot_id
    if finding.url and finding.snapshot_id:
        snapshot = get_snapshot(session, finding.snapshot_id)
        if finding.url not in watched(session, "evidence", {finding.url}):
            watch_page(session, purpose="evidence", url=finding.url, snapshot=snapshot)


def keep_pages(database: Database, runs: Sequence[Run], *, archive: Archive) -> tuple[Run, ...]:
    """Put the pages that passages were taken from into the archive; outside any transaction."""
    return tuple(
        replace(run, findings=tuple(_with_copy(database, one, archive) for one in run.findings))
        for run in runs
    )


def _with_copy(database: Database, finding: Finding, archive: Archive) -> Finding:
    if finding.page is None:
        return finding
    try:
        # Read as it will be when it is looked at again, so that the two can be compared.
        text = read_page_of_document(finding.page).text
    except (InvalidInput, Refused):
        text = finding.passage
    snapshot = keep_page(database, finding.page, url=finding.url, text=text, archive=archive)
    return replace(
        finding, page=None, snapshot_id=snapshot.id, snapshot_hash=snapshot.payload_sha256
    )
