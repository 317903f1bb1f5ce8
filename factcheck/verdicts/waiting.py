"""What waits for a second signature, with its risks; a few queries however much waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from factcheck.accounts.models import User
from factcheck.articles.models import ArticleVersion
from factcheck.audit.log import Actor
from factcheck.claims.models import Speaker
from factcheck.context.models import Comparison, Outreach
from factcheck.context.passages import said_by_another
from factcheck.context.withholding import reveal
from factcheck.tasks.queries import TaskFilter, TaskRow, list_tasks
from factcheck.verdicts.binding import claim_hash
from factcheck.verdicts.models import ChangeRequest, CheckedClaim, Scale, Verdict
from factcheck.verdicts.risks import Basis, Risk, risks_of
from factcheck.verdicts.scales import find_rating


@dataclass(frozen=True)
class Waiting:
    """A task with its latest verdict; `own` says that the one who asks wrote a version of it.

    `rating` is the step of the scale, `author` a name.
    """

    row: TaskRow
    verdict: Verdict
    rating: dict[str, Any]
    author: str
    basis: Basis
    risks: list[Risk]
    own: bool


def waiting_verdicts(session: Session, *, actor: Actor, limit: int) -> list[Waiting]:
    """Everything submitted: what others wrote first, the riskiest first, then the oldest."""
    rows = list_tasks(session, TaskFilter(states=("submitted",)), limit=limit)
    found = describe_waiting(session, actor, rows)
    return sorted(found, key=lambda one: (one.own, -len(one.risks), one.row.task.updated_at))


def describe_waiting(session: Session, actor: Actor, rows: Sequence[TaskRow]) -> list[Waiting]:
    """The latest verdict of each task's present revision, and what to mind about it.

    Tasks without a verdict of their revision are left out.
    """
    ids = [row.task.id for row in rows]
    verdicts: dict[int, list[Verdict]] = {}
    statement = select(Verdict).where(col(Verdict.task_id).in_(ids)).order_by(col(Verdict.number))
    for verdict in session.exec(statement):
        verdicts.setdefault(verdict.task_id, []).append(verdict)
    facts = _read_facts(session, rows)
    authors = {one.author_id for given in verdicts.values() for one in given}
    names = dict(session.exec(select(User.id, User.name).where(col(User.id).in_(authors))).all())
    found = []
    for row in rows:
        of_task = verdicts.get(row.task.id or 0, [])
        given = [one for one in of_task if one.revision == row.task.revision]
        if not given:
            continue
        latest, basis = given[-1], facts.basis(row, given)
        found.append(
            Waiting(
                row,
                latest,
                find_rating(facts.scales[latest.scale_id, latest.scale_version], latest.rating),
                names[latest.author_id],
                basis,
                risks_of(basis),
                actor.id in row.task.author_ids,
            )
        )
    return found


@dataclass(frozen=True)
class _Facts:
    """What the risks of several tasks are judged from, by the id of task, version or speaker."""

    compared: dict[int, dict[str, Any]]
    hashes: dict[int, str]
    speakers: dict[int, str]
    sent_back: frozenset[int]
    published: frozenset[int]
    scales: dict[tuple[str, int], Scale]
    asked: frozenset[int]

    def basis(self, row: TaskRow, given: list[Verdict]) -> Basis:
        latest, claim = given[-1], row.claim
        last_of = {one.author_id: one.rating for one in given}
        speaker = self.speakers[claim.speaker_id] if claim.speaker_id else None
        compared = self.compared.get(latest.task_id, {})
        present = claim_hash(
            text=claim.text,
            speaker=speaker,
            kind=claim.kind,
            version_sha256=self.hashes[claim.article_version_id],
        )
        return Basis(
            rating=latest.rating,
            evidence=reveal(latest.evidence, latest.withheld),
            differences=compared.get("differences", ()),
            other_ratings=[code for who, code in last_of.items() if who != latest.author_id],
            claim_changed=latest.claim_hash != present,
            speaker_known=claim.speaker_id is not None or claim.kind != "quote",
            is_quote=claim.kind == "quote",
            sent_back=latest.task_id in self.sent_back,
            under_correction=latest.task_id in self.published,
            said_by_another=(speaker and said_by_another(speaker, compared.get("said_by", ())))
            or "",
            claimant_asked=latest.task_id in self.asked,
            confidence=latest.confidence,
        )


def _read_facts(session: Session, rows: Sequence[TaskRow]) -> _Facts:
    ids = [row.task.id for row in rows]
    versions = {row.claim.article_version_id for row in rows}
    speakers = {row.claim.speaker_id for row in rows if row.claim.speaker_id}
    compared = select(Comparison.task_id, Comparison.detail).where(col(Comparison.task_id).in_(ids))
    hashed = select(ArticleVersion.id, ArticleVersion.sha256)
    named = select(Speaker.id, Speaker.name).where(col(Speaker.id).in_(speakers))
    returned = select(ChangeRequest.task_id).where(col(ChangeRequest.task_id).in_(ids))
    outside = select(CheckedClaim.task_id).where(col(CheckedClaim.task_id).in_(ids))
    asked = select(Outreach.task_id).where(col(Outreach.task_id).in_(ids))
    return _Facts(
        {task: dict(detail) for task, detail in session.exec(compared)},
        _by_id(session.exec(hashed.where(col(ArticleVersion.id).in_(versions))).all()),
        _by_id(session.exec(named).all()),
        frozenset(session.exec(returned)),
        frozenset(session.exec(outside)),
        {(scale.id, scale.version): scale for scale in session.exec(select(Scale))},
        frozenset(session.exec(asked)),
    )


def _by_id(pairs: Sequence[tuple[int | None, str]]) -> dict[int, str]:
    return {number: value for number, value in pairs if number is not None}
