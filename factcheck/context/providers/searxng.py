"""SearXNG: a search of the web by an engine of the desk's own choice.

Source: SearXNG search API, `/search?format=json`; its operator has to allow that format.
"""

import hashlib
from typing import Any

from factcheck.articles.text import is_web_address
from factcheck.context.asking import Asker, Malformed
from factcheck.context.providers.base import Finding, Request
from factcheck.context.providers.passages import LONGEST_PASSAGE, fit_address, tidy
from factcheck.language import gettext as _
from factcheck.messages import marked

MOST = 5
LONGEST_QUERY = 200


class Searxng:
    """The first results for the claim's words, with what the engine shows of each."""

    name = "searxng"
    label = marked("Web search")
    url = ""
    needs_key = False
    seconds = 10.0
    rate = 30

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        words = fit_address(tidy(request.text, LONGEST_QUERY))
        quoted = f'"{words}"' if request.kind == "quote" and '"' not in words else words
        query: dict[str, str | int] = {
            "q": f"{quoted} {tidy(request.speaker, 100)}".strip(),
            "format": "json",
            "language": request.language,
            "safesearch": 0,
        }
        answer = ask.get_json("/search", query)
        try:
            found = [_finding(result) for result in answer["results"]]
        except (KeyError, TypeError, AttributeError):
            raise Malformed(_("It answered with something that cannot be read.")) from None
        return [finding for finding in found if finding is not None][:MOST]


def _finding(result: dict[str, Any]) -> Finding | None:
    address = tidy(result["url"], 2048)
    if not is_web_address(address):
        return None
    engines = ", ".join(tidy(name, 40) for name in result.get("engines") or [] if name)
    return Finding(
        key=hashlib.sha256(address.encode()).hexdigest()[:32],
        title=tidy(result.get("title")) or address,
        passage=tidy(result.get("content"), LONGEST_PASSAGE),
        url=address,
        place={"published": tidy(result.get("publishedDate"))[:10]},
        found_by=marked("a web search (%(engines)s)", engines=engines)
        if engines
        else marked("a web search"),
    )
