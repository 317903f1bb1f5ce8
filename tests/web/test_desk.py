"""The desk in figures: every number is right, links to its list, and has a table beside it."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

from time_machine import travel

from factcheck.tasks.figures import (
    backlog_of,
    handling_time,
    record_backlog,
    throughput_of,
    turnaround_of,
    working_seconds,
)
from factcheck.tasks.service import extend_lease
from factcheck.verdicts.figures import agreement_by_scale, double_readings, returns_by_field
from factcheck.verdicts.service import ask_second_opinion
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom

MONDAY = datetime(2027, 3, 1, 10, tzinfo=UTC)


def section(page: str, name: str) -> str:
    """One panel of the page."""
    return page.split(f'aria-labelledby="{name}"', 1)[1].split("</section>", 1)[0]


def links(text: str) -> list[str]:
    return [href.replace("&amp;", "&") for href in re.findall(r'href="(/[^"]+)"', text)]


@on_both
def test_every_number_of_the_page_leads_to_a_page_that_exists(
    editor: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.publish("quote")
    full_newsroom.submit("work", rating="true")
    page = editor.get("/desk").text
    behind = [href for href in links(page) if href.startswith(("/desk/", "/inbox", "/tasks"))]

    assert len(behind) > 20
    for href in behind:
        assert editor.get(href).status_code == 200, href


@on_both
def test_a_number_is_as_many_rows_as_its_list_has(editor: Browser, full_newsroom: Newsroom) -> None:
    full_newsroom.publish("quote")
    panel = section(editor.get("/desk").text, "throughput")
    came, left = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', panel)[:2]

    assert came[1] == str(len(full_newsroom.tasks))
    assert left[1] == "1"
    for href, count in (came, left):
        listed = editor.get(href.replace("&amp;", "&")).text
        assert listed.count('data-series="row"') == int(count)


def test_a_chart_says_in_words_what_it_draws(editor: Browser, full_newsroom: Newsroom) -> None:
    panel = section(editor.get("/desk").text, "backlog")

    assert 'role="img"' in panel
    assert re.search(r"<desc[^>]*>6 tasks open", panel)
    assert "<table" in panel
    assert "style=" not in panel


def test_the_figures_come_as_a_spreadsheet(editor: Browser, full_newsroom: Newsroom) -> None:
    answer = editor.get("/desk/age.csv")
    rows = list(csv.reader(io.StringIO(answer.text)))

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert rows[0] == ["age", "open tasks"]
    assert sum(int(count) for _age, count in rows[1:]) == 6
    assert editor.get("/desk/nothing.csv").status_code == 404


def test_an_empty_desk_says_when_figures_begin(editor: Browser) -> None:
    page = editor.get("/desk")

    assert page.status_code == 200
    assert "Figures start with the first article and the first approval." in page.text


def test_the_backlog_keeps_what_each_day_ended_with(room: Newsroom) -> None:
    with travel(MONDAY, tick=False), room.database.write() as session:
        record_backlog(session)
    with travel(MONDAY + timedelta(hours=3), tick=False):
        room.take("quote")
        with room.database.write() as session:
            record_backlog(session)
    with travel(MONDAY + timedelta(days=1), tick=False), room.database.read() as session:
        backlog = backlog_of(session)

    assert backlog[MONDAY.date()] == {"ready": 5, "in_review": 1}


def test_throughput_counts_days_of_utc(room: Newsroom) -> None:
    today = datetime.now(UTC).date()
    room.publish("quote")
    with room.database.read() as session:
        days = throughput_of(session, days=3)

    assert [one.day for one in days] == [today - timedelta(days=n) for n in (2, 1, 0)]
    assert (days[-1].came, days[-1].left) == (6, 1)


def test_turnaround_is_measured_from_stage_to_stage(room: Newsroom) -> None:
    start = datetime.now(UTC) + timedelta(hours=1)
    with travel(start, tick=False):
        room.take("quote")
    with travel(start + timedelta(minutes=5), tick=False):
        room.hand_in("quote")
    with travel(start + timedelta(minutes=6), tick=False), room.database.read() as session:
        stages = turnaround_of(session)

    review, waiting = stages["review"], stages["waiting"]
    assert review is not None
    assert waiting is not None
    assert (review.n, review.p50) == (1, 300)
    assert 3600 <= waiting.p50 < 7200
    assert stages["approval"] is None


def test_business_hours_leave_out_nights_and_weekends() -> None:
    friday = datetime(2027, 3, 5, 16, tzinfo=UTC)

    assert working_seconds(friday, friday + timedelta(days=3)) == 8 * 3600
    assert working_seconds(friday, friday + timedelta(minutes=10)) == 600
    assert working_seconds(friday + timedelta(hours=2), friday + timedelta(hours=9)) == 0


def test_time_at_work_leaves_out_pauses(room: Newsroom) -> None:
    start = datetime.now(UTC) + timedelta(minutes=1)
    with travel(start, tick=False):
        room.take("quote")
    for seconds in (40, 80, 600):
        with (
            travel(start + timedelta(seconds=seconds), tick=False),
            room.database.write() as session,
        ):
            extend_lease(
                session,
                actor=room.actor("reviewer"),
                task_id=room.tasks["quote"],
                lease_minutes=15,
            )
    with room.database.read() as session:
        spread = handling_time(session)

    assert spread is not None
    assert spread.p50 == 40 + 40 + 60


def test_returns_are_a_share_of_everything_decided(room: Newsroom) -> None:
    room.publish("quote")
    room.submit("costs", rating="true")
    room.send_back("costs", field="wording", reason="Say where.")
    with room.database.read() as session:
        returns = returns_by_field(session)

    assert returns.by_field == (("wording", 1),)
    assert (returns.returned, returns.decided) == (1, 2)


def test_agreement_counts_blind_second_readings_alone(room: Newsroom) -> None:
    room.submit("costs", rating="true")
    with room.database.write() as session:
        ask_second_opinion(
            session, actor=room.actor("editor"), task_id=room.tasks["costs"], version=None
        )
    room.submit("costs", who="second", rating="false")
    room.submit("city", rating="true")
    with room.database.read() as session:
        (found,) = agreement_by_scale(session, double_readings(session))

    assert found.table == {("true", "false"): 1}
    assert (found.agreement.n, found.agreement.hidden) == (1, True)


def test_the_page_hides_coefficients_of_few_readings(
    editor: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.submit("costs", rating="true")
    with full_newsroom.database.write() as session:
        ask_second_opinion(
            session,
            actor=full_newsroom.actor("editor"),
            task_id=full_newsroom.tasks["costs"],
            version=None,
        )
    full_newsroom.submit("costs", who="second", rating="false")

    page = editor.get("/desk").text

    assert "n = 1, shown from 20" in page
    assert "kappa 0" not in page


def test_a_reviewer_sees_no_table_of_pairs(
    reviewer: Browser, editor: Browser, full_newsroom: Newsroom
) -> None:
    full_newsroom.submit("costs", rating="true")
    with full_newsroom.database.write() as session:
        ask_second_opinion(
            session,
            actor=full_newsroom.actor("editor"),
            task_id=full_newsroom.tasks["costs"],
            version=None,
        )
    full_newsroom.submit("costs", who="second", rating="true")

    assert "Agreement of two readers" in editor.get("/desk").text
    assert "Agreement of two readers" not in reviewer.get("/desk").text
