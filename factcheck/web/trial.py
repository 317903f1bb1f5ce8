"""Trying extraction on a text or a page without keeping anything."""

from dataclasses import dataclass

from factcheck.articles.fetching import fetch_article
from factcheck.articles.text import tidy_text, title_from
from factcheck.errors import InvalidInput
from factcheck.extraction import extract
from factcheck.extraction.types import Claim, Quote
from factcheck.language import gettext as _
from factcheck.net.errors import FetchFailed
from factcheck.net.policy import FetchPolicy

# The person waits for it; a longer text is an article to be added.
MOST_CHARACTERS = 50_000


@dataclass(frozen=True)
class Trial:
    """What was found in a text: quotes and claims, and how much stood in marks for nobody."""

    title: str
    text: str
    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    set_aside: int


def try_extraction(text: str, url: str, *, policy: FetchPolicy) -> Trial:
    """Extract from a text, or from the page at an address.

    Raises `InvalidInput`, said of the field, for what cannot be read or is too long to be tried.
    """
    field = "text" if text else "try_url"
    if not text and not url:
        raise InvalidInput(
            _("Give a text or an address."), {"text": _("Give a text or an address.")}
        )
    try:
        title = ""
        if not text:
            read = fetch_article(url, policy=policy).read
            title, text = read.title, read.text
        text = tidy_text(text)
        if len(text) > MOST_CHARACTERS:
            raise InvalidInput(
                _(
                    "Only texts of up to %(most_characters)s characters are tried. Add it as "
                    "an article instead.",
                    most_characters=f"{MOST_CHARACTERS:,}",
                )
            )
    except (InvalidInput, FetchFailed) as error:
        raise InvalidInput(str(error), {field: str(error)}) from error
    found = extract(text)
    return Trial(title or title_from(text), text, found.quotes, found.claims, len(found.nonquotes))
