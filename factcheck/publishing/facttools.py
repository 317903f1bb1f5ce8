"""Checked claims in the flat schemas of Google's Fact Check Tools API (discovery 20240929)."""

from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from factcheck.publishing.checked import Published, page_url
from factcheck.publishing.claimreview import claim_reviewed


def site_of(url: str) -> str:
    """The host of an address, without scheme, port or `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def instant(day: date | datetime) -> str:
    """RFC 3339 in UTC, as Google's clients expect; a day is its midnight."""
    if not isinstance(day, datetime):
        day = datetime.combine(day, time(), UTC)
    return day.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def google_claim(published: Published, *, base: str, organisation: str) -> dict[str, Any]:
    """A checked claim as `Claim`, with its one review. What is not known is left out.

    Of a quote the claimant is whoever printed the attribution, as in ClaimReview.
    """
    article = published.article
    claim: dict[str, Any] = {"text": claim_reviewed(published)}
    claimant = _claimant(published)
    if claimant:
        claim["claimant"] = claimant
    if article.published:
        claim["claimDate"] = instant(article.published)
    label = published.rating["label"]
    claim["claimReview"] = [
        {
            "publisher": {"name": organisation, "site": site_of(base)},
            "url": page_url(published, base),
            "title": f"{label}: {published.claim.text}",
            "reviewDate": instant(published.approval.created_at),
            "textualRating": label,
            "languageCode": article.language,
        }
    ]
    return claim


def _claimant(published: Published) -> str:
    if published.claim.kind == "claim" and published.speaker is not None:
        return published.speaker.name
    return published.article.outlet
