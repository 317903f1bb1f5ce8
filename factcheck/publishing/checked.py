"""Checked claims: reading what is published.

Everything that leaves the house (API, pages, exports) is made from `Published`, so that all forms
say the same. Only rows of `checked_claim` are ever read here: what is not approved is not outside.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import defer
from sqlalchemy.sql.base import ExecutableOption
from sqlmodel import Session, SQLModel, col, select

from factcheck.articles.models import Article, ArticleVersion
from factcheck.claims.models import Claim, Speaker
from factcheck.context.models import Comparison, Outreach
from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.publishing.associated import Associated, associated_checks
from factcheck.publishing.reasons import reasons_of
from factcheck.publishing.withheld import NOTHING, Withheld, withheld_by_task
from factcheck.tasks.models import Task
from factcheck.verdicts.models import Approval, CheckedClaim, Scale, Verdict
from factcheck.verdicts.scales import find_rating


@dataclass(frozen=True)
class Published:
    """A checked claim with everything that its public forms need.

    `history` holds the approved verdict versions, oldest first; the last is the one in force.
    `reasons` says why each of several replaced the one before; `scales` holds those that they were
    rated on. `outreach` says who was asked before it was signed; `associated` are the
    other checks of the same sentence. `withheld` are the sources that nobody outside may know by
    now: evidence is read through `evidence_of`, never from a verdict.
    """

    checked: CheckedClaim
    task: Task
    claim: Claim
    article: Article
    version: ArticleVersion
    speaker: Speaker | None
    scale: Scale
    verdict: Verdict
    approval: Approval
    comparison: Comparison | None
    history: tuple[tuple[Verdict, Approval], ...]
    outreach: tuple[Outreach, ...] = ()
    reasons: tuple[str, ...] = ()
    scales: Mapping[tuple[str, int], Scale] = field(default_factory=dict)
    associated: tuple[Associated, ...] = ()
    withheld: Withheld = NOTHING

    def evidence_of(self, verdict: Verdict) -> list[dict[str, Any]]:
        """What a version of the verdict cites, without who must not be known."""
        return self.withheld.redact(verdict.evidence)

    @property
    def evidence(self) -> list[dict[str, Any]]:
        """What the verdict in force cites, without who must not be known."""
        return self.evidence_of(self.verdict)

    def scale_of(self, verdict: Verdict) -> Scale:
        """The scale that a version of the verdict was rated on."""
        return self.scales[verdict.scale_id, verdict.scale_version]

    @property
    def rating(self) -> dict[str, Any]:
        """The rating in force: code, label, value, meaning."""
        return find_rating(self.scale, self.verdict.rating)

    @property
    def is_retracted(self) -> bool:
        return self.checked.state == "retracted"


@dataclass(frozen=True)
class CheckedCursor:
    """Where a page ended. A changed row moves to the end: seen twice perhaps, never missed."""

    updated_at: datetime
    id: int


def get_published(session: Session, checked_id: int) -> Published:
    """Raises `NotFound` for what is unknown and what is not approved alike."""
    checked = session.get(CheckedClaim, checked_id)
    if checked is None:
        raise NotFound(_("There is no checked claim %(checked_id)s.", checked_id=checked_id))
    return load_published(session, checked)


def get_published_by_slug(session: Session, slug: str) -> Published:
    checked = session.exec(select(CheckedClaim).where(CheckedClaim.slug == slug)).first()
    if checked is None:
        raise NotFound(_("There is no checked claim at this address."))
    return load_published(session, checked)


def load_published(session: Session, checked: CheckedClaim) -> Published:
    return load_all_published(session, [checked])[0]


def load_all_published(session: Session, rows: Sequence[CheckedClaim]) -> list[Published]:
    """Each with what its public forms need, in as many statements for a hundred as for one.

    The article's version comes without its text, which no public form has.
    """
    signed: defaultdict[int, list[tuple[Verdict, Approval]]] = defaultdict(list)
    for verdict, approval in session.exec(
        select(Verdict, Approval)
        .join(Approval, col(Approval.verdict_id) == col(Verdict.id))
        .where(col(Approval.task_id).in_([row.task_id for row in rows]))
        .order_by(col(Approval.id))
    ):
        signed[approval.task_id].append((verdict, approval))
    verdicts = [verdict for pairs in signed.values() for verdict, _approval in pairs]
    tasks = _by_id(session, Task, {row.task_id for row in rows})
    claims = _by_id(session, Claim, {task.claim_id for task in tasks.values()})
    found = _Found(
        signed=signed,
        tasks=tasks,
        claims=claims,
        articles=_by_id(session, Article, {claim.article_id for claim in claims.values()}),
        versions=_by_id(
            session,
            ArticleVersion,
            {claim.article_version_id for claim in claims.values()},
            defer(ArticleVersion.text),  # type: ignore[arg-type]
            defer(ArticleVersion.nonquotes),  # type: ignore[arg-type]
        ),
        speakers=_by_id(session, Speaker, {one.speaker_id for one in verdicts if one.speaker_id}),
        outreach=outreach_by_task(session, rows),
        withheld=withheld_by_task(session, [row.task_id for row in rows]),
        associated=associated_checks(
            session, {key: claims[task.claim_id] for key, task in tasks.items()}
        ),
        reasons=reasons_of(
            session, {key: [pair[1] for pair in pairs] for key, pairs in signed.items()}
        ),
        scales={
            key: session.get_one(Scale, key)
            for key in {(one.scale_id, one.scale_version) for one in verdicts}
        },
    )
    return [found.published(row) for row in rows]


Row = TypeVar("Row", bound=SQLModel)


def _by_id(
    session: Session, table: type[Row], ids: set[int], *options: ExecutableOption
) -> dict[int, Row]:
    key = col(table.id)  # type: ignore[attr-defined]
    rows = session.exec(select(table).where(key.in_(ids)).options(*options))
    return {row.id: row for row in rows}  # type: ignore[attr-defined]


def outreach_by_task(
    session: Session, rows: Sequence[CheckedClaim]
) -> Mapping[int, list[Outreach]]:
    """Who was asked, by task, in the order of asking."""
    found: defaultdict[int, list[Outreach]] = defaultdict(list)
    for row in session.exec(
        select(Outreach)
        .where(col(Outreach.task_id).in_([row.task_id for row in rows]))
        .order_by(col(Outreach.id))
    ):
        found[row.task_id].append(row)
    return found


@dataclass(frozen=True)
class _Found:
    """The rows of several checked claims, each table's by its id; the signed ones by task."""

    signed: Mapping[int, list[tuple[Verdict, Approval]]]
    tasks: Mapping[int, Task]
    claims: Mapping[int, Claim]
    articles: Mapping[int, Article]
    versions: Mapping[int, ArticleVersion]
    speakers: Mapping[int, Speaker]
    outreach: Mapping[int, list[Outreach]]
    reasons: Mapping[int, tuple[str, ...]]
    scales: Mapping[tuple[str, int], Scale]
    associated: Mapping[int, tuple[Associated, ...]]
    withheld: Mapping[int, Withheld]

    def published(self, checked: CheckedClaim) -> Published:
        signed = self.signed[checked.task_id]
        verdict, _approval = in_force(checked, signed)
        task = self.tasks[checked.task_id]
        claim = self.claims[task.claim_id]
        return make_published(
            checked=checked,
            task=task,
            claim=claim,
            article=self.articles[claim.article_id],
            version=self.versions[claim.article_version_id],
            # Speaker and comparison are those that were signed, whatever was found out since.
            speaker=self.speakers[verdict.speaker_id] if verdict.speaker_id else None,
            scale=self.scales[verdict.scale_id, verdict.scale_version],
            signed=signed,
            outreach=self.outreach.get(checked.task_id, ()),
            comparison=Comparison(
                task_id=checked.task_id, created_at=verdict.created_at, **verdict.comparison
            )
            if verdict.comparison
            else None,
            reasons=self.reasons[checked.task_id],
            scales=self.scales,
            associated=self.associated[checked.task_id],
            withheld=self.withheld.get(checked.task_id, NOTHING),
        )


