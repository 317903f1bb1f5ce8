"""How a feed is asked: sitemap indexes, packed files, previews, all within limits."""

import gzip
import zlib
from collections.abc import Iterator

import pytest

from factcheck.articles.feeds import fetching
from factcheck.articles.feeds.fetching import Asked, Known, ask_feed, ask_robots, preview_feed
from factcheck.errors import InvalidInput
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchPolicy, policy_for
from factcheck.settings import Settings
from tests.articles.feeds.documents import rss, rss_item, sitemap, sitemap_index
from tests.articles.feeds.publisher import Publisher

XML = "application/xml"
GZIP = "application/x-gzip"


@pytest.fixture
def policy(publisher: Publisher) -> Iterator[FetchPolicy]:
    return policy_for(Settings())


def entries(asked: Asked) -> list[str]:
    assert asked.feed is not None
    return [entry.url for entry in asked.feed.entries]


def test_the_sitemaps_of_an_index_are_read_together(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    publisher.publish(sitemap("/a", "/b"), "/1.xml", kind=XML)
    publisher.publish(gzip.compress(sitemap("/c", "/a")), "/2.xml.gz", kind=GZIP)
    url = publisher.publish(sitemap_index("/1.xml", "/2.xml.gz", "/gone.xml"), kind=XML)

    asked = ask_feed(url, policy=policy)

    assert sorted(entries(asked)) == [publisher.url(path) for path in ("/a", "/b", "/c")]
    assert asked.known == Known()


def test_an_index_that_names_itself_or_goes_deep_ends(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    url = publisher.publish(sitemap_index("/1"), kind=XML)
    for depth in range(1, 6):
        publisher.publish(
            sitemap_index(f"/{depth}", f"/{depth + 1}", "/feed"), f"/{depth}", kind=XML
        )

    assert entries(ask_feed(url, policy=policy)) == []
    assert len(publisher.requests) <= 1 + 3


def test_only_so_many_sitemaps_of_an_index_are_read(
    publisher: Publisher, policy: FetchPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_SITEMAPS", 3)
    for number in range(6):
        publisher.publish(sitemap(f"/page{number}"), f"/{number}", kind=XML)
    index = (
        "<sitemapindex>"
        + "".join(
            f"<sitemap><loc>/{number}</loc><lastmod>2024-11-1{number}</lastmod></sitemap>"
            for number in range(6)
        )
        + "</sitemapindex>"
    )

    asked = ask_feed(publisher.publish(index.encode(), kind=XML), policy=policy)

    assert {url[-1] for url in entries(asked)} == {"3", "4", "5"}


def test_an_index_whose_sitemaps_all_fail_has_failed(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    url = publisher.publish(sitemap_index("/gone"), kind=XML)

    with pytest.raises(FetchFailed):
        ask_feed(url, policy=policy)


def test_a_bomb_in_a_packed_sitemap_is_not_unpacked(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    assert len(bomb) < 1_000_000

    with pytest.raises(Refused) as refused:
        ask_feed(publisher.publish(bomb, kind=GZIP), policy=policy)

    assert refused.value.reason in ("ratio", "size")


def test_what_is_called_gzip_and_is_none_is_refused(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    with pytest.raises(Refused):
        ask_feed(publisher.publish(sitemap("/a"), kind=GZIP), policy=policy)


def test_an_inner_address_is_refused_like_any_other(publisher: Publisher) -> None:
    closed = FetchPolicy(ports=frozenset({publisher.port}))

    for ask in (ask_feed, preview_feed):
        with pytest.raises(Refused):
            ask(publisher.publish(rss(rss_item())), policy=closed)
    assert publisher.requests == []


def test_a_preview_shows_five_items_and_counts_all(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    preview = preview_feed(
        publisher.publish(rss(*(rss_item(number) for number in range(9)))), policy=policy
    )

    assert (preview.kind, preview.title) == ("rss", "The Harbour Post")
    assert (len(preview.entries), preview.total) == (5, 9)


def test_a_preview_of_a_page_says_where_the_feed_is(
    publisher: Publisher, policy: FetchPolicy
) -> None:
    page = b'<!doctype html><link rel=alternate type="application/rss+xml" href="/rss.xml">'

    with pytest.raises(InvalidInput, match=r"/rss\.xml"):
        preview_feed(publisher.publish(page, "/", kind="text/html"), policy=policy)


def test_robots_txt_is_asked_once_a_site_and_of_so_many_sites(
    publisher: Publisher, policy: FetchPolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_SITES", 1)
    publisher.publish(b"User-agent: *\nDisallow: /secret\n", "/robots.txt", kind="text/plain")
    ours = [publisher.url(f"/{number}") for number in range(50)] + [publisher.url("/secret")]
    theirs = "https://elsewhere.example/1"

    told = ask_robots([*ours, theirs], policy=policy)

    assert (told.forbidden, told.later) == ({publisher.url("/secret")}, {theirs})
    assert publisher.requests == ["/robots.txt"]
