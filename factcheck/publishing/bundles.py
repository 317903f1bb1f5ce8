"""The bundle of a checked claim: everything that shows, elsewhere and without us, what was signed.

It holds what was judged and cited, every published verdict version with its approval, the events
that say so with their proof of inclusion, and the checkpoint that the proofs lead to. Of people it
holds numbers and roles. The desk's key seals the whole, because where the words stand in the
article is in no hash of the log.
"""

import base64
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from factcheck.articles.models import ArticleVersion
from factcheck.audit.chain import canonical_json
from factcheck.audit.leaves import closed_digest, open_part
from factcheck.audit.merkle import inclusion_path
from factcheck.audit.models import Event, LogCheckpoint, TreeNode
from factcheck.audit.notes import Signer
from factcheck.audit.sealing import NotSealed, latest_checkpoint, stored_node
from factcheck.claims.models import Speaker
from factcheck.errors import Conflict
from factcheck.language import gettext as _
from factcheck.publishing.checked import Published
from factcheck.publishing.native import anchor_json
from factcheck.verdicts.models import Approval, Verdict

FORMAT = "factcheck-bundle-1"
_SIGNED = ("task.submit", "task.approve")


class SourceWithheld(Conflict):
    """The bundle would name a source that nobody outside may know."""

    code = "source_withheld"


def sealed_bytes(bundle: dict[str, Any]) -> bytes:
    """What the seal is over: the bundle without it."""
    rest = {name: value for name, value in bundle.items() if name != "seal"}
    return f"{FORMAT}\n{canonical_json(rest)}".encode()


def make_bundle(session: Session, published: Published, signer: Signer) -> dict[str, Any]:
    """The bundle as JSON values.

    Of a retracted check there is what became of it and what its tombstone says, and no verdict.
    Raises `NotSealed` when an event of it is under no checkpoint, and `SourceWithheld` when it
    would name a source that became withheld since.
    """
    events = _events_of(session, published)
    checkpoint = latest_checkpoint(session)
    if checkpoint is None or events[-1].seq > checkpoint.size:
        raise NotSealed(
            _(
                "The newest events of this check are under no checkpoint yet. The log is "
                "sealed every minute, so ask again then."
            )
        )
    told = not published.is_retracted
    if told:
        _refuse_to_name(published)
    bundle: dict[str, Any] = {
        "format": FORMAT,
        "checked_claim": _envelope(published),
        "claim": _claim(published) if told else None,
        "versions": [_version(session, published, *pair) for pair in published.history]
        if told
        else [],
        "events": [_proof(session, event, checkpoint) for event in events],
        "checkpoint": checkpoint.note,
        "key": str(signer.verifier),
    }
    return bundle | {"seal": base64.b64encode(signer.sign(sealed_bytes(bundle))).decode()}


def _refuse_to_name(published: Published) -> None:
    """What was signed can only be shown whole, and a source in it must not be known any more."""
    for verdict, _approval in published.history:
        document_id = (verdict.comparison or {}).get("document_id")
        if published.withheld.is_named_in(verdict.evidence, document_id):
            raise SourceWithheld(
                _(
                    "A source of this check was withheld after it was signed, so what was signed "
                    "is not shown any more. The check itself is."
                )
            )


def _events_of(session: Session, published: Published) -> list[Event]:
    """What became of the check, and who handed in and signed what was published, in order."""
    became = list(_events(session, "checked_claim", published.checked.id))
    if published.is_retracted:
        return became
    ids = {verdict.id for verdict, _approval in published.history}
    signed = [
        event
        for event in _events(session, "task", published.checked.task_id)
        if event.action in _SIGNED and _verdict_of(event) in ids
    ]
    return sorted([*signed, *became], key=lambda event: event.seq)


def _verdict_of(event: Event) -> int | None:
    verdict: int | None = open_part(event.model_dump())["payload"].get("verdict")
    return verdict


def _events(session: Session, object_type: str, object_id: int | None) -> Iterable[Event]:
    return session.exec(
        select(Event)
        .where(Event.object_type == object_type, Event.object_id == object_id)
        .order_by(col(Event.seq))
    )


def _proof(session: Session, event: Event, checkpoint: LogCheckpoint) -> dict[str, Any]:
    fields = event.model_dump()
    leaf = session.get_one(TreeNode, (0, event.seq - 1))
    path = inclusion_path(event.seq - 1, checkpoint.size, stored_node(session))
    return {
        "open": open_part(fields),
        "closed": closed_digest(fields, leaf.salt),
        "path": [step.hex() for step in path],
    }


def _envelope(published: Published) -> dict[str, Any]:
    checked = published.checked
    return {
        "id": checked.id,
        "task_id": checked.task_id,
        "slug": checked.slug,
        "question": published.task.question,
        "state": checked.state,
        "revision": checked.revision,
        "notice": checked.notice if checked.state != "published" else "",
        "published_at": checked.published_at.isoformat(),
        "updated_at": checked.updated_at.isoformat(),
    }


def _claim(published: Published) -> dict[str, Any]:
    claim, article = published.claim, published.article
    return {
        "id": claim.id,
        "anchor": anchor_json(published),
        "article": {
            "title": article.title,
            "url": article.url,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else None,
        },
    }


def _version(
    session: Session, published: Published, verdict: Verdict, approval: Approval
) -> dict[str, Any]:
    speaker = session.get(Speaker, verdict.speaker_id) if verdict.speaker_id else None
    judged_in = session.get_one(ArticleVersion, verdict.article_version_id)
    return {
        "judged": {
            "text": published.claim.text,
            "speaker": speaker.name if speaker else None,
            "kind": published.claim.kind,
            "version_sha256": judged_in.sha256,
        },
        "claim_hash": verdict.claim_hash,
        "number": verdict.number,
        "author_id": verdict.author_id,
        "scale": [verdict.scale_id, verdict.scale_version],
        "rating": verdict.rating,
        "rationale": verdict.rationale,
        "evidence": verdict.evidence,
        "comparison": verdict.comparison,
        "recheck_on": verdict.recheck_on.isoformat() if verdict.recheck_on else None,
        "confidence": verdict.confidence,
        **({"statement": verdict.statement} if verdict.statement else {}),
        "content_hash": verdict.content_hash,
        "approval": {
            "approver_id": approval.approver_id,
            "content_hash": approval.content_hash,
            "approved_at": approval.created_at.isoformat(),
        },
    }
