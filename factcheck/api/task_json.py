"""A task as programs see it."""

from typing import Any

from sqlmodel import Session

from factcheck import clock
from factcheck.accounts.models import User
from factcheck.articles.service import get_article
from factcheck.audit.log import Actor
from factcheck.claims.models import Claim
from factcheck.claims.service import speaker_name
from factcheck.context.archived import copies_of
from factcheck.context.evidence import evidence_of, origins_of
from factcheck.context.gathering import comparison_detail, comparison_of, runs_of
from factcheck.context.links import Link, basis_in_words, links_of
from factcheck.context.models import ArchivedPage, EvidenceItem
from factcheck.context.outreach import outreach_json, outreach_of
from factcheck.publishing.gate import gates_json
from factcheck.publishing.preview import gates_of
from factcheck.request import current_settings, public_base
from factcheck.tasks.changes import changes_of
from factcheck.tasks.lifecycle import offers
from factcheck.tasks.models import ChangeNote, Task
from factcheck.tasks.service import facts_of, person_of, task_id_of
from factcheck.tasks.tags import tags_of
from factcheck.verdicts.approval import find_checked, pending_retraction
from factcheck.verdicts.scales import scale_for
from factcheck.verdicts.service import (
    latest_verdict,
    open_change_request,
    verdict_json,
    visible_verdicts,
)
from factcheck.verdicts.statements import statement_of


def task_json(session: Session, task: Task, claim: Claim, actor: Actor) -> dict[str, Any]:
    """The fields that lists and verbs give back."""
    scale = scale_for(session, task.question)
    article = get_article(session, claim.article_id)
    return {
        "id": task.id,
        "state": task.state,
        "question": task.question,
        "version": task.version,
        "revision": task.revision,
        "priority": task.priority,
        "due": task.due.isoformat() if task.due else None,
        "claim": claim_json(session, claim),
        "article": {"id": article.id, "title": article.title, "url": article.url},
        "scale": {
            "id": scale.id,
            "version": scale.version,
            "label": scale.label,
            "ratings": scale.ratings,
        },
        "holder": _holder(session, task),
        "reason": task.reason,
        "tags": tags_of(session, task_id_of(task)),
        "duplicate_of": task.duplicate_of_id,
        "snoozed_until": task.snoozed_until.isoformat() if task.snoozed_until else None,
        "blind": task.blind,
        "verbs": [
            offer.transition.verb
            for offer in offers(facts_of(task), person_of(actor), clock.now())
            if offer.allowed
        ],
        "created_at": task.created_at.isoformat(),
        "updated_at": task.updated_at.isoformat(),
    }


def claim_json(session: Session, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "kind": claim.kind,
        "text": claim.text,
        "speaker": speaker_name(session, claim),
        "speaker_raw": claim.speaker_raw,
        "candidates": claim.candidates,
        "cue": claim.cue,
        "form": claim.form,
        "types": claim.types,
        "score": claim.score,
        "reasons": claim.reasons,
        "quantities": claim.quantities,
        "times": claim.times,
        "start": claim.start_offset,
        "end": claim.end_offset,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "anchor": claim.anchor_state,
        "became": claim.became_id,
        "in_quote": claim.in_quote_id,
    }


def _holder(session: Session, task: Task) -> dict[str, Any] | None:
    if task.holder_id is None or task.lease_until is None:
        return None
    user = session.get_one(User, task.holder_id)
    return {"id": user.id, "name": user.name, "until": task.lease_until.isoformat()}


