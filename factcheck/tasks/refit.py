"""Fitting the check-worthiness weights to this desk's decisions, and measuring what that brings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.claims.models import WorthVersion
from factcheck.claims.worth import add_version, version_in_use, weights_of
from factcheck.errors import Conflict
from factcheck.extraction.worth import shipped_weights
from factcheck.extraction.worth_measures import Example, Figures, evaluate
from factcheck.extraction.worth_refit import Change, changed, refit
from factcheck.tasks.decisions import Decision, list_decisions

LEAST_DECISIONS = 200
LEAST_OF_EACH = 10
"""Taken and dismissed, among those fitted on and among those held back."""
HELD_BACK = 0.25


class TooFewDecisions(Conflict):
    """There is not enough to learn from, or to measure on."""

    code = "too_few_decisions"


class NoBetter(Conflict):
    """The refitted weights sort the decisions held back worse than those in use."""

    code = "no_better"


@dataclass(frozen=True)
class Count:
    """How many decisions of each kind."""

    taken: int
    dismissed: int

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> "Count":
        taken = sum(decision.taken for decision in decisions)
        return cls(taken, len(decisions) - taken)

    @property
    def all(self) -> int:
        return self.taken + self.dismissed


@dataclass(frozen=True)
class Refit:
    """A change to the shipped weights that was fitted on the older decisions.

    `before` are the weights in use and `after` the changed ones, both measured on the newest
    decisions, which were held back. `version` is the one in use, 0 for the shipped weights.
    """

    change: Change
    version: int
    fitted: Count
    held_back: Count
    before: Figures
    after: Figures


def measure_refit(session: Session) -> Refit:
    """Fit on the older decisions and measure on the newest. Changes nothing.

    Raises `TooFewDecisions`.
    """
    decisions = list_decisions(session)
    older, newest = _split(decisions)
    current = version_in_use(session)
    change = refit(shipped_weights(), _examples(older))
    return Refit(
        change=change,
        version=(current.id or 0) if current else 0,
        fitted=Count.of(older),
        held_back=Count.of(newest),
        before=evaluate(weights_of(current), _examples(newest)),
        after=evaluate(changed(shipped_weights(), change), _examples(newest)),
    )


def apply_refit(session: Session, *, actor: Actor, measured: Refit) -> WorthVersion:
    """Keep a refit and score new articles with it. What was measured is what is used.

    Raises `NoBetter` when it sorts the decisions held back worse than the weights in use.
    """
    if measured.after.average_precision <= measured.before.average_precision:
        raise NoBetter(
            "The refitted weights sort the decisions held back no better than those in use, "
            "so nothing was changed. Try again when there are more decisions."
        )
    return add_version(
        session,
        actor=actor,
        change=measured.change,
        fitted=measured.fitted.all,
        before=measured.before,
        after=measured.after,
    )


def _split(decisions: Sequence[Decision]) -> tuple[Sequence[Decision], Sequence[Decision]]:
    """The older decisions to fit on and the newest to measure on."""
    count = Count.of(decisions)
    if count.all < LEAST_DECISIONS:
        raise TooFewDecisions(
            f"Not enough decisions: {count.all} of at least {LEAST_DECISIONS} "
            f"({count.taken} taken, {count.dismissed} dismissed as not worth checking). "
            "Nothing was changed; try again when the desk has worked on."
        )
    at = len(decisions) - round(len(decisions) * HELD_BACK)
    older, newest = decisions[:at], decisions[at:]
    for name, part in (("older", older), ("newest", newest)):
        of_part = Count.of(part)
        if min(of_part.taken, of_part.dismissed) < LEAST_OF_EACH:
            raise TooFewDecisions(
                f"Not enough decisions of both kinds: the {name} {of_part.all} have "
                f"{of_part.taken} taken and {of_part.dismissed} dismissed as not worth checking, "
                f"and {LEAST_OF_EACH} of each are needed. Nothing was changed."
            )
    return older, newest


def _examples(decisions: Sequence[Decision]) -> list[Example]:
    return [Example(decision.text, int(decision.taken)) for decision in decisions]
