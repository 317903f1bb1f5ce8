"""Sitemaps (sitemaps.org 0.9) and the news sitemap: the addresses of what stands.

A file holds the checks of a range of ids, so that it stays as it is while newer ones are added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

from sqlalchemy import func
from sqlmodel import Session, col, select

from factcheck import clock
from factcheck.publishing.checked import Published, load_all_published, page_url
from factcheck.publishing.claimreview import claim_reviewed
from factcheck.publishing.xml import add, document
from factcheck.verdicts.models import CheckedClaim

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# The most that a file may list.
PER_FILE = 50_000
NEWS_AT_MOST = 1000
NEWS_AGE = timedelta(days=2)


@dataclass(frozen=True)
class SitemapFile:
    """A file of the index: its number and when anything in it changed last."""

    number: int
    modified: datetime


def sitemap_files(session: Session, *, per_file: int = PER_FILE) -> list[SitemapFile]:
    """The files that the checks which stand are listed in."""
    number = ((col(CheckedClaim.id) - 1) // per_file).label("number")
    rows = session.exec(
        select(number, func.max(CheckedClaim.updated_at))
        .where(CheckedClaim.state != "retracted")
        .group_by("number")
        .order_by("number")
    )
    return [SitemapFile(int(one or 0), modified) for one, modified in rows]


def listed_pages(
    session: Session, number: int, *, per_file: int = PER_FILE
) -> list[tuple[str, datetime]]:
    """The slugs of a file with their last changes, in the order of their ids."""
    rows = session.exec(
        select(CheckedClaim.slug, CheckedClaim.updated_at)
        .where(
            CheckedClaim.state != "retracted",
            col(CheckedClaim.id) > number * per_file,
            col(CheckedClaim.id) <= (number + 1) * per_file,
        )
        .order_by(col(CheckedClaim.id))
    )
    return [(slug, modified) for slug, modified in rows]


def news_of(session: Session) -> list[Published]:
    """The checks of the last two days, the newest first, as many as a news sitemap may hold."""
    since = clock.now() - NEWS_AGE
    rows = session.exec(
        select(CheckedClaim)
        .where(
            # Never before it was published, and the index knows it.
            col(CheckedClaim.updated_at) >= since,
            col(CheckedClaim.published_at) >= since,
            CheckedClaim.state != "retracted",
        )
        .order_by(col(CheckedClaim.published_at).desc(), col(CheckedClaim.id).desc())
        .limit(NEWS_AT_MOST)
    ).all()
    return load_all_published(session, rows)


def write_index(addresses: Iterable[tuple[str, datetime | None]]) -> bytes:
    """The index: the address of each file, and when it changed if that is known. Pure."""
    return document(_listed("sitemapindex", "sitemap", addresses))


def write_sitemap(addresses: Iterable[tuple[str, datetime | None]]) -> bytes:
    """A file of addresses, each with its last change if that is known. Pure."""
    return document(_listed("urlset", "url", addresses))


def _listed(
    root_name: str, name: str, addresses: Iterable[tuple[str, datetime | None]]
) -> ET.Element:
    root = ET.Element(root_name, {"xmlns": SITEMAP})
    for address, modified in addresses:
        place = add(root, name)
        add(place, "loc", address)
        if modified is not None:
            add(place, "lastmod", modified.isoformat())
    return root


def write_news(checks: list[Published], *, base: str, organisation: str) -> bytes:
    """The news sitemap. Pure."""
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:news": NEWS})
    for published in checks:
        place = add(root, "url")
        add(place, "loc", page_url(published, base))
        news = add(place, "news:news")
        publication = add(news, "news:publication")
        add(publication, "news:name", organisation)
        add(publication, "news:language", published.article.language or "en")
        add(news, "news:publication_date", published.checked.published_at.isoformat())
        title = f"{published.rating['label']}: {claim_reviewed(published)}"
        add(news, "news:title", title)
    return document(root)
