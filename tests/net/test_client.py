"""What a fetch does, against real sockets that answer well, badly and maliciously."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable

import brotli
import pytest

from factcheck.app import create_app
from factcheck.errors import InvalidInput
from factcheck.net.addresses import parse_networks
from factcheck.net.client import Response, fetch
from factcheck.net.errors import FetchFailed, Refused
from factcheck.net.policy import FetchLimits, FetchPolicy
from factcheck.net.policy import policy_for as settings_policy
from factcheck.settings import Settings

HTML = b"<!doctype html><title>Harbour</title><p>It will be rebuilt.</p>"


def answer(
    body: bytes = HTML, *headers: str, status: str = "200 OK", kind: str | None = "text/html"
) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {location}", status=status)


def refusal_of(url: str, policy: FetchPolicy, **options: object) -> str:
    with pytest.raises(Refused) as raised:
        fetch(url, policy=policy, **options)  # type: ignore[arg-type]
    return raised.value.reason


# A good page


def test_a_page_is_fetched(serve, policy_for) -> None:
    origin = serve(answer(kind="text/html; charset=UTF-8"))

    response = fetch(origin.url("/a?b=c#d"), policy=policy_for(origin))

    assert response == Response(
        status=200,
        final_url=origin.url("/a?b=c"),
        headers=response.headers,
        media_type="text/html",
        body=HTML,
    )
    assert response.content_type == "text/html; charset=UTF-8"


def test_the_request_says_who_we_are_and_carries_nothing_else(serve, policy_for) -> None:
    origin = serve(answer(HTML, "Set-Cookie: a=b"))
    policy = policy_for(origin)

    for _ in range(2):
        fetch(origin.url("/a"), policy=policy)

    head, *lines = origin.requests[1].decode().strip().split("\r\n")
    names = {line.partition(":")[0].lower() for line in lines}
    assert head == "GET /a HTTP/1.1"
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert f"Host: 127.0.0.1:{origin.port}" in lines
    assert f"User-Agent: {policy.user_agent}" in lines


def test_proxies_of_the_environment_are_not_used(serve, policy_for, monkeypatch) -> None:
    origin, proxy = serve(answer()), serve(answer(b"from the proxy"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url())

    assert fetch(origin.url(), policy=policy_for(origin)).body == HTML
    assert proxy.requests == []


def test_the_netrc_of_the_environment_is_not_used(serve, policy_for, monkeypatch, tmp_path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    origin = serve(answer())

    fetch(origin.url(), policy=policy_for(origin))

    assert b"authorization" not in origin.requests[0].lower()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(HTML)),
        ("x-gzip", gzip.compress(HTML)),
        ("deflate", zlib.compress(HTML)),
        ("deflate", zlib.compress(HTML)[2:-4]),
        ("br", brotli.compress(HTML)),
        ("identity", HTML),
    ],
    ids=["gzip", "x-gzip", "deflate", "raw deflate", "br", "identity"],
)
def test_each_offered_encoding_is_unpacked(encoding, packed, serve, policy_for) -> None:
    origin = serve(answer(packed, f"Content-Encoding: {encoding}"))

    assert fetch(origin.url(), policy=policy_for(origin)).body == HTML


def test_a_chunked_page_is_put_together(serve, policy_for) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (HTML[:9], HTML[9:]))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    origin = serve(head + chunks + b"0\r\n\r\n")

    assert fetch(origin.url(), policy=policy_for(origin)).body == HTML


def test_a_post_sends_content_and_headers_and_reads_no_body(serve, policy_for) -> None:
    origin = serve(answer(b"\x00binary", kind="image/png"))

    response = fetch(
        origin.url("/hook"),
        policy=policy_for(origin),
        method="POST",
        headers={"X-Signature": "abc"},
        content=b'{"id":1}',
        accept=None,
    )

    assert response.body == b""
    assert b"X-Signature: abc" in origin.requests[0]
    assert origin.requests[0].startswith(b"POST /hook ")


def test_not_modified_is_an_answer(serve, policy_for) -> None:
    origin = serve(answer(b"", status="304 Not Modified"))

    response = fetch(origin.url(), policy=policy_for(origin), headers={"If-None-Match": '"x"'})

    assert (response.status, response.body) == (304, b"")


# Who may be dialled


def test_an_inner_address_is_refused_without_a_connection(serve) -> None:
    origin = serve(answer())

    assert refusal_of(origin.url(), FetchPolicy(ports=frozenset({origin.port}))) == "address"
    assert origin.requests == []


def test_a_port_that_is_not_opened_is_refused_without_a_connection(serve) -> None:
    origin = serve(answer())

    assert refusal_of(origin.url(), FetchPolicy(allow=parse_networks("127.0.0.0/8"))) == "port"
    assert origin.requests == []


def resolving(monkeypatch, *answers: list[str]) -> list[str]:
    """Replace the system's resolver; returns the names asked for, in order."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_one_inner_answer_among_others_refuses_the_name(serve, policy_for, monkeypatch) -> None:
    origin = serve(answer())
    resolving(monkeypatch, ["127.0.0.1", "10.0.0.5"])

    url = f"http://news.example:{origin.port}/"

    assert refusal_of(url, policy_for(origin)) == "address"
    assert origin.requests == []


