"""What the fact-checkers' codes still ask of a task, and what was said of it so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from factcheck.context.evidence import origins_of
from factcheck.context.models import EvidenceItem
from factcheck.publishing.codes import Basis, advised_lacks, required_lacks
from factcheck.publishing.lacks import Lack
from factcheck.tasks.models import Task
from factcheck.tasks.service import task_id_of
from factcheck.verdicts.models import Draft, Scale
from factcheck.verdicts.statements import EXCUSES, SELECTION_REASONS, get_statement, said_in


@dataclass(frozen=True)
class CodesView:
    """`said` has every field of the statement; `pieces` are those of which more can be said."""

    lacks: tuple[Lack, ...]
    said: dict[str, Any]
    pieces: tuple[EvidenceItem, ...]
    reasons: tuple[str, ...] = SELECTION_REASONS
    excuses: tuple[str, ...] = EXCUSES


@dataclass(frozen=True)
class Described:
    """What the task's page has read of the verdict to come."""

    evidence: Sequence[EvidenceItem]
    scale: Scale
    draft: Draft | None
    compared: bool


def read_codes(session: Session, task: Task, described: Described) -> CodesView:
    """What a verdict would lack that cites what is chosen by now."""
    evidence, draft = described.evidence, described.draft
    ticked = set(draft.evidence_ids) if draft else set()
    chosen = [one for one in evidence if one.id in ticked or one.stance or one.decisive]
    pieces = [one for one in evidence if one in chosen or one.cited or _is_described(one)]
    values = {step["code"]: step["value"] for step in described.scale.ratings}
    statement = get_statement(session, task_id_of(task))
    basis = Basis(
        question=task.question,
        evidence=[
            {
                "title": one.title,
                "url": one.url,
                "source_kind": one.source_kind,
                "withheld": one.withheld,
                "origin": origin,
            }
            for one, origin in zip(chosen, origins_of(session, chosen), strict=True)
        ],
        statement=said_in(statement),
        compared=described.compared,
        unrated=draft is not None and draft.rating in values and values[draft.rating] is None,
        words=draft.rationale if draft else "",
    )
    return CodesView(
        lacks=(*required_lacks(basis), *advised_lacks(basis)),
        said=statement.model_dump(),
        pieces=tuple(pieces),
    )


def _is_described(item: EvidenceItem) -> bool:
    return bool(item.source_kind or item.interest or item.withheld)
