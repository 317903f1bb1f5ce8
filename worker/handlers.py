"""The kinds of work: thin, each calling the stage that knows how.

`work` runs without a transaction, `apply` inside the one that finishes the job.
"""

from sqlmodel import Session

from factcheck.archive.service import (
    STORE,
    Copy,
    keep_copy,
    note_stored,
    record_snapshot,
    store_waiting_copy,
)
from factcheck.archive.store import archive_for
from factcheck.archive.watching import CHECK, watch_page
from factcheck.articles.fetching import fetch_article
from factcheck.articles.reading import ReadArticle
from factcheck.articles.service import (
    EXTRACT,
    FETCH,
    fail_article,
    get_article,
    get_version,
    store_fetched_text,
)
from factcheck.articles.text import tidy_text
from factcheck.audit.log import SYSTEM
from factcheck.context.gathering import Gathered, gather, give_up_gathering, store_gathered
from factcheck.context.providers import PROVIDERS
from factcheck.context.rechecking import Look, look_at_page, store_look
from factcheck.db import Database
from factcheck.extraction import extract
from factcheck.extraction.types import Extraction
from factcheck.net.policy import policy_for
from factcheck.settings import Settings
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import GATHER
from worker.runtime import Handler


class ExtractArticle:
    """Find the quotes and claims of an article version and open their tasks."""

    def work(self, db: Database, subject_id: int) -> Extraction:
        with db.read() as session:
            version = get_version(session, subject_id)
            published = get_article(session, version.article_id).published
        return extract(version.text, published=published)

    def apply(self, session: Session, subject_id: int, result: Extraction) -> None:
        version = get_version(session, subject_id)
        open_tasks(session, actor=SYSTEM, version=version, extraction=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        article_id = get_version(session, subject_id).article_id
        fail_article(session, actor=SYSTEM, article_id=article_id, reason=reason)


class GatherContext:
    """Bring a task what is needed to decide it."""

    def work(self, db: Database, subject_id: int) -> Gathered:
        return gather(db, subject_id, PROVIDERS)

    def apply(self, session: Session, subject_id: int, result: Gathered) -> None:
        store_gathered(session, actor=SYSTEM, task_id=subject_id, gathered=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        give_up_gathering(session, actor=SYSTEM, task_id=subject_id, reason=reason)


class FetchArticle:
    """Fetch an article's page, keep it, and give the article its text."""

    def work(self, db: Database, subject_id: int) -> tuple[ReadArticle, Copy]:
        settings = Settings()
        with db.read() as session:
            url = get_article(session, subject_id).url or ""
        fetched = fetch_article(url, policy=policy_for(settings))
        return fetched.read, keep_copy(fetched.page, url=url, archive=archive_for(settings))

    def apply(self, session: Session, subject_id: int, result: tuple[ReadArticle, Copy]) -> None:
        read, copy = result
        snapshot = record_snapshot(session, copy=copy, text=tidy_text(read.text))
        watch_page(session, purpose="article", url=copy.url, snapshot=snapshot)
        store_fetched_text(
            session, actor=SYSTEM, article_id=subject_id, read=read, snapshot_id=snapshot.id
        )

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        fail_article(session, actor=SYSTEM, article_id=subject_id, reason=reason)


class StoreCopy:
    """Give the archive a copy that it did not take when the page was fetched."""

    def work(self, db: Database, subject_id: int) -> str:
        return store_waiting_copy(db, subject_id, archive=archive_for(Settings()))

    def apply(self, session: Session, subject_id: int, result: str) -> None:
        note_stored(session, subject_id, result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        """The copy goes on waiting in the database; the timetable tries it again."""


class CheckPage:
    """Look whether a page has changed."""

    def work(self, db: Database, subject_id: int) -> Look:
        settings = Settings()
        return look_at_page(
            db, subject_id, policy=policy_for(settings), archive=archive_for(settings)
        )

    def apply(self, session: Session, subject_id: int, result: Look) -> None:
        store_look(session, actor=SYSTEM, page_id=subject_id, look=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        store_look(session, actor=SYSTEM, page_id=subject_id, look=Look("failed", failure=reason))


HANDLERS: dict[str, Handler] = {
    EXTRACT: ExtractArticle(),
    GATHER: GatherContext(),
    FETCH: FetchArticle(),
    STORE: StoreCopy(),
    CHECK: CheckPage(),
}
