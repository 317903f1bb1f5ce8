"""The shape of an address: what is taken, what is normalised, what is refused and why."""

import os
import random
import socket

import httpcore
import httpx
import pytest

from factcheck.net.errors import Refused
from factcheck.net.urls import join_url, parse_url, redact_url


def reason(url: str) -> str:
    with pytest.raises(Refused) as raised:
        parse_url(url)
    return raised.value.reason


@pytest.mark.parametrize(
    ("url", "rebuilt"),
    [
        ("http://example.com", "http://example.com/"),
        ("HTTPS://EXAMPLE.com:443/A?b=c#d", "https://example.com/A?b=c"),
        ("http://example.com:8080?x", "http://example.com:8080/?x"),
        ("http://example.com./", "http://example.com/"),
        ("http://bücher.example/straße?q=ö", "http://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%B6"),
        ("http://faß.example/", "http://xn--fa-hia.example/"),
        ("http://例え.jp/", "http://xn--r8jz45g.jp/"),
        ("http://a_b.example.com/", "http://a_b.example.com/"),
        ("http://example.com/a%20b|c", "http://example.com/a%20b%7Cc"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("https://[2606:4700:0::1111]:443/", "https://[2606:4700::1111]/"),
        ("http://8.8.8.8#@10.0.0.1/", "http://8.8.8.8/"),
    ],
)
def test_a_good_address_is_rebuilt_from_its_parts(url: str, rebuilt: str) -> None:
    assert parse_url(url).url == rebuilt


@pytest.mark.parametrize(
    "host",
    [
        "10.1",
        "10.0.1",
        "167772161",
        "0xa000001",
        "0XA.0x0.0x0.0x1",
        "012.0.0.1",
        "0000012.0.0.01",
        "10.0.0.1.",
        "１０.０.０.１",
        "①⓪.0.0.1",
        "10。0。0．1",
        "𝟏𝟎.0.0.1",
    ],
)
def test_every_spelling_of_an_ipv4_address_is_the_address(host: str) -> None:
    assert str(parse_url(f"http://{host}/").literal) == "10.0.0.1"


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.256",
        "10.256.1",
        "4294967296",
        "0x100000000",
        "1.2.3.4.5",
        "a.b.1.2.3.4",
        "0o12.0.0.1",
        "08.0.0.1",
        "0x.0xg.0.1",
        "10.0.0.-1",
        "example.1",
    ],
)
def test_a_number_that_is_no_address_is_no_host(host: str) -> None:
    assert reason(f"http://{host}/") == "host"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", "url"),
        ("example.com", "url"),
        ("//example.com/", "url"),
        ("http:/example.com/", "scheme"),
        ("http:example.com/", "scheme"),
        ("ftp://example.com/", "scheme"),
        ("file:///etc/hostname", "scheme"),
        ("FiLe:///etc/hostname", "scheme"),
        ("gopher://example.com:70/_x", "scheme"),
        ("data:text/html,x", "scheme"),
        ("view-source:http://example.com/", "scheme"),
        ("http:///path", "host"),
        ("http://", "host"),
        ("http://?x", "host"),
        ("http://user@example.com/", "userinfo"),
        ("http://user:pass@example.com/", "userinfo"),
        ("http://8.8.8.8@10.0.0.1/", "userinfo"),
        ("http://@example.com/", "userinfo"),
        ("http://example.com\\@10.0.0.1/", "url"),
        ("http:\\\\example.com\\", "url"),
        (" http://example.com/", "url"),
        ("http://example.com/ ", "url"),
        ("http://exam ple.com/", "url"),
        ("http://example.com/a\tb", "url"),
        ("http://example.com/a\r\nHost:x", "url"),
        ("http://example.com/\x00", "url"),
        ("http://example.com/\x7f", "url"),
        ("\ufeffhttp://example.com/", "url"),
        ("http://exa\u200bmple.com/", "url"),
        ("http://loc\u00adalhost/", "url"),
        ("http://example.com/\u202egpj", "url"),
        ("http://example.com/%0d%0aSET%20x", "url"),
        ("http://example.com/?a=%0A", "url"),
        ("http://example.com/%7f", "url"),
        ("http://ex%61mple.com/", "host"),
        ("http://[fe80::1%25eth0]/", "host"),
        ("http://[10.0.0.1]/", "host"),
        ("http://[::1/", "host"),
        ("http://::1/", "host"),
        ("http://[::1]x/", "host"),
        ("http://[v1.x]/", "host"),
        ("http://a..b/", "host"),
        ("http://-a.example/", "host"),
        ("http://exa!mple.com/", "host"),
        ("http://exa<mple.com/", "host"),
        ("http://☃\u0301.example/", "host"),
        ("http://xn--a.example/", "host"),
        (f"http://{'a' * 64}.example/", "host"),
        (f"http://{'a.' * 127}example/", "host"),
        ("http://example.com:/", "port"),
        ("http://example.com:0/", "port"),
        ("http://example.com:-1/", "port"),
        ("http://example.com:65536/", "port"),
        ("http://example.com:080/", "port"),
        ("http://example.com:8O/", "port"),
        ("http://example.com:８０/", "port"),
        ("http://example.com:80:80/", "port"),
        (f"http://example.com/{'a' * 2048}", "length"),
        (f"http://example.com/{'ä' * 500}", "length"),
    ],
)
def test_everything_that_two_parsers_could_read_differently_is_refused(
    url: str, expected: str
) -> None:
    assert reason(url) == expected