def test_a_name_is_resolved_once_and_the_checked_address_is_dialled(
    serve, policy_for, monkeypatch
) -> None:
    origin = serve(answer())
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.5"])

    response = fetch(f"http://news.example:{origin.port}/", policy=policy_for(origin))

    assert response.body == HTML
    assert asked == ["news.example"]
    assert f"Host: news.example:{origin.port}".encode() in origin.requests[0]


def test_every_hop_is_resolved_and_checked_again(serve, policy_for, monkeypatch) -> None:
    origin = serve(redirect("/b"), answer())
    asked = resolving(monkeypatch, ["127.0.0.1"], ["10.0.0.5"])

    assert refusal_of(f"http://news.example:{origin.port}/", policy_for(origin)) == "address"
    assert asked == ["news.example", "news.example"]
    assert len(origin.requests) == 1


def test_too_many_answers_are_refused(serve, policy_for, monkeypatch) -> None:
    origin = serve(answer())
    resolving(monkeypatch, [f"127.0.1.{number}" for number in range(33)])

    assert refusal_of(f"http://news.example:{origin.port}/", policy_for(origin)) == "address"


def test_a_resolver_that_hangs_is_left_behind(serve, policy_for, monkeypatch) -> None:
    origin = serve(answer())
    let_go = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: let_go.wait(10) and [])
    limits = FetchLimits(resolve_seconds=0.2)

    with pytest.raises(FetchFailed) as raised:
        fetch(f"http://news.example:{origin.port}/", policy=policy_for(origin, limits=limits))
    let_go.set()

    assert raised.value.reason == "address"


def test_the_next_address_is_dialled_when_one_does_not_answer(
    serve, policy_for, monkeypatch
) -> None:
    origin = serve(answer())
    resolving(monkeypatch, ["127.0.0.2", "127.0.0.1"])

    assert fetch(f"http://news.example:{origin.port}/", policy=policy_for(origin)).status == 200


