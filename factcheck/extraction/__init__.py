"""Text in, quote and claim candidates out. Pure: no database, no network, no clock.

    from factcheck.extraction import extract
    extraction = extract(text, published=date(2024, 10, 16))
    for quote in extraction.quotes:
        text[quote.start : quote.end] == quote.text     # offsets are code points

Extraction never rewrites: whatever it gives out is a span of the text as given.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from factcheck.extraction.boilerplate import find_boilerplate
from factcheck.extraction.document import Document
from factcheck.extraction.known_words import know_words
from factcheck.extraction.quotes import find_quotes
from factcheck.extraction.speakers.listing import find_speakers
from factcheck.extraction.statements import find_claims
from factcheck.extraction.types import Extraction
from factcheck.extraction.worth import Rate, rate

__all__ = ["Extraction", "extract"]


def extract(text: str, *, published: date | None = None, rate: Rate = rate) -> Extraction:
    """Quotes with their speakers, claims, speakers and boilerplate of one article.

    `published` anchors words such as "next month"; without it they stay unresolved. `rate` scores
    a claim's words; by itself with the shipped weights.
    Never raises on any text; the time taken grows linearly with its length.
    """
    with _without_collecting():
        return _extract(text, published, rate)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Python's search for reference cycles waits: there are none here, and over the hundreds of
    thousands of tokens of a long text it would take a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _extract(text: str, published: date | None, rate: Rate) -> Extraction:
    know_words()
    document = Document.read(text)
    quotes, nonquotes = find_quotes(document)
    boilerplate = find_boilerplate(document)
    claims, set_aside = find_claims(
        document, quotes, published=published, boilerplate=boilerplate, rate=rate
    )
    return Extraction(
        quotes=quotes,
        nonquotes=nonquotes,
        claims=claims,
        set_aside=set_aside,
        speakers=find_speakers(document, quotes, claims),
        boilerplate=boilerplate,
        unread_from=document.unread_from,
    )