@pytest.mark.parametrize(
    ("location", "joined"),
    [
        (b"/b?c", "http://example.com/b?c"),
        (b"b", "http://example.com/x/b"),
        (b"../b", "http://example.com/b"),
        (b"?c=d", "http://example.com/x/y?c=d"),
        (b"//example.org/b", "http://example.org/b"),
        (b"https://example.org", "https://example.org/"),
        ("/straße".encode(), "http://example.com/stra%C3%9Fe"),
        (b"//167772161/", "http://10.0.0.1/"),
    ],
)
def test_a_location_is_joined_and_checked(location: bytes, joined: str) -> None:
    assert join_url(parse_url("http://example.com/x/y?z"), location).url == joined


@pytest.mark.parametrize(
    "location",
    [
        b"",
        b"file:///etc/hostname",
        b"gopher://127.0.0.1:6379/_x",
        b"http:/127.0.0.1/",
        b"//user:pass@example.org/",
        b"/\\127.0.0.1/",
        b"\\\\127.0.0.1/",
        b"/a b",
        b"/a\tb",
        b"\xff\xfe",
        b"/" + b"a" * 5000,
    ],
)
def test_a_bad_location_is_refused(location: bytes) -> None:
    with pytest.raises(Refused):
        join_url(parse_url("http://example.com/"), location)


PIECES = [
    *["http://", "https://", "HTTP://", "http:/", "http:", "//", "ftp://"],
    *["example.com", "a.b", "127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "2130706433", "0x7f.1"],
    *["xn--bcher-kva", "bücher", "ß", "１", "。", "．", "%2e", "%00", "%25", "\u00ad", "\u200d"],
    *["@", ":", "/", "\\", "?", "#", "&", ";", "[", "]", ".", "-", "_", " ", "\t", "\n", "\x0b"],
    *[
        "80",
        "443",
        "8080",
        "0",
        "99999",
        "user",
        "user:pass",
        "8.8.8.8",
        "localhost",
        "%",
        "|",
        "^",
    ],
]


def generated_urls(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    urls = []
    for turn in range(count):
        start = "http://" if turn % 3 else ""
        urls.append(start + "".join(chance.choices(PIECES, k=chance.randint(1, 7))))
    return urls


def test_our_reading_and_the_http_librarys_agree_or_we_refuse() -> None:
    count = 1_000_000 if os.environ.get("FACTCHECK_LONG") else 20_000
    accepted = 0
    for url in generated_urls(count, seed=20241017):
        try:
            target = parse_url(url)
        except Refused:
            continue
        accepted += 1
        read = httpx.URL(target.url)
        dialled = httpcore.URL(
            scheme=read.raw_scheme, host=read.raw_host, port=read.port, target=read.raw_path
        ).origin
        assert dialled.host.decode("ascii").strip("[]") == target.host, url
        assert (dialled.port or {b"http": 80, b"https": 443}[dialled.scheme]) == target.port, url
        assert target.literal is not None or not reads_as_address(target.host), url
    assert accepted > count / 100


def reads_as_address(host: str) -> bool:
    """Would the C library take the name for an address without asking anyone?"""
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.com/a?key=secret#x", "https://example.com/a"),
        ("https://user:secret@example.com/", "https://…@example.com/"),
        ("http://a@b@example.com/", "http://…@example.com/"),
        ("http://example.com/" + "a" * 500, "http://example.com/" + "a" * 181),
    ],
)
def test_log_lines_hold_no_credentials_and_no_query(url: str, shown: str) -> None:
    assert redact_url(url) == shown
