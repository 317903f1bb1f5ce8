"""A verdict's row: what it judges and cites, frozen as it stands when it is handed in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from factcheck import clock
from factcheck.articles.service import get_version
from factcheck.audit.log import Actor
from factcheck.claims.models import Claim
from factcheck.claims.service import get_claim, speaker_name
from factcheck.context.citing import Citation, cite_evidence, withheld_sources
from factcheck.context.gathering import comparison_detail, comparison_of
from factcheck.context.withholding import freeze
from factcheck.tasks.models import Task
from factcheck.tasks.service import task_id_of
from factcheck.verdicts.binding import claim_hash, verdict_hash
from factcheck.verdicts.models import Scale, Verdict
from factcheck.verdicts.statements import statement_of

COMPARED_FIELDS = (
    "document_id",
    "result",
    "start_offset",
    "end_offset",
    "source_text",
    "detail",
)


@dataclass(frozen=True)
class Proposal:
    """What a reviewer hands in. `recheck_on` is asked for by ratings such as “too early”.

    `confidence` is one of `CONFIDENCES`, or empty when the reviewer does not say.
    """

    rating: str
    rationale: str
    evidence: tuple[Citation, ...] = ()
    recheck_on: date | None = None
    confidence: str = ""


def hash_of_claim(session: Session, claim: Claim) -> str:
    return claim_hash(
        text=claim.text,
        speaker=speaker_name(session, claim),
        kind=claim.kind,
        version_sha256=get_version(session, claim.article_version_id).sha256,
    )


def _frozen_comparison(session: Session, task_id: int) -> dict[str, Any] | None:
    comparison = comparison_of(session, task_id)
    if comparison is None:
        return None
    frozen = {name: getattr(comparison, name) for name in COMPARED_FIELDS}
    return frozen | {"detail": comparison_detail(session, comparison)}


def new_verdict(
    session: Session,
    actor: Actor,
    task: Task,
    scale: Scale,
    proposal: Proposal,
    rationale: str,
) -> Verdict:
    """The verdict's row, with everything that it judges and cites as it stands now."""
    assert actor.id is not None
    task_id = task_id_of(task)
    claim = get_claim(session, task.claim_id)
    cited = cite_evidence(session, actor=actor, task_id=task_id, citations=proposal.evidence)
    reasons, documents = withheld_sources(session, task_id)
    frozen = freeze(
        cited, _frozen_comparison(session, task_id), reasons=reasons, documents=documents
    )
    statement = statement_of(session, task_id)
    number = next_number(session, task_id)
    judged = hash_of_claim(session, claim)
    return Verdict(
        task_id=task_id,
        number=number,
        revision=task.revision,
        author_id=actor.id,
        article_version_id=claim.article_version_id,
        speaker_id=claim.speaker_id,
        scale_id=scale.id,
        scale_version=scale.version,
        rating=proposal.rating,
        rationale=rationale,
        evidence=frozen.evidence,
        comparison=frozen.comparison,
        blind=task.blind,
        recheck_on=proposal.recheck_on,
        confidence=proposal.confidence,
        statement=statement,
        withheld=frozen.withheld,
        claim_hash=judged,
        content_hash=verdict_hash(
            task_id=task_id,
            number=number,
            author_id=actor.id,
            scale=(scale.id, scale.version),
            rating=proposal.rating,
            rationale=rationale,
            evidence=frozen.evidence,
            comparison=frozen.comparison,
            recheck_on=proposal.recheck_on,
            claim=judged,
            confidence=proposal.confidence,
            statement=statement,
        ),
        created_at=clock.now(),
    )


def next_number(session: Session, task_id: int) -> int:
    return 1 + session.exec(select(func.count()).where(Verdict.task_id == task_id)).one()
