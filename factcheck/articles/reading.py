"""From what was sent or fetched to an article: its text, title, byline and date.

`read_article` reads in this process; it is for text that a person typed. Whatever comes from the
network goes through `read_article_in_child` or `read_page_in_child`, where a parser that runs wild
dies alone.
"""

import re
from dataclasses import asdict, replace
from typing import Any

from factcheck.errors import InvalidInput
from factcheck.language import gettext as _
from factcheck.net.sandbox import WALL_SECONDS, run_parser
from factcheck.net.sniffing import looks_binary, looks_html

from .decoding import decode_text
from .reading_result import ReadArticle, parse_published
from .text import clean_text

__all__ = [
    "ReadArticle",
    "read_article",
    "read_article_in_child",
    "read_page",
    "read_page_in_child",
]

MAX_TEXT_BYTES = 5_000_000
_FEWEST_WORDS = 25
_MARKUP_START = re.compile(
    r"\s*<(?:!--|\?xml|/?(?:a|article|b|blockquote|br|div|em|figure|h[1-6]|header|hr|i|iframe|img|"
    r"li|main|ol|p|pre|script|section|span|strong|style|svg|table|u|ul)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\w[^\n]{30,}[.!?…][\"”’»)\]]*(?:\s|$)")


def read_article(
    data: bytes,
    *,
    content_type: str | None,
    url: str | None,
    max_bytes: int = MAX_TEXT_BYTES,
) -> ReadArticle:
    """The article in `data`, which is plain text or HTML.

    `content_type` is the HTTP header, or a media type, or None for unknown; `url` is where it came
    from. `max_bytes` limits the article's text in UTF-8.

    Raises `InvalidInput` with a sentence for people: empty, binary, too large, encoding not told,
    a feed, no article in the page.
    """
    media_type = _media_type(content_type)
    if media_type.endswith(("json", "xml")) and media_type != "application/xhtml+xml":
        raise InvalidInput(
            _("This address gives data or a feed, not an article. Add it as a feed.")
        )
    article, from_html = _read(data, content_type, url, max_bytes)
    if from_html and not _is_article(article.text):
        raise InvalidInput(
            _("No article was found in this page. Paste the article's text instead.")
        )
    if not article.text.strip():
        raise InvalidInput(_("The text is empty. Send the text of an article."))
    return article


def read_page(
    data: bytes,
    *,
    content_type: str | None,
    url: str | None,
    max_bytes: int = MAX_TEXT_BYTES,
) -> ReadArticle:
    """As `read_article`, for any page: a short note, a feed or JSON are read as text too.

    The text may be empty. Raises `InvalidInput` for binary, too large, and encoding not told.
    """
    if not data:
        return ReadArticle(title="", text="")
    return _read(data, content_type, url, max_bytes)[0]


def read_article_in_child(
    data: bytes,
    *,
    content_type: str | None,
    url: str | None,
    max_bytes: int = MAX_TEXT_BYTES,
    wall_seconds: float = WALL_SECONDS,
) -> ReadArticle:
    """`read_article` in a limited child process. Raises `Refused` too, when a limit is passed."""
    return _from_json(
        run_parser(
            article_as_json,
            data,
            wall_seconds=wall_seconds,
            content_type=content_type,
            url=url,
            max_bytes=max_bytes,
        )
    )


def read_page_in_child(
    data: bytes,
    *,
    content_type: str | None,
    url: str | None,
    max_bytes: int = MAX_TEXT_BYTES,
    wall_seconds: float = WALL_SECONDS,
) -> ReadArticle:
    """`read_page` in a limited child process. Raises `Refused` too, when a limit is passed."""
    return _from_json(
        run_parser(
            page_as_json,
            data,
            wall_seconds=wall_seconds,
            content_type=content_type,
            url=url,
            max_bytes=max_bytes,
        )
    )


def article_as_json(data: bytes, **options: Any) -> dict[str, Any]:
    """What the child process runs for `read_article_in_child`."""
    return _as_json(read_article(data, **options))


def page_as_json(data: bytes, **options: Any) -> dict[str, Any]:
    """What the child process runs for `read_page_in_child`."""
    return _as_json(read_page(data, **options))


def _read(
    data: bytes, content_type: str | None, url: str | None, max_bytes: int
) -> tuple[ReadArticle, bool]:
    """The article, and whether it was taken out of HTML."""
    _refuse_unreadable(data, max_bytes)
    text = clean_text(decode_text(data, content_type=content_type))
    media_type = _media_type(content_type)
    if media_type.endswith("xml") and media_type != "application/xhtml+xml":
        article, from_html = _pages().read_feed(text), False
    elif _is_html(media_type, data, text):
        article, from_html = _pages().read_html(text, url), True
    else:
        article, from_html = ReadArticle(title=_first_line(text), text=text), False
    article = replace(
        article,
        title=clean_text(article.title),
        text=clean_text(article.text),
        byline=clean_text(article.byline) if article.byline else None,
        site_name=clean_text(article.site_name) if article.site_name else None,
        links=tuple((clean_text(words), clean_text(url)) for words, url in article.links),
    )
    if len(article.text.encode()) > max_bytes:
        raise InvalidInput(_too_large(max_bytes))
    return article, from_html


def _pages() -> Any:
    """The HTML and XML reader. Its parsers take long to import, and plain text needs none."""
    from . import pages

    return pages


def _refuse_unreadable(data: bytes, max_bytes: int) -> None:
    if not data.strip():
        raise InvalidInput(_("The text is empty. Send the text of an article."))
    if len(data) > max_bytes * 4:
        raise InvalidInput(_too_large(max_bytes))
    if data.startswith(b"%PDF-"):
        raise InvalidInput(_("This is a PDF file. Send the text of the article, or its web page."))
    if looks_binary(data):
        raise InvalidInput(_("This is a binary file. Send a plain text or an HTML page."))


def _too_large(max_bytes: int) -> str:
    return _(
        "The text is larger than %(max_bytes)s MB. Send a single article, or cut it into parts.",
        max_bytes=f"{max_bytes / 1000000:g}",
    )


def _is_html(media_type: str, data: bytes, text: str) -> bool:
    if media_type in ("text/html", "application/xhtml+xml") or looks_html(data):
        return True
    return media_type in ("", "text/plain") and _MARKUP_START.match(text[:2000]) is not None


def _is_article(text: str) -> bool:
    """Enough words, and at least one sentence: menus and cookie banners seldom have both."""
    return len(text.split()) >= _FEWEST_WORDS and _SENTENCE.search(text) is not None


def _first_line(text: str) -> str:
    """A plain text's title: its first line, if it reads like a headline."""
    first, _line, rest = text.strip().partition("\n")
    is_headline = len(first) <= 200 and not first.rstrip().endswith((".", ":", ",", ";"))
    return first.strip() if rest.strip() and is_headline else ""


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _as_json(article: ReadArticle) -> dict[str, Any]:
    published = article.published
    return asdict(article) | {"published": published.isoformat() if published else None}


def _from_json(value: dict[str, Any]) -> ReadArticle:
    links = tuple((words, url) for words, url in value["links"])
    published = parse_published(value["published"])
    return ReadArticle(**(value | {"published": published, "links": links}))
