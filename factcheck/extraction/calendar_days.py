"""Intervals of days on the calendar: weeks begin on Monday, both ends are included.

Nothing here raises for a date that does not exist or lies outside the calendar; the interval is
cut to what there is, or is None.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Northern meteorological seasons, by their first month."""


class Days(NamedTuple):
    """An interval; None is an open end."""

    earliest: date | None
    latest: date | None


def _clamped(ordinal: int) -> date:
    return date.fromordinal(max(date.min.toordinal(), min(date.max.toordinal(), ordinal)))


def day_before(day: date | None) -> date:
    """The day before; the first day of the calendar when there is none."""
    return _clamped(day.toordinal() - 1) if day else date.min


def day_after(day: date | None) -> date:
    """The day after; the last day of the calendar when there is none."""
    return _clamped(day.toordinal() + 1) if day else date.max


def direction(words: str) -> int:
    """-1 for "last" and its like, 1 for "next" and its like, 0 for "this" and no such word."""
    found = set(words.split())
    if found & {"last", "past", "previous"}:
        return -1
    if found & {"next", "coming", "following"}:
        return 1
    return 0


def exact(year: int, month: int, day: int) -> Days | None:
    """One day, None when the calendar has no such day."""
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Days(one, one)


def year_of(year: int) -> Days:
    """A calendar year, 1 to 9999."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def month_of(year: int, month: int) -> Days:
    """A calendar month."""
    first = date(year, month, 1)
    return Days(first, _clamped(_add_months(first, 1).toordinal() - 1))


def part_of_year(year: int, number: int, pieces: int) -> Days:
    """The number-th (from 1) of `pieces` equal parts of a year: halves or quarters."""
    months = 12 // pieces
    first = date(year, (number - 1) * months + 1, 1)
    return Days(first, month_of(year, number * months).latest)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year = max(1, min(9999, index // 12))
    month = index % 12 + 1
    last = 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def unit_around(day: date, unit: str, step: int) -> Days:
    """The calendar week, month, quarter, year … of a day, or a neighbour `step` away."""
    if unit == "day":
        one = _clamped(day.toordinal() + step)
        return Days(one, one)
    if unit in ("week", "weekend"):
        monday = day.toordinal() - day.weekday() + 7 * step
        return Days(_clamped(monday + (5 if unit == "weekend" else 0)), _clamped(monday + 6))
    if unit == "month":
        moved = _add_months(day.replace(day=1), step)
        return month_of(moved.year, moved.month)
    if unit == "quarter":
        moved = _add_months(day.replace(day=1), 3 * step)
        return part_of_year(moved.year, (moved.month - 1) // 3 + 1, 4)
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    first = (day.year // years + step) * years
    return Days(date(_a_year(first), 1, 1), date(_a_year(first + years - 1), 12, 31))


def _a_year(year: int) -> int:
    return max(1, min(9999, year))


def shifted(day: date, unit: str, count: int) -> Days:
    """`count` units before (negative) or after a day, as exactly as the unit is meant.

    "three days ago" is a day, "two weeks ago" a week, "two years ago" a calendar year.
    """
    if unit == "day":
        return unit_around(day, "day", count)
    if unit == "week":
        return unit_around(_clamped(day.toordinal() + 7 * count), "week", 0)
    if unit == "month":
        return unit_around(_add_months(day, count), "month", 0)
    return unit_around(_add_months(day, 12 * count * (10 if unit == "decade" else 1)), "year", 0)


def shifted_end(day: date, unit: str) -> date | None:
    """The day one unit later; None for units of no fixed length."""
    if unit == "day":
        return day_after(day)
    if unit == "week":
        return _clamped(day.toordinal() + 7)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    return _add_months(day, months) if months else None


def narrowed(whole: Days, words: str) -> Days:
    """The first, middle or last third of an interval for "early", "mid" and "late"."""
    if words.startswith("early") or " early" in words:
        return first_part(whole)
    if words.startswith("late") or " late" in words:
        return final_part(whole)
    if words.startswith("mid") or " mid" in words:
        return middle_part(whole)
    return whole


def _thirds(whole: Days) -> tuple[int, int, int]:
    first = (whole.earliest or date.min).toordinal()
    last = (whole.latest or date.max).toordinal()
    return first, last, (last - first + 1) // 3


def first_part(whole: Days) -> Days:
    """The first third."""
    first, _, third = _thirds(whole)
    return Days(whole.earliest, _clamped(first + max(0, third - 1)))


def middle_part(whole: Days) -> Days:
    """The middle third."""
    first, last, third = _thirds(whole)
    return Days(_clamped(first + third), _clamped(last - third))


def final_part(whole: Days) -> Days:
    """The last third."""
    _, last, third = _thirds(whole)
    return Days(_clamped(last - max(0, third - 1)), whole.latest)


def weekday_near(day: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday (Monday is 0) on the day or before it; on or after if `ahead`."""
    if ahead:
        return next_weekday(day, weekday)
    return _clamped(day.toordinal() - (day.weekday() - weekday) % 7)


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday on the day or after it."""
    return _clamped(day.toordinal() + (weekday - day.weekday()) % 7)


def nearest_date(day: date, month: int, number: int, *, ahead: bool) -> Days | None:
    """A day of a month in the year that makes it the last one before, or the next one after.

    A date up to a month on the other side is still taken to be of the day's own year: an article
    of 1 October that says "opened on October 20" most likely speaks of a plan.
    """
    slack = 31
    for year in (day.year, day.year + 1) if ahead else (day.year, day.year - 1):
        found = exact(_a_year(year), month, number)
        if found is None or found.earliest is None:
            continue
        away = found.earliest.toordinal() - day.toordinal()
        if (away >= -slack) if ahead else (away <= slack):
            return found
    return exact(day.year, month, number)


def nearest_month_year(day: date, month: int, *, ahead: bool, strictly: bool) -> int:
    """The year of the last such month up to a day, or of the next one from it on."""
    if ahead:
        later = month > day.month or (month == day.month and not strictly)
        return _a_year(day.year if later else day.year + 1)
    earlier = month < day.month or (month == day.month and not strictly)
    return _a_year(day.year if earlier else day.year - 1)


def season(year: int, name: str) -> Days:
    """A season, by the year that it begins in."""
    first = date(year, SEASONS[name], 1)
    return Days(first, _clamped(_add_months(first, 3).toordinal() - 1))


def season_around(day: date, name: str, step: int) -> Days:
    """ "this summer" is the one of the day's year; "last" and "next" the ones before and after."""
    this = season(day.year, name)
    first, last = this.earliest or day, this.latest or day
    if step < 0 and last < day:
        return this
    if step > 0 and first > day:
        return this
    return season(_a_year(day.year + step), name)