def in_force(
    checked: CheckedClaim, signed: Sequence[tuple[Verdict, Approval]]
) -> tuple[Verdict, Approval]:
    return next(pair for pair in signed if pair[1].id == checked.approval_id)


def make_published(
    *,
    checked: CheckedClaim,
    task: Task,
    claim: Claim,
    article: Article,
    version: ArticleVersion,
    speaker: Speaker | None,
    scale: Scale,
    signed: Sequence[tuple[Verdict, Approval]],
    outreach: Sequence[Outreach],
    comparison: Comparison | None,
    reasons: tuple[str, ...],
    scales: Mapping[tuple[str, int], Scale],
    associated: tuple[Associated, ...] = (),
    withheld: Withheld = NOTHING,
) -> Published:
    """Put together what was read; `speaker` and `comparison` are the verdict's, `signed` the
    oldest first, each with the reason why it replaced the one before."""
    verdict, approval = in_force(checked, signed)
    return Published(
        checked=checked,
        task=task,
        claim=claim,
        article=article,
        version=version,
        speaker=speaker,
        scale=scale,
        verdict=verdict,
        approval=approval,
        comparison=None
        if comparison is not None and comparison.document_id in withheld.documents
        else comparison,
        history=tuple(signed),
        reasons=reasons,
        scales=scales,
        associated=associated,
        withheld=withheld,
        # What came in after the signature is not under it.
        outreach=tuple(row for row in outreach if row.created_at <= approval.created_at),
    )


def page_url(published: Published, base: str) -> str:
    return url_of_slug(published.checked.slug, base)


def url_of_slug(slug: str, base: str) -> str:
    """The address of a check's page."""
    return f"{base.rstrip('/')}/c/{slug}"
