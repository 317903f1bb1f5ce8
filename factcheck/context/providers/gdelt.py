"""GDELT: news articles of the days around the article that use the claim's words.

Source: GDELT DOC 2.0 API, mode `artlist`. It asks for at most one request in five seconds, and
explains itself in plain text when it does not like a question.
"""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from factcheck.articles.text import is_web_address
from factcheck.context.asking import Asker, Malformed
from factcheck.context.providers.base import Finding, Request
from factcheck.context.providers.passages import fit_address, tidy
from factcheck.context.search import query_terms
from factcheck.language import gettext as _
from factcheck.messages import marked

MOST = 5
TERMS = 6
# It refuses a question with shorter words.
SHORTEST_TERM = 3
DAYS_AROUND = timedelta(days=7)


class Gdelt:
    """Other outlets' articles about the same words."""

    name = "gdelt"
    label = marked("GDELT news search")
    url = "https://api.gdeltproject.org"
    needs_key = False
    seconds = 15.0
    rate = 12

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        words = search_words(request)
        if not words:
            return []
        query: dict[str, str | int] = {
            "query": words,
            "mode": "artlist",
            "format": "json",
            "maxrecords": MOST * 2,
            "sort": "hybridrel",
            **_days(request.published),
        }
        answer = ask.get_json("/api/v2/doc/doc", query)
        try:
            found = [_finding(article, words) for article in answer.get("articles", [])]
        except (KeyError, TypeError, AttributeError):
            raise Malformed(_("It answered with something that cannot be read.")) from None
        return [
            finding for finding in found if finding is not None and finding.url not in request.pages
        ][:MOST]


def search_words(request: Request) -> str:
    """The speaker's name as it stands, and the claim's telling words; all of them must be there."""
    name = tidy(request.speaker).replace('"', "")
    terms = [term for term in query_terms(request.text) if len(term) >= SHORTEST_TERM][:TERMS]
    return fit_address(" ".join([f'"{name}"'] * (" " in name) + terms))


def _days(published: date | None) -> dict[str, str | int]:
    if published is None:
        return {}
    noon = datetime.combine(published, time(12), UTC)
    return {
        "startdatetime": f"{noon - DAYS_AROUND:%Y%m%d000000}",
        "enddatetime": f"{noon + DAYS_AROUND:%Y%m%d235959}",
    }


def _finding(article: dict[str, Any], words: str) -> Finding | None:
    address = tidy(article["url"], 2048)
    if not is_web_address(address):
        return None
    return Finding(
        key=hashlib.sha256(address.encode()).hexdigest()[:32],
        title=tidy(article.get("title")) or address,
        passage="",
        url=address,
        place={
            "outlet": tidy(article.get("domain")),
            "language": tidy(article.get("language")),
            "country": tidy(article.get("sourcecountry")),
            "seen": _seen(article.get("seendate")),
        },
        found_by=marked("a news search for %(words)s", words=words),
    )


def _seen(value: object) -> str:
    try:
        return datetime.strptime(str(value), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""
