"""JSON of press agencies (ninjs) and of WordPress."""

from typing import Any

import pytest

from factcheck.articles.feeds.entries import Entry, ReadFeed
from factcheck.articles.feeds.reading import read_feed_document
from tests.articles.feeds.documents import SITE, WORDS, as_json, day, ninjs, paragraphs

OLD = {
    "uri": f"{SITE}/items/quay-1",
    "version": "2",
    "versioncreated": "2024-11-12T09:30:00Z",
    "pubstatus": "usable",
    "headline": "Quay to be repaired",
    "body_text": WORDS,
    "body_html": "<p>Something else.</p>",
    "infosource": [{"name": "Coast News Agency"}],
    "embargoed": "2024-11-13T00:00:00Z",
}


def read(value: Any) -> ReadFeed:
    return read_feed_document(
        as_json(value), content_type="application/json", url=f"{SITE}/wire.json"
    )


def only(value: Any) -> Entry:
    (entry,) = read(value).entries
    return entry


def test_the_main_body_of_a_new_item_is_read_as_html() -> None:
    entry = only(ninjs())

    assert (entry.key, entry.version) == ("urn:agency:quay-1", "1")
    assert entry.version_created == day(12, 8, 30)
    assert (entry.title, entry.outlet) == ("Quay to be repaired", "Coast News Agency")
    assert entry.text.replace("\n", " ") == WORDS
    assert (entry.url, entry.status) == ("", "usable")


def test_the_older_form_gives_the_same() -> None:
    entry = only(OLD)

    assert entry.text == WORDS
    assert (entry.title, entry.outlet) == ("Quay to be repaired", "Coast News Agency")
    assert (entry.url, entry.version) == (f"{SITE}/items/quay-1", "2")
    assert entry.embargoed_until == day(13)


def test_html_stands_in_for_a_missing_plain_body() -> None:
    old = {name: value for name, value in OLD.items() if name != "body_text"}

    assert only(old).text == "Something else."


@pytest.mark.parametrize("stated", ["partial", "incomplete", "associated"])
def test_a_part_is_not_the_whole_text(stated: str) -> None:
    entry = only(ninjs(representationType=stated, url=f"{SITE}/quay/1"))

    assert (entry.text, entry.url) == ("", f"{SITE}/quay/1")


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("usable", "usable"),
        ("canceled", "canceled"),
        ("Cancelled", "canceled"),
        ("withheld", "withheld"),
        ("who-knows", "withheld"),
    ],
)
def test_the_publishing_status(stated: str, status: str) -> None:
    assert only(ninjs(pubStatus=stated)).status == status


def test_embargo_and_expiry_are_moments() -> None:
    entry = only(ninjs(embargoedUntil="2024-11-14T06:00:00Z", expires="2024-11-20T00:00:00Z"))

    assert (entry.embargoed_until, entry.expires_at) == (day(14, 6), day(20))


@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: {"items": x}, lambda x: {"_items": x}])
def test_lists_as_agencies_give_them(wrap: Any) -> None:
    items = [ninjs(uri=f"urn:{number}") for number in range(3)]

    assert [entry.key for entry in read(wrap([*items, {"uri": ""}, 7])).entries] == [
        "urn:0",
        "urn:1",
        "urn:2",
    ]


def test_only_the_uri_is_required() -> None:
    assert only({"uri": "urn:bare"}).key == "urn:bare"


@pytest.mark.parametrize(
    "odd",
    [
        {"headlines": "text", "bodies": {"value": "x"}, "infoSources": 7},
        {"headlines": [None], "bodies": [7], "infosource": [None], "language": None},
        {"versionCreated": {"a": 1}, "version": 3, "expires": [], "pubStatus": None},
    ],
)
def test_odd_types_are_passed_over(odd: dict[str, Any]) -> None:
    assert only(ninjs(**odd)).key == "urn:agency:quay-1"


def test_posts_of_wordpress() -> None:
    post = {
        "id": 7,
        "guid": {"rendered": f"{SITE}/?p=7"},
        "link": f"{SITE}/quay/7",
        "date_gmt": "2024-11-12T09:30:00",
        "modified_gmt": "2024-11-13T00:00:00",
        "status": "publish",
        "title": {"rendered": "Quay &#8211; and port"},
        "content": {"rendered": paragraphs(), "protected": False},
        "excerpt": {"rendered": "<p>The quay.</p>"},
    }
    secret = post | {"guid": {"rendered": f"{SITE}/?p=8"}, "link": f"{SITE}/8"}
    secret["content"] = {"rendered": "<p>Password, please.</p>", "protected": True}

    feed = read([post, secret])

    assert feed.kind == "wordpress"
    entry, hidden = feed.entries
    assert (entry.title, entry.url) == ("Quay – and port", f"{SITE}/quay/7")
    assert entry.text.replace("\n", " ") == WORDS
    assert (entry.published, entry.updated) == (day(12, 9, 30), day(13))
    assert hidden.text == ""
