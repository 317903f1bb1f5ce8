"""What a task's claim repeats, as its page shows it."""

import json
from dataclasses import dataclass

from sqlmodel import Session

from factcheck import clock
from factcheck.accounts.service import names_of
from factcheck.articles.models import Article
from factcheck.articles.service import get_article
from factcheck.audit.log import Actor
from factcheck.audit.models import Event
from factcheck.context.links import Link, basis_in_words, links_of, undoable_decision
from factcheck.tasks.lifecycle import offers
from factcheck.tasks.models import Task
from factcheck.tasks.service import facts_of, person_of


@dataclass(frozen=True)
class LinkView:
    """A link as the page shows it; `article` is where the other claim of ours stands."""

    link: Link
    article: Article | None
    basis: str
    decided_by: str
    can_undo: bool
    can_close: bool


@dataclass(frozen=True)
class EarlierView:
    """Everything that a task's claim may repeat."""

    task: Task
    links: tuple[LinkView, ...]

    @property
    def first_open(self) -> int | None:
        """The link that the keys decide on next."""
        waiting = (one.link.row.id for one in self.links if one.link.row.state == "suggested")
        return next(waiting, None)


def read_earlier(session: Session, actor: Actor, task: Task, history: list[Event]) -> EarlierView:
    """A task's links with their names, in the order of the page."""
    assert task.id is not None
    links = links_of(session, task.id)
    names = names_of(session, [link.row.decided_by for link in links])
    event = undoable_decision(history, actor)
    undoable = json.loads(event.payload)["link"] if event else None
    may_close = any(
        offer.allowed and offer.transition.verb == "mark_duplicate"
        for offer in offers(facts_of(task), person_of(actor), clock.now())
    )
    return EarlierView(
        task,
        tuple(
            LinkView(
                link,
                get_article(session, link.known.article_id) if link.known.article_id else None,
                basis_in_words(link.row.basis),
                names.get(link.row.decided_by or 0, ""),
                link.row.id == undoable,
                may_close and link.row.state == "confirmed" and link.known.kind == "open",
            )
            for link in links
        ),
    )
