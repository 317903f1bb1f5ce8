"""An article that its publisher takes back, holds back, or lets stand again."""

from sqlmodel import Session

from factcheck import clock
from factcheck.articles.service import get_article
from factcheck.audit.log import Actor, record_event
from factcheck.messages import marked
from factcheck.queueing.outbox import add_job

TELL = "tell_tasks"
CANCELED = marked("Its publisher withdrew this article. What it says may no longer stand.")
WITHHELD = marked("Its publisher holds this article back for now. What it says may yet change.")


def note_withdrawn(session: Session, *, actor: Actor, article_id: int, sentence: str) -> None:
    """Note that an article is withdrawn or withheld, or with an empty sentence that it stands.

    Whoever works at its claims is told by a job. Nothing happens when it is known already.
    """
    article = get_article(session, article_id)
    if article.withdrawn == sentence:
        return
    article.withdrawn, article.updated_at = sentence, clock.now()
    session.add(article)
    record_event(
        session,
        actor=actor,
        action="article.withdrawn" if sentence else "article.released",
        object_type="article",
        object_id=article_id,
        reason=sentence,
    )
    add_job(session, TELL, article_id)
