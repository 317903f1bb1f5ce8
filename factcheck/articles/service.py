"""Use cases of what comes in: taking an article, its fetched text, its failure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.articles.links import place_links
from factcheck.articles.models import Article, ArticleVersion
from factcheck.articles.reading_result import ReadArticle
from factcheck.articles.text import is_web_address, text_hash, tidy_text, title_from
from factcheck.audit.log import Actor, record_event
from factcheck.db import lock_name
from factcheck.errors import InvalidInput, NotFound
from factcheck.language import gettext as _
from factcheck.queueing.outbox import add_job

EXTRACT = "extract_article"
FETCH = "fetch_article"


@dataclass(frozen=True)
class Taken:
    """An article as it was taken in; `new` is False when its very text was here before."""

    article: Article
    version: ArticleVersion | None
    new: bool


def _checked_url(url: str | None) -> str | None:
    url = (url or "").strip()
    if not url:
        return None
    if not is_web_address(url):
        raise InvalidInput(
            _("This is no web address. It should begin with https://."),
            {"url": _("Give an address that begins with https://.")},
        )
    return url


def _id(row: Article | ArticleVersion) -> int:
    assert row.id is not None
    return row.id


def find_version_by_text(session: Session, sha256: str) -> ArticleVersion | None:
    return session.exec(
        select(ArticleVersion)
        .where(ArticleVersion.sha256 == sha256)
        .order_by(col(ArticleVersion.id))
    ).first()


def add_article(
    session: Session,
    *,
    actor: Actor,
    text: str,
    title: str = "",
    url: str | None = None,
    outlet: str = "",
    language: str = "en",
    published: date | None = None,
    links: Iterable[tuple[str, str]] = (),
    snapshot_id: int | None = None,
) -> Taken:
    """Take an article's text and send it to extraction.

    The same text again gives back the article that holds it. A known address with other words than
    its newest version becomes a new version, even with words that it had before. `links` are the
    words and addresses of its page's links, in order, and `snapshot_id` is the copy of the page.
    Raises `InvalidInput` for text that cannot be used.
    """
    text = tidy_text(text)
    address = _checked_url(url)
    sha256 = text_hash(text)
    # Always in this order, so that nobody waits in a circle.
    lock_name(session, sha256)
    lock_name(session, address or sha256)
    known = find_version_by_text(session, sha256)
    article = _article_at(session, address)
    if known is not None and (article is None or not _returns_to(session, article, known)):
        return Taken(get_article(session, known.article_id), known, new=False)
    article = article or _new_article(
        session, actor=actor, url=address, outlet=outlet, language=language
    )
    article.title = title.strip() or article.title or title_from(text)
    article.outlet = outlet.strip() or article.outlet
    article.published = published or article.published
    version = add_version(
        session, actor=actor, article=article, text=text, links=links, snapshot_id=snapshot_id
    )
    return Taken(article, version, new=True)


def add_article_by_address(session: Session, *, actor: Actor, url: str) -> Taken:
    """Take an address; a worker fetches its text. A known address gives back its article."""
    address = _checked_url(url)
    if address is None:
        raise InvalidInput(
            _("Give the article's address or its text."), {"url": _("Give an address.")}
        )
    lock_name(session, address)
    article = _article_at(session, address)
    if article is not None and article.state != "failed":
        return Taken(article, latest_version(session, _id(article)), new=False)
    article = article or _new_article(session, actor=actor, url=address)
    article.state, article.failure = "fetching", ""
    session.add(article)
    session.flush()
    add_job(session, FETCH, _id(article), url=address)
    return Taken(article, None, new=True)


def _returns_to(session: Session, article: Article, known: ArticleVersion) -> bool:
    """Whether an article has come back to the words of one of its own earlier versions."""
    latest = latest_version(session, _id(article))
    return known.article_id == article.id and latest is not None and latest.sha256 != known.sha256


def _article_at(session: Session, url: str | None) -> Article | None:
    if url is None:
        return None
    return session.exec(select(Article).where(Article.url == url).with_for_update()).first()


def _new_article(
    session: Session, *, actor: Actor, url: str | None, outlet: str = "", language: str = "en"
) -> Article:
    now = clock.now()
    article = Article(
        url=url,
        outlet=outlet.strip(),
        language=language,
        added_by=actor.id,
        created_at=now,
        updated_at=now,
    )
    session.add(article)
    session.flush()
    record_event(
        session,
        actor=actor,
        action="article.added",
        object_type="article",
        object_id=_id(article),
        url=url,
    )
    return article


def add_version(
    session: Session,
    *,
    actor: Actor,
    article: Article,
    text: str,
    links: Iterable[tuple[str, str]] = (),
    snapshot_id: int | None = None,
) -> ArticleVersion:
    """Store tidy text as the article's next version and send it to extraction.

    The newest version is given back if it has these words already.
    """
    article_id = _id(article)
    lock_article(session, article_id)
    newest = latest_version(session, article_id)
    if newest is not None and newest.sha256 == text_hash(text):
        if article.state not in ("failed", "fetching"):
            return newest
        version = newest
    else:
        version = ArticleVersion(
            article_id=article_id,
            number=1 if newest is None else newest.number + 1,
            title=article.title,
            text=text,
            sha256=text_hash(text),
            nonquotes=[],
            links=place_links(text, links),
            created_at=clock.now(),
            snapshot_id=snapshot_id,
        )
        session.add(version)
        session.flush()
        record_event(
            session,
            actor=actor,
            action="article.version_added",
            object_type="article",
            object_id=article_id,
            number=version.number,
            sha256=version.sha256,
            snapshot=snapshot_id,
        )
    article.state, article.failure, article.updated_at = "extracting", "", clock.now()
    session.add(article)
    add_job(session, EXTRACT, _id(version))
    return version


def store_fetched_text(
    session: Session,
    *,
    actor: Actor,
    article_id: int,
    read: ReadArticle,
    snapshot_id: int | None = None,
) -> ArticleVersion:
    """Give a fetched article its text, and what its page says of itself.

    `snapshot_id` is the copy of the page that was read.
    """
    article = get_article(session, article_id)
    text = tidy_text(read.text)
    article.title = read.title.strip() or article.title or title_from(text)
    article.outlet = read.site_name or article.outlet
    article.language = read.language or article.language
    day = read.published.date() if isinstance(read.published, datetime) else read.published
    article.published = day or article.published
    return add_version(
        session,
        actor=actor,
        article=article,
        text=text,
        links=read.links,
        snapshot_id=snapshot_id,
    )


def mark_extracted(
    session: Session,
    version: ArticleVersion,
    nonquotes: list[dict[str, object]],
    set_aside: list[dict[str, object]],
) -> None:
    """Note that a version went through extraction, and what it set aside."""
    version.extracted_at = clock.now()
    version.nonquotes, version.set_aside = nonquotes, set_aside
    article = get_article(session, version.article_id)
    article.state, article.updated_at = "ready", clock.now()
    session.add(version)
    session.add(article)


def fail_article(session: Session, *, actor: Actor, article_id: int, reason: str) -> None:
    """Note why an article could not be fetched or read; the page offers to paste its text."""
    article = get_article(session, article_id)
    article.state, article.failure, article.updated_at = "failed", reason, clock.now()
    session.add(article)
    record_event(
        session,
        actor=actor,
        action="article.failed",
        object_type="article",
        object_id=article_id,
        reason=reason,
    )


def get_article(session: Session, article_id: int) -> Article:
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound(_("There is no article %(article_id)s.", article_id=article_id))
    return article


def lock_article(session: Session, article_id: int) -> None:
    """Let nobody else change which version is the article's newest until the transaction ends."""
    session.exec(select(Article.id).where(Article.id == article_id).with_for_update()).one()


