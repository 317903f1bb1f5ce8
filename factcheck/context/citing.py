"""Citing evidence in a verdict: each piece as it stands now, by its id or newly added."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from factcheck.archive.service import get_snapshot
from factcheck.audit.log import Actor
from factcheck.context.evidence import (
    add_evidence,
    evidence_of,
    get_evidence,
    judge_evidence,
    origins_of,
    want_copy,
)
from factcheck.context.models import EvidenceItem
from factcheck.errors import InvalidInput
from factcheck.language import gettext as _

MAX_CITED = 50
# What a verdict freezes of each piece that it cites.
CITED_FIELDS = (
    "id",
    "provider",
    "title",
    "url",
    "passage",
    "place",
    "snapshot_hash",
    "snapshot_id",
    "document_id",
    "stance",
    "decisive",
)
# Of these only what somebody has said, so that older verdicts hash as they did.
SAID_FIELDS = ("source_kind", "interest")


@dataclass(frozen=True)
class Citation:
    """A piece of evidence as a verdict names it: by `id`, or a new one by its words or address.

    `stance` and `decisive` left None keep what is set on the piece.
    """

    id: int | None = None
    url: str = ""
    title: str = ""
    passage: str = ""
    stance: str | None = None
    decisive: bool | None = None


def cite_evidence(
    session: Session, *, actor: Actor, task_id: int, citations: tuple[Citation, ...]
) -> list[dict[str, Any]]:
    """Store what a verdict cites and freeze it as it stands now."""
    if len(citations) > MAX_CITED:
        raise InvalidInput(
            _("At most %(max_cited)s pieces of evidence can be cited.", max_cited=MAX_CITED)
        )
    places = {citation: place for place, citation in enumerate(citations)}
    cited: dict[int, tuple[int, EvidenceItem]] = {}
    # What is decisive no longer comes first, to make room for what is now.
    for citation in sorted(places, key=lambda one: bool(one.decisive)):
        item = _cited(session, actor=actor, task_id=task_id, citation=citation)
        item.cited = True
        session.add(item)
        session.flush()
        want_copy(session, item)
        assert item.id is not None
        cited.setdefault(item.id, (places[citation], item))
    ordered = sorted(cited.values(), key=lambda pair: pair[0])
    origins = origins_of(session, [item for _place, item in ordered])
    return [
        _frozen(session, item) | {"origin": origin}
        for (_place, item), origin in zip(ordered, origins, strict=True)
    ]


def _frozen(session: Session, item: EvidenceItem) -> dict[str, Any]:
    """A piece as a verdict cites it, with when its page was archived and both of its hashes."""
    fields = {name: getattr(item, name) for name in CITED_FIELDS}
    fields |= {name: getattr(item, name) for name in SAID_FIELDS if getattr(item, name)}
    if item.snapshot_id is None:
        return fields | {"archived": None}
    snapshot = get_snapshot(session, item.snapshot_id)
    return fields | {
        "archived": {
            "at": snapshot.fetched_at.isoformat(),
            "sha256": snapshot.payload_sha256,
            "warc_sha256": snapshot.warc_sha256,
        }
    }


def _cited(session: Session, *, actor: Actor, task_id: int, citation: Citation) -> EvidenceItem:
    if citation.id is None:
        return add_evidence(
            session,
            actor=actor,
            task_id=task_id,
            url=citation.url,
            title=citation.title,
            passage=citation.passage,
            stance=citation.stance or "",
            decisive=bool(citation.decisive),
        )
    if citation.stance is None and citation.decisive is None:
        return get_evidence(session, task_id=task_id, evidence_id=citation.id)
    return judge_evidence(
        session,
        actor=actor,
        task_id=task_id,
        evidence_id=citation.id,
        stance=citation.stance,
        decisive=citation.decisive,
    )


def withheld_sources(session: Session, task_id: int) -> tuple[dict[int, str], set[int]]:
    """The task's pieces that nobody outside may know, with the reason, and their documents."""
    found = [item for item in evidence_of(session, task_id) if item.withheld]
    return (
        {item.id: item.withheld for item in found if item.id is not None},
        {item.document_id for item in found if item.document_id is not None},
    )
