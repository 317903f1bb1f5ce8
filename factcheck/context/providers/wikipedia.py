"""Wikipedia: the passages of its articles that speak of the claim.

Source: MediaWiki Action API, `list=search` and `prop=extracts|info` (TextExtracts).
"""

import re
from typing import Any

from factcheck.context.asking import Asker, AskFailed, Malformed
from factcheck.context.providers.base import Finding, Request
from factcheck.context.providers.passages import LONGEST_PASSAGE, best_passages, fit_address, tidy
from factcheck.context.search import query_terms
from factcheck.language import gettext as _
from factcheck.messages import marked

ARTICLES = 2
PASSAGES_OF_AN_ARTICLE = 2
TERMS = 10
LICENCE = "CC BY-SA 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by-sa/4.0/"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Wikipedia:
    """Full-text search in the Wikipedia of the article's language, then the articles' text."""

    name = "wikipedia"
    label = marked("Wikipedia")
    url = "https://{language}.wikipedia.org"
    needs_key = False
    seconds = 10.0
    rate = 60

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        language = request.language.lower().partition("-")[0]
        language = language if _LANGUAGE.fullmatch(language) else "en"
        base = ask.service.url.replace("{language}", language)
        titles = _search(ask, base, request)
        findings: list[Finding] = []
        for title in titles:
            findings += _passages(ask, base, title, request)
        return findings


def search_words(request: Request) -> str:
    """The speaker and the claim's telling words, any of which may be in the article."""
    terms = query_terms(f"{request.speaker or ''} {request.text}")[:TERMS]
    return fit_address(" OR ".join(terms)).removesuffix(" OR")


def _search(ask: Asker, base: str, request: Request) -> list[str]:
    words = search_words(request)
    if not words:
        return []
    answer = _query(
        ask,
        base,
        {"list": "search", "srsearch": words, "srlimit": ARTICLES, "srprop": "", "srinfo": ""},
    )
    try:
        titles = [tidy(hit["title"]) for hit in answer["query"]["search"]]
    except (KeyError, TypeError):
        raise Malformed(_("It answered with something that cannot be read.")) from None
    return [title for title in titles if title]


def _passages(ask: Asker, base: str, title: str, request: Request) -> list[Finding]:
    answer = _query(
        ask,
        base,
        {
            "prop": "extracts|info",
            "titles": title,
            "explaintext": 1,
            "exsectionformat": "plain",
            "inprop": "url",
            "redirects": 1,
        },
    )
    try:
        (page,) = answer["query"]["pages"]
        text, shown, address = str(page.get("extract") or ""), tidy(page["title"]), page["fullurl"]
        revision = int(page["lastrevid"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Malformed(_("It answered with something that cannot be read.")) from None
    return [
        Finding(
            key=f"{shown}#{fit.passage.start}",
            title=shown,
            passage=tidy(fit.passage.text, LONGEST_PASSAGE),
            url=tidy(address, 2048),
            place={
                "revision": revision,
                "licence": LICENCE,
                "licence_url": LICENCE_URL,
                "attribution": f"Wikipedia contributors, “{shown}”",
            },
            found_by=fit.found_by,
        )
        for fit in best_passages(text, request, most=PASSAGES_OF_AN_ARTICLE)
    ]


def _query(ask: Asker, base: str, query: dict[str, str | int]) -> dict[str, Any]:
    answer = ask.get_json(
        "/w/api.php", {"action": "query", "format": "json", "formatversion": 2, **query}, base=base
    )
    if not isinstance(answer, dict):
        raise Malformed(_("It answered with something that cannot be read."))
    if "error" in answer:
        # It answers 200 to a question that it cannot answer.
        told = answer["error"]
        reason = tidy(told.get("info") if isinstance(told, dict) else "", 200)
        raise AskFailed(_("It could not answer: %(reason)s.", reason=reason or "no reason given"))
    return answer
