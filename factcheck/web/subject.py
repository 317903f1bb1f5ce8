"""What a task is about, read in one statement: claim, article, speaker, holder."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from factcheck.accounts.models import User
from factcheck.articles.models import Article, ArticleVersion
from factcheck.claims.models import Claim, Speaker
from factcheck.errors import NotFound
from factcheck.language import gettext as _
from factcheck.tasks.models import Task


@dataclass(frozen=True)
class Subject:
    """A task with the rows that every page of it shows; `holder` is a name or empty."""

    task: Task
    claim: Claim
    version: ArticleVersion
    article: Article
    speaker: Speaker | None
    holder: str


def read_subject(session: Session, task_id: int) -> Subject:
    """Raises `NotFound`."""
    row = session.execute(
        select(Task, Claim, ArticleVersion, Article, Speaker, User.name)  # type: ignore[call-overload]
        .join(Claim, col(Claim.id) == col(Task.claim_id))
        .join(ArticleVersion, col(ArticleVersion.id) == col(Claim.article_version_id))
        .join(Article, col(Article.id) == col(Claim.article_id))
        .join(Speaker, col(Speaker.id) == col(Claim.speaker_id), isouter=True)
        .join(User, col(User.id) == col(Task.holder_id), isouter=True)
        .where(Task.id == task_id)
    ).first()
    if row is None:
        raise NotFound(_("There is no task %(task_id)s.", task_id=task_id))
    task, claim, version, article, speaker, holder = row
    return Subject(task, claim, version, article, speaker, holder or "")
