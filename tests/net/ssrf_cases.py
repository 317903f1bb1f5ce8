"""The cases of the bench: classes of addresses, not a list to pass by heart."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from ssrf_world import PUBLIC, chain_url, page_url, redirect_url

from factcheck.net.addresses import REFUSED_V4, REFUSED_V6

REFUSED, GOOD, ENDS = "refused", "good", "ends"
"""What must happen: refused; fetched; or either, as long as it ends within the limits."""


@dataclass(frozen=True)
class Case:
    id: str
    category: str
    url: str
    expected: str = REFUSED
    control: bool = True
    """Whether the unguarded client is sent there too, to show that the canary works."""
    slow: bool = False


def own_cases(folder: Path) -> Iterator[Case]:
    """Every class of the address table and of the rules. `folder` holds a file with a canary."""
    groups: dict[str, Callable[[], Iterator[Case]]] = {
        "table": table_cases,
        "spelling": spelling_cases,
        "parser": parser_cases,
        "scheme": lambda: scheme_cases(folder),
        "port": port_cases,
        "dns": dns_cases,
        "redirect": redirect_cases,
        "body": body_cases,
        "good": good_cases,
    }
    for make in groups.values():
        yield from make()


def numbered(category: str, urls: list[str], **options: object) -> Iterator[Case]:
    for number, url in enumerate(urls):
        yield Case(f"{category}-{number}", category, url, **options)  # type: ignore[arg-type]


def table_cases() -> Iterator[Case]:
    """The first and the last address of every refused range, directly and IPv4-mapped."""
    v4 = sorted({address for network, _ in REFUSED_V4 for address in (network[0], network[-1])})
    v6 = sorted({address for network, _ in REFUSED_V6 for address in (network[0], network[-1])})
    other = [
        *["::", "::1", "100::1", "64:ff9b::7f00:1", "64:ff9b:1::a00:5", "::a00:5", "fc00::1"],
        *["fd12:3456::1", "fd20:ce::254", "fe80::1", "febf::1", "fec0::1", "ff02::1", "5f00::1"],
        *["4000::1", "::ffff:0:127.0.0.1", "1fff:ffff::1"],
    ]
    yield from numbered("table v4", [f"http://{address}/" for address in v4])
    yield from numbered("table v4 mapped", [f"http://[::ffff:{address}]/" for address in v4])
    yield from numbered("table v6", [f"http://[{address}]/" for address in (*v6, *other)])


def spelling_cases() -> Iterator[Case]:
    urls = []
    for text in ("127.0.0.1", "10.0.0.5", "169.254.169.254"):
        a, b, c, d = IPv4Address(text).packed
        whole = int(IPv4Address(text))
        urls += [
            *[f"{whole}", f"{whole:#x}", f"0{whole:o}", f"{a}.{whole & 0xFFFFFF}"],
            *[f"{a}.{b}.{c * 256 + d}", f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"0{a:o}.{b}.{c}.0{d:o}"],
            *[f"000{a:o}.{b}.{c}.{d}", f"{text}.", f"{a + 256}.{b}.{c}.{d}", f"0x1{whole:08x}"],
            *[text.replace(".", "。"), text.replace(".", "．"), text.replace(".", "｡")],
            text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
            text.translate({ord("0") + digit: 0x1D7CE + digit for digit in range(10)}),
            f"[{IPv6Address(0xFFFF << 32 | whole).exploded}]",
        ]
    names = [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "a.localhost",
        "ｌｏｃａｌｈｏｓｔ",
        "metadata",
    ]
    names += ["loc\u00adalhost", "local\u200bhost", "metadata.google.internal", "inner", "⑩.0.0.5"]
    yield from numbered("spelling", [f"http://{host}/" for host in (*urls, *names)])


def parser_cases() -> Iterator[Case]:
    yield from numbered(
        "parser",
        [
            "http://8.8.8.8@10.0.0.5/",
            "http://8.8.8.8:80@10.0.0.5/",
            "http://user:pass@10.0.0.5/",
            "http://10.0.0.5\\@8.8.8.8/",
            "http://8.8.8.8\\@10.0.0.5/",
            "http://10.0.0.5\\.public.test/",
            "http://8.8.8.8 @10.0.0.5/",
            "http://10.0.0.5\t/",
            "http://10.0.0.5\n/",
            "\x0bhttp://10.0.0.5/",
            " http://10.0.0.5/",
            "http://10.0.0.5/ ",
            "http:/10.0.0.5/",
            "http:10.0.0.5/",
            "http:\\\\10.0.0.5\\",
            "//10.0.0.5/",
            "///10.0.0.5/",
            "http:///10.0.0.5/",
            "http://[10.0.0.5]/",
            "http://[::1%25lo]/",
            "http://[fe80::1%lo]/",
            "http://[::1]:80:80/",
            "http://[::1].public.test/",
            "http://%31%30.0.0.5/",
            "http://10%2e0.0.5/",
            "http://10.0.0.5%00.public.test/",
            "http://10.0.0.5;public.test/",
            "http://10.0.0.5,public.test/",
            "hTTp://10.0.0.5/",
            "http://10.0.0.5:80/#@8.8.8.8/",
            "http://127.0.0.1:6379/%0d%0aSET%20x%201%0d%0a",
            "http://8.8.8.8/%0d%0aHost:%20x",
            "http://8.8.8.8/?%0aX",
            "http://8.8.8.8/\r\nX: y",
        ],
    )
    yield Case("parser-fragment", "parser", "http://8.8.8.8#@10.0.0.5/", ENDS)


def scheme_cases(folder: Path) -> Iterator[Case]:
    yield from numbered(
        "scheme",
        [
            (folder / "canary.txt").as_uri(),
            (folder / "canary.txt").as_uri().replace("file", "FILE"),
            f"unix://{folder}/canary.sock",
            *[f"{name}://127.0.0.1/" for name in ("ftp", "sftp", "ldap", "tftp", "ws", "telnet")],
            *[f"{name}://127.0.0.1:6379/_x" for name in ("gopher", "dict", "redis", "memcached")],
            *["netdoc:///etc/passwd", "jar:http://127.0.0.1/!/", "javascript:alert(1)"],
            *["data:text/html,x", "blob:http://127.0.0.1/x", "view-source:http://127.0.0.1/"],
            *["about:blank", "127.0.0.1", "localhost:80", ""],
        ],
        control=False,
    )


def port_cases() -> Iterator[Case]:
    ports = (0, 22, 25, 5432, 6379, 8080, 11211, 65536, 99999, -1)
    yield from numbered("port", [f"http://8.8.8.8:{port}/" for port in ports])
    yield from numbered("port inner", [f"http://127.0.0.1:{port}/" for port in ports])


def dns_cases() -> Iterator[Case]:
    names = ["nip.test", "nip6.test", "mapped6.test", "nat64.test", "mixed.test", "mixed6.test"]
    names += ["many.test", "no-such.test", "a" * 64 + ".test", "xn--a.test", "nip.test."]
    yield from numbered("dns", [f"http://{name}/" for name in names])
    yield from numbered("dns", [f"https://{name}/x" for name in names])
    yield Case("dns-rebind", "dns", page_url("html", "rebind.test"), ENDS)
    yield Case("dns-slow", "dns", "http://slowdns.test/", slow=True)


def redirect_cases() -> Iterator[Case]:
    inner = ["http://127.0.0.1/", "http://169.254.169.254/", "//127.0.0.1/", "http://[::1]/"]
    inner += ["http://2130706433/", "http://0x7f.1/", "http://nip.test/", "https://10.0.0.5/"]
    inner += ["http://user:pass@public.test/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x"]
    inner += ["http://8.8.8.8:6379/", "http:\\\\127.0.0.1\\", "/\\127.0.0.1/", "http:/127.0.0.1/"]
    inner += ["http://[::ffff:10.0.0.5]/", "javascript:alert(1)", "http://public.test/a b"]
    statuses = (301, 302, 303, 307, 308)
    yield from numbered(
        "redirect", [redirect_url(to, statuses[n % 5]) for n, to in enumerate(inner)]
    )
    yield from numbered(
        "redirect deep",
        [redirect_url(redirect_url(to, host="public.test")) for to in inner[:6]],
    )
    yield from numbered(
        "redirect limits",
        [
            f"http://{PUBLIC}/loop/a",
            f"http://{PUBLIC}/large-location/",
            chain_url(50),
            chain_url(5),
            redirect_url(page_url("html", "public.test"), scheme="https", host="public.test"),
            page_url("line-in-location"),
        ],
        control=False,
    )
    yield Case("redirect-rebind", "redirect", redirect_url("http://rebind.test/page/html"), ENDS)
    for name in ("refresh", "meta-refresh"):
        yield Case(f"redirect-{name}", "redirect", page_url(name), ENDS)


def body_cases() -> Iterator[Case]:
    refused = ["gzip-bomb", "br-bomb", "zstd", "gzip-in-gzip", "endless-headers", "huge-length"]
    refused += ["endless-continue", "endless-chunks", "short-body", "laughs", "external-entity"]
    refused += ["external-file", "external-dtd", "zip", "pdf", "png", "switch"]
    ends = ["long-body", "deep", "utf-7", "bogus-charset", "attributes", "long-line", "inner-links"]
    ends += ["no-content", "not-modified", "split-header"]
    slow = ["drip", "drip-headers", "silence"]
    for name in refused:
        yield Case(f"body-{name}", "body", page_url(name), control=False)
    for name in ends:
        yield Case(f"body-{name}", "body", page_url(name), ENDS, control=False)
    for name in slow:
        yield Case(f"body-{name}", "body", page_url(name), control=False, slow=True)
    for host in ("bad-certificate.test", "other.test", PUBLIC):
        yield Case(f"tls-{host}", "tls", page_url("html", host, "https"), control=False)


def good_cases() -> Iterator[Case]:
    pages = ["html", "gzip", "deflate", "br", "chunked", "no-length", "no-type", "plain", "utf-16"]
    pages += ["latin1", "rss", "atom", "json", "xhtml"]
    yield from numbered("good", [page_url(name) for name in pages], expected=GOOD, control=False)
    yield from numbered(
        "good way",
        [
            page_url("html", "public.test"),
            page_url("html", "PUBLIC.test.:80"),
            page_url("html", "größer.test") + "?q=ö#x",
            page_url("html", "1572395042"),
            page_url("html", "[2606:4700::1111]"),
            page_url("html", "public6.test"),
            page_url("html", "public.test", "https"),
            redirect_url("/page/html"),
            redirect_url("//other.test/page/html", 308, host="public.test"),
            redirect_url(page_url("html", "public.test", "https")),
            chain_url(4),
        ],
        expected=GOOD,
        control=False,
    )


def file_cases(path: Path) -> Iterator[Case]:
    """The cases of a file of three columns, `id`, `category`, `case`, as Python string escapes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, category, raw = line.split("\t")
        text = ast.literal_eval("'" + raw.replace("'", "\\'") + "'")
        yield from _file_case(name, category, text)


