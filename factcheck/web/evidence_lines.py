"""What a card of evidence says of its date and its place, and its link to the very words.

A date counts beside the claim's: what was written after the claim cannot have been its source.
"""

from datetime import date
from typing import Any
from urllib.parse import quote, urldefrag

from flask import Flask

from factcheck.language import gettext as _
from factcheck.language import ngettext

# Where providers say when a page came out, the most certain first.
_DATED_BY = ("published", "reviewed", "seen")
_MOST_WORDS = 10
_WORDS_AT_AN_END = 4


def day_of(place: dict[str, Any]) -> date | None:
    """The day on which a page came out, as its provider told; None when it is not known."""
    for key in _DATED_BY:
        try:
            return date.fromisoformat(str(place.get(key) or "")[:10])
        except ValueError:
            continue
    return None


def beside_claim(day: date, said: date | None) -> str:
    """The evidence's day beside the day of the claim, in words; "" when the latter is unknown."""
    if said is None:
        return ""
    days = (said - day).days
    if days < 0:
        return _("after the claim")
    if days == 0:
        return _("same day")
    return ngettext("%(num)s day before the claim", "%(num)s days before the claim", days)


def place_in_words(place: dict[str, Any]) -> str:
    """Where in its document a passage stands: page, paragraph, time in the recording, speaker."""
    parts = []
    if place.get("page"):
        parts.append(_("page %(page)s", page=place["page"]))
    if place.get("paragraph"):
        parts.append(_("paragraph %(paragraph)s", paragraph=place["paragraph"]))
    if place.get("timestamp") is not None:
        parts.append(_("at %(time)s", time=_clock(place["timestamp"])))
    if place.get("speaker"):
        parts.append(str(place["speaker"]))
    return ", ".join(parts)


def _clock(seconds: float) -> str:
    """Seconds as a player shows them: 1:02:05, 0:07."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def at_words(address: str, passage: str) -> str:
    """The address with a text fragment, so that a browser opens the page at the passage.

    Source: URL Fragment Text Directives, WICG draft community group report. A fragment that the
    address has already stays in front of it.
    """
    words = passage.split()
    if not address or not words:
        return address
    ends = [words] if len(words) <= _MOST_WORDS else _ends_of(words)
    directive = ",".join(_escaped(" ".join(part)) for part in ends)
    page, fragment = urldefrag(address)
    return f"{page}#{fragment}:~:text={directive}"


def _ends_of(words: list[str]) -> list[list[str]]:
    return [words[:_WORDS_AT_AN_END], words[-_WORDS_AT_AN_END:]]


def _escaped(words: str) -> str:
    """Dashes, commas and ampersands have a meaning of their own in a text directive."""
    return quote(words, safe="").replace("-", "%2D")


def init_evidence_lines(app: Flask) -> None:
    for function in (day_of, beside_claim, place_in_words, at_words):
        app.jinja_env.filters[function.__name__] = function
