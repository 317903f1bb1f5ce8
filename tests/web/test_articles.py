import re
from io import BytesIO

from flask import Flask
from sqlmodel import select

from factcheck.articles.models import Article, ArticleVersion
from factcheck.articles.service import add_article, fail_article
from factcheck.audit.log import SYSTEM
from factcheck.extraction import extract
from factcheck.extraction.types import Extraction, NonQuote
from factcheck.queueing.models import Outbox
from factcheck.request import EXTENSION
from factcheck.tasks.lifecycle import STATES
from factcheck.tasks.opening import open_tasks
from factcheck.web.articles import _look
from factcheck.web.highlights import Piece
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import QUOTE, TEXT, TITLE, Newsroom

NEW = "/articles/new"


def test_pasted_text_becomes_an_article_that_waits_for_extraction(
    reviewer: Browser, newsroom: Newsroom
) -> None:
    answer = reviewer.post(NEW, {"text": TEXT, "outlet": "The Harbour Post"}, page=NEW)

    assert answer.status_code == 303
    page = reviewer.get(answer.location)
    assert "A worker is looking for quotes and claims." in page.text
    with newsroom.database.read() as session:
        (job,) = session.exec(select(Outbox))
        (article,) = session.exec(select(Article))
    assert job.kind == "extract_article"
    assert (article.title, article.outlet) == (TITLE, "The Harbour Post")


def test_the_same_text_again_leads_to_the_article_that_holds_it(
    reviewer: Browser, newsroom: Newsroom
) -> None:
    first = reviewer.post(NEW, {"text": TEXT}, page=NEW)
    second = reviewer.post(NEW, {"text": TEXT}, page=NEW)

    assert second.location == first.location
    assert "is here already" in reviewer.get(second.location).text


def test_an_address_is_given_to_a_worker(reviewer: Browser, newsroom: Newsroom) -> None:
    answer = reviewer.post(NEW, {"url": "https://news.example/story"}, page=NEW)

    assert "A worker is fetching this page." in reviewer.get(answer.location).text
    with newsroom.database.read() as session:
        assert session.exec(select(Outbox.kind)).all() == ["fetch_article"]


def test_an_uploaded_page_is_read_as_an_article(reviewer: Browser, newsroom: Newsroom) -> None:
    words = "".join(f"<p>{line}</p>" for line in TEXT.split("\n") if line)
    html = f"<html lang=en><head><title>{TITLE}</title></head><body><article>{words}</article>"

    answer = reviewer.post(
        NEW, {"file": (BytesIO(html.encode()), "bridges.html", "text/html")}, page=NEW
    )

    assert answer.status_code == 303, answer.text
    with newsroom.database.read() as session:
        text = session.exec(select(ArticleVersion.text)).one()
    assert QUOTE in text
    assert "<p>" not in text


def test_a_binary_file_is_refused_with_a_sentence(reviewer: Browser, newsroom: Newsroom) -> None:
    answer = reviewer.post(
        NEW, {"file": (BytesIO(b"\x7fELF\x00\x01\x02" * 40), "tool.bin")}, page=NEW
    )

    assert answer.status_code == 422
    assert "binary file" in answer.text


def test_a_refused_form_keeps_what_was_typed(reviewer: Browser, newsroom: Newsroom) -> None:
    answer = reviewer.post(
        NEW, {"text": "Some words here.", "published": "yesterday", "outlet": "Post"}, page=NEW
    )

    assert answer.status_code == 422
    assert "Some words here." in answer.text
    assert 'value="Post"' in answer.text
    assert "“yesterday” is no date." in answer.text


def test_an_empty_form_says_what_to_give(reviewer: Browser, newsroom: Newsroom) -> None:
    answer = reviewer.post(NEW, {}, page=NEW)

    assert answer.status_code == 422
    assert "Give the article" in answer.text


