"""The check-worthiness weights of this desk: the shipped ones, or a change to them.

Version 0 is the shipped weights; the others are rows, kept for good. Which one is in use stands in
the database, so that every worker of every machine scores alike.
"""

from sqlalchemy import update
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.audit.log import Actor, record_event
from factcheck.claims.models import WorthVersion
from factcheck.db import lock_name
from factcheck.errors import NotFound
from factcheck.extraction.worth import Rate, Weights, rate, shipped_weights
from factcheck.extraction.worth_measures import Figures
from factcheck.extraction.worth_refit import Change, changed

SHIPPED_VERSION = 0


def version_in_use(session: Session) -> WorthVersion | None:
    """The version that new articles are scored with; None for the shipped weights."""
    return session.exec(select(WorthVersion).where(WorthVersion.in_use)).one_or_none()


def list_versions(session: Session) -> list[WorthVersion]:
    """The newest first; the shipped weights have no row."""
    return list(session.exec(select(WorthVersion).order_by(col(WorthVersion.id).desc())))


def weights_of(version: WorthVersion | None) -> Weights:
    """The coefficients of a version, None for the shipped ones."""
    if version is None:
        return shipped_weights()
    return changed(shipped_weights(), Change.from_json(version.change))


def rate_of_desk(session: Session) -> Rate:
    """What scores a claim's words at this desk now."""
    version = version_in_use(session)
    return rate if version is None else weights_of(version).score


def add_version(
    session: Session, *, actor: Actor, change: Change, fitted: int, before: Figures, after: Figures
) -> WorthVersion:
    """Keep what a refit found and use it from now on.

    `fitted` is the number of decisions behind it; the figures are those of decisions held back.
    """
    version = WorthVersion(
        created_at=clock.now(),
        created_by=actor.name,
        change=change.to_json(),
        figures={
            "fitted": fitted,
            "before": before._asdict(),
            "after": after._asdict(),
        },
    )
    session.add(version)
    session.flush()
    assert version.id is not None
    record_event(
        session,
        actor=actor,
        action="worth.refitted",
        object_type="worth_version",
        object_id=version.id,
        **version.figures,
    )
    use_version(session, actor=actor, version_id=version.id)
    return version


def use_version(session: Session, *, actor: Actor, version_id: int) -> None:
    """Score new articles with this version; 0 goes back to the shipped weights.

    What was scored before keeps its score. Raises `NotFound` for a version that there is not.
    """
    lock_name(session, "worth_version")
    before = version_in_use(session)
    version = session.get(WorthVersion, version_id) if version_id != SHIPPED_VERSION else None
    if version is None and version_id != SHIPPED_VERSION:
        raise NotFound(
            f"There is no version {version_id} of the weights. See: factcheck worth list"
        )
    session.execute(update(WorthVersion).where(col(WorthVersion.in_use)).values(in_use=False))
    if version is not None:
        session.refresh(version)
        version.in_use = True
        session.add(version)
        session.flush()
    record_event(
        session,
        actor=actor,
        action="worth.version_used",
        object_type="worth_version",
        object_id=version_id,
        before=before.id if before else SHIPPED_VERSION,
    )
