"""Sources that became withheld after a verdict had named them: no form outside has them any more.

A verdict that is handed in later freezes without them (`context/withholding.py`); those of before
are never changed, and are shown without them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from factcheck.context.models import EvidenceItem
from factcheck.context.withholding import redact


@dataclass(frozen=True)
class Withheld:
    """The withheld pieces of a task with the reason of each, and the documents that they are of."""

    reasons: Mapping[int, str] = field(default_factory=dict)
    documents: frozenset[int] = frozenset()

    def redact(self, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The evidence without who must not be known."""
        return redact(evidence, self.reasons) if self.reasons else evidence

    def is_named_in(self, evidence: list[dict[str, Any]], document_id: int | None) -> bool:
        """Whether a verdict names one of them that it froze, or compares with its document."""
        return self.redact(evidence) != evidence or document_id in self.documents


NOTHING = Withheld()


def withheld_by_task(session: Session, task_ids: Collection[int]) -> Mapping[int, Withheld]:
    """What is withheld now, by task; tasks that withhold nothing are left out."""
    reasons: defaultdict[int, dict[int, str]] = defaultdict(dict)
    documents: defaultdict[int, set[int]] = defaultdict(set)
    statement = select(
        EvidenceItem.task_id, EvidenceItem.id, EvidenceItem.document_id, EvidenceItem.withheld
    ).where(col(EvidenceItem.task_id).in_(task_ids), EvidenceItem.withheld != "")
    for task_id, evidence_id, document_id, reason in session.exec(statement):
        reasons[task_id][evidence_id or 0] = reason
        if document_id is not None:
            documents[task_id].add(document_id)
    return {
        task_id: Withheld(found, frozenset(documents[task_id]))
        for task_id, found in reasons.items()
    }
