"""Checked claims as schema.org ClaimReview (JSON-LD), the `page` profile.

The same object stands in the public page and behind the API's `.jsonld`, made from the native JSON.
Of a quote check the claim's author is whoever printed the attribution, not the person quoted: a
“false” must not hang on somebody who never said it.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from factcheck.articles.text import is_web_address
from factcheck.publishing.checked import Published
from factcheck.publishing.native import native_json

# Of the markup alone, not of the words on the page.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Native = Mapping[str, Any]


def claim_review(published: Published, *, base: str, organisation: str) -> dict[str, Any] | None:
    """The ClaimReview of a checked claim; None when it was retracted."""
    return review_of(native_json(published, base), base=base, organisation=organisation)


def review_of(native: Native, *, base: str, organisation: str) -> dict[str, Any] | None:
    """The ClaimReview that a check's native JSON makes; None when it was retracted."""
    if native["state"] == "retracted":
        return None
    url, verdict = native["url"], native["verdict"]
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{url}#review",
        "url": url,
        "claimReviewed": _reviewed_in(native["claim"]),
        "author": {"@type": "Organization", "name": organisation, "url": base.rstrip("/") + "/"},
        "datePublished": _day(native["published_at"]),
        "dateModified": _day(native["updated_at"]),
        "inLanguage": native["article"]["language"],
        "reviewRating": _rating(verdict),
        "itemReviewed": _item_reviewed(native, base),
        "sdLicense": LICENCE,
    }
    citations = [item["url"] for item in verdict["evidence"] if item["url"]]
    if citations:
        review["citation"] = citations
    corrections = _corrections(native)
    if corrections:
        review["correction"] = corrections
    if native["associated"]:
        review["associatedClaimReview"] = [
            {"@type": "ClaimReview", "@id": f"{other}#review", "url": other}
            for other in native["associated"]
        ]
    return review


def _day(moment: str) -> str:
    return moment[:10]


def claim_reviewed(published: Published) -> str:
    """The claim in words: a quote check reviews that somebody said it."""
    speaker = published.speaker.name if published.speaker else None
    return _reviewed(published.claim.kind, published.claim.text, speaker)


def _reviewed(kind: str, text: str, speaker: str | None) -> str:
    return f"{speaker}: “{text}”" if kind == "quote" and speaker is not None else text


def _reviewed_in(claim: Native) -> str:
    return _reviewed(claim["kind"], claim["text"], claim["speaker"])


def _rating(verdict: Native) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": verdict["label"],
        "ratingExplanation": verdict["rationale"],
    }
    if verdict["value"] is not None:
        answer |= {
            "ratingValue": verdict["value"],
            "bestRating": verdict["scale"]["best"],
            "worstRating": verdict["scale"]["worst"],
        }
    return answer


def _item_reviewed(native: Native, base: str) -> dict[str, Any]:
    claim, article = native["claim"], native["article"]
    item: dict[str, Any] = {"@type": "Claim", "text": _reviewed_in(claim)}
    appearance = _appearance(article, base)
    if article["published"]:
        item["datePublished"] = article["published"]
    if claim["kind"] == "quote":
        if article["outlet"]:
            item["author"] = {"@type": "Organization", "name": article["outlet"]}
        if appearance:
            item["appearance"] = appearance
        item["about"] = _quotation(claim, appearance)
        return item
    if claim["speaker"] is not None:
        item["author"] = _speaker(claim)
    elif article["outlet"]:
        item["author"] = {"@type": "Organization", "name": article["outlet"]}
    if appearance:
        item["firstAppearance"] = appearance
    return item


def _speaker(claim: Native) -> dict[str, Any]:
    kind = "Organization" if claim["speaker_kind"] in ("body", "document") else "Person"
    speaker: dict[str, Any] = {"@type": kind, "name": claim["speaker"]}
    if claim["speaker_affiliation"]:
        belongs = "affiliation" if kind == "Person" else "memberOf"
        speaker[belongs] = {"@type": "Organization", "name": claim["speaker_affiliation"]}
    return speaker


def _appearance(article: Native, base: str) -> dict[str, Any] | None:
    """Where the claim was made; never a page of ours, which readers take for evidence."""
    url = article["url"] or ""
    if not is_web_address(url) or urlsplit(url).netloc == urlsplit(base).netloc:
        return None
    return {"@type": "CreativeWork", "url": url}


def _quotation(claim: Native, appearance: dict[str, Any] | None) -> dict[str, Any]:
    quotation: dict[str, Any] = {"@type": "Quotation", "text": claim["text"]}
    if claim["speaker"] is not None:
        quotation["author"] = _speaker(claim)
    if appearance:
        quotation["isPartOf"] = appearance
    return quotation


def _corrections(native: Native) -> list[dict[str, Any]]:
    return [
        {
            "@type": "CorrectionComment",
            "text": version["reason"],
            "datePublished": _day(version["approved_at"]),
        }
        for version in native["versions"][1:]
    ]
