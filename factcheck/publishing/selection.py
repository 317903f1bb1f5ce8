"""What the desk chooses to check, over the weeks of the cadence: counts, and no score.

The codes of fact-checkers (IFCN 1.4 and 2) ask that three checks of four are of public interest and
that no side is singled out. Readers see the counts and judge for themselves.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.claims.models import Speaker
from factcheck.publishing.cadence import WEEKS
from factcheck.publishing.narrowing import beginning_of
from factcheck.verdicts.models import Approval, CheckedClaim, Verdict

MOST_ROWS = 12
Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Selection:
    """Counts of checks that stand; an empty label is what nobody said or knows.

    `interest` counts those of which it was said: of public interest, and not.
    """

    checks: int
    interest: tuple[int, int]
    reasons: Counts
    claimants: Counts
    affiliations: Counts

    @property
    def share(self) -> float | None:
        """The share of public interest among those of which it was said; None before any."""
        said = sum(self.interest)
        return self.interest[0] / said if said else None


def measure_selection(session: Session) -> Selection:
    """The checks first published in the last 26 whole weeks, as signed; not those taken back."""
    today = clock.now().date()
    monday = today - timedelta(days=today.weekday())
    rows = session.exec(
        select(Verdict.statement, Speaker.name, Speaker.affiliation)
        .join(Approval, col(Approval.verdict_id) == col(Verdict.id))
        .join(CheckedClaim, col(CheckedClaim.approval_id) == col(Approval.id))
        .outerjoin(Speaker, col(Speaker.id) == col(Verdict.speaker_id))
        .where(
            CheckedClaim.state != "retracted",
            col(CheckedClaim.published_at) >= beginning_of(monday - timedelta(weeks=WEEKS)),
            col(CheckedClaim.published_at) < beginning_of(monday),
        )
    ).all()
    said = Counter(statement.get("public_interest") for statement, _name, _party in rows)
    return Selection(
        checks=len(rows),
        interest=(said[True], said[False]),
        reasons=_counted(row[0].get("selection_reason", "") for row in rows),
        claimants=_counted(row[1] or "" for row in rows),
        affiliations=_counted(row[2] or "" for row in rows),
    )


def _counted(labels: Iterable[str]) -> Counts:
    """The most frequent first; those of the same count by name."""
    found = Counter(labels)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_ROWS])
