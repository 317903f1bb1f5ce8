"""The pages that the article links to near the claim: what they say of it."""

import hashlib
from typing import Any

from factcheck.articles.reading import read_page_in_child
from factcheck.context.asking import Asker, AskFailed, AskLater
from factcheck.context.providers.base import ANY_HOST, Finding, Request
from factcheck.context.providers.passages import LONGEST_PASSAGE, best_passages, tidy
from factcheck.context.providers.surroundings import paragraphs_around
from factcheck.errors import FactcheckError
from factcheck.language import gettext as _
from factcheck.messages import marked
from factcheck.net.client import Response

MOST_PAGES = 3
PASSAGES_OF_A_PAGE = 2


class LinkedPages:
    """Fetches the pages linked in the claim's paragraph and its neighbours, the nearest first."""

    name = "linked_pages"
    label = marked("Pages linked in the article")
    url = ANY_HOST
    needs_key = False
    seconds = 20.0
    rate = 30

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        findings: list[Finding] = []
        failures: list[FactcheckError] = []
        links = links_near(request)
        for link in links:
            try:
                page = ask.get_page(link["url"])
                findings += _read(page, link, request)
            except FactcheckError as error:
                failures.append(error)
        if failures and len(failures) == len(links):
            raise _told(failures)
        return findings


def links_near(request: Request) -> list[dict[str, Any]]:
    """The links around the claim, the nearest first, each address once."""
    start, end = paragraphs_around(request.article_text, request.start, request.end)
    near = [link for link in request.links if start <= link["start"] < end]
    near.sort(key=lambda link: max(request.start - link["end"], link["start"] - request.end, 0))
    return list({link["url"]: link for link in reversed(near)}.values())[::-1][:MOST_PAGES]


def _read(page: Response, link: dict[str, Any], request: Request) -> list[Finding]:
    read = read_page_in_child(
        page.body, content_type=page.content_type or page.media_type, url=page.final_url
    )
    dated = {"published": read.published.isoformat()} if read.published else {}
    return [
        Finding(
            key=hashlib.sha256(f"{link['url']}\n{fit.passage.text}".encode()).hexdigest()[:32],
            title=tidy(read.title) or link["url"],
            passage=tidy(fit.passage.text, LONGEST_PASSAGE),
            url=page.final_url,
            place=fit.passage.place.to_json() | dated,
            found_by=f"linked at “{tidy(link['text'], 80)}”; {fit.found_by}",
            page=page,
        )
        for fit in best_passages(read.text, request, most=PASSAGES_OF_A_PAGE)
    ]


def _told(failures: list[FactcheckError]) -> FactcheckError:
    """No page could be read: when one of them may be asked later, that one says when."""
    for failure in failures:
        if isinstance(failure, AskLater):
            return failure
    if len(failures) == 1:
        return failures[0]
    return AskFailed(
        _(
            "None of the %(count)s pages could be read. %(failures)s",
            count=len(failures),
            failures=failures[0],
        )
    )
