"""The kinds of work: thin, each calling the stage that knows how.

`work` runs without a transaction, `apply` inside the one that finishes the job.
"""

from datetime import timedelta

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
from factcheck.articles.feeds.polling import POLL, Poll, ask, store_poll
from factcheck.articles.feeds.releasing import RELEASE, TAKE, release_items
from factcheck.articles.feeds.taking import ReadItem, fail_item, read_item, store_item
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
from factcheck.articles.withdrawal import TELL
from factcheck.audit.log import SYSTEM
from factcheck.claims.semantic import encoder_at
from factcheck.claims.worth import rate_of_desk
from factcheck.context.archived import SAVE, Saving, fail_saving, save_page, store_saving
from factcheck.context.gathering import Gathered, gather, give_up_gathering, store_gathered
from factcheck.context.incoming import (
    READ_BATCH,
    READ_SOURCE,
    Read,
    fail_incoming,
    get_incoming,
    read_incoming,
    store_incoming,
)
from factcheck.context.keeping import keep_pages
from factcheck.context.outside import ASK, ask_outside, give_up_asking, queue_outside, store_asked
from factcheck.context.providers import PROVIDERS
from factcheck.context.providers.outside import archive_that_saves, outbound_for, switched_on
from factcheck.context.rechecking import Look, look_at_page, store_look
from factcheck.context.running import Run
from factcheck.db import Database
from factcheck.extraction import extract
from factcheck.extraction.types import Extraction
from factcheck.net.policy import policy_for
from factcheck.publishing.checkpoints import COPY, Copied, copy_outside, store_copy
from factcheck.publishing.deliveries import (
    Attempt,
    attempt_delivery,
    give_up_attempt,
    store_attempt,
)
from factcheck.publishing.webhooks import DELIVER
from factcheck.settings import Settings
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import GATHER
from factcheck.tasks.telling import tell_tasks
from worker.runtime import Handler


