"""The language that people read: which one is in force, and how a sentence is said in it.

English is what the code says and what is stored, logged and given to programs. Only the pages ask
for another language, for as long as one request lasts (`use_language`). So a use case may say
`_("There is no task %(number)s.", number=7)` without knowing who asks: a worker, the command and
the API get English, a French page French.

What was stored in English is said in another language by `translated`, when it is shown.
The catalogues are gettext's `.po` files, read as they are; there is no compiled file that could be
older than its source.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import paths

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Message
    from babel.support import NullTranslations

ENGLISH = "en"
# Code → the language's own name, as a picker shows them.
LANGUAGES = {ENGLISH: "English", "fr": "Français"}

_active: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current_language() -> str:
    """The code of the language in force; English wherever nobody chose another."""
    return _active.get()


def set_language(code: str) -> None:
    """Put a language in force for the rest of this request or thread. Unknown ones are English."""
    _active.set(code if code in LANGUAGES else ENGLISH)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Put a language in force for as long as the block lasts."""
    before = _active.set(code if code in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _active.reset(before)


def catalogue_file(code: str) -> Path:
    return paths.TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"


def _active_catalogue() -> "_Catalogue | None":
    """None for English, which needs none: the messages are English as they are."""
    code = current_language()
    return None if code == ENGLISH else _read(catalogue_file(code))


def gettext(message: str, **values: object) -> str:
    """The message in the language in force, with its named values."""
    catalogue = _active_catalogue()
    said = catalogue.translations.gettext(message) if catalogue else message
    return said % values if values else said


def plural_form(singular: str, plural: str, count: int) -> str:
    """The message in the form that the count asks for, without its values."""
    catalogue = _active_catalogue()
    if catalogue:
        return catalogue.translations.ngettext(singular, plural, count)
    return singular if count == 1 else plural


def ngettext(singular: str, plural: str, count: int, **values: object) -> str:
    """The message in the form that the count asks for; `%(num)s` is the count."""
    return plural_form(singular, plural, count) % {"num": count, **values}


def pgettext(context: str, message: str, **values: object) -> str:
    """The message in the language in force, where one English word would have several."""
    catalogue = _active_catalogue()
    said = str(catalogue.translations.pgettext(context, message)) if catalogue else message
    return said % values if values else said


def code_in_words(code: str, kind: str) -> str:
    """A code (a state's name, say) in the language in force; its kind is the context."""
    return pgettext(kind, code.replace("_", " "))


def translated(text: str) -> str:
    """English words that the program once wrote, in the language in force.

    They come from a table of the code or from the database, with their values filled in: the
    message that they were made of is found by its fixed words. What no message made stays as it is.
    """
    catalogue = _active_catalogue()
    if catalogue is None or not text:
        return text
    said = catalogue.translations.gettext(text)
    return said if said != text else catalogue.say_again(text)


# The least number of fixed characters by which a message with values is told from other words.
_TELLING = 10
_VALUE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class _Pattern:
    """An English message with values, as an expression that its sentences match."""

    fixed: int
    start: str
    expression: re.Pattern[str]
    message: str


@dataclass(frozen=True)
class _Catalogue:
    translations: "NullTranslations"
    patterns: tuple[_Pattern, ...]

    def say_again(self, text: str) -> str:
        for pattern in self.patterns:
            if not text.startswith(pattern.start):
                continue
            found = pattern.expression.fullmatch(text)
            if found:
                return self.translations.gettext(pattern.message) % found.groupdict()
        return text


@lru_cache(maxsize=8)
def _read(file: Path) -> _Catalogue:
    # Babel is large, and English, which is all that the command and the workers speak, needs none.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with file.open("rb") as opened:
        catalogue = read_po(opened)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    patterns = [pattern for message in catalogue for pattern in _patterns_of(message)]
    # The message with the most fixed words is the likeliest to have made a sentence.
    patterns.sort(key=lambda one: -one.fixed)
    return _Catalogue(Translations(compiled), tuple(patterns))


def _patterns_of(message: "Message") -> list[_Pattern]:
    """None for a message without values, or with too few fixed words to be told by them."""
    text = message.id
    if not isinstance(text, str) or not message.string or not _VALUE.search(text):
        return []
    pieces = _VALUE.split(text)
    fixed = sum(len(piece) for piece in pieces[::2])
    names = pieces[1::2]
    if fixed < _TELLING or len(names) != len(set(names)):
        return []
    expression = "".join(
        f"(?P<{piece}>.+?)" if at % 2 else re.escape(piece.replace("%%", "%"))
        for at, piece in enumerate(pieces)
    )
    return [_Pattern(fixed, pieces[0].replace("%%", "%"), re.compile(expression, re.DOTALL), text)]


def locale() -> "Locale":
    """The conventions of the language in force, for dates and numbers."""
    from babel import Locale

    return Locale.parse(current_language())


def day_in_words(value: date) -> str:
    """A date as in 16 Oct 2024."""
    from babel.dates import format_date

    return format_date(value, "d MMM y", locale=locale())


def month_in_words(value: date) -> str:
    """A month as in October 2024."""
    from babel.dates import format_date

    return format_date(value, "LLLL y", locale=locale())


def number_in_words(value: float, pattern: str = "#,##0.##") -> str:
    """A number with the marks of the language; `pattern` is a CLDR number pattern."""
    from babel.numbers import format_decimal

    return format_decimal(value, pattern, locale=locale())
