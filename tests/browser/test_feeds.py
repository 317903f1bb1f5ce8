"""Following a feed in a real browser, with and without JavaScript, wide and narrow."""

import pytest

from tests.articles.feeds.conftest import publisher
from tests.articles.feeds.documents import WORDS, rss, rss_item
from tests.articles.feeds.publisher import Publisher, work
from tests.browser.conftest import Opener, check_page
from tests.web.newsroom import Newsroom

__all__ = ["publisher"]


@pytest.fixture(autouse=True)
def reachable(publisher: Publisher) -> Publisher:
    """Before the app reads its settings."""
    return publisher


@pytest.mark.parametrize(("mode", "javascript"), [("light", False), ("narrow", True)])
def test_a_feed_is_looked_at_followed_and_paused(
    newsroom: Newsroom,
    open_page: Opener,
    publisher: Publisher,
    mode: str,
    javascript: bool,
) -> None:
    url = publisher.publish(rss(*(rss_item(number, text=WORDS) for number in range(7))))
    page = open_page("/sources", "reviewer", mode=mode, javascript=javascript)

    page.get_by_role("link", name="Feeds", exact=True).click()
    page.get_by_label("Address of the feed").fill(url)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("heading", name="The Harbour Post").wait_for()
    assert page.locator("ol.list li").count() == 5
    if javascript:
        check_page(page)

    page.get_by_role("button", name="Follow this feed").click()
    assert "is followed from now on" in page.inner_text("main")
    work(newsroom.database)
    page.get_by_role("button", name="Pause: The Harbour Post").click()
    assert "is paused" in page.inner_text("main")
    assert "7 items" in page.inner_text("main")
    if javascript:
        page.get_by_text("New items by day, as a table").click()
        check_page(page)


def test_a_text_is_tried(newsroom: Newsroom, open_page: Opener) -> None:
    page = open_page("/sources/feeds", "reviewer")

    page.get_by_label("Or its text").fill(WORDS)
    page.get_by_role("button", name="Try it").click()

    page.get_by_role("heading", name="What would be found").wait_for()
    assert "We will spend 4.2 million euros" in page.inner_text("main")
    check_page(page)
