"""Checked claims as schema.org ClaimReview (JSON-LD), the `page` profile.

The same object stands in the public page and behind the API's `.jsonld`. Of a quote check the
claim's author is whoever printed the attribution, not the person quoted: a “false” must not hang on
somebody who never said it.
"""

from typing import Any
from urllib.parse import urlsplit

from factcheck.articles.text import is_web_address
from factcheck.claims.models import Speaker
from factcheck.publishing.checked import Published, page_url, url_of_slug

# Of the markup alone, not of the words on the page.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def claim_review(published: Published, *, base: str, organisation: str) -> dict[str, Any] | None:
    """The ClaimReview of a checked claim; None when it was retracted."""
    if published.is_retracted:
        return None
    url = page_url(published, base)
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{url}#review",
        "url": url,
        "claimReviewed": claim_reviewed(published),
        "author": {"@type": "Organization", "name": organisation, "url": base.rstrip("/") + "/"},
        "datePublished": published.checked.published_at.date().isoformat(),
        "dateModified": published.checked.updated_at.date().isoformat(),
        "inLanguage": published.article.language,
        "reviewRating": _rating(published),
        "itemReviewed": _item_reviewed(published, base),
        "sdLicense": LICENCE,
    }
    citations = [item["url"] for item in published.verdict.evidence if item["url"]]
    if citations:
        review["citation"] = citations
    corrections = _corrections(published)
    if corrections:
        review["correction"] = corrections
    if published.associated:
        review["associatedClaimReview"] = [
            {"@type": "ClaimReview", "@id": f"{url}#review", "url": url}
            for url in (url_of_slug(one.slug, base) for one in published.associated)
        ]
    return review


def claim_reviewed(published: Published) -> str:
    """The claim in words: a quote check reviews that somebody said it."""
    if published.claim.kind == "quote" and published.speaker is not None:
        return f"{published.speaker.name}: “{published.claim.text}”"
    return published.claim.text


def _rating(published: Published) -> dict[str, Any]:
    rating = published.rating
    answer: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": rating["label"],
        "ratingExplanation": published.verdict.rationale,
    }
    if rating["value"] is not None:
        values = [one["value"] for one in published.scale.ratings if one["value"] is not None]
        answer |= {
            "ratingValue": rating["value"],
            "bestRating": max(values),
            "worstRating": min(values),
        }
    return answer


def _item_reviewed(published: Published, base: str) -> dict[str, Any]:
    claim, article = published.claim, published.article
    item: dict[str, Any] = {"@type": "Claim", "text": claim_reviewed(published)}
    appearance = _appearance(published, base)
    if article.published:
        item["datePublished"] = article.published.isoformat()
    if claim.kind == "quote":
        if article.outlet:
            item["author"] = {"@type": "Organization", "name": article.outlet}
        if appearance:
            item["appearance"] = appearance
        item["about"] = _quotation(published, appearance)
        return item
    if published.speaker is not None:
        item["author"] = _speaker(published.speaker)
    elif article.outlet:
        item["author"] = {"@type": "Organization", "name": article.outlet}
    if appearance:
        item["firstAppearance"] = appearance
    return item


def _speaker(speaker: Speaker) -> dict[str, Any]:
    kind = "Organization" if speaker.kind in ("body", "document") else "Person"
    return {"@type": kind, "name": speaker.name}


def _appearance(published: Published, base: str) -> dict[str, Any] | None:
    """Where the claim was made; never a page of ours, which readers take for evidence."""
    url = published.article.url or ""
    if not is_web_address(url) or urlsplit(url).netloc == urlsplit(base).netloc:
        return None
    return {"@type": "CreativeWork", "url": url}


def _quotation(published: Published, appearance: dict[str, Any] | None) -> dict[str, Any]:
    quotation: dict[str, Any] = {"@type": "Quotation", "text": published.claim.text}
    if published.speaker is not None:
        quotation["author"] = _speaker(published.speaker)
    if appearance:
        quotation["isPartOf"] = appearance
    return quotation


def _corrections(published: Published) -> list[dict[str, Any]]:
    return [
        {
            "@type": "CorrectionComment",
            "text": reason,
            "datePublished": approval.created_at.date().isoformat(),
        }
        for (_verdict, approval), reason in zip(
            published.history[1:], published.reasons[1:], strict=False
        )
    ]