def test_refused_blocked_and_unknown_look_the_same_from_outside(
    serve, policy_for, monkeypatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = unused.getsockname()[1]
        origin = serve(answer())
        policy = FetchPolicy(
            allow=parse_networks("127.0.0.0/8"), ports=frozenset({closed, origin.port})
        )
        seen = set()
        for url in (
            f"http://127.0.0.1:{closed}/",
            f"http://10.0.0.5:{closed}/",
            f"http://no-such-name.invalid:{closed}/",
        ):
            with pytest.raises((Refused, FetchFailed)) as raised:
                fetch(url, policy=policy)
            seen.add((str(raised.value), raised.value.reason))

    assert len(seen) == 1


# Redirects


def test_redirects_are_followed_to_the_end(serve, policy_for) -> None:
    origin = serve(*(redirect(f"/{n}", "307 x") for n in range(5)), answer())

    response = fetch(origin.url("/start"), policy=policy_for(origin))

    assert (response.final_url, response.body) == (origin.url("/4"), HTML)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.5/", "port"),
        ("//169.254.169.254:{port}/", "address"),
        ("http://2852039166:{port}/", "address"),
        ("http://[::1]:{port}/", "address"),
        ("http://[::ffff:10.0.0.5]:{port}/", "address"),
        ("file:///etc/hostname", "scheme"),
        ("gopher://127.0.0.1:{port}/_x", "scheme"),
        ("http://user:pass@127.0.0.1:{port}/", "userinfo"),
        ("/" + "a" * 3000, "length"),
        ("", "redirect"),
    ],
)
def test_the_first_bad_hop_ends_the_fetch(location, reason, serve, policy_for) -> None:
    origin = serve(answer())
    origin.replies = (redirect(location.format(port=origin.port)), answer())

    assert refusal_of(origin.url(), policy_for(origin)) == reason
    assert len(origin.requests) == 1


def test_a_circle_of_redirects_is_left(serve, policy_for) -> None:
    origin = serve(redirect("/b"), redirect("/a"))

    assert refusal_of(origin.url("/a"), policy_for(origin)) == "redirect"
    assert len(origin.requests) == 2


def test_a_sixth_redirect_is_too_many(serve, policy_for) -> None:
    origin = serve(*(redirect(f"/{number}") for number in range(50)))

    assert refusal_of(origin.url("/start"), policy_for(origin)) == "redirect"
    assert len(origin.requests) == 6


def test_two_locations_are_refused(serve, policy_for) -> None:
    origin = serve(answer(b"", "Location: /a", "Location: /b", status="302 Found"))

    assert refusal_of(origin.url(), policy_for(origin)) == "redirect"


def test_headers_of_the_caller_stay_with_the_first_origin(serve, policy_for) -> None:
    other = serve(answer())
    origin = serve(redirect("/same"), redirect(other.url()))

    fetch(origin.url(), policy=policy_for(origin, other), headers={"X-Key": "secret"})

    assert b"X-Key: secret" in origin.requests[1]
    assert b"secret" not in other.requests[0]


def test_a_post_is_not_redirected(serve, policy_for) -> None:
    origin = serve(redirect("/b", "307 x"), answer())

    assert refusal_of(origin.url(), policy_for(origin), method="POST", content=b"x") == "redirect"
    assert len(origin.requests) == 1


@pytest.mark.parametrize("refresh", ["Refresh: 0;url=http://10.0.0.5/", "X: y"])
def test_a_refresh_is_not_a_redirect(refresh, serve, policy_for) -> None:
    body = b"<meta http-equiv=refresh content='0;url=http://10.0.0.5/'>" + HTML
    origin = serve(answer(body, refresh))

    assert fetch(origin.url(), policy=policy_for(origin)).body == body


# Limits