class ExtractArticle:
    """Find the quotes and claims of an article version and open their tasks."""

    def work(self, db: Database, subject_id: int) -> Extraction:
        with db.read() as session:
            version = get_version(session, subject_id)
            published = get_article(session, version.article_id).published
            rate = rate_of_desk(session)
        return extract(version.text, published=published, rate=rate)

    def apply(self, session: Session, subject_id: int, result: Extraction) -> None:
        version = get_version(session, subject_id)
        open_tasks(session, actor=SYSTEM, version=version, extraction=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        article_id = get_version(session, subject_id).article_id
        fail_article(session, actor=SYSTEM, article_id=article_id, reason=reason)


class GatherContext:
    """Bring a task what is needed to decide it."""

    def work(self, db: Database, subject_id: int) -> Gathered:
        settings = Settings()
        return gather(
            db,
            subject_id,
            PROVIDERS,
            seconds=settings.gather_seconds,
            encoder=encoder_at(settings.semantic_model),
        )

    def apply(self, session: Session, subject_id: int, result: Gathered) -> None:
        store_gathered(session, actor=SYSTEM, task_id=subject_id, gathered=result)
        queue_outside(session, task_id=subject_id, providers=switched_on(Settings()))

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        give_up_gathering(session, actor=SYSTEM, task_id=subject_id, reason=reason)


class AskOutside:
    """Ask the outside providers whose time has come for a task."""

    def work(self, db: Database, subject_id: int) -> tuple[Run, ...]:
        settings = Settings()
        runs = ask_outside(
            db,
            subject_id,
            switched_on(settings),
            outbound_for(settings),
            seconds=settings.gather_seconds,
        )
        return keep_pages(db, runs, archive=archive_for(settings))

    def apply(self, session: Session, subject_id: int, result: tuple[Run, ...]) -> None:
        on = switched_on(Settings())
        store_asked(session, actor=SYSTEM, task_id=subject_id, runs=result, providers=on)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        give_up_asking(session, task_id=subject_id, reason=reason)


class SavePage:
    """Have the Internet Archive save a page, and see what became of it."""

    def work(self, db: Database, subject_id: int) -> Saving:
        settings = Settings()
        return save_page(db, subject_id, archive_that_saves(settings), outbound_for(settings))

    def apply(self, session: Session, subject_id: int, result: Saving) -> None:
        store_saving(session, actor=SYSTEM, page_id=subject_id, saving=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        fail_saving(session, page_id=subject_id, reason=reason)


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


class PollFeed:
    """Ask a feed what is new."""

    def work(self, db: Database, subject_id: int) -> Poll:
        return ask(db, subject_id, policy=policy_for(Settings()))

    def apply(self, session: Session, subject_id: int, result: Poll) -> None:
        interval = timedelta(minutes=Settings().feed_minutes)
        store_poll(session, actor=SYSTEM, feed_id=subject_id, poll=result, interval=interval)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        self.apply(session, subject_id, Poll(failure=reason))


class ReleaseItems:
    """Let go of the items of feeds whose turn it is."""

    def work(self, db: Database, subject_id: int) -> None:
        """Nothing: it is all one short transaction."""

    def apply(self, session: Session, subject_id: int, result: None) -> None:
        release_items(session, pace=Settings().feed_pace_seconds)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        """The timetable asks for it again."""


class TakeItem:
    """Make an article of a feed's item."""

    def work(self, db: Database, subject_id: int) -> ReadItem | None:
        settings = Settings()
        policy, archive = policy_for(settings), archive_for(settings)
        return read_item(db, subject_id, policy=policy, archive=archive)

    def apply(self, session: Session, subject_id: int, result: ReadItem | None) -> None:
        store_item(session, actor=SYSTEM, item_id=subject_id, read=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        fail_item(session, item_id=subject_id, reason=reason)


class TellTasks:
    """Tell an article's tasks that it was withdrawn, or stands again."""

    def work(self, db: Database, subject_id: int) -> None:
        """Nothing: it is all one short transaction."""

    def apply(self, session: Session, subject_id: int, result: None) -> None:
        tell_tasks(session, actor=SYSTEM, article_id=subject_id)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        """The article's own page says it all the same."""


class DeliverWebhook:
    """Tell an endpoint of one change; what it answers is kept, and may ask for another attempt."""

    def work(self, db: Database, subject_id: int) -> Attempt:
        return attempt_delivery(db, subject_id, policy=policy_for(Settings()))

    def apply(self, session: Session, subject_id: int, result: Attempt) -> None:
        store_attempt(session, subject_id, result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        give_up_attempt(session, subject_id, reason)


class CopyCheckpoint:
    """Bring the log's newest checkpoint to where nobody here can change it."""

    def work(self, db: Database, subject_id: int) -> Copied | None:
        settings = Settings()
        return copy_outside(db, settings.checkpoint_url, policy=policy_for(settings))

    def apply(self, session: Session, subject_id: int, result: Copied | None) -> None:
        store_copy(session, result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        """The timetable asks for it again."""


class ReadSource:
    """Read a document that was uploaded with others, or fetch it, and put it into the library."""

    def work(self, db: Database, subject_id: int) -> Read:
        with db.read() as session:
            row = get_incoming(session, subject_id)
        return read_incoming(row, policy=policy_for(Settings()), archive=archive_for(Settings()))

    def apply(self, session: Session, subject_id: int, result: Read) -> None:
        store_incoming(session, actor=SYSTEM, incoming_id=subject_id, read=result)

    def on_dead(self, session: Session, subject_id: int, reason: str) -> None:
        fail_incoming(session, incoming_id=subject_id, reason=reason)


HANDLERS: dict[str, Handler] = {
    EXTRACT: ExtractArticle(),
    GATHER: GatherContext(),
    ASK: AskOutside(),
    SAVE: SavePage(),
    FETCH: FetchArticle(),
    STORE: StoreCopy(),
    CHECK: CheckPage(),
    POLL: PollFeed(),
    RELEASE: ReleaseItems(),
    TAKE: TakeItem(),
    TELL: TellTasks(),
    DELIVER: DeliverWebhook(),
    READ_SOURCE: ReadSource(),
    COPY: CopyCheckpoint(),
    READ_BATCH: ReadSource(),
}