def test_the_page_marks_every_claim_with_its_letter(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    assert full_newsroom.article is not None
    page = reviewer.get(f"/articles/{full_newsroom.article.id}").text

    letters = re.findall(r'<a class="letter" id="c\d+"[^>]*>(\w)</a>', page)
    assert letters == ["a", "b", "c", "d", "e"]
    assert 'claimed-open"><a class="letter" id="c1"' in page
    assert "Ada Stone" in page
    assert "the article&#39;s own words" in page or "the article's own words" in page


def test_a_published_verdict_shows_beside_its_claim(
    reviewer: Browser, full_newsroom: Newsroom
) -> None:
    assert full_newsroom.article is not None
    checked = full_newsroom.publish("quote")

    page = reviewer.get(f"/articles/{full_newsroom.article.id}").text

    assert f"/c/{checked.slug}" in page
    assert "Altered materially" in page
    assert "claimed-approved" in page


def test_the_list_counts_tasks(reviewer: Browser, full_newsroom: Newsroom) -> None:
    full_newsroom.publish("quote")

    page = reviewer.get("/articles").text

    assert TITLE in page
    assert "1 approved" in page
    assert "5 open" in page


def test_a_failed_address_says_why_and_takes_the_pasted_text(
    reviewer: Browser, newsroom: Newsroom
) -> None:
    url = "https://news.example/paywall"
    where = reviewer.post(NEW, {"url": url}, page=NEW).location
    article_id = int(where.rsplit("/", 1)[1])
    with newsroom.database.write() as session:
        fail_article(session, actor=SYSTEM, article_id=article_id, reason="No article was found.")

    page = reviewer.get(where).text
    assert "No article was found." in page
    answer = reviewer.post(NEW, {"url": url, "text": TEXT}, page=where)

    assert answer.location == where
    with newsroom.database.read() as session:
        assert session.exec(select(ArticleVersion.article_id)).one() == article_id


def test_a_failed_address_can_be_fetched_again(reviewer: Browser, newsroom: Newsroom) -> None:
    where = reviewer.post(NEW, {"url": "https://news.example/slow"}, page=NEW).location
    article_id = int(where.rsplit("/", 1)[1])
    with newsroom.database.write() as session:
        fail_article(session, actor=SYSTEM, article_id=article_id, reason="It took too long.")

    answer = reviewer.post(f"{where}/fetch", page=where)

    assert answer.status_code == 303
    assert "A worker is fetching this page." in reviewer.get(where).text


def test_readers_see_articles_and_cannot_add_them(
    browser_of: BrowserOf, newsroom: Newsroom
) -> None:
    reader = browser_of("reader")

    assert "Add an article" not in reader.get("/articles").text
    assert reader.get(NEW).status_code == 403


def test_an_unknown_article_is_a_404_page(reviewer: Browser, app: Flask) -> None:
    assert EXTENSION in app.extensions
    answer = reviewer.get("/articles/999")

    assert answer.status_code == 404
    assert "There is no article 999." in answer.text


def test_words_that_were_set_aside_can_be_made_a_quote(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    text = "The harbour's so-called “green corridor” opened on Monday."
    start = text.index("green")
    aside = NonQuote(start, start + len("green corridor"), "green corridor", "scare_quote")
    with room.database.write() as session:
        taken = add_article(session, actor=room.actor("reviewer"), text=text)
        assert taken.version is not None
        extraction = Extraction(nonquotes=(aside,))
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extraction)
    page = f"/articles/{taken.article.id}"
    assert "Treat as a quote" in reviewer.get(page).text

    answer = reviewer.post(
        f"{page}/quotes", {"start": aside.start, "end": aside.end}, page=page, follow_redirects=True
    )

    assert "green corridor" in answer.text
    assert "speaker not known" in answer.text
    assert "Treat as a quote" not in reviewer.get(page).text


def test_where_marks_overlap_the_one_with_work_to_do_is_shown() -> None:
    states = {1: "ready", 2: "unasked", 3: "approved"}

    assert _look(states, Piece("words", covers=(1, 2))) == "open"
    assert _look(states, Piece("words", covers=(2, 3))) == "approved"
    assert _look(states, Piece("words", covers=(2,))) == "closed"


def test_every_state_of_a_task_has_a_look() -> None:
    for state in (*STATES, "unasked"):
        assert _look({1: state}, Piece("words", covers=(1,)))


OPPOSED = "The opposition said that the plan was late."


def sentence_of(room: Newsroom, words: str) -> str:
    start = TEXT.index(words)
    return f"{start}-{start + len(words)}"


@on_both
def test_a_ticked_sentence_becomes_a_claim_that_says_it_was_added_by_hand(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    assert full_newsroom.article is not None
    here = f"/articles/{full_newsroom.article.id}"
    form = reviewer.get(f"{here}?add=yes").text
    value = sentence_of(full_newsroom, OPPOSED)
    assert f'value="{value}"' in form
    fields = {"passage": value, "kind": "claim", "speaker_name": "the opposition"}

    done = reviewer.post(f"{here}/claims", fields, page=here)

    assert done.status_code == 303
    page = reviewer.get(here).text
    assert "added by hand" in page
    assert "the opposition" in page
    (undo,) = re.findall(rf'action="({here}/claims/\d+/undo)"', page)
    again = reviewer.post(f"{here}/claims", fields, page=here)
    assert again.status_code == 409
    assert "A claim has these words, or some of them, already" in again.text
    assert 'value="the opposition"' in again.text
    reviewer.post(undo, page=here)
    assert "dismissed" in reviewer.get(here).text


def test_words_that_stand_there_twice_need_their_sentence(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    assert full_newsroom.article is not None
    here = f"/articles/{full_newsroom.article.id}"
    both = {"words": "the", "kind": "claim"}

    refused = reviewer.post(f"{here}/claims", both, page=here)
    assert refused.status_code == 422
    assert "Tick the sentence that you mean." in refused.text
    nothing = reviewer.post(f"{here}/claims", {"kind": "claim"}, page=here)
    assert "Choose some words." in nothing.text
    other = {"words": "the  plan\nwas late", "kind": "claim"}
    assert reviewer.post(f"{here}/claims", other, page=here).status_code == 303


def test_what_was_set_aside_stands_there_with_its_reason_and_can_be_checked(
    newsroom: Newsroom, reviewer: Browser
) -> None:
    text = "Harbour notes of the day.\n\nWho would pay for the harbour?\n"
    with newsroom.database.write() as session:
        taken = add_article(session, actor=newsroom.actor("reviewer"), text=text)
        assert taken.version is not None
        open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extract(text.strip()))
    here = f"/articles/{taken.article.id}"
    page = reviewer.get(here).text
    assert "Nothing to check was found" in page
    assert "1 a question" in page
    start, end = re.findall(
        r'name="start" value="(\d+)"><input[^>]*name="end" value="(\d+)"', page
    )[0]

    reviewer.post(f"{here}/claims", {"kind": "claim", "start": start, "end": end}, page=here)

    page = reviewer.get(here).text
    assert "Is it true?" in page
    assert f'name="start" value="{start}"' not in page
