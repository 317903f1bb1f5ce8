"""What a form sent, read field by field. The use cases judge it; here it only gets its type."""

from datetime import date

from flask import request

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.request import MAX_ID

HIDDEN = frozenset({"csrf_token", "password"})


def text_of(name: str) -> str:
    """The field without blanks around it; empty when it is missing."""
    return request.form.get(name, "").strip()


def texts_of(name: str) -> list[str]:
    """Every value of a field that may come several times."""
    return request.form.getlist(name)


def date_of(name: str) -> date | None:
    """The field as a date, None when it is empty. Raises `InvalidInput`."""
    value = text_of(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidInput(
            _("“%(value)s” is no date. Write it as year-month-day, like 2024-10-17.", value=value),
            {name: _("Write it as year-month-day.")},
        ) from None


def number_of(name: str) -> int | None:
    """The field as a whole number, None when it is empty. Raises `InvalidInput`."""
    value = text_of(name)
    if not value:
        return None
    if not value.isdecimal() or len(value) > len(str(MAX_ID)):
        raise InvalidInput(_("“%(value)s” is no number.", value=value), {name: _("Give a number.")})
    return int(value)


def typed() -> dict[str, str]:
    """All that was typed, so that a refused form can be shown again with it."""
    return {name: value for name, value in request.form.items() if name not in HIDDEN}


def number_in_query(name: str) -> int | None:
    """A whole number from the address, None when it is missing or no number."""
    value = request.args.get(name, "")
    if not value.isdecimal() or len(value) > len(str(MAX_ID)):
        return None
    return min(int(value), MAX_ID)


def row_id(text: str) -> int:
    """A row's id out of a cursor. Raises ValueError for what no row can have."""
    number = int(text)
    if not 0 <= number <= MAX_ID:
        raise ValueError(f"no row has the id {number}")
    return number
