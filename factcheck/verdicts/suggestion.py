"""What the machine would say to a task. Never shown unasked: seen first, it anchors a reader."""

from dataclasses import dataclass

from sqlmodel import Session

from factcheck.audit.log import Actor, record_event
from factcheck.claims.service import get_claim, speaker_name
from factcheck.context.gathering import comparison_detail, comparison_of
from factcheck.context.passages import said_by_another
from factcheck.messages import marked
from factcheck.tasks.service import get_task


@dataclass(frozen=True)
class Suggestion:
    """A rating's code, empty when there is nothing to suggest, and what it comes from."""

    rating: str
    because: str


def suggest_rating(session: Session, task_id: int) -> Suggestion:
    """From a quote's comparison with its source; other questions are for people alone."""
    task = get_task(session, task_id)
    if task.question != "said":
        return Suggestion("", marked("the machine judges wordings, not whether something is true"))
    comparison = comparison_of(session, task_id)
    if comparison is None:
        return Suggestion("", marked("there is no source to hold the quote against"))
    speaker = speaker_name(session, get_claim(session, task.claim_id))
    said_by = comparison_detail(session, comparison).get("said_by", ())
    other = said_by_another(speaker, said_by) if speaker else None
    if other and comparison.result != "not_found":
        return Suggestion(
            "misattributed", marked("in the source, %(other)s says these words", other=other)
        )
    # The quote scale has a rating of the same code for every result of a comparison.
    return Suggestion(comparison.result, marked("this is how the quote compares with its source"))


def show_suggestion(session: Session, *, actor: Actor, task_id: int) -> Suggestion:
    """The suggestion for somebody who asked to see it; that they did is an event."""
    found = suggest_rating(session, task_id)
    record_event(
        session,
        actor=actor,
        action="task.suggestion_shown",
        object_type="task",
        object_id=task_id,
        rating=found.rating,
    )
    return found
