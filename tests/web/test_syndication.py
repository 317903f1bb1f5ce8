"""Atom, sitemaps and robots.txt: what programs of readers and search engines are given."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
import time_machine
from lxml import etree

from factcheck import clock
from factcheck.publishing import sitemaps
from factcheck.publishing.atom import FeedHead, feed_of_checks
from factcheck.publishing.checked import get_published_by_slug
from factcheck.publishing.overview import list_newest
from factcheck.web import syndication
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import QUOTE, RATIONALE, Newsroom
from tests.web.test_public import correct, resubmit, retract

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
# Written from the protocol's page: what a sitemap must look like, and nothing beyond it.
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <xs:complexType name="place"><xs:sequence>
    <xs:element name="loc"><xs:simpleType><xs:restriction base="xs:anyURI">
      <xs:pattern value="https?://.+"/><xs:maxLength value="2048"/></xs:restriction></xs:simpleType>
    </xs:element>
    <xs:element name="lastmod" type="xs:dateTime" minOccurs="0"/>
    <xs:any namespace="##other" processContents="skip" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" type="place" minOccurs="0" maxOccurs="50000"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" type="place" maxOccurs="50000"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""


def feed(browser: Browser, path: str) -> feedparser.FeedParserDict:
    """The feed as a feed reader sees it, with what RFC 4287 requires of it."""
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    read = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert read.bozo == 0
    root = ET.fromstring(answer.data)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    return read


def links(read: feedparser.FeedParserDict) -> dict[str, str]:
    return {link.rel: link.href for link in read.feed.links}


@on_both
def test_a_feed_reader_is_told_of_each_check(stranger: Browser, full_newsroom: Newsroom) -> None:
    checked = full_newsroom.publish("quote")

    read = feed(stranger, "/feeds/checked.atom")

    assert links(read) == {
        "self": "http://localhost/feeds/checked.atom",
        "alternate": "http://localhost/",
        "first": "http://localhost/feeds/checked.atom",
    }
    (entry,) = read.entries
    assert entry.title == f"Altered materially: Ada Stone: “{QUOTE}”"
    assert entry.summary == RATIONALE
    assert entry.link == f"http://localhost/c/{checked.slug}"


@on_both
def test_a_correction_moves_updated_and_nothing_that_a_reader_holds_on_to(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    (before,) = feed(stranger, "/feeds/checked.atom").entries
    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)

    (after,) = feed(stranger, "/feeds/checked.atom").entries

    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated


@on_both
def test_corrections_and_retractions_have_a_feed_of_their_own(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    full_newsroom.publish("costs", rating="true")
    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)
    retract(full_newsroom, "costs", "The table was of another year.")

    retracted, corrected = feed(stranger, "/feeds/corrections.atom").entries

    assert retracted.summary == "The table was of another year."
    assert "costs" not in retracted.title
    assert corrected.summary == "Altered materially → Altered. A word was missed."
    assert [one.link for one in feed(stranger, "/feeds/checked.atom").entries] == [corrected.link]


def test_a_speaker_has_a_feed_with_their_checks_alone(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    quote = full_newsroom.publish("quote")
    full_newsroom.publish("costs", rating="true")
    with full_newsroom.database.read() as session:
        speaker = get_published_by_slug(session, quote.slug).speaker
    assert speaker

    read = feed(stranger, f"/feeds/said-by/{speaker.id}.atom")

    assert [one.link for one in read.entries] == [f"http://localhost/c/{quote.slug}"]
    assert links(read)["alternate"] == f"http://localhost/said-by/{speaker.id}"
    assert stranger.get("/feeds/said-by/999.atom").status_code == 404


@on_both
def test_a_topic_has_a_feed_by_its_words_or_by_what_was_asked(
    stranger: Browser, full_newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = full_newsroom.publish("quote")
    costs = full_newsroom.publish("costs", rating="true")
    full_newsroom.publish("city", rating="true")

    def told(query: str) -> list[str]:
        return [one.link for one in feed(stranger, f"/feeds/checked.atom?{query}").entries]

    assert told("q=statistics+office") == [f"http://localhost/c/{costs.slug}"]
    assert told("question=said&language=en") == [f"http://localhost/c/{quote.slug}"]
    assert len(told("rating=true")) == len(told("kind=claim&q=")) == 2
    assert told("q=xylophone") == told("language=pt") == []
    assert stranger.get("/feeds/checked.atom?kind=rumour").status_code == 422

    monkeypatch.setattr(syndication, "PAGE", 1)
    first = "http://localhost/feeds/checked.atom?rating=true"
    read = feed(stranger, "/feeds/checked.atom?rating=true")
    assert (read.feed.id, links(read)["self"], links(read)["first"]) == (first, first, first)
    following = feed(stranger, links(read)["next"].removeprefix("http://localhost"))
    assert (following.feed.id, "next" in links(following)) == (first, False)
    seen = [one.link for one in (*read.entries, *following.entries)]
    assert seen == [*told("rating=true"), f"http://localhost/c/{costs.slug}"]


def test_older_entries_are_on_pages_that_follow(
    stranger: Browser, full_newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syndication, "PAGE", 1)
    names = ("quote", "costs", "city")
    for name in names:
        full_newsroom.publish(name, rating="altered" if name == "quote" else "true")
    for name in ("quote", "costs"):
        retract(full_newsroom, name, "It was wrong.")
        full_newsroom.publish(
            "historic" if name == "quote" else "work",
            rating="verbatim" if name == "quote" else "true",
        )

    for path, expected in (("/feeds/checked.atom", 3), ("/feeds/corrections.atom", 2)):
        seen, here = [], path
        while here:
            read = feed(stranger, here)
            assert links(read)["self"] == f"http://localhost{here}"
            assert links(read)["first"] == f"http://localhost{path}"
            seen += [entry.id for entry in read.entries]
            here = links(read).get("next", "").removeprefix("http://localhost")
        assert len(seen) == len(set(seen)) == expected


def test_what_xml_cannot_hold_is_left_out(room: Newsroom) -> None:
    room.publish("quote")
    with room.database.read() as session:
        (published,) = list_newest(session)
    published.verdict.rationale = "one\x0btwo\uffff <b>&"
    head = FeedHead(
        "t",
        "",
        "https://a.example",
        "https://a.example/f",
        "https://a.example/f",
        "",
        "https://a.example/",
        clock.now(),
    )

    root = ET.fromstring(feed_of_checks(head, [published]))

    summary = root.find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None
    assert summary.text == "onetwo <b>&"


def sitemap(browser: Browser, path: str) -> list[tuple[str, str]]:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    etree.XMLSchema(etree.fromstring(SCHEMA)).assertValid(etree.fromstring(answer.data))
    return [
        (place.findtext(f"{MAP}loc") or "", place.findtext(f"{MAP}lastmod") or "")
        for place in ET.fromstring(answer.data)
    ]


@on_both
def test_the_sitemap_leads_to_every_check_that_stands(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    full_newsroom.publish("costs", rating="true")
    retract(full_newsroom, "costs", "It was wrong.")

    files = sitemap(stranger, "/sitemap.xml")

    assert [path for path, _ in files] == [
        "http://localhost/sitemaps/pages.xml",
        "http://localhost/sitemaps/checks-0.xml",
    ]
    (place,) = sitemap(stranger, "/sitemaps/checks-0.xml")
    assert place == (f"http://localhost/c/{checked.slug}", checked.updated_at.isoformat())
    assert files[1][1] == checked.updated_at.isoformat()
    for path, _ in sitemap(stranger, "/sitemaps/pages.xml"):
        assert stranger.get(path.removeprefix("http://localhost")).status_code == 200
    assert stranger.get("/sitemaps/checks-1.xml").status_code == 404


def test_a_full_file_is_followed_by_another(room: Newsroom) -> None:
    slugs = [
        room.publish("quote").slug,
        room.publish("costs", rating="true").slug,
        room.publish("city", rating="true").slug,
    ]

    with room.database.read() as session:
        files = sitemaps.sitemap_files(session, per_file=2)
        listed = [
            [slug for slug, _ in sitemaps.listed_pages(session, one.number, per_file=2)]
            for one in files
        ]

    assert listed == [slugs[:2], slugs[2:]]


@on_both
def test_the_news_sitemap_holds_two_days(stranger: Browser, full_newsroom: Newsroom) -> None:
    checked = full_newsroom.publish("quote")

    def news() -> list[ET.Element]:
        sitemap(stranger, "/sitemap-news.xml")
        return list(ET.fromstring(stranger.get("/sitemap-news.xml").data))

    (place,) = news()
    told = {
        name: place.findtext(f".//{NEWS}{name}")
        for name in ("name", "language", "publication_date", "title")
    }
    assert told == {
        "name": "Fact-check desk",
        "language": "en",
        "publication_date": checked.published_at.isoformat(),
        "title": f"Altered materially: Ada Stone: “{QUOTE}”",
    }
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1), tick=False):
        assert news() == []


def test_robots_find_the_sitemaps_and_stay_out_of_the_desk(
    stranger: Browser, newsroom: Newsroom
) -> None:
    lines = stranger.get("/robots.txt").text.splitlines()

    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert "Disallow: /inbox" in lines
    assert "Disallow: /" not in lines


@on_both
def test_whoever_has_the_newest_version_gets_304_until_something_changes(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")
    paths = (
        "/",
        f"/c/{checked.slug}",
        "/corrections",
        "/how-we-rate",
        "/about",
        "/archive",
        "/feeds/checked.atom",
        "/feeds/corrections.atom",
        "/sitemap.xml",
        "/sitemaps/checks-0.xml",
        f"/embed/{checked.slug}",
        "/robots.txt",
    )
    tags = {}
    for path in paths:
        first = stranger.get(path)
        assert first.headers["Cache-Control"] == "public, no-cache", path
        tags[path] = first.headers["ETag"]
        again = stranger.get(path, headers={"If-None-Match": tags[path]})
        assert (again.status_code, again.data) == (304, b""), path

    correct(full_newsroom, "quote", "A word was missed.")
    resubmit(full_newsroom)

    for path in (
        "/",
        f"/c/{checked.slug}",
        "/corrections",
        "/feeds/checked.atom",
        "/feeds/corrections.atom",
        "/sitemap.xml",
        f"/embed/{checked.slug}",
    ):
        assert stranger.get(path, headers={"If-None-Match": tags[path]}).status_code == 200, path


def test_what_a_person_of_the_desk_sees_is_kept_by_nobody(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    answer = reviewer.get(f"/c/{checked.slug}")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_pages_point_to_their_feeds(stranger: Browser, full_newsroom: Newsroom) -> None:
    checked = full_newsroom.publish("quote")

    page = stranger.get(f"/c/{checked.slug}").text

    for href in ("/feeds/checked.atom", "/feeds/corrections.atom", "/oembed?url=http"):
        assert f'href="{href}' in page
