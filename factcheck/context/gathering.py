"""Gathering context for a task: run the providers side by side, hold a quote against its source.

`gather` works without a transaction; `store_gathered` puts everything in place in one.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import structlog
from sqlmodel import Session, col, delete, select

from factcheck import clock
from factcheck.archive.service import get_snapshot
from factcheck.archive.watching import watch_page, watched
from factcheck.articles.service import get_version
from factcheck.audit.log import Actor, record_event
from factcheck.claims.service import get_claim, speaker_name
from factcheck.context.compare import Comparison as Alignment
from factcheck.context.compare import compare
from factcheck.context.models import Comparison, EvidenceItem, Passage, ProviderRun, SourceDocument
from factcheck.context.providers.base import Finding, Provider, Request
from factcheck.context.search import search_passages
from factcheck.db import Database
from factcheck.errors import FactcheckError
from factcheck.tasks.service import get_task, load_task, note_context_gathered

log = structlog.get_logger(__name__)

# The name under which a failed comparison is shown, beside the providers.
COMPARING = "comparison"
COMPARED_DOCUMENTS = 5
CANDIDATE_PASSAGES = 20
_BEST_FIRST = ("verbatim", "marked_edits", "altered", "altered_material", "not_found")


@dataclass(frozen=True)
class Run:
    """How one provider fared; `failure` is a sentence, empty when it worked."""

    provider: str
    findings: tuple[Finding, ...] = ()
    failure: str = ""


@dataclass(frozen=True)
class Compared:
    """A quote's alignment with the document that fits it best; offsets are into its text."""

    document_id: int
    alignment: Alignment
    source_text: str


@dataclass(frozen=True)
class Gathered:
    """Everything found for a task, ready to be stored."""

    runs: tuple[Run, ...] = field(default=())
    compared: Compared | None = None


def read_request(database: Database, task_id: int) -> Request:
    """What the providers need to know of a task."""
    with database.read() as session:
        task = get_task(session, task_id)
        claim = get_claim(session, task.claim_id)
        version = get_version(session, claim.article_version_id)
        assert claim.id is not None
        return Request(
            task_id=task_id,
            claim_id=claim.id,
            question=task.question,
            kind=claim.kind,
            text=claim.text,
            start=claim.start_offset,
            end=claim.end_offset,
            article_id=claim.article_id,
            article_text=version.text,
            speaker_id=claim.speaker_id,
            speaker=speaker_name(session, claim),
        )


def gather(database: Database, task_id: int, providers: Sequence[Provider]) -> Gathered:
    """Ask every provider at once; one that fails is noted with its reason."""
    request = read_request(database, task_id)
    with ThreadPoolExecutor(max_workers=max(1, len(providers))) as pool:
        runs = tuple(pool.map(lambda provider: _run(database, provider, request), providers))
    if request.kind != "quote":
        return Gathered(runs)
    try:
        return Gathered(runs, compare_with_library(database, request))
    except Exception as error:  # noqa: BLE001 - shown on the task, and blocks nothing
        failed = Run(COMPARING, failure=_reason(error, COMPARING, request))
        return Gathered((*runs, failed))


def _run(database: Database, provider: Provider, request: Request) -> Run:
    try:
        return Run(provider.name, tuple(provider.gather(database, request)))
    except Exception as error:  # noqa: BLE001 - a provider may raise anything
        return Run(provider.name, failure=_reason(error, provider.name, request))


def _reason(error: Exception, name: str, request: Request) -> str:
    """The failure in a sentence; what nobody foresaw also goes to the log."""
    if isinstance(error, FactcheckError):
        return str(error)
    log.warning("provider_failed", provider=name, task=request.task_id, exc_info=error)
    return f"It stopped with an error ({type(error).__name__})."


def compare_with_library(database: Database, request: Request) -> Compared | None:
    """Hold a quote against the documents whose passages resemble it; the best fit wins.

    None when the library has nothing that resembles it.
    """
    with database.read() as session:
        passages = search_passages(session, request.text, limit=CANDIDATE_PASSAGES)
        windows = [(passage, *_window(session, passage)) for passage in _one_a_place(passages)]
    best: Compared | None = None
    for passage, offset, window in windows:
        alignment = compare(request.text, window)
        found = Compared(passage.document_id, _shifted(alignment, offset), window)
        if best is None or _rank(found) < _rank(best):
            best = found
    return best


