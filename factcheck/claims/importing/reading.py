"""One ClaimReview of another publisher, read into plain fields. Pure; nothing is invented.

What is missing stays empty, what cannot be read as a number or a date is left out, and the object
is kept as it came.
"""

import hashlib
import html
import json
import math
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import category
from urllib.parse import urlsplit

from factcheck.articles.text import is_web_address
from factcheck.errors import InvalidInput

UNRATED = "unrated"
LONGEST = 20_000
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T\s])")
# Labels that say the same as a rating of our own scale of truth, and only those.
_LABELS = {
    "true": ("true", "correct", "accurate"),
    "mostly_true": ("mostly true", "mostly correct", "mostly accurate", "largely true"),
    "half_true": ("half true", "partly true", "partially true", "half-true"),
    "mostly_false": ("mostly false", "mostly incorrect", "largely false"),
    "false": ("false", "incorrect", "not true", "untrue", "wrong"),
}
_RATINGS = {label: rating for rating, labels in _LABELS.items() for label in labels}
_STEPS = ("false", "mostly_false", "half_true", "mostly_true", "true")


@dataclass(frozen=True)
class Review:
    """Another publisher's check; see `ImportedCheck` for the fields."""

    url: str
    claim: str
    title: str = ""
    claimant: str = ""
    publisher: str = ""
    publisher_host: str = ""
    label: str = ""
    rating: str = UNRATED
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    published: date | None = None
    language: str = ""
    licence: str = ""
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What makes two objects the same check: address, claim and publisher."""
        parts = json.dumps([self.url, self.claim, self.publisher_host])
        return hashlib.sha256(parts.encode()).hexdigest()


def read_review(raw: dict[str, Any]) -> Review:
    """Raises `InvalidInput`, saying what is missing, for one that names no claim or no address."""
    claim = _text(raw.get("claimReviewed"))
    if not claim:
        raise InvalidInput("It names no claim (claimReviewed).")
    url = _text(raw.get("url"))
    if not is_web_address(url):
        raise InvalidInput("It has no address (url) of the check.")
    author = _first_object(raw.get("author")) or _first_object(raw.get("publisher"))
    label, rating, numbers = _rating(_first_object(raw.get("reviewRating")))
    return Review(
        url=url,
        claim=claim,
        title=_text(raw.get("headline")) or _text(raw.get("name")),
        claimant=_claimant(raw.get("itemReviewed")),
        publisher=_text(author.get("name")),
        publisher_host=_host(_text(author.get("url"))) or _host(url),
        label=label,
        rating=rating,
        **numbers,
        published=_day(_text(raw.get("datePublished"))),
        language=_text(raw.get("inLanguage")),
        licence=_text(raw.get("sdLicense")),
        raw=_storable(raw),
    )


def _text(value: Any) -> str:
    """A value as one line of text: entities unescaped once, control characters left out.

    Of a list the first that says anything, of an object its name, value, address or id.
    """
    if isinstance(value, list):
        return next((text for text in map(_text, value) if text), "")
    if isinstance(value, dict):
        names = ("@value", "name", "url", "@id")
        return next((text for text in (_text(value.get(name)) for name in names) if text), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = html.unescape(_sane(str(value))[:LONGEST])
    return " ".join("".join(" " if category(one) == "Cc" else one for one in text).split())


def _sane(text: str) -> str:
    """The text without NUL and halves of characters, which no database stores."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _first_object(value: Any) -> dict[str, Any]:
    """An object, the first of a list, or a name that stands where an object should."""
    if isinstance(value, list):
        return next((found for found in map(_first_object, value) if found), {})
    if isinstance(value, str):
        return {"name": value}
    return value if isinstance(value, dict) else {}


def _claimant(item: Any) -> str:
    """Who made the claim: of a Claim, and of the CreativeWork that older markup reviews."""
    author = _first_object(item).get("author")
    people = author if isinstance(author, list) else [author]
    names = [_text(_first_object(one).get("name")) for one in people]
    return ", ".join(name for name in names if name)


def _rating(given: dict[str, Any]) -> tuple[str, str, dict[str, float | None]]:
    """Label, rating of ours and numbers. The label decides; a number only where there is none."""
    label = _text(given.get("alternateName")) or _text(given.get("name"))
    value, best, worst = (
        _number(given.get(name)) for name in ("ratingValue", "bestRating", "worstRating")
    )
    if not label and value is None:
        label = _text(given.get("ratingValue"))  # words where the number should be
    if "_" in label and " " not in label:
        label = label.replace("_", " ")
    rating = _RATINGS.get(label.casefold().rstrip(".!"), UNRATED)
    if value is None or best is None or worst is None or not worst <= value <= best > worst:
        return label, rating, {}
    if not label:
        rating = _STEPS[round((value - worst) / (best - worst) * (len(_STEPS) - 1))]
    return label, rating, {"value": value, "best": best, "worst": worst}


def _number(value: Any) -> float | None:
    text = _text(value)
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _day(text: str) -> date | None:
    """The day of any form that begins with one; a time behind it does not matter."""
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _storable(value: Any) -> Any:
    """The object as it came, but for what neither database can store."""
    if isinstance(value, dict):
        return {_sane(name): _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return _sane(value) if isinstance(value, str) else value
