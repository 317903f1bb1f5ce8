"""What is read rather than worked on: articles, sources, speakers, jobs, admin, help, public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pprint import pformat
from threading import Thread

import pytest
from playwright.sync_api import Page
from sqlmodel import select

from factcheck.articles.feeds.entries import Entry
from factcheck.articles.feeds.polling import Poll, store_poll
from factcheck.articles.models import ITEM_STATES, FeedItem
from factcheck.articles.service import add_article_by_address, fail_article
from factcheck.audit.log import SYSTEM
from factcheck.publishing.readers import add_reader_request
from factcheck.queueing.outbox import add_job, fail_job, lease_job
from tests.articles.feeds.publisher import follow
from tests.browser.conftest import (
    MODES,
    Opener,
    check_page,
    faults_of,
    take_picture,
)
from tests.web.newsroom import QUOTE, SOURCE, TEXT, Newsroom
from tests.web.test_public import correct, retract

QUOTE_START = SOURCE.index("We will not build")
# name: (who looks, address)
SCREENS = {
    "home": ("", "/"),
    "check": ("", "/c/{quote}"),
    "check-under-correction": ("", "/c/{costs}"),
    "check-retracted": ("", "/c/{historic}"),
    "how-we-rate": ("", "/how-we-rate"),
    "public-speaker": ("", "/said-by/1"),
    "corrections": ("", "/corrections"),
    "about": ("", "/about"),
    "archive": ("", "/archive"),
    "tell-us": ("", "/tell-us?check={quote}"),
    "card": ("", "/embed/{quote}"),
    "readers": ("admin", "/readers"),
    "profile": ("admin", "/admin/profile"),
    "not-found": ("", "/c/nothing"),
    "articles": ("admin", "/articles"),
    "article": ("admin", "/articles/1"),
    "article-failed": ("admin", "/articles/2"),
    "article-new": ("admin", "/articles/new"),
    "sources": ("admin", "/sources"),
    "source": ("admin", f"/sources/1?start={QUOTE_START}&end={QUOTE_START + 40}"),
    "feeds": ("admin", "/sources/feeds"),
    "feed": ("admin", "/sources/feeds/1"),
    "feed-remove": ("admin", "/sources/feeds/1/remove"),
    "speakers": ("admin", "/speakers"),
    "speaker": ("admin", "/speakers/1"),
    "desk": ("admin", "/desk"),
    "desk-list": ("admin", "/desk/returns?field=wording"),
    "jobs": ("admin", "/jobs"),
    "people": ("admin", "/admin"),
    "person": ("admin", "/admin/people/1"),
    "tokens": ("admin", "/admin/tokens"),
    "audit": ("admin", "/admin/audit"),
    "article-add": ("admin", "/articles/1?add=yes"),
    "speaker-choose": ("admin", "/speakers/1/merge?q=the"),
    "speaker-merge": ("admin", "/speakers/1/merge?into=2"),
    "speaker-split": ("admin", "/speakers/1/split"),
    "roles": ("admin", "/admin/roles"),
    "scales": ("admin", "/admin/scales"),
    "scale": ("admin", "/admin/scales/truth"),
    "export": ("admin", "/admin/export"),
    "lifecycle": ("admin", "/help/lifecycle"),
    "keys": ("admin", "/help/keys"),
}
PICTURED = ("home", "check", "article", "desk")


@dataclass
class OtherSite:
    """A page on a site that is not ours."""

    address: str
    html: str = ""


@pytest.fixture
def other_site() -> Iterator[OtherSite]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Theirs</title>{site.html}".encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = OtherSite(f"http://127.0.0.1:{server.server_port}/")
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


def publish(newsroom: Newsroom) -> dict[str, str]:
    """Three checks in their three states, a failed article, a dead job; returns the slugs."""
    slugs = {
        "quote": newsroom.publish("quote").slug,
        "costs": newsroom.publish("costs", rating="true").slug,
        "historic": newsroom.publish("historic", rating="verbatim").slug,
    }
    correct(newsroom, "costs", "The table was revised on Friday.")
    retract(newsroom, "historic", "The recording was a forgery.")
    newsroom.submit("city", rating="half_true")
    follow_feeds(newsroom)
    with newsroom.database.write() as session:
        add_reader_request(
            session, text="A word is wrong.", network="", checked_id=1, url="https://a.example/b"
        )
        add_reader_request(session, text="The port was closed.", network="", contact="Eva")
    with newsroom.database.write() as session:
        failed = add_article_by_address(
            session, actor=newsroom.actor("reviewer"), url="https://news.example/paywall"
        )
        reason = "No article was found in this page. Paste the article's text instead."
        fail_article(session, actor=SYSTEM, article_id=failed.article.id or 0, reason=reason)
        job = add_job(session, "fetch_article", 2)
        lease = lease_job(session, job.id or 0, 60)
        assert lease is not None
        fail_job(session, job.id or 0, lease.fence, reason="It took too long.", final=True)
    return slugs


def follow_feeds(newsroom: Newsroom) -> None:
    """A feed whose items met every fate, one that fails, one that its publisher ended."""
    ids = [
        follow(newsroom.database, f"https://harbour.example/{name}?a-long-address=of-a-feed")
        for name in ("feed", "failing", "ended")
    ]
    entries = [
        Entry(key=state, url=f"https://harbour.example/{state}", title=f"It is {state}")
        for state in ITEM_STATES
    ]
    polls = (
        Poll(fresh=tuple(entries)),
        Poll(failure="the server answered 403"),
        Poll(failure="the server answered 410", gone=True),
    )
    with newsroom.database.write() as session:
        for feed_id, poll in zip(ids, polls, strict=True):
            hour = timedelta(hours=1)
            store_poll(session, actor=SYSTEM, feed_id=feed_id, poll=poll, interval=hour)
        for item in session.exec(select(FeedItem)):
            item.state, item.failure = item.key, "" if item.key == "taken" else "This is why."
            item.article_id = 1 if item.key == "taken" else None
            session.add(item)


@pytest.mark.parametrize("mode", MODES)
def test_every_screen_holds_in_every_mode(newsroom: Newsroom, open_page: Opener, mode: str) -> None:
    slugs = publish(newsroom)
    pages: dict[str, Page] = {}
    broken = {}
    for name, (who, path) in SCREENS.items():
        here = path.format(**slugs)
        if name == "not-found":
            page = open_page(here, mode=mode, expect_faults=True)
        elif who in pages:
            page = pages[who]
            page.goto(here)
        else:
            page = pages[who] = open_page(here, who, mode=mode)
        if found := faults_of(page):
            broken[name] = found
        if name in PICTURED and mode in ("light", "dark"):
            take_picture(page, f"{name}-{mode}")
    assert not broken, pformat(broken)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_article_is_added_and_waits(
    newsroom: Newsroom, open_page: Opener, javascript: bool
) -> None:
    page = open_page("/articles", "reviewer", javascript=javascript)

    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Text", exact=True).fill(TEXT + "\n\nAnother line.")
    page.get_by_role("button", name="Add the article").click()

    page.wait_for_url("**/articles/*")
    assert "A worker is looking for quotes and claims." in page.inner_text("main")


def test_what_a_worker_finds_appears_without_a_reload(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/articles/new", "reviewer")
    page.get_by_label("Address").fill("https://news.example/paywall")
    page.get_by_role("button", name="Add the article").click()
    page.wait_for_url("**/articles/*")
    article_id = int(page.url.rsplit("/", 1)[1])

    with newsroom.database.write() as session:
        fail_article(session, actor=SYSTEM, article_id=article_id, reason="It is behind a wall.")

    page.get_by_text("It is behind a wall.").wait_for()


def test_a_letter_leads_from_the_text_to_the_claim_and_back(
    newsroom: Newsroom, open_page: Opener
) -> None:
    page = open_page("/articles/1", "reviewer")

    page.get_by_role("link", name="Quote a, ready").click()
    assert page.url.endswith("#row-1")
    page.get_by_role("link", name="a: show in the text").click()
    assert page.url.endswith("#c1")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_source_is_added_from_a_file(
    newsroom: Newsroom, open_page: Opener, javascript: bool
) -> None:
    page = open_page("/sources", "reviewer", javascript=javascript)

    page.get_by_label("Files", exact=True).set_input_files(
        {"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"Minutes.\n\nTwo bridges."}
    )
    page.get_by_role("button", name="Add the source").click()

    page.wait_for_url("**/sources/*")
    assert "Two bridges." in page.inner_text("main")


def test_a_dead_job_is_retried_with_one_click(newsroom: Newsroom, open_page: Opener) -> None:
    publish(newsroom)
    page = open_page("/jobs", "reviewer", javascript=False)

    page.get_by_role("button", name="Retry job").click()

    assert "will be tried again" in page.inner_text("main")


def test_the_public_check_reads_without_javascript_and_prints(
    newsroom: Newsroom, open_page: Opener
) -> None:
    slug = newsroom.publish("quote").slug
    page = open_page(f"/c/{slug}", javascript=False)

    assert QUOTE in page.inner_text("h1")
    assert "Altered materially" in page.inner_text("main")
    page.emulate_media(media="print")
    assert not page.locator("header.bar").is_visible()
    assert page.locator("main h1").is_visible()


def test_a_token_is_made_and_shown_once(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/admin/tokens", "admin")

    page.get_by_label("Name", exact=True).fill("Archive")
    page.get_by_label("claims:read").check()
    page.get_by_role("button", name="Make the token").click()

    page.locator(".secret").wait_for()
    assert page.inner_text(".secret").startswith("fcq_")
    check_page(page)
    page.goto("/admin/tokens")
    assert page.locator(".secret").count() == 0


def test_a_card_stands_styled_on_somebody_elses_page(
    newsroom: Newsroom, open_page: Opener, other_site: OtherSite
) -> None:
    slug = newsroom.publish("quote").slug
    page = open_page(f"/c/{slug}", expect_faults=True)
    told = page.locator('link[type="application/json+oembed"]').get_attribute("href")
    other_site.html = page.request.get(told or "").json()["html"]

    page.goto(other_site.address)

    card = page.frame_locator("iframe").locator("main")
    assert QUOTE in card.inner_text()
    assert card.evaluate("card => getComputedStyle(card).borderTopStyle") == "double"


def test_a_reader_without_javascript_asks_for_a_correction(
    newsroom: Newsroom, open_page: Opener
) -> None:
    slug = newsroom.publish("quote").slug
    page = open_page(f"/c/{slug}", javascript=False)

    page.get_by_role("link", name="Ask for a correction").click()
    page.get_by_label("What is wrong, and how do you know?").fill("It was 24 bridges.")
    page.get_by_role("button", name="Send it to the desk").click()

    assert "It is on the desk's list" in page.inner_text("main")
    assert page.context.cookies() == []
    desk = open_page("/readers", "reviewer")
    assert "It was 24 bridges." in desk.inner_text("main")
