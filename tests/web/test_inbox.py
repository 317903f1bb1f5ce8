import re
from datetime import timedelta
from urllib.parse import quote

from factcheck import clock
from factcheck.claims.models import Claim
from factcheck.tasks.queries import TaskFilter, list_tasks
from factcheck.tasks.service import get_task, snooze_task
from tests.web.conftest import Browser, BrowserOf, on_both
from tests.web.newsroom import QUOTE, Newsroom, repeat_claims


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
    assert "new" not in reviewer.get("/inbox/news?since=2999-01-01T00:00:00%2B00:00").text
    assert "new" not in reviewer.get("/inbox/news?since=yesterday").text


def test_asking_again_costs_nothing_while_nothing_changed(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    task = full_newsroom.task("quote")
    poll = f"/inbox/news?since=2999-01-01T00:00:00%2B00:00&ids={task.id}"
    first = reviewer.get(poll)

    again = reviewer.get(poll, headers={"If-None-Match": first.headers["ETag"]})
    browser_of("second").get(f"/tasks/{task.id}/live")
    after = reviewer.get(poll, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.text) == (304, "")
    assert after.status_code == 200
    assert "Second is looking" in after.text


def test_a_view_is_saved_under_a_name_and_shared(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    second = browser_of("second")
    own = {"view": "type:quote", "name": "My  quotes"}
    reviewer.post("/inbox/views", own, page="/inbox")
    reviewer.post(
        "/inbox/views", {"view": "age:>4h", "name": "Old", "shared": "yes"}, page="/inbox"
    )

    assert "My quotes" in reviewer.get("/inbox").text
    assert "My quotes" not in second.get("/inbox").text
    assert ">Old <" in second.get("/inbox").text
    assert second.post("/inbox/views/2/remove", page="/inbox").status_code == 404

    reviewer.post("/inbox/views/1/remove", page="/inbox")
    assert "My quotes" not in reviewer.get("/inbox").text


def test_what_is_pinned_comes_first_and_what_is_passed_over_last(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    costs, march = full_newsroom.task("costs"), full_newsroom.task("march")
    reviewer.post(f"/tasks/{march.id}/pin", {"on": "yes"}, page="/inbox")
    reviewer.post(f"/tasks/{costs.id}/skip", {"reason": "needs an expert"}, page="/inbox")

    page = reviewer.get("/inbox").text
    order = [page.index(f'id="task-{one}"') for one in full_newsroom.tasks.values()]
    others = browser_of("second").get("/inbox").text

    assert page.index(f'id="task-{march.id}"') == min(order)
    assert page.index(f'id="task-{costs.id}"') == max(order)
    assert others.index(f'id="task-{costs.id}"') < others.index(f'id="task-{march.id}"')

    answer = reviewer.post("/inbox/start", {"view": "state:ready"}, page="/inbox")
    assert answer.location == f"/tasks/{march.id}?view=state:ready"


@on_both
def test_a_list_can_be_sorted_and_paged_in_that_order(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    ids = list(full_newsroom.tasks.values())
    shown = reviewer.get("/inbox?q=state:ready&sort=newest").text
    oldest = full_newsroom.task("historic")
    further = reviewer.get(
        "/inbox",
        query_string={"q": "sort:oldest", "after": f"{oldest.created_at.isoformat()}_{oldest.id}"},
    ).text

    assert all(f'id="task-{one}"' in shown for one in ids)
    assert 'value="newest" selected' in shown
    assert f'id="task-{oldest.id}"' not in further
    assert f'id="task-{ids[2]}"' in further


@on_both
def test_more_can_be_asked_of_a_task(full_newsroom: Newsroom, reviewer: Browser) -> None:
    def count(query: str) -> int:
        return reviewer.get("/inbox", query_string={"q": query}).text.count('data-series="row"')

    with full_newsroom.database.write() as session:
        claim = session.get_one(Claim, full_newsroom.task("costs").claim_id)
        claim.quantities, claim.types = [{"value": 4.2, "unit": "%"}], ["statistic"]
        session.add(claim)

    assert count("source:news.example") == 6
    assert count("source:other.example") == 0
    assert count("lang:en") == 6
    assert count("lang:fr") == 0
    assert count("risk:number") == 1
    assert count("-risk:number") == 5
    assert count("type:quote") + count("-type:quote") == 6
    assert count("kind:statistic") == 1
    assert count("age:<1h") == 6
    assert count("age:>1h") == 0
    assert "“kind:statistics” is not known" in reviewer.get("/inbox?q=kind:statistics").text


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


def test_the_inbox_says_how_old_its_work_is_and_what_one_did_today(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    full_newsroom.submit("quote")

    page = reviewer.get("/inbox").text

    assert "the oldest came <time" in page
    assert "you today: 1 verdict" in page
    assert "1 piece of evidence" in page


def test_an_empty_view_offers_to_take_each_condition_away(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    page = reviewer.get("/inbox?q=" + quote('type:quote speaker:"Ada Stone" nobodysaidthis')).text

    assert "Take one of its conditions away" in page
    assert "<code>nobodysaidthis</code>" in page
    assert 'href="/inbox?q=type:quote+speaker:%22Ada+Stone%22"' in page


@on_both
def test_few_and_many_are_listed_in_the_same_order(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    where = TaskFilter(states=("ready",), words="i")
    with full_newsroom.database.read() as session:
        for order in ("priority", "oldest", "newest"):
            walked, found = (
                [row.task.id for row in list_tasks(session, where, order=order, few=few)]
                for few in (False, True)
            )
            assert walked == found
            assert len(found) > 1


def test_a_row_says_until_when_it_sleeps_what_was_asked_and_that_it_is_late(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    room = full_newsroom
    room.submit("quote")
    room.send_back("quote", field="evidence", reason="Cite the minutes.")
    with room.database.write() as session:
        snooze_task(
            session,
            actor=room.actor("reviewer"),
            task_id=room.tasks["costs"],
            version=None,
            until=clock.now() + timedelta(days=1),
        )
        get_task(session, room.tasks["city"]).due = clock.now().date() - timedelta(days=2)

    assert "evidence: Cite the minutes." in reviewer.get("/inbox?q=state:returned").text
    assert re.search("until <time", reviewer.get("/inbox?q=state:snoozed").text)
    page = reviewer.get("/inbox?q=state:ready").text
    assert page.count("overdue since") == 1


def test_an_empty_view_says_of_how_many_and_what_each_condition_costs(
    full_newsroom: Newsroom, reviewer: Browser
) -> None:
    page = reviewer.get("/inbox?q=" + quote("state:ready type:quote lang:xx")).text

    assert "0 of 6 tasks match" in page
    counts = re.findall(r"<code>([^<]+)</code> <span class=\"count\">(\d+)<", page)
    assert ("lang:xx", str(len(ready_quotes(full_newsroom)))) in counts
    assert ("type:quote", "0") in counts


def ready_quotes(room: Newsroom) -> list[int]:
    with room.database.read() as session:
        where = TaskFilter(states=("ready",), kind="quote")
        return [row.task.id or 0 for row in list_tasks(session, where)]


def test_a_repeated_claim_is_merged_from_the_preview(
    full_newsroom: Newsroom, reviewer: Browser, browser_of: BrowserOf
) -> None:
    room = full_newsroom
    again = repeat_claims(room)["costs"]
    first = room.tasks["costs"]

    preview = reviewer.get(f"/inbox/preview/{again}?view=state:ready").text

    assert f"Merge into task {first}" in preview
    assert "Merge into" not in browser_of("reader").get(f"/inbox/preview/{again}").text
    version = re.search(r'name="version" value="(\d+)"', preview)
    assert version is not None
    sent = {"version": version[1], "of": first, "view": "state:ready"}
    answer = reviewer.post(f"/tasks/{again}/mark_duplicate", sent, page="/inbox")
    assert answer.location == "/inbox?q=state:ready"
    with room.database.read() as session:
        merged = get_task(session, again)
        assert (merged.state, merged.duplicate_of_id) == ("duplicate", first)
