"""The lines of a list of tasks, with the names and counts that they show."""

from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.log import Actor
from factcheck.claims.models import Claim, Speaker
from factcheck.context.links import count_links
from factcheck.tasks.lifecycle import OPEN_STATES, Offer, offers
from factcheck.tasks.models import Task
from factcheck.tasks.queries import TaskRow
from factcheck.tasks.service import facts_of, person_of
from factcheck.verdicts.models import ChangeRequest
from factcheck.verdicts.service import open_change_requests
from factcheck.web.evidence_cards import count_evidence

Kind = TypeVar("Kind", Article, Speaker, User)


@dataclass(frozen=True)
class Row:
    """A line of the inbox, with the names that it shows."""

    task: Task
    claim: Claim
    article: Article
    speaker: Speaker | None
    holder: User | None
    earlier: int
    evidence: int
    offers: dict[str, Offer]
    asked: ChangeRequest | None

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and it is still open."""
        due = self.task.due
        return due is not None and self.task.state in OPEN_STATES and due < clock.now().date()


def rows_of(session: Session, actor: Actor, found: list[TaskRow]) -> list[Row]:
    """The tasks with their article, speaker and holder, in seven queries however many they are."""
    now, person = clock.now(), person_of(actor)
    articles = _by_id(session, Article, {row.claim.article_id for row in found})
    speakers = _by_id(session, Speaker, {row.claim.speaker_id for row in found})
    ids = [row.task.id for row in found if row.task.id is not None]
    earlier, evidence = count_links(session, ids), count_evidence(session, ids)
    asked = open_change_requests(
        session, [row.task.id or 0 for row in found if row.task.state == "returned"]
    )
    holders = _by_id(session, User, {row.task.holder_id for row in found})
    return [
        Row(
            row.task,
            row.claim,
            articles[row.claim.article_id],
            speakers.get(row.claim.speaker_id or 0),
            holders.get(row.task.holder_id or 0),
            earlier.get(row.task.id or 0, 0),
            evidence.get(row.task.id or 0, 0),
            {
                offer.transition.verb: offer
                for offer in offers(facts_of(row.task), person, now)
                if offer.allowed
            },
            asked.get(row.task.id or 0),
        )
        for row in found
    ]


def _by_id(session: Session, kind: type[Kind], ids: set[int] | set[int | None]) -> dict[int, Kind]:
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    found = session.exec(select(kind).where(col(kind.id).in_(wanted)))
    return {row.id: row for row in found if row.id is not None}
