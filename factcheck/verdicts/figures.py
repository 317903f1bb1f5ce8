"""The desk in figures, as far as verdicts tell it: agreement, returns, what was found."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.claims.models import Claim, Speaker
from factcheck.tasks.models import Task
from factcheck.tasks.queries import TaskRow
from factcheck.verdicts.agreement import Agreement, measure_agreement
from factcheck.verdicts.models import Approval, ChangeRequest, CheckedClaim, Scale, Verdict

# Returns are counted over so many days; verdicts and agreement over all.
DAYS = 90
NO_KIND = "no kind"
MOST_SPEAKERS = 12
MOST_ROWS = 200


@dataclass(frozen=True)
class DoubleReading:
    """A claim that two people judged, the second without seeing the first verdict."""

    task_id: int
    first: Verdict
    second: Verdict


@dataclass(frozen=True)
class ScaleAgreement:
    """The agreement on one scale; `table` counts first rating × second rating."""

    scale: Scale
    agreement: Agreement
    table: dict[tuple[str, str], int]


@dataclass(frozen=True)
class PairAgreement:
    """Two people who read the same claims, named in the order of their ids."""

    people: tuple[int, int]
    scale: Scale
    agreement: Agreement


@dataclass(frozen=True)
class Returns:
    """What was sent back in the last days, by field, of everything that editors decided."""

    by_field: tuple[tuple[str, int], ...]
    decided: int

    @property
    def returned(self) -> int:
        return sum(count for _field, count in self.by_field)


@dataclass(frozen=True)
class Share:
    """How often each rating of a scale stands, for a label, in the scale's order."""

    label: str
    key: str
    scale: Scale
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def double_readings(session: Session) -> list[DoubleReading]:
    """Every blind second verdict with the last one by another person that it was held against."""
    doubly = select(Verdict.task_id).where(col(Verdict.blind)).distinct()
    verdicts = session.exec(
        select(Verdict)
        .where(col(Verdict.task_id).in_(doubly))
        .order_by(col(Verdict.task_id), col(Verdict.revision), col(Verdict.number))
    ).all()
    found = []
    for (task_id, _revision), group in groupby(verdicts, key=lambda v: (v.task_id, v.revision)):
        pair = _first_pair(list(group))
        if pair is not None:
            found.append(DoubleReading(task_id, *pair))
    return found


def _first_pair(verdicts: Sequence[Verdict]) -> tuple[Verdict, Verdict] | None:
    for place, second in enumerate(verdicts):
        if second.blind:
            before = [v for v in verdicts[:place] if v.author_id != second.author_id]
            return (before[-1], second) if before else None
    return None


def agreement_by_scale(session: Session, readings: Sequence[DoubleReading]) -> list[ScaleAgreement]:
    """The agreement on each scale version that was read twice."""
    return [
        ScaleAgreement(
            scale,
            measure_agreement(_ratings(group), _order(scale), _unordered(scale)),
            dict(Counter(_ratings(group))),
        )
        for scale, group in _by_scale(session, readings)
    ]


def agreement_by_pair(session: Session, readings: Sequence[DoubleReading]) -> list[PairAgreement]:
    """The agreement of each two people on each scale, those who read most together first."""
    found = []
    for scale, group in _by_scale(session, readings):
        pairs: dict[tuple[int, int], list[tuple[str, str]]] = {}
        for one in group:
            sides = sorted((one.first, one.second), key=lambda verdict: verdict.author_id)
            people = (sides[0].author_id, sides[1].author_id)
            pairs.setdefault(people, []).append((sides[0].rating, sides[1].rating))
        found += [
            PairAgreement(people, scale, measure_agreement(rated, _order(scale), _unordered(scale)))
            for people, rated in pairs.items()
        ]
    return sorted(found, key=lambda pair: -pair.agreement.n)


def _by_scale(
    session: Session, readings: Iterable[DoubleReading]
) -> list[tuple[Scale, list[DoubleReading]]]:
    groups: dict[tuple[str, int], list[DoubleReading]] = {}
    for one in readings:
        scale = (one.second.scale_id, one.second.scale_version)
        if (one.first.scale_id, one.first.scale_version) == scale:
            groups.setdefault(scale, []).append(one)
    return [(session.get_one(Scale, key), group) for key, group in sorted(groups.items())]


def _ratings(readings: Iterable[DoubleReading]) -> list[tuple[str, str]]:
    return [(one.first.rating, one.second.rating) for one in readings]


def _order(scale: Scale) -> list[str]:
    return [rating["code"] for rating in scale.ratings]


def _unordered(scale: Scale) -> frozenset[str]:
    """Ratings that are no step between the best and the worst."""
    return frozenset(rating["code"] for rating in scale.ratings if rating["value"] is None)


