"""The world inside the bench's network namespace: every address is here, and all are watched.

One process holds a canary on the usual inner ports of every IPv4 and IPv6 address, a stub
resolver, and the public stand-ins, which answer well or wrongly on purpose. Whatever is connected
to or looked up is appended to a log file.
"""

import base64
import gzip
import itertools
import json
import os
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli

CANARY = b"CANARY"
PORTS = (22, 25, 80, 443, 5432, 6379, 8080, 11211)
STAND_INS = {"8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111"}
PUBLIC = "93.184.216.34"
HTML = (
    b"<!doctype html><html lang=en><head><title>Harbour</title></head><body><article>"
    b"<p>The harbour will be rebuilt within three years, the minister said on Tuesday.</p>"
    b"</article></body></html>"
)
INNER_LINKS = (
    b"<!doctype html><meta property='og:image' content='http://169.254.169.254/x.png'>"
    b"<link rel=stylesheet href='http://10.0.0.5/a.css'><script src='http://10.0.0.5/a.js'></script>"
    b"<link rel=canonical href='http://127.0.0.1/'><img src='http://10.0.0.5/i.png'>"
    b"<iframe src='http://[::1]/'></iframe><base href='http://127.0.0.1/'>"
    b"<object data='http://127.0.0.1:6379/'></object>" + HTML
)
FEED = (
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour</title><item>"
    b"<title>One</title><enclosure url='http://169.254.169.254/a.mp3'/></item></channel></rss>"
)
LAUGHS = (
    b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'ha'>"
    + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    + b"]><rss><title>&j;</title></rss>"
)
EXTERNAL = (
    b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM '%s'>]><rss><title>&x;</title></rss>"
)

Send = Callable[[socket.socket], None]


