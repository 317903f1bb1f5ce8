"""Time expressions, anchored on the article's date into intervals of days.

"Wednesday" is a day, "the first half of 2024" a hundred and eighty-two. An expression that needs
the article's date and has none is given with `anchored` false and no days: never a guess.
"""

from __future__ import annotations

import re
from datetime import date

from factcheck.extraction import calendar_days as days
from factcheck.extraction.calendar_days import Days
from factcheck.extraction.time_patterns import MAY_HAVE_MONTH, PLAIN_MONTH, TIME
from factcheck.extraction.time_rules import RESOLVERS, Anchor
from factcheck.extraction.types import TimeSpan
from factcheck.extraction.words import lowered


def find_times(
    text: str, start: int, end: int, published: date | None, *, ahead: bool = False
) -> tuple[TimeSpan, ...]:
    """Time expressions in `text[start:end]`, in order, without overlaps.

    `ahead` says that a bare weekday or month lies ahead of the article's date, not behind it.
    """
    words = lowered(text[start:end])
    anchor = Anchor(published, ahead)
    return tuple(
        _time_span(match, text, start, anchor)
        for match in TIME.finditer(words)
        if _has_capital(match, text, start)
    )


def _has_capital(match: re.Match[str], text: str, offset: int) -> bool:
    """ "in May" is a month, "this may" is not."""
    if match.lastgroup not in MAY_HAVE_MONTH:
        return True
    month = PLAIN_MONTH.search(match.group())
    if month is None or month.group()[0] not in "am":
        return True
    return text[offset + match.start() + month.start()].isupper()


def _time_span(match: re.Match[str], text: str, offset: int, anchor: Anchor) -> TimeSpan:
    rule = match.lastgroup or ""
    bound = match["bound"] or ""
    start = offset + (match.start() if bound == "on" else match.start(rule))
    end = offset + match.end()
    words = match.group(rule)
    interval, needs_date = RESOLVERS[rule](words, anchor)
    if interval is not None and rule != "years":
        interval = _bounded(interval, bound, anchor)
    return TimeSpan(
        start,
        end,
        text[start:end],
        interval.earliest if interval else None,
        interval.latest if interval else None,
        anchored=interval is not None or not needs_date,
    )


def _bounded(interval: Days, bound: str, anchor: Anchor) -> Days:
    """ "since 2014" runs to the article's date, "by 2030" ends with 2030."""
    if bound in ("since", "from"):
        begun = anchor.published and interval.earliest and interval.earliest <= anchor.published
        return Days(interval.earliest, anchor.published if begun else None)
    if bound in ("by", "until", "within"):
        return Days(None, interval.latest)
    if bound == "before":
        return Days(None, days.day_before(interval.earliest))
    if bound == "after":
        return Days(days.day_after(interval.latest), None)
    return interval
