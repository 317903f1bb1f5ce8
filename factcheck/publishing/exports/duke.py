"""ClaimReview as Duke's Fact-Check Insights reads it: a closed set of keys, strings, days.

Made from the ClaimReview of the public page. Of the reviewed claim's author Duke wants a name or an
address, never both.
"""

from typing import Any

APPEARANCES = 15
_RATING_KEYS = ("ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation")
HEADER = (
    "id", "@context", "@type", "claimReviewed", "datePublished", "url", "author.@type",
    "author.name", "author.url", "itemReviewed.@type", "itemReviewed.author.name",
    "itemReviewed.author.@type", "itemReviewed.author.sameAs", "reviewRating.@type",
    "reviewRating.ratingValue", "reviewRating.alternateName", "author.image", "itemReviewed.name",
    "itemReviewed.datePublished", "itemReviewed.firstAppearance.url",
    "itemReviewed.firstAppearance.type", "itemReviewed.author.image",
    "reviewRating.ratingExplanation", "itemReviewed.author.jobTitle", "reviewRating.bestRating",
    "reviewRating.worstRating", "reviewRating.image",
    *(
        f"itemReviewed.appearance.{number}.{key}"
        for number in range(1, APPEARANCES + 1)
        for key in ("url", "@type")
    ),
)  # fmt: skip


def duke_review(review: dict[str, Any]) -> dict[str, Any]:
    """The page's ClaimReview in Duke's profile."""
    publisher = review["author"]
    return {
        "@context": review["@context"],
        "@type": review["@type"],
        "datePublished": review["datePublished"][:10],
        "url": review["url"],
        "author": {key: publisher[key] for key in ("@type", "name", "url")},
        "claimReviewed": review["claimReviewed"],
        "reviewRating": _rating(review["reviewRating"]),
        "itemReviewed": _item_reviewed(review["itemReviewed"]),
    }


def _rating(rating: dict[str, Any]) -> dict[str, str]:
    return {"@type": rating["@type"]} | {
        key: str(rating[key]) for key in _RATING_KEYS if rating.get(key) is not None
    }


def _item_reviewed(item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": item["@type"]}
    author = item.get("author")
    if author:
        found["author"] = {key: author[key] for key in ("@type", "name")}
        if author.get("sameAs"):
            found["author"]["sameAs"] = _listed(author["sameAs"])
    if item.get("datePublished"):
        found["datePublished"] = item["datePublished"][:10]
    if item.get("firstAppearance"):
        found["firstAppearance"] = _work(item["firstAppearance"])
    if item.get("appearance"):
        found["appearance"] = [_work(one) for one in _listed(item["appearance"])]
    return found


def _work(work: dict[str, Any]) -> dict[str, str]:
    return {key: work[key] for key in ("@type", "url")}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_BLANK: dict[str, str | int | None] = dict.fromkeys(HEADER)
# Names of cells are put together once, not for every check.
_PUBLISHER = {key: f"author.{key}" for key in ("@type", "name", "url")}
_RATING = {key: f"reviewRating.{key}" for key in ("@type", *_RATING_KEYS)}


def duke_row(checked_id: int, review: dict[str, Any]) -> dict[str, str | int | None]:
    """Duke's profile as a row of Duke's table; a missing value is an empty cell."""
    whole = duke_review(review)
    item, author, rating = whole["itemReviewed"], whole["author"], whole["reviewRating"]
    claimant, first = item.get("author", {}), item.get("firstAppearance", {})
    row = _BLANK.copy()
    row["id"] = checked_id
    for key in ("@context", "@type", "claimReviewed", "url", "datePublished"):
        row[key] = whole[key]
    for key, value in author.items():
        row[_PUBLISHER[key]] = value
    for key, value in rating.items():
        row[_RATING[key]] = value
    row["itemReviewed.@type"] = item["@type"]
    row["itemReviewed.datePublished"] = item.get("datePublished")
    row["itemReviewed.author.@type"] = claimant.get("@type")
    row["itemReviewed.author.name"] = claimant.get("name")
    row["itemReviewed.author.sameAs"] = " ".join(claimant.get("sameAs", ()))
    row["itemReviewed.firstAppearance.url"] = first.get("url")
    row["itemReviewed.firstAppearance.type"] = first.get("@type")
    for number, work in enumerate(item.get("appearance", ())[:APPEARANCES], start=1):
        row[f"itemReviewed.appearance.{number}.url"] = work["url"]
        row[f"itemReviewed.appearance.{number}.@type"] = work["@type"]
    return row
