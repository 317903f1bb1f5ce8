"""Fetching an article's page: the guarded client, then the reader in its own process."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from factcheck.articles.reading import ReadArticle, read_article_in_child
from factcheck.errors import InvalidInput
from factcheck.net.client import Response, fetch
from factcheck.net.errors import Refused
from factcheck.net.policy import FetchPolicy


@dataclass(frozen=True)
class FetchedArticle:
    """An article with the page that it was read from."""

    read: ReadArticle
    page: Response


def fetch_article(url: str, *, policy: FetchPolicy) -> FetchedArticle:
    """The article at an address.

    Raises `InvalidInput`, with what to do, when another try cannot help (a refused address, a page
    without an article), and `FetchFailed` when it may.
    """
    try:
        page = fetch(url, policy=policy)
        return FetchedArticle(read_page_of_article(page), page)
    except Refused as error:
        raise InvalidInput(str(error)) from error


def read_page_of_article(page: Response) -> ReadArticle:
    """The article in a fetched page. Raises `InvalidInput` and `Refused`."""
    read = read_article_in_child(
        page.body, content_type=page.content_type or page.media_type, url=page.final_url
    )
    site = read.site_name or (urlsplit(page.final_url).hostname or "").removeprefix("www.")
    return replace(read, site_name=site)
