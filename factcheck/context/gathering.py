"""Gathering context for a task: run the providers side by side, hold a quote against its source.

`gather` works without a transaction; `store_gathered` puts everything in place in one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlmodel import Session, col, delete, select

from factcheck import clock
from factcheck.articles.service import get_article, get_version
from factcheck.audit.log import Actor, record_event
from factcheck.claims.semantic import Encoder
from factcheck.claims.service import get_claim, speaker_name
from factcheck.context.attribution import with_speaker
from factcheck.context.keeping import store_findings, store_run
from factcheck.context.library_comparison import Compared, compare_with_library
from factcheck.context.links import Suggestion, store_links, suggest_links
from factcheck.context.models import Comparison, EvidenceItem, ProviderRun
from factcheck.context.providers.base import Provider, Request
from factcheck.context.providers.outside import OUTSIDE
from factcheck.context.running import Run, failed_run, run_together
from factcheck.db import Database
from factcheck.tasks.service import get_task, load_task, note_context_gathered

# The names under which a failed comparison or search for links is shown, beside the providers.
COMPARING = "comparison"
LINKING = "links"
GATHER_SECONDS = 30.0


@dataclass(frozen=True)
class Gathered:
    """Everything found for a task, ready to be stored."""

    runs: tuple[Run, ...] = field(default=())
    compared: Compared | None = None
    links: tuple[Suggestion, ...] = ()


def read_request(database: Database, task_id: int) -> Request:
    """What the providers need to know of a task."""
    with database.read() as session:
        task = get_task(session, task_id)
        claim = get_claim(session, task.claim_id)
        version = get_version(session, claim.article_version_id)
        article = get_article(session, claim.article_id)
        pages = session.exec(
            select(EvidenceItem.url).where(
                EvidenceItem.task_id == task_id, col(EvidenceItem.url) != ""
            )
        ).all()
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
            language=article.language,
            published=article.published,
            links=tuple(version.links),
            pages=tuple(dict.fromkeys(pages)),
        )


def gather(
    database: Database,
    task_id: int,
    providers: Sequence[Provider],
    *,
    seconds: float = GATHER_SECONDS,
    encoder: Encoder | None = None,
) -> Gathered:
    """Ask every provider at once; one that fails, or is late, is noted with its reason.

    `encoder` orders the links by meaning too, where the desk has one.
    """
    request = read_request(database, task_id)

    def asking(provider: Provider) -> Callable[[], Run]:
        return lambda: Run(provider.name, tuple(provider.gather(database, request)))

    calls = {provider.name: asking(provider) for provider in providers}
    runs = run_together(calls, seconds=seconds, task_id=task_id)
    gathered = Gathered(runs)
    with_links = partial(_with_links, encoder)
    for name, look in ((COMPARING, _with_comparison), (LINKING, with_links)):
        try:
            gathered = look(database, request, gathered)
        except Exception as error:  # noqa: BLE001 - shown on the task, and blocks nothing
            failed = failed_run(name, error, task_id)
            gathered = replace(gathered, runs=(*gathered.runs, failed))
    return gathered


def _with_comparison(database: Database, request: Request, gathered: Gathered) -> Gathered:
    if request.kind != "quote":
        return gathered
    compared = compare_with_library(
        database, request.text, speaker=request.speaker, language=request.language
    )
    return replace(gathered, compared=compared)


def _with_links(
    encoder: Encoder | None, database: Database, request: Request, gathered: Gathered
) -> Gathered:
    with database.read() as session:
        return replace(gathered, links=suggest_links(session, request.task_id, encoder=encoder))


def store_gathered(session: Session, *, actor: Actor, task_id: int, gathered: Gathered) -> None:
    """Keep what was found; findings that are gone and that nobody judged are dropped.

    Of a comparison that failed this time, the earlier one is kept.
    """
    load_task(session, task_id)  # before its evidence, as everybody locks them
    for run in gathered.runs:
        store_run(session, task_id, run)
        if not run.failure:
            store_findings(session, task_id, run)
    ran = [run.provider for run in gathered.runs]
    kept = [*ran, *(provider.name for provider in OUTSIDE)]
    session.exec(
        delete(ProviderRun).where(
            col(ProviderRun.task_id) == task_id, col(ProviderRun.provider).not_in(kept)
        )
    )
    if COMPARING not in ran:
        _store_comparison(session, task_id, gathered.compared)
    if LINKING not in ran:
        store_links(session, actor=actor, task_id=task_id, suggestions=gathered.links)
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
    store_run(session, task_id, Run("worker", failure=reason))
    note_context_gathered(session, actor=actor, task_id=task_id)


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


def comparison_detail(session: Session, comparison: Comparison) -> dict[str, Any]:
    """What a stored comparison says, as things stand now: the speaker may have been set since."""
    task = get_task(session, comparison.task_id)
    return with_speaker(comparison.detail, speaker_name(session, get_claim(session, task.claim_id)))
