"""Checked claims as PROV-JSON (W3C): what was made from what, by whom, and what a machine did.

Each published revision is an entity that an approval generated, with the editor behind it; it comes
from the verdict that it signs, which comes from the article's text and the evidence. Of people
there are numbers and roles, as in the bundle.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from factcheck import __version__
from factcheck.publishing.checked import Published, page_url
from factcheck.verdicts.models import Approval, Verdict

_MACHINE = "desk:machine"
Attributes = dict[str, Any]


@dataclass
class _Document:
    """The document as it grows; `relate` numbers the relations, which have no names."""

    base: str
    parts: dict[str, dict[str, Attributes]] = field(default_factory=dict)
    relations: int = 0

    def say(self, part: str, name: str, **attributes: Any) -> str:
        known = {key.replace("__", ":"): value for key, value in attributes.items() if value != ""}
        self.parts.setdefault(part, {}).setdefault(name, {}).update(known)
        return name

    def relate(self, relation: str, **attributes: Any) -> None:
        self.relations += 1
        self.say(relation, f"_:r{self.relations}", **attributes)

    def whole(self) -> dict[str, Any]:
        prefixes = {
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "schema": "https://schema.org/",
            "desk": f"{self.base}/prov#",
        }
        return {"prefix": prefixes, **self.parts}


def provenance(published: Published, *, base: str, organisation: str) -> dict[str, Any]:
    """The provenance of a checked claim; of one that was retracted only that it was."""
    base = base.rstrip("/")
    document = _Document(base)
    desk = document.say(
        "agent",
        "desk:desk",
        prov__type=_name("prov:Organization"),
        schema__name=organisation,
        schema__url=f"{base}/",
    )
    if published.is_retracted:
        check = document.say("entity", _revision(published, published.checked.revision))
        document.relate(
            "wasInvalidatedBy",
            prov__entity=check,
            prov__time=published.checked.updated_at.isoformat(),
        )
        return document.whole()
    _say_origins(document, published)
    before = ""
    for verdict, approval in published.history:
        before = _say_revision(document, published, verdict, approval, before=before)
        document.relate("wasAttributedTo", prov__entity=before, prov__agent=desk)
    return document.whole()


def _say_origins(document: _Document, published: Published) -> None:
    """The article's text, the claim in it, and the comparison that a machine made."""
    article, claim, comparison = published.article, published.claim, published.comparison
    document.say(
        "agent",
        _MACHINE,
        prov__type=_name("prov:SoftwareAgent"),
        schema__name="factcheck",
        schema__softwareVersion=__version__,
    )
    text = document.say(
        "entity",
        "desk:article-text",
        schema__sha256=published.version.sha256,
        schema__url=article.url or "",
        schema__name=article.title,
    )
    words = document.say(
        "entity",
        "desk:claim",
        prov__value=claim.text,
        schema__position=f"{claim.start_offset}-{claim.end_offset}",
    )
    finding = document.say("activity", "desk:extraction")
    document.relate("wasAssociatedWith", prov__activity=finding, prov__agent=_MACHINE)
    document.relate("used", prov__activity=finding, prov__entity=text)
    document.relate("wasGeneratedBy", prov__entity=words, prov__activity=finding)
    document.relate("wasDerivedFrom", prov__generatedEntity=words, prov__usedEntity=text)
    if comparison is not None:
        compared = document.say("entity", "desk:comparison", prov__value=comparison.result)
        comparing = document.say("activity", "desk:comparing")
        document.relate("wasAssociatedWith", prov__activity=comparing, prov__agent=_MACHINE)
        document.relate("used", prov__activity=comparing, prov__entity=words)
        document.relate("wasGeneratedBy", prov__entity=compared, prov__activity=comparing)