def _one_a_place(passages: list[Passage]) -> list[Passage]:
    """At most a few documents, two places each, in the order of the search."""
    counts: dict[int, int] = {}
    kept = []
    for passage in passages:
        if passage.document_id not in counts and len(counts) == COMPARED_DOCUMENTS:
            continue
        counts[passage.document_id] = counts.get(passage.document_id, 0) + 1
        if counts[passage.document_id] <= 2:
            kept.append(passage)
    return kept


def _window(session: Session, passage: Passage) -> tuple[int, str]:
    """The passage with its neighbours, since a quote may run over a passage's edge."""
    neighbours = session.exec(
        select(Passage.start_offset, Passage.end_offset).where(
            Passage.document_id == passage.document_id,
            col(Passage.number).between(passage.number - 2, passage.number + 2),
        )
    ).all()
    start = min(row[0] for row in neighbours)
    end = max(row[1] for row in neighbours)
    document = session.get(SourceDocument, passage.document_id)
    assert document is not None
    return start, document.text[start:end]


def _shifted(alignment: Alignment, offset: int) -> Alignment:
    if alignment.start is None or alignment.end is None:
        return alignment
    return replace(alignment, start=alignment.start + offset, end=alignment.end + offset)


def _rank(found: Compared) -> tuple[int, float]:
    return _BEST_FIRST.index(found.alignment.result), -found.alignment.score


def store_gathered(session: Session, *, actor: Actor, task_id: int, gathered: Gathered) -> None:
    """Keep what was found; findings that are gone and that nobody judged are dropped.

    Of a comparison that failed this time, the earlier one is kept.
    """
    load_task(session, task_id)  # before its evidence, as everybody locks them
    for run in gathered.runs:
        _store_run(session, task_id, run)
        if not run.failure:
            _store_findings(session, task_id, run)
    ran = [run.provider for run in gathered.runs]
    session.exec(
        delete(ProviderRun).where(
            col(ProviderRun.task_id) == task_id, col(ProviderRun.provider).not_in(ran)
        )
    )
    if COMPARING not in ran:
        _store_comparison(session, task_id, gathered.compared)
    record_event(
        session,
        actor=actor,
        action="task.context_stored",
        object_type="task",
        object_id=task_id,
        found={run.provider: len(run.findings) for run in gathered.runs},
        failed=[run.provider for run in gathered.runs if run.failure],
        comparison=gathered.compared.alignment.result if gathered.compared else None,
    )
    note_context_gathered(session, actor=actor, task_id=task_id)


def give_up_gathering(session: Session, *, actor: Actor, task_id: int, reason: str) -> None:
    """Gathering failed for good: say so on the task and let people work on it all the same."""
    _store_run(session, task_id, Run("worker", failure=reason))
    note_context_gathered(session, actor=actor, task_id=task_id)


def _store_run(session: Session, task_id: int, run: Run) -> None:
    row = session.exec(
        select(ProviderRun).where(
            ProviderRun.task_id == task_id, ProviderRun.provider == run.provider
        )
    ).first() or ProviderRun(
        task_id=task_id, provider=run.provider, state="nothing", finished_at=clock.now()
    )
    row.state = "failed" if run.failure else "found" if run.findings else "nothing"
    row.detail, row.items, row.finished_at = run.failure, len(run.findings), clock.now()
    session.add(row)


def _store_findings(session: Session, task_id: int, run: Run) -> None:
    rows = {
        row.key: row
        for row in session.exec(
            select(EvidenceItem).where(
                EvidenceItem.task_id == task_id, EvidenceItem.provider == run.provider
            )
        )
    }
    once = {finding.key: finding for finding in run.findings}
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


def _store_comparison(session: Session, task_id: int, compared: Compared | None) -> None:
    session.exec(delete(Comparison).where(col(Comparison.task_id) == task_id))
    if compared is None:
        return
    alignment = compared.alignment
    session.add(
        Comparison(
            task_id=task_id,
            document_id=compared.document_id,
            result=alignment.result,
            start_offset=alignment.start,
            end_offset=alignment.end,
            source_text=compared.source_text,
            detail=alignment.to_json(),
            created_at=clock.now(),
        )
    )


def runs_of(session: Session, task_id: int) -> list[ProviderRun]:
    return list(
        session.exec(
            select(ProviderRun)
            .where(ProviderRun.task_id == task_id)
            .order_by(col(ProviderRun.provider))
        )
    )


def comparison_of(session: Session, task_id: int) -> Comparison | None:
    return session.get(Comparison, task_id)
