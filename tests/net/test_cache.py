"""What is kept of others' answers, for how long, and when they are asked again (RFC 9111)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import time_machine

from factcheck.net.cache import HttpCache
from factcheck.net.client import fetch
from factcheck.net.errors import FetchFailed
from factcheck.net.times import seconds_until
from tests.net.conftest import Origin
from tests.net.test_client import answer, redirect

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clock:
    """Asks through a cache at moments of the test's choice; the bodies come from one server."""

    def __init__(self, folder: Path, origin: Origin, policy: object, max_bytes: int) -> None:
        self.cache = HttpCache(folder, max_bytes)
        self.origin = origin
        self.policy = policy

    def ask(self, after: float = 0, path: str = "/", **headers: str) -> bytes:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with time_machine.travel(NOW + timedelta(seconds=after), tick=False):
            return self.cache.fetch(self.origin.url(path), policy=self.policy, headers=names).body  # type: ignore[arg-type]


@pytest.fixture
def asking(tmp_path: Path, serve, policy_for) -> Callable[..., Clock]:
    def build(*replies: bytes, max_bytes: int = 1_000_000) -> Clock:
        origin = serve(*replies)
        return Clock(tmp_path / "cache", origin, policy_for(origin), max_bytes)

    return build


def page(body: bytes, *headers: str) -> bytes:
    return answer(body, *headers, kind="text/plain")


def http_date(after: float) -> str:
    return format_datetime(NOW + timedelta(seconds=after), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "fresh_for"),
    [
        (["Cache-Control: max-age=60"], 60),
        (["Cache-Control: max-age=60, s-maxage=10"], 10),
        (["Cache-Control: max-age=60", "Age: 50"], 10),
        (["Cache-Control: max-age=60", f"Date: {http_date(-50)}"], 10),
        (["Cache-Control: max-age=60", f"Date: {http_date(+50)}"], 60),
        ([f"Expires: {http_date(30)}"], 30),
        ([f"Date: {http_date(0)}", f"Expires: {http_date(30)}"], 30),
        (["Cache-Control: max-age=5", f"Expires: {http_date(600)}"], 5),
        ([f"Date: {http_date(0)}", f"Last-Modified: {http_date(-1000)}"], 100),
        ([f"Date: {http_date(0)}", f"Last-Modified: {http_date(-(10**8))}"], 86_400),
    ],
)
def test_an_answer_is_fresh_as_long_as_it_says(asking, headers, fresh_for) -> None:
    clock = asking(page(b"one", *headers), page(b"two"))

    assert clock.ask() == clock.ask(fresh_for - 1) == b"one"
    assert len(clock.origin.requests) == 1
    assert clock.ask(fresh_for + 1) == b"two"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        ["Cache-Control: no-store, max-age=60"],
        ["Cache-Control: private, max-age=60"],
        ["Cache-Control: max-age=0"],
        ["Cache-Control: max-age=lots"],
        ["Expires: 0"],
        ["Cache-Control: max-age=60", "Vary: *"],
        ["Cache-Control: max-age=60", f"Date: {http_date(-3600)}"],
    ],
)
def test_what_may_not_be_kept_is_asked_for_again(asking, headers) -> None:
    clock = asking(page(b"one", *headers), page(b"two"))

    assert clock.ask() == b"one"
    assert clock.ask() == b"two"
    assert not [file for file in clock.cache._folder.rglob("*") if file.is_file()]


@pytest.mark.parametrize("secret", [{"Authorization": "LOW a:b"}, {"X_Goog_Api_Key": "secret"}])
def test_an_answer_to_a_key_is_kept_only_if_it_is_said_to_be_public(asking, secret) -> None:
    clock = asking(
        page(b"one", "Cache-Control: max-age=60"), page(b"two", "Cache-Control: public, max-age=60")
    )

    assert [clock.ask(**secret), clock.ask(**secret), clock.ask(**secret)] == [
        b"one",
        b"two",
        b"two",
    ]


def test_a_stale_answer_is_confirmed_by_its_tag_and_is_fresh_again(asking) -> None:
    unchanged = (
        b"HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=60\r\nContent-Type: x/y\r\n\r\n"
    )
    changed = f"Last-Modified: {http_date(-5)}"
    clock = asking(
        page(b"one", "Cache-Control: no-cache", 'ETag: "a"', changed), unchanged, page(b"two")
    )

    assert clock.ask() == clock.ask(1) == clock.ask(30) == b"one"

    first, second = clock.origin.requests
    assert b"If-None-Match" not in first
    assert b'If-None-Match: "a"' in second
    assert f"If-Modified-Since: {http_date(-5)}".encode() in second
    assert clock.ask(90) == b"two"


