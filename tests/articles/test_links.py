"""What an article links to is kept with the words that carried it."""

import pytest

from factcheck.articles.links import place_links
from factcheck.articles.reading import read_article, read_article_in_child
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.db import Database

BODY = (
    "<p>The harbour will be rebuilt within three years, the minister said "
    "<a href='/statement'>in a statement</a> on Tuesday, and nobody will pay a cent more.</p>"
    "<p>The <a href='https://numbers.example/costs#table'>statistics office</a> put the costs at "
    "€40 million, more than the <a href='#top'>first</a> estimate of the "
    "<a href='mailto:x@y.example'>city</a>.</p>"
)
PAGE = (
    "<!doctype html><html><head><title>Harbour</title></head><body>"
    "<nav><a href='/sport'>Sport</a></nav>"
    f"<article><h1>Harbour to be rebuilt</h1>{BODY}</article></body></html>"
)
ADDRESS = "https://paper.example/news/1"


def test_links_are_kept_in_order_with_their_whole_address() -> None:
    article = read_article(PAGE.encode(), content_type="text/html", url=ADDRESS)

    assert article.links == (
        ("Sport", "https://paper.example/sport"),
        ("in a statement", "https://paper.example/statement"),
        ("statistics office", "https://numbers.example/costs"),
    )
    child = read_article_in_child(PAGE.encode(), content_type="text/html", url=ADDRESS)
    assert child.links == article.links


def test_a_version_knows_where_in_its_text_the_links_stand(database: Database) -> None:
    article = read_article(PAGE.encode(), content_type="text/html", url=ADDRESS)
    with database.write() as session:
        taken = add_article(session, actor=SYSTEM, text=article.text, links=article.links)
        assert taken.version is not None
        links, text = taken.version.links, taken.version.text

    assert [link["text"] for link in links] == ["in a statement", "statistics office"]
    assert all(text[link["start"] : link["end"]] == link["text"] for link in links)


@pytest.mark.parametrize(
    ("text", "links", "placed"),
    [
        ("The cost. The costs.", [("cost", "https://a.example")], [4]),
        ("The costs. The cost.", [("cost", "https://a.example")], [15]),
        ("one two one", [("one", "https://a.example"), ("one", "https://b.example")], [0, 8]),
        ("See https://a.example/x, he said.", [], [4]),
        ("See http://[ and http://", [], []),
        ("Nothing here.", [("elsewhere", "https://a.example")], []),
    ],
)
def test_a_link_is_placed_where_its_words_stand_whole(text, links, placed) -> None:
    assert [link["start"] for link in place_links(text, links)] == placed


def test_an_address_that_is_written_out_ends_before_the_full_stop() -> None:
    (link,) = place_links("All of it is at https://a.example/x?y=1.", [])

    assert link["url"] == "https://a.example/x?y=1"
