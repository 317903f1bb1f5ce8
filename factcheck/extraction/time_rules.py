"""What each kind of time expression means, given the article's date."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from factcheck.extraction import calendar_days as days
from factcheck.extraction.calendar_days import Days
from factcheck.extraction.time_patterns import (
    COUNTS,
    HAS_YEAR,
    MONTHS,
    PARTS,
    PLAIN_DAY,
    PLAIN_MONTH,
    PLAIN_WEEKDAY,
    WEEKDAYS,
)


class Anchor(NamedTuple):
    """The article's date, if known, and whether the clause looks ahead ("will meet Thursday")."""

    published: date | None
    ahead: bool = False


Resolved = tuple[Days | None, bool]
"""The interval, None when it cannot be told; and whether it depends on the article's date."""


def _year_in(words: str) -> int | None:
    found = HAS_YEAR.search(words)
    return int(found.group()) if found else None


def _month_in(words: str) -> int:
    found = PLAIN_MONTH.search(words)
    return MONTHS.index(found.group()[:3].lower()) + 1 if found else 1


def _count_in(words: str) -> int:
    for word in words.replace("couple of", "couple").split():
        if word.isdigit():
            return int(word)
        if word in COUNTS and not (word in ("a", "an") and "couple" in words):
            return COUNTS[word]
    return 1


_UNIT_NAMES = MappingProxyType(
    {
        name + plural: name
        for name in ("weekend", "day", "week", "month", "quarter", "year", "decade")
        for plural in ("", "s")
    }
    | {"century": "century", "centuries": "century"}
)


def _unit_in(words: str) -> str:
    return next((_UNIT_NAMES[word] for word in words.split() if word in _UNIT_NAMES), "day")


def _relative_year(words: str, anchor: Anchor) -> int | None:
    year = _year_in(words)
    if year is not None:
        return year
    if anchor.published is None:
        return None
    return anchor.published.year + days.direction(words)


def _iso(words: str, _: Anchor) -> Resolved:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None, False
    return Days(day, day), False


def _part(words: str, anchor: Anchor) -> Resolved:
    tail = words.split(" of ")[-1] if " of " in words else words
    year = _relative_year(tail, anchor)
    if year is None:
        return None, True
    pieces = 2 if "half" in words or "six" in words else 4
    named = next((PARTS[word] for word in words.split() if word in PARTS), -1)
    return days.part_of_year(year, pieces if named < 0 else min(named, pieces), pieces), False


def _quarter(words: str, anchor: Anchor) -> Resolved:
    year = _relative_year(words, anchor)
    if year is None:
        return None, True
    return days.part_of_year(year, int(words[1]), 4), False


