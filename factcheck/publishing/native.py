"""The native JSON of a checked claim: everything that the desk says of it."""

from collections.abc import Mapping
from typing import Any

from factcheck.context.outreach import outreach_json
from factcheck.publishing.checked import Published, page_url, url_of_slug
from factcheck.publishing.machine import machine_steps
from factcheck.verdicts.statements import EXCUSES

# Of a piece of evidence of which nobody has said it, and of verdicts of before it could be said.
UNSAID = {"archived": None, "source_kind": "", "interest": "", "withheld": None}


def native_json(published: Published, base: str) -> dict[str, Any]:
    """Everything that the desk says of a checked claim; a tombstone when it was retracted."""
    checked = published.checked
    envelope = {
        "id": checked.id,
        "url": page_url(published, base),
        "slug": checked.slug,
        "state": checked.state,
        "revision": checked.revision,
        "published_at": checked.published_at.isoformat(),
        "updated_at": checked.updated_at.isoformat(),
        "notice": checked.notice if checked.state != "published" else "",
    }
    if published.is_retracted:
        return envelope
    return envelope | {
        "question": published.task.question,
        "claim": _claim_json(published),
        "article": _article_json(published),
        "verdict": _verdict_json(published),
        "approval": {
            "approved_at": published.approval.created_at.isoformat(),
            "content_hash": published.approval.content_hash,
        },
        "comparison": _comparison_json(published),
        "selection": _selection_json(published.verdict.statement),
        "sourcing": {name: published.verdict.statement.get(name, "") for name in EXCUSES},
        "machine_steps": machine_steps(published),
        "outreach": [
            outreach_json(row, until=published.approval.created_at) for row in published.outreach
        ],
        "associated": [url_of_slug(one.slug, base) for one in published.associated],
        "versions": [
            {
                "revision": approval.revision,
                "rating": verdict.rating,
                "approved_at": approval.created_at.isoformat(),
                "content_hash": approval.content_hash,
                "reason": reason,
            }
            for (verdict, approval), reason in zip(
                published.history, published.reasons, strict=True
            )
        ],
    }


def _claim_json(published: Published) -> dict[str, Any]:
    claim = published.claim
    return {
        "id": claim.id,
        "kind": claim.kind,
        "text": claim.text,
        "speaker": published.speaker.name if published.speaker else None,
        "speaker_kind": published.speaker.kind if published.speaker else None,
        "speaker_affiliation": published.speaker.affiliation if published.speaker else None,
        "types": claim.types,
        "anchor": anchor_json(published),
        "quantities": claim.quantities,
        "times": claim.times,
        "due": claim.due.isoformat() if claim.due else None,
    }


def anchor_json(published: Published) -> dict[str, Any]:
    """Where the claim stands: its words with what is around them, offsets in code points, and the
    hash of the article's text that they count in."""
    claim = published.claim
    return {
        "exact": claim.text,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "start": claim.start_offset,
        "end": claim.end_offset,
        "state": claim.anchor_state,
        "version_sha256": published.version.sha256,
    }


def _article_json(published: Published) -> dict[str, Any]:
    article = published.article
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
    }


def _verdict_json(published: Published) -> dict[str, Any]:
    verdict, rating = published.verdict, published.rating
    values = [one["value"] for one in published.scale.ratings if one["value"] is not None]
    return {
        "rating": rating["code"],
        "label": rating["label"],
        "value": rating["value"],
        "scale": {
            "id": verdict.scale_id,
            "version": verdict.scale_version,
            "best": max(values),
            "worst": min(values),
        },
        "rationale": verdict.rationale,
        "evidence": [UNSAID | item for item in published.evidence],
    }


def _selection_json(statement: Mapping[str, Any]) -> dict[str, Any]:
    """Why the claim was taken up, and whether it is of public interest (None: nobody said)."""
    return {
        "reason": statement.get("selection_reason", ""),
        "words": statement.get("selection_words", ""),
        "public_interest": statement.get("public_interest"),
    }


def _comparison_json(published: Published) -> dict[str, Any] | None:
    comparison = published.comparison
    if comparison is None:
        return None
    return {
        "result": comparison.result,
        "document_id": comparison.document_id,
        "start": comparison.start_offset,
        "end": comparison.end_offset,
        "differences": comparison.detail.get("differences", []),
    }