def drip(head: bytes, unit: bytes) -> Callable[[socket.socket, bytes], None]:
    """Send `head`, then `unit` again and again until the other side hangs up."""

    def reply(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        for _ in range(400):
            connection.sendall(unit)
            time.sleep(0.02)

    return reply


def flood(head: bytes, unit: bytes) -> Callable[[socket.socket, bytes], None]:
    def reply(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(unit)

    return reply


OK = b"HTTP/1.1 200 OK\r\n"
OK_HTML = OK + b"Content-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer(b"x" * 100_001), "size"),
        (OK_HTML + b"Content-Length: 1000000000\r\n\r\n<p>", "size"),
        (flood(OK_HTML + b"\r\n", b"x" * 9999), "size"),
        (flood(OK_HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\nabcde\r\n"), "size"),
        (flood(OK, b"X-More: and more\r\n"), "headers"),
        (flood(OK + b"X: ", b"a" * 999), "headers"),
        (flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "size"),
        (OK_HTML + b"X: " + b"a" * 70_000 + b"\r\n\r\n", "headers"),
        (drip(OK_HTML + b"\r\n", b"x"), "time"),
        (drip(OK, b"X: y\r\n"), "time"),
        (drip(b"", b"H"), "time"),
        (lambda connection, _: time.sleep(0.6), "time"),
        (answer(gzip.compress(bytes(20_000_000)), "Content-Encoding: gzip"), "ratio"),
        (answer(zlib.compress(bytes(20_000_000)), "Content-Encoding: deflate"), "ratio"),
        (answer(brotli.compress(bytes(20_000_000), quality=5), "Content-Encoding: br"), "ratio"),
        (answer(HTML, "Content-Encoding: zstd"), "encoding"),
        (answer(gzip.compress(gzip.compress(HTML)), "Content-Encoding: gzip, gzip"), "encoding"),
        (
            answer(HTML, "Content-Encoding: gzip", "Content-Encoding: br"),
            "encoding",
        ),
        (answer(HTML, "Content-Encoding: gzip"), "encoding"),
        (answer(gzip.compress(HTML)[:-9], "Content-Encoding: gzip"), "encoding"),
    ],
)
def test_a_limit_ends_the_fetch(reply, reason, serve, policy_for) -> None:
    origin = serve(reply)
    short, whole = (0.4, 0.8) if reason == "time" else (10, 20)
    limits = FetchLimits(first_byte_seconds=short, total_seconds=whole, wire_bytes=100_000)

    assert refusal_of(origin.url(), policy_for(origin, limits=limits)) == reason


def test_unpacked_bytes_are_limited_below_the_ratio(serve, policy_for) -> None:
    packed = gzip.compress(bytes(range(256)) * 4000)
    limits = FetchLimits(decoded_bytes=200_000)
    origin = serve(answer(packed, "Content-Encoding: gzip"))

    assert refusal_of(origin.url(), policy_for(origin, limits=limits)) == "size"


def test_at_most_two_fetches_run_against_a_host(serve, policy_for) -> None:
    running, most, lock = [0], [0], threading.Lock()

    def reply(connection: socket.socket, _: bytes) -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.1)
        with lock:
            running[0] -= 1
        connection.sendall(answer())

    origins = [serve(reply) for _ in range(5)]
    policy = policy_for(*origins)
    threads = [
        threading.Thread(target=fetch, args=(origin.url(),), kwargs={"policy": policy})
        for origin in origins
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most[0] == 2


# What the answer is


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"%PDF-1.7", "text/html"),
        (b"PK\x03\x04" + bytes(20), "text/html"),
        (b"\x89PNG\r\n\x1a\n", "text/plain"),
        (bytes(range(256)), "text/html"),
        (b"\x1f\x8b\x08\x00", "text/html"),
        (HTML, "text/plain"),
        (HTML, "application/json"),
        (b"{}", "application/xml"),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", "application/rss+xml"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>".encode("utf-16"), "text/xml"),
        (HTML, "image/svg+xml"),
        (HTML, "application/octet-stream"),
    ],
)
def test_an_answer_of_another_kind_is_refused(body, kind, serve, policy_for) -> None:
    origin = serve(answer(body, kind=kind))

    assert refusal_of(origin.url(), policy_for(origin)) == "type"


