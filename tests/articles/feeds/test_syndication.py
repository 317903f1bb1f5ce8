"""RSS and Atom as they come: whole texts, links, and everything that feeds get wrong."""

import pytest

from factcheck.articles.feeds.entries import Entry, ReadFeed
from factcheck.articles.feeds.reading import read_feed_document
from factcheck.errors import InvalidInput
from tests.articles.feeds.documents import SITE, WORDS, day, rss, rss_item

URL = f"{SITE}/feed.xml"


def read(data: bytes, content_type: str | None = "application/rss+xml") -> ReadFeed:
    return read_feed_document(data, content_type=content_type, url=URL)


def only(item: str) -> Entry:
    (entry,) = read(rss(item)).entries
    return entry


def test_an_item_with_its_whole_text_needs_no_fetch() -> None:
    feed = read(rss(rss_item(text=WORDS)))

    assert (feed.kind, feed.title) == ("rss", "The Harbour Post")
    (entry,) = feed.entries
    assert (entry.key, entry.url) == ("tag:quay-1", f"{SITE}/quay/1")
    assert entry.text.replace("\n", " ") == WORDS
    assert (entry.published, entry.language) == (day(12, 8, 30), "en-gb")
    assert entry.summary == "The quay is to be repaired."


@pytest.mark.parametrize(
    "teaser",
    [
        "The quay is to be repaired.",
        f"{WORDS} …",
        f"{WORDS} [...]",
        f'{WORDS} <a href="/quay/1">Read more »</a>',
        f"{WORDS} Continue reading →",
    ],
)
def test_a_teaser_is_not_the_text(teaser: str) -> None:
    assert only(rss_item(text=teaser)).text == ""


def test_without_an_address_a_short_text_is_all_there_will_be() -> None:
    item = rss_item(more="").replace(f"<link>{SITE}/quay/1</link>", "")

    assert (only(item).url, only(item).text) == ("", "The quay is to be repaired.")


