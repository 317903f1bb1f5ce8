"""A check on other people's pages: oEmbed, and the card in its frame."""

import re

import pytest

from tests.web.conftest import Browser
from tests.web.newsroom import QUOTE, Newsroom
from tests.web.test_public import retract


def test_oembed_gives_a_frame_for_a_page_of_ours(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    answer = stranger.get(
        "/oembed",
        query_string={
            "url": f"http://localhost/c/{checked.slug}",
            "maxwidth": "400",
            "format": "json",
        },
    )

    told = answer.json
    assert told
    assert (told["type"], told["version"], told["width"], told["height"]) == (
        "rich",
        "1.0",
        400,
        320,
    )
    assert told["title"].startswith("Altered materially: Ada Stone")
    frame = re.search(r'<iframe src="([^"]+)"[^>]* sandbox="([^"]+)"', told["html"])
    assert frame
    assert "allow-scripts" not in frame[2]
    assert stranger.get(frame[1].removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/c/{slug}",
        "http://localhost/x/{slug}",
        "http://localhost/c/",
        "http://localhost/c/no-such-1",
        "http://[",
        "http://localhost/embed/c/{slug}",
    ],
)
def test_oembed_knows_no_other_addresses(
    url: str, stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    answer = stranger.get("/oembed", query_string={"url": url.format(slug=checked.slug)})

    assert answer.status_code == 404


def test_oembed_speaks_json_alone(stranger: Browser, newsroom: Newsroom) -> None:
    assert stranger.get("/oembed?format=xml&url=x").status_code == 501


@pytest.mark.parametrize(
    ("asked", "given"),
    [("0", 200), ("9999999", 600), ("-3", 600), ("wide", 600), ("²", 600), ("350", 350)],
)
def test_a_frame_fits_its_place_and_can_be_read(
    asked: str, given: int, stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    told = stranger.get(
        "/oembed", query_string={"url": f"http://localhost/c/{checked.slug}", "maxwidth": asked}
    ).json

    assert told
    assert told["width"] == given


def test_the_card_alone_may_be_framed_and_needs_no_script_or_cookie(
    stranger: Browser, full_newsroom: Newsroom
) -> None:
    checked = full_newsroom.publish("quote")

    card = stranger.get(f"/embed/{checked.slug}")
    page = stranger.get(f"/c/{checked.slug}")

    assert QUOTE in card.text
    assert "<script" not in card.text
    assert "Set-Cookie" not in card.headers
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in card.headers
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_a_card_follows_a_retraction(stranger: Browser, full_newsroom: Newsroom) -> None:
    checked = full_newsroom.publish("quote")
    retract(full_newsroom, "quote", "The recording was a forgery.")

    card = stranger.get(f"/embed/{checked.slug}").text

    assert "The recording was a forgery." in card
    assert QUOTE not in card
    assert "Altered materially" not in card
