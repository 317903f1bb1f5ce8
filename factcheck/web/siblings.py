"""The other claims of a task's article, by the letters that they have on the article's page."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck.claims.models import Claim
from factcheck.tasks.models import Task
from factcheck.web.highlights import letter

MOST = 8


@dataclass(frozen=True)
class Sibling:
    """A claim of the same article, with its first task and its letter."""

    letter: str
    claim: Claim
    task: Task


def siblings_of(session: Session, claim: Claim) -> list[Sibling]:
    """The nearest other claims of the article that have a task, in the order of the text."""
    in_order = (col(Claim.start_offset), col(Claim.end_offset).desc())
    numbered = (
        select(col(Claim.id), func.row_number().over(order_by=in_order).label("number"))
        .where(Claim.article_id == claim.article_id)
        .subquery()
    )
    distance = func.abs(col(Claim.start_offset) - claim.start_offset)
    first_task = (
        select(func.min(Task.id))
        .where(Task.claim_id == Claim.id)
        .correlate(Claim)
        .scalar_subquery()
    )
    near = session.exec(
        select(Claim, Task, numbered.c.number)
        .join(numbered, numbered.c.id == col(Claim.id))
        .join(Task, col(Task.id) == first_task)
        .where(Claim.id != claim.id)
        .order_by(distance, col(Claim.id))
        .limit(MOST)
    ).all()
    found = [Sibling(letter(number - 1), other, task) for other, task, number in near]
    return sorted(found, key=lambda one: (one.claim.start_offset, -one.claim.end_offset))
