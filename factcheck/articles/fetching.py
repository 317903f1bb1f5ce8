"""Fetching an article's page: the guarded client, then the reader in its own process."""

from dataclasses import replace
from urllib.parse import urlsplit

from factcheck.articles.reading import ReadArticle, read_article_in_child
from factcheck.errors import InvalidInput
from factcheck.net.client import fetch
from factcheck.net.errors import Refused
from factcheck.net.policy import FetchPolicy


def fetch_article(url: str, *, policy: FetchPolicy) -> ReadArticle:
    """The article at an address.

    Raises `InvalidInput`, with what to do, when another try cannot help (a refused address, a page
    without an article), and `FetchFailed` when it may.
    """
    try:
        response = fetch(url, policy=policy)
        read = read_article_in_child(
            response.body,
            content_type=response.content_type or response.media_type,
            url=response.final_url,
        )
    except Refused as error:
        raise InvalidInput(str(error)) from error
    site = read.site_name or (urlsplit(response.final_url).hostname or "").removeprefix("www.")
    return replace(read, site_name=site)
