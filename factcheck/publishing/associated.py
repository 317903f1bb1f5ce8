"""Checks of the same sentence: was it said, is what it says true, did it happen.

They are checks of one claim under other questions, and of the claims inside a quote.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from sqlmodel import Session, col, select

from factcheck.claims.models import Claim
from factcheck.publishing.models import CheckedEntry
from factcheck.tasks.models import Task
from factcheck.verdicts.models import CheckedClaim


class Associated(NamedTuple):
    """Another check of a sentence: its page's slug, and what it asks."""

    slug: str
    question: str


class ClaimOfTask(Protocol):
    """What is asked of a claim here; a row of its table, or of bulk reading."""

    id: int | None
    in_quote_id: int | None


def associated_checks(
    session: Session, claims: Mapping[int, ClaimOfTask]
) -> dict[int, tuple[Associated, ...]]:
    """By task, the other standing checks of the same sentence; `claims` is each task's.

    Two statements for any number of tasks.
    """
    ids = {claim.id for claim in claims.values()}
    inside: defaultdict[int | None, set[int | None]] = defaultdict(set)
    for claim_id, quote_id in session.execute(
        select(col(Claim.id), col(Claim.in_quote_id)).where(col(Claim.in_quote_id).in_(ids))
    ):
        inside[quote_id].add(claim_id)
    related = {
        task_id: {claim.id, claim.in_quote_id, *inside[claim.id]} - {None}
        for task_id, claim in claims.items()
    }
    checks = _standing_checks(
        session, sorted({one or 0 for ids in related.values() for one in ids})
    )
    return {
        task_id: tuple(
            check
            for claim_id in sorted(one or 0 for one in ids)
            for other, check in checks[claim_id]
            if other != task_id
        )
        for task_id, ids in related.items()
    }


def _standing_checks(
    session: Session, claim_ids: Sequence[int]
) -> defaultdict[int, list[tuple[int, Associated]]]:
    """By claim, the tasks whose checks stand, with these."""
    found: defaultdict[int, list[tuple[int, Associated]]] = defaultdict(list)
    for claim_id, task_id, slug, question in session.execute(
        select(col(Task.claim_id), col(Task.id), col(CheckedClaim.slug), col(Task.question))
        .join(CheckedClaim, col(CheckedClaim.task_id) == col(Task.id))
        .where(col(Task.claim_id).in_(claim_ids), col(CheckedClaim.state) != "retracted")
        .order_by(col(Task.id))
    ):
        found[claim_id].append((task_id, Associated(slug, question)))
    return found


def checks_of_sentence(session: Session, checked_id: int) -> list[int]:
    """The ids of a check and of all checks of its sentence, those taken back too: whatever becomes
    of one of them changes what is said of the others. Reads no claim."""
    own = select(CheckedEntry.sentence).where(CheckedEntry.checked_id == checked_id)
    found = session.exec(
        select(CheckedEntry.checked_id).where(col(CheckedEntry.sentence) == own.scalar_subquery())
    )
    return sorted({checked_id, *found})
