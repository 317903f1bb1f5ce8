"""Checked claims seen together: the newest, those of some tasks, how a speaker fared."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from factcheck.claims.merged import family_ids
from factcheck.publishing.checked import CheckedCursor, Published, load_all_published
from factcheck.publishing.narrowing import CheckedFilter, narrowed
from factcheck.verdicts.models import Approval, CheckedClaim, Scale, Verdict
from factcheck.verdicts.scales import find_rating

EVERYTHING = CheckedFilter()


@dataclass(frozen=True)
class Outcome:
    """What is published of a task: the rating's code and label, the page, its state."""

    rating: dict[str, Any]
    slug: str
    state: str


@dataclass(frozen=True)
class Tally:
    """How often each rating of a scale was given, in the scale's order; `total` counts them all."""

    scale: Scale
    counts: tuple[tuple[dict[str, Any], int], ...]

    @property
    def total(self) -> int:
        return sum(count for _rating, count in self.counts)


def list_newest(
    session: Session,
    where: CheckedFilter = EVERYTHING,
    *,
    before: CheckedCursor | None = None,
    limit: int = 20,
) -> list[Published]:
    """The checks that stand and that the filter means, the last changed first.

    `before` is where the last page ended.
    """
    statement = narrowed(select(CheckedClaim), where).where(CheckedClaim.state != "retracted")
    if before is not None:
        statement = statement.where(
            (col(CheckedClaim.updated_at) < before.updated_at)
            | (
                (col(CheckedClaim.updated_at) == before.updated_at)
                & (col(CheckedClaim.id) < before.id)
            )
        )
    statement = statement.order_by(
        col(CheckedClaim.updated_at).desc(), col(CheckedClaim.id).desc()
    ).limit(limit)
    return load_all_published(session, session.exec(statement).all())


def outcomes_of_tasks(session: Session, task_ids: list[int]) -> dict[int, Outcome]:
    """What is published of each of the tasks; the others are left out."""
    rows = session.exec(
        select(CheckedClaim, Verdict, Scale)
        .join(Approval, col(Approval.id) == col(CheckedClaim.approval_id))
        .join(Verdict, col(Verdict.id) == col(Approval.verdict_id))
        .join(
            Scale,
            (col(Scale.id) == col(Verdict.scale_id))
            & (col(Scale.version) == col(Verdict.scale_version)),
        )
        .where(col(CheckedClaim.task_id).in_(task_ids))
    )
    return {
        checked.task_id: Outcome(find_rating(scale, verdict.rating), checked.slug, checked.state)
        for checked, verdict, scale in rows
    }


def tallies_of_speaker(session: Session, speaker_id: int) -> list[Tally]:
    """The published ratings of a speaker's claims, as signed, one tally a scale version.

    What was signed under a name that was merged into the speaker's counts for it.
    """
    rows = session.exec(
        select(Verdict.scale_id, Verdict.scale_version, Verdict.rating)
        .join(Approval, col(Approval.verdict_id) == col(Verdict.id))
        .join(CheckedClaim, col(CheckedClaim.approval_id) == col(Approval.id))
        .where(
            col(Verdict.speaker_id).in_(family_ids(session, speaker_id)),
            CheckedClaim.state != "retracted",
        )
    ).all()
    tallies = []
    for scale_id, version in sorted({(row[0], row[1]) for row in rows}):
        scale = session.get_one(Scale, (scale_id, version))
        counts = Counter(row[2] for row in rows if row[:2] == (scale_id, version))
        tallies.append(
            Tally(scale, tuple((rating, counts[rating["code"]]) for rating in scale.ratings))
        )
    return tallies