def _file_case(name: str, category: str, text: str) -> Iterator[Case]:
    kind = category.partition(" ")[0]
    if kind == "dns":
        url = text.partition(" -> ")[0]
        expected = ENDS if "rebind" in url else REFUSED
        yield Case(name, category, url, expected, slow="slow" in url)
    elif kind == "redirect":
        yield from _redirect_case(name, category, text)
    elif kind == "body":
        pages = [page for words, page in _BODY_WORDS if words in text]
        for number, page in enumerate(pages):
            suffix = f".{number}" if len(pages) > 1 else ""
            url = page_url(page)
            if page == "tls":
                url = page_url("html", "bad-certificate.test", "https")
            slow = page in ("drip", "drip-headers")
            yield Case(name + suffix, category, url, ENDS, control=False, slow=slow)
    else:
        yield Case(name, category, text, ENDS if "#" in text else REFUSED)


def _redirect_case(name: str, category: str, text: str) -> Iterator[Case]:
    status, _, target = text.partition(" -> ")
    if "loop" in text:
        yield Case(name, category, f"http://{PUBLIC}/loop/a", control=False)
    elif "chain" in text:
        yield Case(name, category, chain_url(50), control=False)
    elif "1 MB Location" in text:
        yield Case(name, category, f"http://{PUBLIC}/large-location/", control=False)
    elif "downgrade" in text:
        url = redirect_url(page_url("html"), host="public.test", scheme="https")
        yield Case(name, category, url, control=False)
    elif "efresh" in text:
        page = "refresh" if text.startswith("Refresh") else "meta-refresh"
        yield Case(name, category, page_url(page), ENDS)
    elif status.isdigit():
        target = target.partition(" (")[0].replace("public/", "public.test/")
        expected = ENDS if "rebind" in target else REFUSED
        if "://" not in target and not target.startswith("/"):
            target = f"http://{target}/page/html"
        yield Case(name, category, redirect_url(target, int(status)), expected)