def returns_by_field(session: Session, *, days: int = DAYS) -> Returns:
    """Why editors sent verdicts back, the most frequent reason first."""
    since = clock.now() - timedelta(days=days)
    counts = session.exec(
        select(ChangeRequest.field, func.count())
        .where(col(ChangeRequest.created_at) >= since)
        .group_by(col(ChangeRequest.field))
    ).all()
    approved = session.exec(
        select(func.count()).select_from(Approval).where(col(Approval.created_at) >= since)
    ).one()
    by_field = tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))
    return Returns(by_field, approved + sum(count for _field, count in by_field))


def verdicts_by_kind(session: Session) -> list[Share]:
    """The ratings that stand, by kind of claim; a claim of two kinds counts under both."""
    return _shares(session, col(Claim.types), lambda types: types or [NO_KIND])


def verdicts_by_speaker(session: Session) -> list[Share]:
    """The ratings that stand, of the speakers checked most often."""
    shares = _shares(session, col(Claim.speaker_id), lambda speaker: [str(speaker)])
    names = dict(
        session.exec(
            select(Speaker.id, Speaker.name).where(
                col(Speaker.id).in_([int(share.key) for share in shares])
            )
        ).all()
    )
    named = [Share(names[int(share.key)], share.key, share.scale, share.counts) for share in shares]
    return sorted(named, key=lambda share: -share.total)[:MOST_SPEAKERS]


def _shares(
    session: Session, column: Mapped[Any], keys_of: Callable[[Any], list[str]]
) -> list[Share]:
    """The ratings that stand, counted for each key that a claim's column gives."""
    rows = session.execute(
        select(Verdict.scale_id, Verdict.scale_version, Verdict.rating)
        .add_columns(column, func.count())
        .join(Approval, col(Approval.verdict_id) == col(Verdict.id))
        .join(CheckedClaim, col(CheckedClaim.approval_id) == col(Approval.id))
        .join(Task, col(Task.id) == col(CheckedClaim.task_id))
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(col(CheckedClaim.state) != "retracted", column.is_not(None))
        .group_by(col(Verdict.scale_id), col(Verdict.scale_version), col(Verdict.rating), column)
    ).all()
    groups: dict[tuple[str, str, int], Counter[str]] = {}
    for scale_id, version, rating, value, count in rows:
        for key in keys_of(value):
            groups.setdefault((key, scale_id, version), Counter())[rating] += count
    found = []
    for (key, scale_id, version), counts in sorted(groups.items()):
        scale = session.get_one(Scale, (scale_id, version))
        found.append(Share(key, key, scale, tuple(counts[code] for code in _order(scale))))
    return found


def tasks_sent_back(session: Session, field: str, *, days: int = DAYS) -> list[TaskRow]:
    """The tasks that were sent back for a reason in the last days, the newest first."""
    sent = select(ChangeRequest.task_id).where(
        ChangeRequest.field == field,
        col(ChangeRequest.created_at) >= clock.now() - timedelta(days=days),
    )
    return _rows(session, col(Task.id).in_(sent))


def tasks_rated(
    session: Session, *, scale_id: str, rating: str, kind: str = "", speaker_id: int | None = None
) -> list[TaskRow]:
    """The tasks whose published verdict is a rating, of a kind of claim or of a speaker."""
    rated = (
        select(CheckedClaim.task_id)
        .join(Approval, col(Approval.id) == col(CheckedClaim.approval_id))
        .join(Verdict, col(Verdict.id) == col(Approval.verdict_id))
        .where(
            Verdict.scale_id == scale_id,
            Verdict.rating == rating,
            CheckedClaim.state != "retracted",
        )
    )
    conditions: list[ColumnElement[bool]] = [col(Task.id).in_(rated)]
    if kind == NO_KIND:
        conditions.append(cast(col(Claim.types), Text) == "[]")
    elif kind:
        conditions.append(cast(col(Claim.types), Text).contains(f'"{kind}"', autoescape=True))
    if speaker_id is not None:
        conditions.append(col(Claim.speaker_id) == speaker_id)
    return _rows(session, *conditions)


def tasks_read_twice(session: Session, scale_id: str, first: str, second: str) -> list[TaskRow]:
    """The tasks of one cell of the table of agreement."""
    ids = [
        one.task_id
        for one in double_readings(session)
        if (one.second.scale_id, one.first.rating, one.second.rating) == (scale_id, first, second)
    ]
    return _rows(session, col(Task.id).in_(ids))


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[TaskRow]:
    rows = session.exec(
        select(Task, Claim)
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .where(*conditions)
        .order_by(col(Task.updated_at).desc(), col(Task.id).desc())
        .limit(MOST_ROWS)
    )
    return [TaskRow(task, claim) for task, claim in rows]
