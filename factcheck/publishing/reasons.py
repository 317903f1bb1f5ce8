"""Why a published check was opened again, read from the log of its task."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlmodel import Session, col, select

from factcheck.audit.models import Event
from factcheck.messages import marked_in
from factcheck.verdicts.models import Approval

# A check that fell due is looked at again without anybody saying that it was wrong.
FELL_DUE = marked_in("reason", "Looked at again, as it had fallen due.")
_CORRECT, _UNDO = "task.correct", "task.undo"


def reasons_of(
    session: Session, signed: Mapping[int, Sequence[Approval]]
) -> dict[int, tuple[str, ...]]:
    """Why each approval of a task replaced the one before it, by task; the first has no reason."""
    several = [task_id for task_id, approvals in signed.items() if len(approvals) > 1]
    events: defaultdict[int, list[Event]] = defaultdict(list)
    if several:
        for event in session.exec(
            select(Event)
            .where(
                col(Event.object_id).in_(several),
                Event.object_type == "task",
                col(Event.action).in_((_CORRECT, _UNDO)),
            )
            .order_by(col(Event.seq))
        ):
            events[event.object_id].append(event)
    return {
        task_id: ("", *_each(approvals, events[task_id])) for task_id, approvals in signed.items()
    }


def _each(approvals: Sequence[Approval], events: Sequence[Event]) -> list[str]:
    found = []
    for before, approval in pairwise(approvals):
        reason = FELL_DUE
        for event in events:
            if not before.created_at <= event.at <= approval.created_at:
                continue
            payload = json.loads(event.payload)
            if event.action == _CORRECT:
                reason = payload["reason"]
            elif payload["undone"] == _CORRECT:
                reason = FELL_DUE
        found.append(reason)
    return found
