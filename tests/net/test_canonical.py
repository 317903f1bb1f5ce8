"""Whose page an address is, and which address a page calls its own."""

import time

import pytest

from factcheck.net.canonical import canonical_address, site_of

HERE = "https://paper.example/news/quay"


@pytest.mark.parametrize(
    "url",
    [
        "https://coast.example/quay",
        "http://coast.example/quay",
        "https://www.coast.example/quay?utm_source=feed&utm_medium=rss#part",
        "https://WWW.Coast.Example:443/quay",
        "https://m.coast.example/quay",
        "https://amp.coast.example/quay",
        "https://coast.example/quay/amp",
        "https://coast-example.cdn.ampproject.org/c/s/www.coast.example/quay",
        "https://coast-example.cdn.ampproject.org/v/coast.example/quay?amp_js_v=1",
        "https://www.google.com/amp/s/www.coast.example/quay",
    ],
)
def test_every_spelling_of_a_page_is_of_its_publishers_site(url: str) -> None:
    assert site_of(url) == "coast.example"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://m.example/quay", "m.example"),
        ("https://www.google.com/search?q=quay", "google.com"),
        ("https://desk.example:8443/quay", "desk.example:8443"),
        ("news.coast.example/quay", ""),
        ("mailto:desk@coast.example", ""),
        ("https://[broken/quay", ""),
        ("", ""),
    ],
)
def test_others_are_what_they_are(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://wire.example/7">', "https://wire.example/7"),
        ("<LINK HREF='https://wire.example/7' REL='canonical'/>", "https://wire.example/7"),
        ("<link rel=canonical href=https://wire.example/7>", "https://wire.example/7"),
        ('<link rel="canonical" href="/7?a=1&amp;b=2">', "https://paper.example/7?a=1&b=2"),
        ('<link rel="alternate canonical" href="//wire.example/7">', "https://wire.example/7"),
        ('<link rel="amphtml" href="https://amp.paper.example/7">', ""),
        ('<link rel="stylesheet" href="/canonical.css">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical">', ""),
    ],
)
def test_a_page_names_its_own_address(head: str, address: str) -> None:
    page = f"<!doctype html><html><head>{head}</head><body>Words.</body></html>".encode()

    assert canonical_address(page, url=HERE) == address


def test_the_header_names_it_before_the_page_does() -> None:
    page = b'<link rel="canonical" href="https://other.example/">'
    header = '<https://wire.example/7.pdf>; rel="canonical", </style.css>; rel=preload'

    assert canonical_address(page, url=HERE, link_header=header) == "https://wire.example/7.pdf"


def test_a_page_full_of_links_that_never_end_takes_no_time() -> None:
    began = time.process_time()

    assert canonical_address(b"<link rel='" * 100_000, url=HERE) == ""
    assert canonical_address(b"<link rel=canonical " + b"href= " * 100_000, url=HERE) == ""
    assert time.process_time() - began < 1