def answer(body: bytes, *headers: str, kind: str = "text/html", status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def forever(head: bytes, unit: bytes, pause: float = 0) -> Send:
    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(unit)
            time.sleep(pause)

    return send


def packed(encoding: str, body: bytes) -> bytes:
    return answer(body, f"Content-Encoding: {encoding}")


def gzip_bomb() -> bytes:
    """10 GB of zeros in 10 MB: one gigabyte packed once, then repeated as ten gzip members."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    member = b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()
    return packed("gzip", member * 10)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

PAGES: dict[str, bytes | Send | Callable[[], bytes]] = {
    "html": answer(HTML),
    "gzip": packed("gzip", gzip.compress(HTML)),
    "deflate": packed("deflate", zlib.compress(HTML)),
    "br": packed("br", brotli.compress(HTML)),
    "chunked": CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML),
    "no-length": OK + b"\r\n" + HTML,
    "no-type": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(HTML) + HTML,
    "plain": answer(b"The harbour will be rebuilt.", kind="text/plain"),
    "utf-16": answer("Der Hafen wird größer.".encode("utf-16"), kind="text/plain"),
    "latin1": answer("größer".encode("latin-1"), kind="text/plain; charset=latin1"),
    "rss": answer(FEED, kind="application/rss+xml"),
    "atom": answer(b"<feed><title>Harbour</title></feed>", kind="application/atom+xml"),
    "json": answer(b'{"a": 1}', kind="application/json"),
    "xhtml": answer(HTML, kind="application/xhtml+xml"),
    "inner-links": answer(INNER_LINKS),
    "refresh": answer(HTML, "Refresh: 0;url=http://127.0.0.1/"),
    "meta-refresh": answer(
        b"<meta http-equiv=refresh content='0;url=http://127.0.0.1/'><p>Moved.</p>"
    ),
    "gzip-bomb": gzip_bomb,
    "br-bomb": lambda: packed("br", brotli.compress(bytes(1 << 28), quality=5)),
    "zstd": packed("zstd", b"\x28\xb5\x2f\xfd" + HTML),
    "gzip-in-gzip": packed("gzip, gzip", gzip.compress(gzip.compress(HTML))),
    "drip": forever(OK + b"\r\n", b"x", 1),
    "drip-headers": forever(OK, b"X", 1),
    "silence": forever(b"", b"", 1),
    "endless-headers": forever(OK, b"X-More: and more\r\n"),
    "endless-continue": forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "huge-length": OK + b"Content-Length: 1000000000\r\n\r\n" + HTML,
    "endless-chunks": forever(CHUNKED, b"400\r\n" + b"x" * 1024 + b"\r\n"),
    "short-body": OK + b"Content-Length: 9999\r\n\r\n" + HTML,
    "long-body": OK + b"Content-Length: 20\r\n\r\n" + HTML,
    "deep": lambda: answer(b"<div>" * 100_000 + b"deep"),
    "laughs": answer(LAUGHS, kind="application/rss+xml"),
    "external-entity": answer(EXTERNAL % b"http://127.0.0.1/", kind="application/rss+xml"),
    "external-file": answer(EXTERNAL % b"file:///etc/passwd", kind="application/xml"),
    "external-dtd": answer(
        b"<!DOCTYPE r SYSTEM 'http://10.0.0.5/a.dtd'><rss/>", kind="application/atom+xml"
    ),
    "zip": answer(b"PK\x03\x04" + bytes(64)),
    "pdf": answer(b"%PDF-1.7 x"),
    "png": answer(b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "utf-7": answer(b"+ADw-script+AD4-", kind="text/html; charset=utf-7"),
    "bogus-charset": answer(HTML, kind="text/html; charset=x-bogus"),
    "attributes": lambda: answer(
        b"<div " + b" ".join(b"a%d=x" % number for number in range(400_000)) + b">"
    ),
    "long-line": lambda: packed(
        "gzip", gzip.compress(b"<p>" + os.urandom(1 << 16).hex().encode() * 380)
    ),
    "switch": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    + HTML,
    "no-content": answer(HTML, status="204 No Content"),
    "not-modified": answer(HTML, status="304 Not Modified"),
    "split-header": OK + b"X: a\r\n\r\nHTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n",
    "line-in-location": b"HTTP/1.1 302 Found\r\nLocation: /a\rX: y\r\nContent-Length: 0\r\n\r\n",
}


def page_url(name: str, host: str = PUBLIC, scheme: str = "http") -> str:
    return f"{scheme}://{host}/page/{name}"


def redirect_url(location: str, status: int = 302, host: str = PUBLIC, scheme: str = "http") -> str:
    """An address of a stand-in that redirects to `location`, whatever bytes that is."""
    packed_location = base64.urlsafe_b64encode(location.encode()).decode().rstrip("=")
    return f"{scheme}://{host}/to/{status}/{packed_location}"


def chain_url(length: int) -> str:
    return f"http://{PUBLIC}/chain/{length}"


def stand_in_reply(path: str) -> bytes | Send:
    kind, _, rest = path.removeprefix("/").partition("/")
    if kind == "page":
        page = PAGES[rest.partition("?")[0]]
        if not callable(page):
            return page
        return page() if page.__code__.co_argcount == 0 else page
    if kind == "to":
        status, _, location = rest.partition("/")
        decoded = base64.urlsafe_b64decode(location + "==").decode()
        return answer(b"", f"Location: {decoded}", status=f"{status} Found")
    if kind == "large-location":
        return answer(b"", f"Location: /{'a' * 1_000_000}", status="302 Found")
    if kind == "loop":
        return answer(b"", f"Location: /loop/{'b' if rest == 'a' else 'a'}", status="302 Found")
    if kind == "chain":
        left = int(rest)
        target = f"/chain/{left - 1}" if left else "/page/html"
        return answer(b"", f"Location: {target}", status="302 Found")
    return answer(b"", status="404 Not Found")


class World:
    """Starts every listener in threads of the calling process and logs to `folder/seen.jsonl`."""

    def __init__(self, folder: Path) -> None:
        self._log = (folder / "seen.jsonl").open("a", buffering=1)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(folder / "good.pem")
        self._bad_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._bad_tls.load_cert_chain(folder / "bad.pem")
        self._rebinds = itertools.count()

    def start(self) -> None:
        for port in PORTS:
            listener = socket.create_server(
                ("::", port), family=socket.AF_INET6, backlog=64, dualstack_ipv6=True
            )
            threading.Thread(target=self._accept, args=(listener, port), daemon=True).start()
        resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        resolver.bind(("127.0.0.1", 53))
        threading.Thread(target=self._resolve, args=(resolver,), daemon=True).start()

    def _note(self, **seen: object) -> None:
        self._log.write(json.dumps(seen) + "\n")

    def _accept(self, listener: socket.socket, port: int) -> None:
        while True:
            connection, _ = listener.accept()
            address = connection.getsockname()[0].removeprefix("::ffff:")
            self._note(address=address, port=port)
            threading.Thread(
                target=self._serve, args=(connection, address, port), daemon=True
            ).start()

    def _serve(self, connection: socket.socket, address: str, port: int) -> None:
        connection.settimeout(40)
        try:
            if port == 443:
                tls = self._bad_tls if address == "1.1.1.1" else self._tls
                connection = tls.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head and (received := connection.recv(65536)):
                head += received
            if address not in STAND_INS:
                connection.sendall(answer(CANARY))
                return
            reply = stand_in_reply(head.split(b" ")[1].decode())
            if isinstance(reply, bytes):
                connection.sendall(reply)
            else:
                reply(connection)
        except (OSError, IndexError, KeyError):
            return
        finally:
            connection.close()

    def _resolve(self, resolver: socket.socket) -> None:
        while True:
            query, client = resolver.recvfrom(4096)
            name, end = read_name(query, 12)
            (kind,) = struct.unpack_from(">H", query, end)
            addresses = self._addresses(name, kind)
            self._note(name=name, kind=kind, answers=len(addresses or ()))
            if addresses is not None:
                resolver.sendto(dns_answer(query[: end + 4], kind, addresses), client)

    def _addresses(self, name: str, kind: int) -> list[str] | None:
        """The answers, or None for silence. Unknown names are inner: nothing may go there."""
        if name.startswith("slowdns."):
            return None
        if kind == 28:
            return {
                "nip6.test": ["::1"],
                "mapped6.test": ["::ffff:10.0.0.5"],
                "nat64.test": ["64:ff9b::a00:5"],
                "mixed6.test": ["2606:4700::1111"],
                "public6.test": ["2606:4700::1111"],
            }.get(name, [])
        if name == "rebind.test":
            return [PUBLIC] if next(self._rebinds) % 2 == 0 else ["127.0.0.1"]
        return {
            "public.test": [PUBLIC],
            "other.test": ["8.8.8.8"],
            "xn--grer-wna1l.test": [PUBLIC],
            "bad-certificate.test": ["1.1.1.1"],
            "mixed.test": [PUBLIC, "10.0.0.5"],
            "mixed6.test": ["127.0.0.1"],
            "many.test": [f"93.184.216.{number}" for number in range(1, 34)],
            "nip6.test": [],
            "mapped6.test": [],
            "nat64.test": [],
            "public6.test": [],
            "no-such.test": [],
            "metadata": ["169.254.169.254"],
            "metadata.google.internal": ["169.254.169.254"],
        }.get(name, ["127.0.0.1"])


def read_name(packet: bytes, at: int) -> tuple[str, int]:
    labels = []
    while length := packet[at]:
        labels.append(packet[at + 1 : at + 1 + length].decode("ascii", "replace").lower())
        at += 1 + length
    return ".".join(labels), at + 1


def dns_answer(question: bytes, kind: int, addresses: list[str]) -> bytes:
    family = socket.AF_INET6 if kind == 28 else socket.AF_INET
    records = b"".join(
        b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(packed_address)) + packed_address
        for packed_address in (socket.inet_pton(family, address) for address in addresses)
    )
    counts = struct.pack(">HHHHH", 0x8180, 1, len(addresses), 0, 0)
    return question[:2] + counts + question[12:] + records