def _say_revision(
    document: _Document, published: Published, verdict: Verdict, approval: Approval, *, before: str
) -> str:
    """One published revision, with the verdict and the approval behind it; its name."""
    judged = _say_verdict(document, published, verdict)
    rating = next(
        one for one in published.scale_of(verdict).ratings if one["code"] == verdict.rating
    )
    check = document.say(
        "entity",
        _revision(published, approval.revision),
        prov__type=_name("schema:ClaimReview"),
        schema__url=page_url(published, document.base),
        schema__alternateName=rating["label"],
        schema__version=approval.revision,
        schema__sha256=approval.content_hash,
        prov__generatedAtTime=_time(approval.created_at.isoformat()),
    )
    signed = document.say(
        "activity",
        f"desk:approval-{approval.id}",
        prov__startTime=approval.created_at.isoformat(),
        prov__endTime=approval.created_at.isoformat(),
    )
    editor = _say_person(document, approval.approver_id, signed, "editor")
    document.relate("used", prov__activity=signed, prov__entity=judged)
    document.relate(
        "wasGeneratedBy",
        prov__entity=check,
        prov__activity=signed,
        prov__time=approval.created_at.isoformat(),
    )
    document.relate("wasAttributedTo", prov__entity=check, prov__agent=editor)
    document.relate("wasDerivedFrom", prov__generatedEntity=check, prov__usedEntity=judged)
    for source in _say_evidence(document, published.evidence_of(verdict)):
        document.relate("wasDerivedFrom", prov__generatedEntity=check, prov__usedEntity=source)
        document.relate("wasDerivedFrom", prov__generatedEntity=judged, prov__usedEntity=source)
    if before:
        document.relate(
            "wasDerivedFrom",
            prov__generatedEntity=check,
            prov__usedEntity=before,
            prov__type=_name("prov:Revision"),
        )
    return check


def _say_verdict(document: _Document, published: Published, verdict: Verdict) -> str:
    judged = document.say(
        "entity", f"desk:verdict-{verdict.id}", schema__sha256=verdict.content_hash
    )
    judging = document.say(
        "activity", f"desk:judging-{verdict.id}", prov__endTime=verdict.created_at.isoformat()
    )
    _say_person(document, verdict.author_id, judging, "reviewer")
    document.relate("used", prov__activity=judging, prov__entity="desk:claim")
    document.relate("wasGeneratedBy", prov__entity=judged, prov__activity=judging)
    document.relate("wasDerivedFrom", prov__generatedEntity=judged, prov__usedEntity="desk:claim")
    if verdict.comparison and published.comparison is not None:
        document.relate("used", prov__activity=judging, prov__entity="desk:comparison")
    return judged


def _say_person(document: _Document, person_id: int, activity: str, role: str) -> str:
    person = document.say("agent", f"desk:person-{person_id}", prov__type=_name("prov:Person"))
    document.relate(
        "wasAssociatedWith", prov__activity=activity, prov__agent=person, prov__role=role
    )
    return person


def _say_evidence(document: _Document, evidence: list[Attributes]) -> list[str]:
    """Each piece that was cited: the kept copy of its page, else the page or words as cited."""
    names = []
    for item in evidence:
        copy = item.get("archived") or {}
        digest = copy.get("sha256") or item.get("snapshot_hash") or _digest_of(item)
        name = document.say(
            "entity",
            f"desk:source-{digest[:32]}",
            schema__url=item.get("url") or "",
            schema__name=item.get("title") or "",
            desk__withheld=(item.get("withheld") or {}).get("reason", ""),
            schema__sha256=copy.get("sha256") or item.get("snapshot_hash") or "",
            schema__dateCreated=copy.get("at") or "",
            desk__stance=item.get("stance") or "",
        )
        if name not in names:
            names.append(name)
    return names


def _digest_of(item: Attributes) -> str:
    if item.get("withheld"):
        # By its number alone: a hash of what is kept back could be guessed at.
        return hashlib.sha256(f"withheld {item['id']}".encode()).hexdigest()
    cited = f"{item.get('url') or ''}\n{item.get('passage') or ''}"
    return hashlib.sha256(cited.encode()).hexdigest()


def _revision(published: Published, number: int) -> str:
    return f"desk:check-{published.checked.id}-{number}"


def _name(name: str) -> Attributes:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _time(moment: str) -> Attributes:
    return {"$": moment, "type": "xsd:dateTime"}
