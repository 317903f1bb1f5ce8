"""The desk in figures, as far as the sources tell it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.context.models import ProviderRun

DAYS = 7


@dataclass(frozen=True)
class ProviderHealth:
    """How a provider fared in the last days: runs by state, and its last failure in words."""

    provider: str
    counts: dict[str, int]
    last: datetime
    failure: str

    @property
    def runs(self) -> int:
        return sum(self.counts.values())


def provider_health(session: Session, *, days: int = DAYS) -> list[ProviderHealth]:
    """Every provider that ran in the last days, those that failed most first."""
    since = clock.now() - timedelta(days=days)
    rows = session.execute(
        select(
            ProviderRun.provider,
            ProviderRun.state,
            func.max(col(ProviderRun.finished_at)),
            func.max(col(ProviderRun.id)),
        )
        .add_columns(func.count())
        .where(col(ProviderRun.finished_at) >= since)
        .group_by(col(ProviderRun.provider), col(ProviderRun.state))
    ).all()
    failures = dict(
        session.exec(
            select(ProviderRun.provider, ProviderRun.detail).where(
                col(ProviderRun.id).in_([row[3] for row in rows if row[1] == "failed"])
            )
        ).all()
    )
    counts: dict[str, dict[str, int]] = {}
    last: dict[str, datetime] = {}
    for provider, state, finished, _newest, count in rows:
        counts.setdefault(provider, {})[state] = count
        last[provider] = max(last.get(provider, finished), finished)
    found = [
        ProviderHealth(name, by_state, last[name], failures.get(name, ""))
        for name, by_state in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.counts.get("failed", 0), one.provider))