def task_detail_json(session: Session, task: Task, claim: Claim, actor: Actor) -> dict[str, Any]:
    """The task with its context, its verdicts and what became of them."""
    task_id = task_id_of(task)
    checked = find_checked(session, task_id)
    request = open_change_request(session, task_id) if task.state == "returned" else None
    retraction = pending_retraction(session, task_id) if task.retraction_by else None
    evidence = evidence_of(session, task_id)
    archived = copies_of(session, [item.url for item in evidence])
    return task_json(session, task, claim, actor) | {
        "context": {
            "evidence": _evidence_json(session, evidence),
            "archived": [archived_json(page) for page in archived.values()],
            "outreach": [
                {"id": row.id} | outreach_json(row) for row in outreach_of(session, task_id)
            ],
            "comparison": _comparison_json(session, task_id),
            "providers": [
                {
                    "provider": run.provider,
                    "state": run.state,
                    "detail": run.detail,
                    "items": run.items,
                    "attempts": run.attempts,
                    "due_at": run.due_at.isoformat() if run.due_at else None,
                    "finished_at": run.finished_at.isoformat(),
                }
                for run in runs_of(session, task_id)
            ],
        },
        "links": [link_json(link) for link in links_of(session, task_id)],
        "changes": [change_json(note) for note in changes_of(session, task_id)],
        "verdicts": [
            verdict_json(verdict) for verdict in visible_verdicts(session, actor=actor, task=task)
        ],
        "statement": statement_of(session, task_id),
        "publishing": _gates_json(session, task),
        "change_request": None
        if request is None
        else {"field": request.field, "reason": request.reason, "editor_id": request.editor_id},
        "retraction": None
        if retraction is None
        else {"requested_by": retraction.requested_by, "reason": retraction.reason},
        "checked_claim": None
        if checked is None
        else {"id": checked.id, "slug": checked.slug, "state": checked.state},
    }


def link_json(link: Link) -> dict[str, Any]:
    """A link to what the claim may repeat: `open`, `checked` by us, or checked `elsewhere`."""
    row, known = link.row, link.known
    return {
        "id": row.id,
        "state": row.state,
        "kind": known.kind,
        "score": row.score,
        "basis": {**row.basis, "summary": basis_in_words(row.basis)},
        "claim": known.text,
        "task_id": row.other_task_id,
        "label": known.label,
        "publisher": known.publisher,
        "url": known.url,
        "checked_on": known.checked_on.isoformat() if known.checked_on else None,
        "notice": known.notice,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
    }


def _gates_json(session: Session, task: Task) -> dict[str, Any] | None:
    """What readers of the markup would lack if the newest verdict were signed now."""
    if task.state != "submitted":
        return None
    gates = gates_of(
        session,
        task,
        latest_verdict(session, task_id_of(task)),
        base=public_base(),
        organisation=current_settings().organisation,
    )
    return gates_json(gates)


def _evidence_json(session: Session, items: list[EvidenceItem]) -> list[dict[str, Any]]:
    """The pieces, each with the number of its origin: copies of one story have the same."""
    origins = origins_of(session, items)
    return [
        evidence_json(item) | {"origin": origin}
        for item, origin in zip(items, origins, strict=True)
    ]


def evidence_json(item: EvidenceItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "provider": item.provider,
        "title": item.title,
        "url": item.url,
        "passage": item.passage,
        "place": item.place,
        "found_by": item.found_by,
        "snapshot_hash": item.snapshot_hash,
        "snapshot_id": item.snapshot_id,
        "document_id": item.document_id,
        "stance": item.stance,
        "decisive": item.decisive,
        "source_kind": item.source_kind,
        "interest": item.interest,
        "withheld": item.withheld,
        "retrieved_at": item.retrieved_at.isoformat(),
    }


def change_json(note: ChangeNote) -> dict[str, Any]:
    """What a task was told: versions of its article, or snapshots of a page of its evidence."""
    return {
        "kind": note.kind,
        "touches": note.touches,
        "before_version_id": note.before_version_id,
        "version_id": note.version_id,
        "evidence_id": note.evidence_id,
        "before_snapshot_id": note.before_snapshot_id,
        "snapshot_id": note.snapshot_id,
        "at": note.created_at.isoformat(),
    }


def archived_json(page: ArchivedPage) -> dict[str, Any]:
    """What the Internet Archive has of a page."""
    return {
        "url": page.url,
        "state": page.state,
        "copy": page.copy_url,
        "taken_at": page.taken_at.isoformat() if page.taken_at else None,
        "detail": page.detail,
    }


def _comparison_json(session: Session, task_id: int) -> dict[str, Any] | None:
    comparison = comparison_of(session, task_id)
    if comparison is None:
        return None
    return {
        "document_id": comparison.document_id,
        **comparison_detail(session, comparison),
        "result": comparison.result,
        "start": comparison.start_offset,
        "end": comparison.end_offset,
    }