def _rest(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    whole = days.unit_around(anchor.published, _unit_in(words), 0)
    return Days(anchor.published, whole.latest), True


def _end(words: str, anchor: Anchor) -> Resolved:
    whole, needs_date = _whole_period(words, anchor)
    if whole is None:
        return None, needs_date
    if "end" in words.split():
        return days.final_part(whole), needs_date
    if "middle" in words:
        return days.middle_part(whole), needs_date
    return days.first_part(whole), needs_date


def _whole_period(words: str, anchor: Anchor) -> Resolved:
    if PLAIN_MONTH.search(words):
        return _month(words, anchor)
    year = _year_in(words)
    if year is not None:
        return days.year_of(year), False
    if anchor.published is None:
        return None, True
    return days.unit_around(anchor.published, _unit_in(words), days.direction(words)), True


def _day_date(words: str, anchor: Anchor) -> Resolved:
    year = _year_in(words)
    month = _month_in(words)
    day = PLAIN_DAY.search(HAS_YEAR.sub("", words))
    number = int(day.group()) if day else 1
    if year is not None:
        return days.exact(year, month, number), False
    if anchor.published is None:
        return None, True
    return days.nearest_date(anchor.published, month, number, ahead=anchor.ahead), True


def _month(words: str, anchor: Anchor) -> Resolved:
    year = _year_in(words)
    month = _month_in(words)
    if year is None:
        if anchor.published is None:
            return None, True
        step = days.direction(words)
        ahead = anchor.ahead or step > 0
        year = days.nearest_month_year(anchor.published, month, ahead=ahead, strictly=step != 0)
        return days.narrowed(days.month_of(year, month), words), True
    return days.narrowed(days.month_of(year, month), words), False


def _years(words: str, _: Anchor) -> Resolved:
    found = re.findall(r"\d+", words)
    first = int(found[0])
    last = int(found[1]) if len(found[1]) == 4 else first // 100 * 100 + int(found[1])
    if last < first:
        return None, False
    return Days(date(first, 1, 1), date(last, 12, 31)), False


def _decade(words: str, _: Anchor) -> Resolved:
    first = int(re.findall(r"\d{4}", words)[0])
    return days.narrowed(Days(date(first, 1, 1), date(first + 9, 12, 31)), words), False


def _season(words: str, anchor: Anchor) -> Resolved:
    name = next(name for name in days.SEASONS if name in words)
    year = _year_in(words)
    if year is not None:
        return days.season(year, name), False
    if anchor.published is None:
        return None, True
    return days.season_around(anchor.published, name, days.direction(words)), True


def _part_year(words: str, _: Anchor) -> Resolved:
    return days.narrowed(days.year_of(_year_in(words) or 1), words), False


def _weekdays(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    first, last = (WEEKDAYS.index(name.lower()) for name in PLAIN_WEEKDAY.findall(words)[:2])
    start = days.weekday_near(anchor.published, first, ahead=anchor.ahead)
    return Days(start, days.next_weekday(start, last)), True


def _weekday(words: str, anchor: Anchor) -> Resolved:
    if words.split()[-1].rstrip("s") != words.split()[-1]:
        return None, False
    if anchor.published is None:
        return None, True
    found = PLAIN_WEEKDAY.search(words)
    number = WEEKDAYS.index(found.group().lower()) if found else 0
    if "last" in words:
        day = days.weekday_near(days.day_before(anchor.published), number, ahead=False)
    elif "next" in words or "following" in words:
        monday = days.unit_around(anchor.published, "week", 1).earliest
        day = days.next_weekday(monday or anchor.published, number)
    elif "this" in words:
        monday = days.unit_around(anchor.published, "week", 0).earliest
        day = days.next_weekday(monday or anchor.published, number)
    else:
        day = days.weekday_near(anchor.published, number, ahead=anchor.ahead)
    return Days(day, day), True


def _ago(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    return days.shifted(anchor.published, _unit_in(words), -_count_in(words)), True


def _ahead(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    point = days.shifted(anchor.published, _unit_in(words), _count_in(words))
    if "next" not in words and "coming" not in words:
        return point, True
    return Days(anchor.published, point.latest), True


def _behind(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    point = days.shifted(anchor.published, _unit_in(words), -_count_in(words))
    return Days(point.earliest, anchor.published), True


def _unit(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    unit = _unit_in(words)
    whole = days.unit_around(anchor.published, unit, days.direction(words))
    if "coming" in words and days.shifted_end(anchor.published, unit):
        return Days(anchor.published, days.shifted_end(anchor.published, unit)), True
    if "earlier" in words:
        return Days(whole.earliest, anchor.published), True
    if "later" in words:
        return Days(anchor.published, whole.latest), True
    return days.narrowed(whole, words), True


def _today(words: str, anchor: Anchor) -> Resolved:
    if anchor.published is None:
        return None, True
    step = {"yesterday": -1, "tomorrow": 1}.get(words, 0)
    day = days.shifted(anchor.published, "day", step).earliest
    return Days(day, day), True


def _year(words: str, _: Anchor) -> Resolved:
    return days.year_of(_year_in(words) or 1), False


RESOLVERS: Mapping[str, Callable[[str, Anchor], Resolved]] = MappingProxyType(
    {
        "iso": _iso,
        "part": _part,
        "quarter": _quarter,
        "rest": _rest,
        "end": _end,
        "daydate": _day_date,
        "monthyear": _month,
        "month": _month,
        "years": _years,
        "decade": _decade,
        "season": _season,
        "partyear": _part_year,
        "weekdays": _weekdays,
        "weekday": _weekday,
        "ago": _ago,
        "ahead": _ahead,
        "behind": _behind,
        "unit": _unit,
        "today": _today,
        "year": _year,
    }
)