@pytest.mark.parametrize(
    ("body", "kind", "media_type"),
    [
        (HTML, None, "text/html"),
        (b"Just words.", None, "text/plain"),
        (b"Just words.", "TEXT/HTML;charset=x", "text/html"),
        (b"<?xml version='1.0'?><rss/>", "application/rss+xml", "application/rss+xml"),
        (b'\xef\xbb\xbf{"a": 1}', "application/json", "application/json"),
        ("Wörter".encode("utf-16"), "text/plain", "text/plain"),
        (b"", "text/html", ""),
    ],
)
def test_declaration_and_content_agree_on_a_type(body, kind, media_type, serve, policy_for) -> None:
    origin = serve(answer(body, kind=kind))

    assert fetch(origin.url(), policy=policy_for(origin)).media_type == media_type


@pytest.mark.parametrize(("body", "fits"), [(b"%PDF-1.7 x", True), (HTML, False)])
def test_a_caller_that_reads_pdf_gets_it_when_it_is_one(body, fits, serve, policy_for) -> None:
    origin = serve(answer(body, kind="application/pdf"))
    accept = frozenset({"application/pdf"})

    if fits:
        assert fetch(origin.url(), policy=policy_for(origin), accept=accept).body == body
    else:
        assert refusal_of(origin.url(), policy_for(origin), accept=accept) == "type"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "300 Choose"])
def test_a_status_without_a_page_fails(status, serve, policy_for) -> None:
    origin = serve(answer(status=status))

    with pytest.raises(FetchFailed) as raised:
        fetch(origin.url(), policy=policy_for(origin))

    assert (raised.value.reason, raised.value.status) == ("status", int(status[:3]))


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"-ERR unknown command\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\ncut off",
        b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http_fails(reply, serve, policy_for) -> None:
    origin = serve(reply)

    with pytest.raises(FetchFailed) as raised:
        fetch(origin.url(), policy=policy_for(origin))

    assert raised.value.reason == "protocol"


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_a_body_where_none_belongs_is_not_read(status, serve, policy_for) -> None:
    origin = serve(answer(HTML, status=status))

    assert fetch(origin.url(), policy=policy_for(origin)).body == b""


def test_more_body_than_declared_is_left(serve, policy_for) -> None:
    origin = serve(OK_HTML + b"Content-Length: 9\r\n\r\n<p>Hi</p>HTTP/1.1 200 OK\r\n\r\nmore")

    assert fetch(origin.url(), policy=policy_for(origin)).body == b"<p>Hi</p>"


# The log


def test_each_fetch_writes_one_line(serve, policy_for, log_lines) -> None:
    origin = serve(redirect("/b"), answer())
    policy = policy_for(origin)

    fetch(origin.url("/a?key=secret"), policy=policy)
    for url in ("http://10.0.0.5/", "file:///etc/hostname", "http://u:secret@a.example/", "\r\n"):
        with pytest.raises(Refused):
            fetch(url, policy=policy_for())

    assert [line["event"] for line in log_lines] == ["fetch"] * 5
    assert log_lines[0]["outcome"] == "fetched"
    assert log_lines[0]["hops"] == 1
    assert log_lines[0]["peer"] == "127.0.0.1"
    assert log_lines[0]["wire_bytes"] == len(HTML)
    assert {line["outcome"] for line in log_lines[1:]} == {"refused"}
    assert "secret" not in str(log_lines)


def test_a_refused_port_names_no_address_in_its_message(policy_for) -> None:
    with pytest.raises(Refused) as raised:
        fetch("http://8.8.8.8:22/", policy=policy_for())

    assert str(raised.value) == (
        "Only the usual web ports are fetched. Remove the port from the address."
    )


def test_a_desk_that_serves_others_opens_no_inner_range(tmp_path) -> None:
    local = Settings(data=tmp_path, fetch_allow_cidrs=("127.0.0.0/8",))
    assert settings_policy(local).allow

    with pytest.raises(InvalidInput, match="Unset it on a desk that serves others"):
        settings_policy(local.model_copy(update={"mode": "production"}))
    with pytest.raises(InvalidInput, match="FACTCHECK_FETCH_ALLOW_CIDRS"):
        create_app(local.model_copy(update={"mode": "production"}))