def test_atom_gives_the_same() -> None:
    data = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>
    <entry xml:lang="de"><id>urn:1</id><title type="html">Quay &amp;amp; port</title>
    <link rel="replies" href="/talk"/><link rel="alternate" href="/quay/1"/>
    <published>2024-11-12T09:30:00+01:00</published><updated>2024-11-13T00:00:00Z</updated>
    <content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>"""

    feed = read(data.encode(), "application/atom+xml")

    assert feed.kind == "atom"
    (entry,) = feed.entries
    assert (entry.key, entry.url, entry.title) == ("urn:1", f"{SITE}/quay/1", "Quay & port")
    assert (entry.published, entry.updated) == (day(12, 8, 30), day(13))
    assert entry.text == WORDS


def test_a_relative_link_is_read_from_the_feeds_address() -> None:
    assert only(rss_item(link="/quay/7")).url == f"{SITE}/quay/7"
    assert only(rss_item(link="quay/7?a=1&amp;b=2")).url == f"{SITE}/quay/7?a=1&b=2"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "mailto:a@b.example", "http://[::1", "   "]
)
def test_a_link_that_is_no_web_address_is_none(link: str) -> None:
    assert only(rss_item(link=link)).url == ""


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Tom &amp;amp; Jerry&amp;#8217;s quay", "Tom & Jerry’s quay"),
        ("<![CDATA[The <em>last</em> quay]]>", "The last quay"),
        ("5 &lt; 7, says council", "5 < 7, says council"),
        ("Caf&eacute; at the quay", "Café at the quay"),
        ("  Two\n   lines ", "Two lines"),
    ],
)
def test_entities_and_tags_in_titles(written: str, title: str) -> None:
    assert only(rss_item(title=written)).title == title


def test_an_item_without_a_guid_is_known_by_its_link() -> None:
    assert only(rss_item(guid=None)).key == f"{SITE}/quay/1"


def test_a_guid_shared_by_several_items_is_told_apart_by_their_links() -> None:
    feed = read(rss(rss_item(1, guid="same"), rss_item(2, guid="same"), rss_item(1, guid="same")))

    assert {entry.key for entry in feed.entries} == {
        f"same {SITE}/quay/1",
        f"same {SITE}/quay/2",
    }


def test_a_link_shared_by_several_items_names_none_of_them() -> None:
    items = [rss_item(number, link=f"{SITE}/", text=WORDS) for number in (1, 2)]

    entries = read(rss(*items)).entries

    assert [entry.key for entry in entries] == ["tag:quay-1", "tag:quay-2"]
    assert {entry.url for entry in entries} == {""}


def test_a_link_that_is_sent_twice_with_a_new_headline_is_fetched_once() -> None:
    items = [rss_item(number, link=f"{SITE}/quay/1", date="") for number in (2, 1)]

    (entry,) = read(rss(*items)).entries

    assert (entry.title, entry.url) == ("Quay 2", f"{SITE}/quay/1")


def test_a_link_to_the_front_page_is_no_address_of_an_item() -> None:
    items = [rss_item(number, link=f"{SITE}/") for number in (1, 2, 3)]

    assert {entry.url for entry in read(rss(*items)).entries} == {""}


@pytest.mark.parametrize(
    ("declared", "header", "encoding"),
    [
        ("utf-8", "application/rss+xml; charset=utf-8", "cp1252"),
        ("iso-8859-1", "text/xml; charset=us-ascii", "utf-8"),
        ("utf-8", "text/html", "utf-16"),
        ("windows-1251", "application/xml", "cp1251"),
        ("x-nonsense", None, "utf-8"),
    ],
)
def test_a_wrong_declaration_of_the_encoding(
    declared: str, header: str | None, encoding: str
) -> None:
    title = "Причал и порт" if encoding == "cp1251" else "“Café” — the quay’s end"
    text = rss(rss_item(title=title)).decode().replace('"utf-8"', f'"{declared}"')

    (entry,) = read(text.encode(encoding), header).entries

    assert entry.title == title


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Tue, 12 Nov 2024 09:30:00 GMT", day(12, 9, 30)),
        ("12 Nov 2024 09:30 EST", day(12, 14, 30)),
        ("2024-11-12T09:30:00.123+01:00", day(12, 8, 30)),
        ("2024-11-12 09:30:00", day(12, 9, 30)),
        ("20241112T093000Z", day(12, 9, 30)),
        ("2024-11-12", day(12)),
        ("1731403800", day(12, 9, 30)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("yesterday, after lunch", None),
        ("", None),
    ],
)
def test_dates_of_all_kinds(written: str, found: object) -> None:
    assert only(rss_item(date=written)).published == found


def test_the_newest_comes_first_and_what_has_no_date_last() -> None:
    dates = ("", "Mon, 11 Nov 2024 00:00:00 GMT", "Wed, 13 Nov 2024 00:00:00 GMT")
    items = [rss_item(number, date=date) for number, date in enumerate(dates)]

    assert [entry.title for entry in read(rss(*items)).entries] == ["Quay 2", "Quay 1", "Quay 0"]


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    data = rss(rss_item(1), rss_item(2, title="Stone & Co <b>")).replace(b"</channel></rss>", b"")

    assert "Quay 1" in [entry.title for entry in read(data).entries]


def test_a_changed_text_changes_the_digest_and_a_changed_order_does_not() -> None:
    first, again = only(rss_item(text=WORDS)), only(rss_item(text=WORDS))
    changed = only(rss_item(text=WORDS.replace("4.2", "42")))

    assert first.digest == again.digest
    assert changed.digest != first.digest
    assert changed.key == first.key


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<?xml version='1.0'?><note>Hello</note>", "no feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "no feed"),
        (b"Just words.", "no feed"),
        (b"<!doctype html><title>Home</title>", "web page"),
        (b"{", "broken"),
        (b'{"a": 1}', "no feed"),
        (b"[" * 200_000, "broken"),
        (
            b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss version="2.0"><channel>'
            b"<title>&c;</title></channel></rss>",
            "document type",
        ),
    ],
)
def test_what_is_no_feed_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        read(data)


def test_a_web_page_tells_where_its_feed_is() -> None:
    page = (
        b"<!doctype html><html><head>"
        b'<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head></html>'
    )

    with pytest.raises(InvalidInput, match=r"https://harbour\.example/rss\?a=1&b=2"):
        read(page, "text/html")
