"""Feeds for tests, made up in our own words."""

import json
from datetime import UTC, datetime
from typing import Any

SITE = "https://harbour.example"
WORDS = (
    "The harbour council decided on Tuesday to repair the eastern quay before the winter. "
    "“We will spend 4.2 million euros on it,” the mayor, Ada Stone, told reporters after the vote. "
    "The engineers had warned in spring that two of the piers might not survive another storm. "
    "Work will begin in March and is meant to last until the end of next year. "
    "The opposition called the plan late, but voted for it all the same."
)


def paragraphs(text: str = WORDS) -> str:
    """The text as the HTML that a feed carries."""
    first, _, rest = text.partition("“")
    return f"<p>{first.strip()}</p>\n<p>“{rest}</p>" if rest else f"<p>{text}</p>"


def rss(*items: str, title: str = "The Harbour Post") -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{title}</title><link>{SITE}/</link><language>en-gb</language>
{"".join(items)}
</channel></rss>""".encode()


def rss_item(
    number: int | str = 1,
    *,
    guid: str | None = "",
    link: str = "",
    title: str = "",
    date: str = "Tue, 12 Nov 2024 09:30:00 +0100",
    text: str = "",
    more: str = "",
    base: str = SITE,
) -> str:
    """An item; `guid=None` leaves the guid out, `text` goes into content:encoded."""
    parts = [
        f"<title>{title or f'Quay {number}'}</title>",
        f"<link>{link or f'{base}/quay/{number}'}</link>",
        f"<pubDate>{date}</pubDate>" if date else "",
        "<description>The quay is to be repaired.</description>",
        f"<content:encoded><![CDATA[{paragraphs(text)}]]></content:encoded>" if text else "",
        more,
    ]
    if guid is not None:
        parts.insert(0, f'<guid isPermaLink="false">{guid or f"tag:quay-{number}"}</guid>')
    return f"<item>{''.join(parts)}</item>"


def sitemap(*addresses: str, lastmod: str = "2024-11-12") -> bytes:
    urls = "".join(
        f"<url><loc>{one}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"
        for one in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    ).encode()


def sitemap_index(*addresses: str) -> bytes:
    parts = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in addresses)
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'
    ).encode()


def ninjs(**fields: Any) -> dict[str, Any]:
    """A ninjs 3.1 item with a whole text."""
    return {
        "uri": "urn:agency:quay-1",
        "version": "1",
        "versionCreated": "2024-11-12T09:30:00+01:00",
        "pubStatus": "usable",
        "representationType": "complete",
        "language": "en",
        "headlines": [{"role": "main", "value": "Quay to be repaired"}],
        "bodies": [
            {"role": "teaser", "contentType": "text/plain", "value": "A teaser."},
            {"role": "main", "contentType": "application/xhtml+xml", "value": paragraphs()},
        ],
        "infoSources": [{"name": "Coast News Agency", "role": "originator"}],
        **fields,
    }


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def day(number: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of November 2024, in UTC."""
    return datetime(2024, 11, number, hour, minute, tzinfo=UTC)
