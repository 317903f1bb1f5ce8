"""Google Fact Check Tools: what other desks have published about the claim.

Source: Fact Check Tools API v1alpha1, `claims:search`.
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
LONGEST_QUERY = 300


class FactCheckTools:
    """Published checks that resemble the claim, by whoever marks them up."""

    name = "fact_check_tools"
    label = marked("Google Fact Check Tools")
    url = "https://factchecktools.googleapis.com"
    needs_key = True
    seconds = 10.0
    rate = 60

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        query: dict[str, str | int] = {
            "query": fit_address(tidy(request.text, LONGEST_QUERY)),
            "languageCode": request.language,
            "pageSize": MOST,
        }
        # In a header, so that it stands in no log and no cache.
        answer = ask.get_json(
            "/v1alpha1/claims:search", query, headers={"X-Goog-Api-Key": ask.service.key}
        )
        try:
            reviewed = [
                _finding(claim, review)
                for claim in answer.get("claims", [])
                for review in claim["claimReview"]
            ]
        except (KeyError, TypeError, AttributeError):
            raise Malformed(_("It answered with something that cannot be read.")) from None
        return [finding for finding in reviewed if finding is not None][:MOST]


def _finding(claim: dict[str, Any], review: dict[str, Any]) -> Finding | None:
    address = tidy(review["url"], 2048)
    if not is_web_address(address):
        return None
    publisher = review.get("publisher") or {}
    name = tidy(publisher.get("name")) or tidy(publisher.get("site"))
    rating, text = tidy(review.get("textualRating")), tidy(claim.get("text"), LONGEST_PASSAGE)
    claimant = tidy(claim.get("claimant"))
    said = f"{claimant}: “{text}”" if claimant else f"“{text}”"
    return Finding(
        key=hashlib.sha256(f"{address}\n{text}".encode()).hexdigest()[:32],
        title=f"{name}: {tidy(review.get('title')) or text}" if name else text,
        passage=f"{said} Rated “{rating}” by {name or address}.",
        url=address,
        place={
            "publisher": name,
            "rating": rating,
            "claimed": tidy(claim.get("claimDate"))[:10],
            "reviewed": tidy(review.get("reviewDate"))[:10],
            "language": tidy(review.get("languageCode"), 35),
        },
        found_by=marked("resembles the claim, says Google; a check of theirs, not of this desk"),
    )
