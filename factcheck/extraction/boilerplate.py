"""Paragraphs that are furniture of the page and not of the article: buttons, adverts, credits."""

from __future__ import annotations

import re

from factcheck.extraction.document import Document
from factcheck.extraction.types import Span

_LONGEST = 200
"""Code points; anything longer is prose, whatever it starts with."""

_BUTTONS = (
    r"what['’]s your reaction\??|advertisements?|sponsored(?: content)?|promoted(?: stories)?"
    r"|share(?: (?:this|on|via|article|story)\b.{0,40})?|tweet(?: this)?|e-?mail(?: this)?|print"
    r"|comments?(?: \(\d+\))?|leave a (?:comment|reply)|\d+ comments?|load more(?: comments)?"
    r"|skip to (?:main )?content|back to top|home|menu|search|log ?in|sign in|subscribe(?: now)?"
    r"|loading\.{0,3}|play video|watch (?:now|live)|listen (?:now|live)"
)
_HEADINGS = (
    r"related(?: (?:articles?|stories|content|topics|coverage|posts))?:?"
    r"|most (?:read|popular|viewed)|recommended(?: for you)?|trending(?: now)?"
    r"|you (?:may|might) also like:?|more from .{1,60}|read (?:more|next|also)\b.{0,120}"
    r"|read the rest(?: here)?\.?|see also:?.{0,120}|continue reading.{0,60}|image caption"
    r"|getty images?|all rights reserved\.?|previous(?: article)?|next(?: article)?|tags:?.{0,120}"
    r"|_{3,}\.?|\*{3,}"
)
_WHOLE = re.compile(f"{_BUTTONS}|{_HEADINGS}", re.IGNORECASE)
_START = re.compile(
    r"(?:follow (?:us|.{1,40}) on (?:twitter|facebook|instagram|x|linkedin|threads|bluesky)\b"
    r"|(?:click|tap) here|sign up (?:for|to)|subscribe to|(?:get|download) (?:the|our) .{1,40} app"
    r"|copyright\b|©|\(c\) \d{4}|(?:this|our) (?:site|website) uses cookies|by continuing to"
    r"|(?:image|photo|picture|video) ?(?:credit|source|by)\b|photo:"
    r"|(?:correction|editor['’]s note)s?:|have a (?:news )?tip\?|(?:support|donate to) (?:us|our)\b"
    r"|enter your e-?mail|this material may not be published|originally published)",
    re.IGNORECASE,
)


def find_boilerplate(document: Document) -> tuple[Span, ...]:
    """The paragraphs, in order, that are no part of the article's prose."""
    return tuple(
        paragraph
        for paragraph in document.paragraphs
        if is_boilerplate(document.text[paragraph.start : paragraph.end])
    )


def is_boilerplate(paragraph: str) -> bool:
    """Whether the paragraph is a button, heading of links, credit or notice."""
    if len(paragraph) > _LONGEST:
        return False
    line = paragraph.strip(" \t\u00a0•|>»*-–—")
    return not line or _WHOLE.fullmatch(line) is not None or _START.match(line) is not None
