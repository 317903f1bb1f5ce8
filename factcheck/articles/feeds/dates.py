"""The dates of feeds, which are written in every way. Pure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

# Before the web there were no feeds: what is older is a clock at zero.
_FIRST_YEAR = 1990
_LAST_YEAR = 2200
_ISO_DATE = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?"
)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d\d)")


def moment_from(text: object) -> datetime | None:
    """A moment in UTC, or None for what is none.

    Reads ISO 8601 and W3C dates (with or without time, zone or hyphens), RFC 822 and its habits,
    and seconds since 1970. Without a zone it is taken as UTC, and a day as its first moment.
    """
    if not isinstance(text, str | int | float) or isinstance(text, bool):
        return None
    written = str(text).strip()
    for read in (_iso, _rfc822, _seconds):
        try:
            found = read(written)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found is not None:
            return sane(found)
    return None


def sane(moment: datetime) -> datetime | None:
    """The moment in UTC, or None for one that no feed can mean."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _iso(text: str) -> datetime | None:
    if _YEAR_MONTH.fullmatch(text):
        text += "-01"
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    plain = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    return datetime.fromisoformat(plain + _offset(zone))


def _offset(zone: str | None) -> str:
    if zone is None or not zone.startswith(("+", "-")):
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _rfc822(text: str) -> datetime | None:
    return parsedate_to_datetime(text)


def _seconds(text: str) -> datetime | None:
    if not text.isdecimal() or not 9 <= len(text) <= 13:
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def from_struct(parts: Any) -> datetime | None:
    """A moment from feedparser's nine numbers, which are in UTC."""
    try:
        year, month, day, hour, minute, second = parts[:6]
        return sane(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return None
