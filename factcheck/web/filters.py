"""How times, numbers and addresses are written on pages."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask

from factcheck import clock
from factcheck.language import day_in_words, month_in_words, number_in_words
from factcheck.language import gettext as _

_STEPS = ((60, "min"), (60, "h"), (24, "d"))


def ago(moment: datetime) -> str:
    """How long ago, or in how long: `now`, `12 min ago`, `in 3 h`; a date beyond 30 days."""
    passed = clock.now() - moment
    if abs(passed) > timedelta(days=30):
        return day(moment)
    amount, unit = abs(passed.total_seconds()), "s"
    for size, name in _STEPS:
        if amount < size:
            break
        amount, unit = amount / size, name
    if unit == "s":
        return _("now")
    if passed > timedelta(0):
        return _("%(length)s ago", length=_measure(int(amount), unit))
    return _("in %(length)s", length=_measure(int(amount), unit))


def length(seconds: float) -> str:
    """A length of time in its largest unit: `40 s`, `12 min`, `3.5 h`, `4 d`."""
    size, unit = 86_400, "d"
    if seconds < 90:
        return _measure(round(seconds), "s")
    if seconds < 90 * 60:
        size, unit = 60, "min"
    elif seconds < 36 * 3600:
        size, unit = 3600, "h"
    return _measure(seconds / size, unit)


def _measure(amount: float, unit: str) -> str:
    """An amount of a unit of time, to one decimal."""
    written = number_in_words(amount, "0.#")
    return {
        "s": _("%(amount)s s", amount=written),
        "min": _("%(amount)s min", amount=written),
        "h": _("%(amount)s h", amount=written),
        "d": _("%(amount)s d", amount=written),
    }[unit]


def moment(value: datetime) -> str:
    """A full time in UTC; a script on the page puts it in the reader's zone."""
    return _("%(day)s, %(time)s UTC", day=day(value), time=clock_time(value))


def iso_moment(value: str) -> str:
    """A time as JSON has it, as `moment` writes it."""
    return moment(datetime.fromisoformat(value))


def stamp(value: datetime) -> str:
    """A moment for programs; HTML's <time> takes no more than milliseconds."""
    return value.isoformat(timespec="milliseconds")


def day(value: date | datetime) -> str:
    """A date in words, as in 16 Oct 2024."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return day_in_words(value)


def clock_time(value: datetime) -> str:
    return f"{value.astimezone(UTC):%H:%M}"


def host(url: str) -> str:
    """The site of an address, without www."""
    return urlsplit(url).netloc.lower().removeprefix("www.")


def web_address(url: str | None) -> str:
    """The address if it may be a link, else nothing: never javascript: or data:."""
    return url if url and urlsplit(url).scheme in ("http", "https") else ""


def capped(count: int) -> str:
    """A count as tabs show it."""
    return "999+" if count > 999 else str(count)


def init_filters(app: Flask) -> None:
    for function in (ago, moment, iso_moment, stamp, day, clock_time, host, web_address, capped):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["length_of"] = length
    app.jinja_env.filters["month"] = month_in_words
    app.jinja_env.filters["number"] = number_in_words
