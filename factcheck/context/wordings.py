"""Other outlets' wordings of the same person's same quote, each held against this one."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from factcheck.articles.models import Article
from factcheck.claims.models import Claim
from factcheck.context.compare import Comparison, compare_versions
from factcheck.context.models import ClaimLink
from factcheck.context.models import Comparison as HeldAgainst
from factcheck.tasks.models import Task

MOST = 6


@dataclass(frozen=True)
class Wording:
    """Another outlet's wording; `comparison` holds the shorter against the longer of the two.

    `is_shorter` says whether that is the other outlet's. `against_source` is the result of the
    other outlet's wording against the source that fits it best, "" where none does.
    """

    claim: Claim
    article: Article
    task: Task
    comparison: Comparison
    is_shorter: bool
    against_source: str = ""


def wordings_of(session: Session, task: Task, claim: Claim) -> list[Wording]:
    """The linked quotes of the same speaker, earliest first; none for what is no quote.

    Links count in both directions, and as long as nobody has rejected them.
    """
    if claim.kind != "quote":
        return []
    links = session.exec(
        select(ClaimLink).where(
            or_(ClaimLink.task_id == task.id, ClaimLink.other_task_id == task.id),
            ClaimLink.state != "rejected",
        )
    ).all()
    others = {link.other_task_id if link.task_id == task.id else link.task_id for link in links}
    if not others:
        return []
    rows = session.exec(
        select(Task, Claim, Article, HeldAgainst.result)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .join(Article, col(Article.id) == col(Claim.article_id))
        .outerjoin(HeldAgainst, col(HeldAgainst.task_id) == col(Task.id))
        .where(
            col(Task.id).in_(others),
            Claim.kind == "quote",
            Claim.article_id != claim.article_id,
            or_(Claim.speaker_id == claim.speaker_id, col(Claim.speaker_id).is_(None)),
        )
        .order_by(col(Article.published), col(Claim.id))
        .limit(MOST)
    )
    return [_held(claim, *row) for row in rows]


def _held(claim: Claim, task: Task, other: Claim, article: Article, result: str | None) -> Wording:
    (pair,) = compare_versions([claim.text, other.text], language=article.language)
    return Wording(
        other,
        article,
        task,
        pair.comparison,
        is_shorter=pair.first == 1,
        against_source=result or "",
    )