def get_version(session: Session, version_id: int) -> ArticleVersion:
    version = session.get(ArticleVersion, version_id)
    if version is None:
        raise NotFound(_("There is no article version %(version_id)s.", version_id=version_id))
    return version


def latest_version(session: Session, article_id: int) -> ArticleVersion | None:
    return session.exec(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article_id)
        .order_by(col(ArticleVersion.number).desc())
    ).first()


def list_versions(session: Session, article_id: int) -> list[ArticleVersion]:
    """Every version of an article, oldest first."""
    return list(
        session.exec(
            select(ArticleVersion)
            .where(ArticleVersion.article_id == article_id)
            .order_by(col(ArticleVersion.number))
        )
    )


def get_version_numbered(session: Session, article_id: int, number: int) -> ArticleVersion:
    version = session.exec(
        select(ArticleVersion).where(
            ArticleVersion.article_id == article_id, ArticleVersion.number == number
        )
    ).first()
    if version is None:
        raise NotFound(
            _(
                "Article %(article_id)s has no version %(number)s.",
                article_id=article_id,
                number=number,
            )
        )
    return version


def list_articles(session: Session, *, before: int | None = None, limit: int = 50) -> list[Article]:
    """Newest first; `before` is the id of the last one seen."""
    statement = select(Article).order_by(col(Article.id).desc()).limit(limit)
    if before is not None:
        statement = statement.where(col(Article.id) < before)
    return list(session.exec(statement))
