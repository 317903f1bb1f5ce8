"""The one verdict that takes a single key: a quote that the comparison found word for word."""

from sqlmodel import Session

from factcheck.audit.log import Actor
from factcheck.context.citing import Citation
from factcheck.context.evidence import evidence_of
from factcheck.context.gathering import comparison_of
from factcheck.context.library import get_source
from factcheck.context.models import Comparison
from factcheck.language import gettext as _
from factcheck.tasks.lifecycle import VerbRefused
from factcheck.tasks.service import get_task
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.service import submit_verdict
from factcheck.verdicts.suggestion import suggest_rating

VERBATIM = "verbatim"


def comparison_mark(comparison: Comparison) -> str:
    """By which a page says which comparison it showed."""
    return f"{comparison.document_id}-{comparison.created_at.isoformat()}"


def verbatim_mark(session: Session, task_id: int) -> str:
    """The mark of a comparison that found the quote word for word and its speaker's; else empty."""
    task = get_task(session, task_id)
    comparison = comparison_of(session, task_id) if task.question == "said" else None
    if comparison is None or suggest_rating(session, task_id).rating != VERBATIM:
        return ""
    return comparison_mark(comparison)


def submit_verbatim(
    session: Session,
    *,
    actor: Actor,
    task_id: int,
    version: int | None,
    compared: str,
    rationale: str = "",
    cited: list[int] | None = None,
) -> Verdict:
    """Hand in “verbatim” on a task that one holds, resting on the comparison that was shown.

    `compared` is the mark of that comparison. An empty rationale says what was compared. Raises
    `VerbRefused` when the comparison is another one now, or is not verbatim.
    """
    comparison = comparison_of(session, task_id)
    if comparison is None or not compared or compared != verbatim_mark(session, task_id):
        raise VerbRefused(
            _(
                "The comparison that you saw is not the present one, or it is not "
                "verbatim. Look at it again, then decide."
            )
        )
    found = [
        item.id
        for item in evidence_of(session, task_id)
        if item.document_id == comparison.document_id
    ]
    ids = dict.fromkeys([*(cited or []), *found[:1]])
    title = get_source(session, comparison.document_id).title
    return submit_verdict(
        session,
        actor=actor,
        task_id=task_id,
        version=version,
        proposal=Proposal(
            rating=VERBATIM,
            rationale=rationale.strip() or _("Word for word as in “%(title)s”.", title=title),
            evidence=tuple(Citation(id=one) for one in ids),
        ),
    )
