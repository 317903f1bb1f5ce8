"""What fetches on its own account asks robots.txt first (RFC 9309)."""

import pytest

from factcheck.net.robots import CLOSED, UNREAD, RobotsFiles, parse_robots

ROBOTS = """
User-agent: *
Disallow: /private
Allow: /private/press   # published
Disallow: /*.pdf$
Disallow: /search?*q=

User-agent: Factcheck
User-agent: other
Disallow: /slow/
Disallow:
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private", False),
        ("/privately", False),
        ("/private/press/1", True),
        ("/%70rivate", False),
        ("/a/b.pdf", False),
        ("/a/b.pdf?x", True),
        ("/search?a=1&q=2", False),
        ("/search?a=1", True),
        ("/slow/1", True),
    ],
)
def test_the_longest_match_decides(path: str, allowed: bool) -> None:
    assert parse_robots(ROBOTS, "somebody").allow(path) is allowed


def test_a_group_for_us_replaces_the_one_for_all() -> None:
    rules = parse_robots(ROBOTS, "factcheck")

    assert not rules.allow("/slow/1")
    assert rules.allow("/private")


@pytest.mark.parametrize("text", ["", "nonsense", "Disallow: /", "User-agent: *\nDisallow:"])
def test_no_rules_allow_everything(text: str) -> None:
    assert parse_robots(text, "factcheck").allow("/a")


def test_between_equal_rules_the_one_that_allows_wins() -> None:
    assert parse_robots("User-agent: *\nDisallow: /a\nAllow: /a", "x").allow("/a")


@pytest.mark.parametrize(
    ("pattern", "path", "allowed"),
    [
        ("/caf%c3%a9", "/café/1", False),
        ("/café", "/caf%C3%A9/1", False),
        # An escaped slash is another path than a slash, in both directions.
        ("/a%2Fb", "/a/b", True),
        ("/a/b", "/a%2fb", True),
        ("/a%2fb", "/a%2Fb/c", False),
        ("/a%2A.html", "/a*.html", False),
        ("/a%2A.html", "/abc.html", True),
        ("/a%24", "/a$/b", False),
        ("/a$b", "/a$b/c", False),
        ("/a$", "/a", False),
        ("/a$", "/a$", True),
        ("*/x$", "/y/x", False),
        ("/%7Ejoe", "/~joe/1", False),
        ("/a b", "/a%20b", False),
    ],
)
def test_escapes_are_compared_by_what_they_mean(pattern: str, path: str, allowed: bool) -> None:
    assert parse_robots(f"User-agent: *\nDisallow: {pattern}", "x").allow(path) is allowed


def test_a_group_is_for_a_product_of_any_version_and_groups_of_one_are_read_together() -> None:
    text = "User-agent: factcheck/1.0\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\n"
    rules = parse_robots(text + "User-agent: FACTCHECK\nDisallow: /b", "factcheck")

    assert [rules.allow(path) for path in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5.0), ("0.5", 0.5), ("86400", 60.0), ("soon", 0.0), ("-3", 0.0), ("", 0.0)],
)
def test_the_delay_that_a_site_asks_for_is_kept_within_reason(value: str, seconds: float) -> None:
    text = f"User-agent: other\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: {value}\nDisallow: /a"
    rules = parse_robots(text, "factcheck")

    assert rules.delay == seconds
    assert not rules.allow("/a")


def reply(body: bytes, status: str = "200 OK", kind: str = "text/plain") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


def test_a_site_is_asked_once(serve, policy_for) -> None:
    origin = serve(reply(b"User-agent: *\nDisallow: /private"))
    robots = RobotsFiles(policy_for(origin))

    assert robots.ask(origin.url("/a")).allowed
    assert robots.ask(origin.url("/private/b")).why_not == CLOSED
    assert [request.split(b" ")[1] for request in origin.requests] == [b"/robots.txt"]


CLOSES = b"User-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    ("answer", "why_not"),
    [
        (reply(b"", "404 Not Found"), ""),
        (reply(b"<!doctype html><p>User-agent: *\nDisallow: /", kind="text/html"), ""),
        (reply(CLOSES, kind="text/html"), CLOSED),
        (reply(b"\xef\xbb\xbf" + CLOSES), CLOSED),
        (reply(b"", "503 Busy"), UNREAD),
        (b"", UNREAD),
        (b"HTTP/1.1 302 Found\r\nLocation: /robots.txt\r\nContent-Length: 0\r\n\r\n", ""),
    ],
    ids=["none", "page instead", "called a page", "BOM", "server fails", "no answer", "circle"],
)
def test_a_missing_file_allows_and_a_failing_server_forbids(
    answer, why_not, serve, policy_for
) -> None:
    origin = serve(answer)

    permission = RobotsFiles(policy_for(origin)).ask(origin.url("/a"))

    assert permission.why_not == why_not
    assert permission.is_read is (why_not != UNREAD)
