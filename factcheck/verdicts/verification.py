"""Checking verdicts and approvals against their own hashes and against the event log."""

import json

from sqlmodel import Session, col, select

from factcheck.audit.models import Event
from factcheck.verdicts.binding import verdict_hash
from factcheck.verdicts.models import Approval, Verdict


def verify_verdicts(session: Session) -> list[str]:
    """Sentences about every verdict or approval that is not what was written; empty when whole."""
    logged = {action: _logged_hashes(session, action) for action in ("task.submit", "task.approve")}
    verdicts = {row.id: row for row in session.exec(select(Verdict).order_by(col(Verdict.id)))}
    problems = [
        f"Verdict {row.id} was changed after it was handed in."
        for row in verdicts.values()
        if _computed(row) != row.content_hash
        or logged["task.submit"].get(row.id or 0) != row.content_hash
    ]
    approvals = session.exec(select(Approval).order_by(col(Approval.id))).all()
    problems += [
        f"Approval {row.id} does not sign the verdict that it names."
        for row in approvals
        if row.verdict_id not in verdicts
        or row.content_hash != verdicts[row.verdict_id].content_hash
        or logged["task.approve"].get(row.verdict_id) != row.content_hash
    ]
    missing = sorted(set(logged["task.submit"]) - {row_id or 0 for row_id in verdicts})
    problems += [f"Verdict {row_id} is in the log and gone from the table." for row_id in missing]
    signed = {row.verdict_id for row in approvals}
    problems += [
        f"The approval of verdict {row_id} is in the log and gone from the table."
        for row_id in sorted(set(logged["task.approve"]) - signed)
    ]
    return problems


def _logged_hashes(session: Session, action: str) -> dict[int, str]:
    payloads = session.exec(select(Event.payload).where(Event.action == action))
    parsed = (json.loads(payload) for payload in payloads)
    return {one["verdict"]: one["hash"] for one in parsed}


def _computed(row: Verdict) -> str:
    return verdict_hash(
        task_id=row.task_id,
        number=row.number,
        author_id=row.author_id,
        scale=(row.scale_id, row.scale_version),
        rating=row.rating,
        rationale=row.rationale,
        evidence=row.evidence,
        claim=row.claim_hash,
    )
