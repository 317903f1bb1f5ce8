"""What reading an article gives."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ReadArticle:
    """An article as it was read.

    `text` has its paragraphs one a line, line ends `\\n`, no control characters and no markup; for
    plain text it is otherwise what was sent, character by character. `published` is a zoned
    datetime when the page gives one, a bare date when it gives only that. `language` is the page's
    own declaration, a BCP 47 code. `title` is empty when there is none. `links` are the words and
    the address of each link in the page, in order.
    """

    title: str
    text: str
    byline: str | None = None
    published: datetime | date | None = None
    language: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    links: tuple[tuple[str, str], ...] = ()


def parse_published(text: str | None) -> datetime | date | None:
    """A zoned datetime, or the date of one that has no zone, or None for what is neither."""
    if not text:
        return None
    try:
        if len(text) == len("2024-10-17"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.date()
