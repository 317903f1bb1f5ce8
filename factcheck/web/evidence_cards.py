"""The cards of a task's evidence: which are shown, in which order, and which are one source."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck.context.evidence import BY_HAND, evidence_of
from factcheck.context.models import EvidenceItem
from factcheck.context.providers import PROVIDERS
from factcheck.context.providers.outside import OUTSIDE
from factcheck.context.providers.surroundings import Surroundings
from factcheck.language import gettext as _

_IN_ORDER = (BY_HAND, *(one.name for one in PROVIDERS), *(one.name for one in OUTSIDE))
# The order in which evidence is shown; what a provider that is gone had found comes last.
RANKS = {name: rank for rank, name in enumerate(_IN_ORDER)}


def shown_evidence(session: Session, task_id: int) -> list[EvidenceItem]:
    """The evidence cards: decisive pieces, what people added, then in the providers' order.

    The article around the claim has a place of its own on the page.
    """
    found = [item for item in evidence_of(session, task_id) if item.provider != Surroundings.name]
    return sorted(found, key=lambda item: (not item.decisive, RANKS.get(item.provider, len(RANKS))))


def copies_in_words(shown: Sequence[EvidenceItem], origins: Sequence[int]) -> dict[int, str]:
    """For each card whose origin another card shares, a line that says with which. Pure.

    The numbers are those of the cards, from 1; `origins` are as `origins_of` gives them.
    """
    lines = {}
    for item, origin in zip(shown, origins, strict=True):
        same = [number for number, other in enumerate(origins, start=1) if other == origin]
        if item.id is not None and len(same) > 1:
            lines[item.id] = _(
                "%(count)s pieces of one origin count as one source: %(cards)s",
                count=len(same),
                cards=", ".join(f"[{number}]" for number in same),
            )
    return lines


def count_evidence(session: Session, task_ids: list[int]) -> dict[int, int]:
    """How many pieces each of several tasks has; those without any are left out.

    The article around the claim is no piece that speaks for or against it.
    """
    rows = session.exec(
        select(EvidenceItem.task_id, func.count())
        .where(col(EvidenceItem.task_id).in_(task_ids), EvidenceItem.provider != Surroundings.name)
        .group_by(col(EvidenceItem.task_id))
    )
    return dict(rows.all())
