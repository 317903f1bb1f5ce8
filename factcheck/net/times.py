"""Times as HTTP writes them. Source: RFC 9110, sections 5.6.7 and 10.2.3."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from factcheck import clock


def parse_http_date(value: str | None) -> datetime | None:
    """An HTTP date in UTC, or None for what is none."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def seconds_until(value: str | None) -> float | None:
    """A Retry-After header, seconds or a date, in seconds from now; None for neither."""
    if not value:
        return None
    if value.strip().isdecimal():
        seconds = float(value)
        return seconds if math.isfinite(seconds) else None
    moment = parse_http_date(value)
    return None if moment is None else max(0.0, (moment - clock.now()).total_seconds())
