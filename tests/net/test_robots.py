"""What fetches on its own account asks robots.txt first (RFC 9309)."""

import pytest

from factcheck.net.robots import RobotsFiles, parse_robots

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


def reply(body: bytes, status: str = "200 OK", kind: str = "text/plain") -> bytes:
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )


def test_a_site_is_asked_once(serve, policy_for) -> None:
    origin = serve(reply(b"User-agent: *\nDisallow: /private"))
    robots = RobotsFiles(policy_for(origin))

    assert robots.allow(origin.url("/a"))
    assert not robots.allow(origin.url("/private/b"))
    assert [request.split(b" ")[1] for request in origin.requests] == [b"/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (reply(b"", "404 Not Found"), True),
        (reply(b"<!doctype html><p>User-agent: *", kind="text/html"), True),
        (reply(b"", "503 Busy"), False),
        (b"", False),
    ],
    ids=["none", "a page instead", "server fails", "no answer"],
)
def test_a_missing_file_allows_and_a_failing_server_forbids(
    answer, allowed, serve, policy_for
) -> None:
    origin = serve(answer)

    assert RobotsFiles(policy_for(origin)).allow(origin.url("/a")) is allowed
