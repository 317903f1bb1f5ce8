from urllib.parse import quote

from tests.web.conftest import Browser, BrowserOf
from tests.web.newsroom import QUOTE, Newsroom


def test_an_empty_desk_says_what_to_do_next(newsroom: Newsroom, reviewer: Browser) -> None:
    page = reviewer.get("/inbox").text

    assert "Nothing is ready" in page
    assert "/articles/new" in page


def test_the_most_urgent_task_stands_first(full_newsroom: Newsroom, reviewer: Browser) -> None:
    page = reviewer.get("/inbox").text

    assert page.index("Building costs fell") < page.index("310,000") < page.index(QUOTE)


def test_a_filter_is_an_address(full_newsroom: Newsroom, reviewer: Browser) -> None:
    page = reviewer.get("/inbox?q=" + quote("state:ready type:quote bridges")).text

    assert QUOTE in page
    assert "310,000" not in page


def test_an_unknown_key_shows_no_rows(full_newsroom: Newsroom, reviewer: Browser) -> None:
    page = reviewer.get("/inbox?q=staet:ready").text

    assert "Did you mean “state:”?" in page
    assert QUOTE not in page


def test_taking_from_the_inbox_opens_the_task(full_newsroom: Newsroom, reviewer: Browser) -> None:
    task = full_newsroom.task("quote")

    answer = reviewer.post(
        f"/tasks/{task.id}/take", {"version": task.version, "view": "type:quote"}, page="/inbox"
    )

    assert answer.location == f"/tasks/{task.id}?view=type:quote"
    assert full_newsroom.task("quote").holder_id == full_newsroom.people["reviewer"].id
    assert "Reviewer, until" in reviewer.get("/inbox?q=state:in_review").text


def test_a_reader_sees_the_inbox_without_acts(
    full_newsroom: Newsroom, browser_of: BrowserOf
) -> None:
    page = browser_of("reader").get("/inbox").text

    assert QUOTE in page
    assert "/take" not in page


def test_a_long_view_goes_on_where_it_stopped(full_newsroom: Newsroom, reviewer: Browser) -> None:
    last = full_newsroom.task("city")

    page = reviewer.get(f"/inbox?after={last.priority!r}_{last.id}").text

    assert "310,000" not in page
    assert QUOTE in page


def test_news_says_how_many_tasks_came_in(full_newsroom: Newsroom, reviewer: Browser) -> None:
    before = "2020-01-01T00:00:00+00:00"

    assert "6 new" in reviewer.get(f"/inbox/news?since={quote(before)}").text
    assert reviewer.get("/inbox/news?since=2999-01-01T00:00:00%2B00:00").status_code == 204
    assert reviewer.get("/inbox/news?since=yesterday").status_code == 204


def test_starting_takes_the_first_free_task_of_the_view(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    full_newsroom.take("costs", "second")

    answer = reviewer.post("/inbox/start", {"view": "state:ready"}, page="/inbox")

    assert answer.location == f"/tasks/{full_newsroom.tasks['city']}?view=state:ready"
    assert full_newsroom.task("city").holder_id == full_newsroom.people["reviewer"].id


def test_starting_on_an_empty_view_says_so(newsroom: Newsroom, reviewer: Browser) -> None:
    answer = reviewer.post("/inbox/start", {"view": "state:ready"})

    assert "Nothing in this view is free" in reviewer.get(answer.location).text