def test_answers_differ_by_the_headers_that_they_vary_with(asking) -> None:
    kept = ("Cache-Control: max-age=60", "Vary: Accept-Language, Accept-Encoding")
    clock = asking(page(b"hello", *kept), page(b"hallo", *kept))

    assert clock.ask(Accept_Language="en") == clock.ask(Accept_Language="en") == b"hello"
    assert clock.ask(Accept_Language="de") == b"hallo"
    assert len(clock.origin.requests) == 2


def test_a_failure_is_told_and_never_kept_nor_hidden_by_what_is_stale(asking) -> None:
    clock = asking(page(b"one", "Cache-Control: max-age=60"), answer(b"", status="503 Busy"))

    assert clock.ask() == b"one"
    for _ in range(2):
        with pytest.raises(FetchFailed):
            clock.ask(90)
    assert len(clock.origin.requests) == 3


def test_a_redirect_is_followed_every_time(asking) -> None:
    clock = asking(redirect("/there"), page(b"one", "Cache-Control: max-age=60"))

    assert clock.ask() == b"one"
    assert clock.ask() == b"one"
    assert len(clock.origin.requests) == 3


def test_the_cache_stays_within_its_size_and_drops_what_was_unused_for_longest(asking) -> None:
    clock = asking(page(b"x" * 3000, "Cache-Control: max-age=600"), max_bytes=10_000)

    for path in ("/a", "/b", "/a", "/c", "/d"):
        clock.ask(path=path)

    files = [file for file in clock.cache._folder.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 10_000
    asked = len(clock.origin.requests)
    clock.ask(path="/d")
    assert len(clock.origin.requests) == asked


def test_a_damaged_file_is_as_good_as_none(asking) -> None:
    clock = asking(page(b"one", "Cache-Control: max-age=60"))
    clock.ask()
    (file,) = (file for file in clock.cache._folder.rglob("*") if file.is_file())

    for damage in (b"", b"\x00\x00\x00\x05{}", file.read_bytes()[:-1]):
        file.write_bytes(damage)
        assert clock.ask() == b"one"


def test_the_disk_does_not_say_what_was_asked(asking) -> None:
    clock = asking(page(b"one", "Cache-Control: max-age=60", "Set-Cookie: who=me"))

    clock.ask(path="/?key=hidden")

    (file,) = (file for file in clock.cache._folder.rglob("*") if file.is_file())
    assert "hidden" not in file.name
    assert b"who=me" not in file.read_bytes()


def test_a_key_that_an_answer_varies_with_is_not_on_the_disk(asking) -> None:
    clock = asking(page(b"one", "Cache-Control: public, max-age=60", "Vary: X-Goog-Api-Key"))

    assert clock.ask(X_Goog_Api_Key="hidden") == clock.ask(X_Goog_Api_Key="hidden") == b"one"

    assert len(clock.origin.requests) == 1
    (file,) = (file for file in clock.cache._folder.rglob("*") if file.is_file())
    assert b"hidden" not in file.read_bytes()
    clock.ask(X_Goog_Api_Key="another")
    assert len(clock.origin.requests) == 2


def test_an_address_with_a_fragment_or_another_spelling_is_found_again(asking) -> None:
    clock = asking(page(b"one", "Cache-Control: max-age=60"))

    for path in ("/café#part", "/caf%C3%A9", "/caf%C3%A9#other"):
        assert clock.ask(path=path) == b"one"

    assert len(clock.origin.requests) == 1


def test_what_was_confirmed_is_as_old_as_its_confirmation(asking) -> None:
    unchanged = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    first = page(
        b"one", "Cache-Control: max-age=60", "Age: 30", f"Date: {http_date(-30)}", 'ETag: "a"'
    )
    clock = asking(first, unchanged, page(b"two"))

    assert clock.ask() == clock.ask(40) == clock.ask(90) == b"one"
    assert len(clock.origin.requests) == 2
    assert clock.ask(110) == b"two"


def test_a_folder_that_takes_nothing_costs_no_answer(asking) -> None:
    clock = asking(page(b"one", "Cache-Control: max-age=60"))
    clock.cache._folder.write_text("a file where the folder should be")

    assert clock.ask() == b"one"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (http_date(90), 90),
        (http_date(-90), 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 400, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, seconds) -> None:
    with time_machine.travel(NOW, tick=False):
        assert seconds_until(header) == seconds


def test_a_failed_fetch_says_how_long_the_server_wants_to_be_left_alone(serve, policy_for) -> None:
    origin = serve(answer(b"", "Retry-After: 7", status="429 Too Many Requests"))

    with pytest.raises(FetchFailed) as raised:
        fetch(origin.url(), policy=policy_for(origin))

    assert (raised.value.status, raised.value.retry_after) == (429, 7)
