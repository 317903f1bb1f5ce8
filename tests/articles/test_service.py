"""Taking articles in: once each, new versions of what changed, failures said aloud."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlmodel import col, func, select

from factcheck.articles.models import Article
from factcheck.articles.reading_result import ReadArticle
from factcheck.articles.service import (
    EXTRACT,
    FETCH,
    Taken,
    add_article,
    add_article_by_address,
    fail_article,
    get_article,
    latest_version,
    list_articles,
    list_versions,
    store_fetched_text,
)
from factcheck.articles.text import MAX_CHARACTERS, tidy_text
from factcheck.audit.log import SYSTEM
from factcheck.db import Database
from factcheck.errors import InvalidInput, NotFound
from factcheck.queueing.models import Outbox

URL = "https://news.example/bridges"


def add(database: Database, text: str, **more: str) -> Taken:
    with database.write() as session:
        return add_article(session, actor=SYSTEM, text=text, **more)  # type: ignore[arg-type]


def jobs(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        rows = session.exec(select(Outbox).order_by(col(Outbox.id)))
        return [(row.kind, row.subject_id) for row in rows]


def test_a_new_text_is_stored_and_sent_to_extraction(database: Database) -> None:
    taken = add(database, "\r\nOne line.\r\nAnother.\n\n")

    assert taken.new
    assert taken.version is not None
    assert (taken.version.text, taken.version.number) == ("One line.\nAnother.", 1)
    assert (taken.article.title, taken.article.state) == ("One line.", "extracting")
    assert jobs(database) == [(EXTRACT, taken.version.id)]


def test_the_same_text_again_is_recognised(database: Database) -> None:
    first = add(database, "The very words.", url=URL)
    again = add(database, "\n The very words.\r\n", url="https://elsewhere.example/")

    assert not again.new
    assert again.article.id == first.article.id
    assert len(jobs(database)) == 1


def test_other_words_at_a_known_address_are_a_new_version(database: Database) -> None:
    first = add(database, "The words.", url=URL, title="Title")
    second = add(database, "The corrected words.", url=URL)

    assert second.new
    assert second.article.id == first.article.id
    assert second.version is not None
    assert second.version.number == 2
    assert second.article.title == "Title"


def test_many_at_once_store_one_article(database: Database) -> None:
    """The same words, and other words at the same new address, from several programs at once."""
    texts = ["The same words."] * 3 + [f"Words number {number}." for number in range(3)]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda text: add(database, text, url=URL), texts))

    assert len({taken.article.id for taken in done}) == 1
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(Article)).one() == 1
        versions = list_versions(session, done[0].article.id or 0)
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert {version.text for version in versions} == set(texts)
    assert all(one.text != other.text for one, other in pairwise(versions))


def test_an_article_that_returns_to_earlier_words_has_them_as_its_newest_version(
    database: Database,
) -> None:
    add(database, "The words.", url=URL)
    add(database, "The corrected words.", url=URL)
    back = add(database, "The words.", url=URL)
    again = add(database, "The words.", url=URL)
    pasted = add(database, "The corrected words.")

    assert back.new
    assert back.version is not None
    assert (back.version.number, back.version.text) == (3, "The words.")
    assert not again.new
    assert (pasted.new, pasted.article.id) == (False, back.article.id)
    with database.read() as session:
        latest = latest_version(session, back.article.id or 0)
    assert latest is not None
    assert latest.id == back.version.id


def test_an_address_is_fetched_and_its_text_stored(database: Database) -> None:
    with database.write() as session:
        taken = add_article_by_address(session, actor=SYSTEM, url=URL)
    article_id = taken.article.id or 0
    assert (taken.article.state, taken.version) == ("fetching", None)
    assert jobs(database) == [(FETCH, article_id)]

    read = ReadArticle(title="Bridges", text="The words.", site_name="Post")
    with database.write() as session:
        store_fetched_text(session, actor=SYSTEM, article_id=article_id, read=read)

    with database.read() as session:
        article = get_article(session, article_id)
        version = latest_version(session, article_id)
    assert (article.title, article.outlet, article.state) == ("Bridges", "Post", "extracting")
    assert version is not None
    assert version.text == "The words."


def test_a_failed_fetch_says_why_and_can_be_tried_again(database: Database) -> None:
    with database.write() as session:
        article_id = add_article_by_address(session, actor=SYSTEM, url=URL).article.id or 0
        fail_article(session, actor=SYSTEM, article_id=article_id, reason="The page is gone.")
    with database.read() as session:
        article = get_article(session, article_id)
    assert (article.state, article.failure) == ("failed", "The page is gone.")

    with database.write() as session:
        again = add_article_by_address(session, actor=SYSTEM, url=URL)

    assert again.new
    assert (again.article.id, again.article.state, again.article.failure) == (
        article_id,
        "fetching",
        "",
    )


def test_articles_are_listed_newest_first(database: Database) -> None:
    ids = [add(database, f"Words number {number}.").article.id for number in range(3)]
    with database.read() as session:
        assert [article.id for article in list_articles(session, limit=2)] == [ids[2], ids[1]]
        assert [article.id for article in list_articles(session, before=ids[1])] == [ids[0]]
        with pytest.raises(NotFound):
            get_article(session, 999_999)


@pytest.mark.parametrize(
    "text", ["", " \n\t", "…?!", "x" * (MAX_CHARACTERS + 1), "a\x00b", "\x01" * 50 + "words"]
)
def test_what_is_no_text_is_refused_and_leaves_nothing(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        tidy_text(text)
    assert refused.value.fields["text"].endswith(".")


def test_a_stray_control_character_or_surrogate_is_left_out() -> None:
    assert tidy_text("\ufeffOne\u2028two\x07 " + "word " * 100 + "\ud800end").startswith(
        "One\u2028two word"
    )
    assert tidy_text("word " * 100 + "\ud800end").endswith("word end")
