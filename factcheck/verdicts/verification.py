"""Checking verdicts and approvals against their own hashes and against the event log.

What is read here may have been tampered with in any way.
"""

import json
from typing import Any

from sqlmodel import Session, col, select

from factcheck.articles.models import ArticleVersion
from factcheck.articles.text import text_hash
from factcheck.audit.models import Event
from factcheck.claims.models import Claim, Speaker
from factcheck.tasks.models import Task
from factcheck.verdicts.binding import claim_hash, verdict_hash
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
    problems += [
        f"The claim that verdict {row.id} judged was changed afterwards."
        for row in verdicts.values()
        if _claim_hash(session, row) != row.claim_hash
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
    """Verdict id → hash, from every event of an action that can be read."""
    found: dict[int, str] = {}
    for payload in session.exec(select(Event.payload).where(Event.action == action)):
        try:
            fields: dict[str, Any] = json.loads(payload)
            found[int(fields["verdict"])] = str(fields["hash"])
        except (ValueError, KeyError, TypeError):
            continue  # the chain's own check names this event
    return found


def _computed(row: Verdict) -> str:
    return verdict_hash(
        task_id=row.task_id,
        number=row.number,
        author_id=row.author_id,
        scale=(row.scale_id, row.scale_version),
        rating=row.rating,
        rationale=row.rationale,
        evidence=row.evidence,
        comparison=row.comparison,
        recheck_on=row.recheck_on,
        claim=row.claim_hash,
        confidence=row.confidence,
        statement=row.statement,
    )


def _claim_hash(session: Session, row: Verdict) -> str:
    """The hash of what was judged, from the claim's words, the speaker and the text now."""
    task = session.get(Task, row.task_id)
    claim = session.get(Claim, task.claim_id) if task else None
    version = session.get(ArticleVersion, row.article_version_id)
    speaker = session.get(Speaker, row.speaker_id) if row.speaker_id else None
    if claim is None or version is None:
        return ""
    return claim_hash(
        text=claim.text,
        speaker=speaker.name if speaker else None,
        kind=claim.kind,
        version_sha256=text_hash(version.text),
    )
