"""Sitemaps: addresses and hints, never a trap."""

import pytest

from factcheck.articles.feeds.entries import Child, ReadFeed
from factcheck.articles.feeds.reading import read_feed_document
from factcheck.errors import InvalidInput
from tests.articles.feeds.documents import SITE, day, sitemap, sitemap_index

NEWS = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> {SITE}/quay/1?a=1&amp;b=2 </loc><news:news><news:publication>
<news:name>The Harbour Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-11-12T09:30:00Z</news:publication_date>
<news:title>Quay &amp;amp; port</news:title></news:news></url></urlset>"""


def read(data: bytes) -> ReadFeed:
    return read_feed_document(data, content_type="application/xml", url=f"{SITE}/sitemap.xml")


def test_a_sitemap_gives_each_address_once() -> None:
    feed = read(sitemap(f"{SITE}/a", "/b", f"{SITE}/a", "ftp://harbour.example/c", ""))

    assert feed.kind == "sitemap"
    assert [entry.url for entry in feed.entries] == [f"{SITE}/a", f"{SITE}/b"]
    assert {(entry.key == entry.url, entry.updated) for entry in feed.entries} == {(True, day(12))}


def test_a_news_sitemap_knows_title_outlet_and_time() -> None:
    (entry,) = read(NEWS.encode()).entries

    assert entry.url == f"{SITE}/quay/1?a=1&b=2"
    assert (entry.title, entry.outlet, entry.language) == ("Quay & port", "The Harbour Post", "en")
    assert entry.published == day(12, 9, 30)


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.google.com/schemas/sitemap/0.84"'])
def test_the_namespace_does_not_matter(namespace: str) -> None:
    data = f"<urlset{namespace}><url><loc>{SITE}/a</loc></url></urlset>".encode()

    assert [entry.url for entry in read(data).entries] == [f"{SITE}/a"]


def test_an_index_names_further_sitemaps() -> None:
    feed = read(sitemap_index(f"{SITE}/1.xml", "/2.xml"))

    assert feed.children == (Child(f"{SITE}/1.xml"), Child(f"{SITE}/2.xml"))
    assert feed.entries == ()


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
        b"<urlset><url><loc>https://harbour.example/a</loc>",
        b"<urlset>" + b"<url>" * 3_000,
    ],
)
def test_traps_and_broken_ones_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(data)