# Which pages stand for the words of a body row; a row may name several.
_BODY_WORDS = (
    ("gzip bomb", "gzip-bomb"),
    ("br/zstd", "br-bomb"),
    ("br/zstd", "zstd"),
    ("gzip-in-gzip", "gzip-in-gzip"),
    ("slow drip", "drip"),
    ("endless headers", "endless-headers"),
    ("1 GB Content-Length", "huge-length"),
    ("chunked, endless", "endless-chunks"),
    ("wrong Content-Length", "short-body"),
    ("wrong Content-Length", "long-body"),
    ("nested 100k", "deep"),
    ("billion laughs", "laughs"),
    ("external entity", "external-entity"),
    ("external entity", "external-file"),
    ("external DTD", "external-dtd"),
    ("zip/PDF/image", "zip"),
    ("zip/PDF/image", "pdf"),
    ("zip/PDF/image", "png"),
    ("utf-7", "utf-7"),
    ("bogus charset", "bogus-charset"),
    ("1M attributes", "attributes"),
    ("50 MB line", "long-line"),
    ("og:image", "inner-links"),
    ("og:image", "rss"),
    ("TLS", "tls"),
    ("101 switch", "switch"),
    ("100-continue", "endless-continue"),
    ("204/304", "no-content"),
    ("204/304", "not-modified"),
    ("response splitting", "split-header"),
    ("response splitting", "line-in-location"),
)
