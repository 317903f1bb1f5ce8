"""What was checked month by month, and how often the desk publishes."""

from datetime import UTC, datetime, timedelta

import time_machine

from factcheck import clock
from factcheck.publishing.cadence import measure_cadence, month_of
from tests.web.conftest import Browser, on_both
from tests.web.newsroom import Newsroom
from tests.web.test_public import retract

DAYS = {
    "quote": datetime(2026, 2, 28, 23, 30, tzinfo=UTC),
    "costs": datetime(2026, 3, 1, 0, 30, tzinfo=UTC),
    "city": datetime(2026, 3, 31, 22, tzinfo=UTC),
    "work": datetime(2026, 4, 8, 12, tzinfo=UTC),
}


def publish_over_months(room: Newsroom) -> None:
    for name, moment in DAYS.items():
        with time_machine.travel(moment, tick=False):
            room.publish(name, rating="altered" if name == "quote" else "true")
    with time_machine.travel(DAYS["work"] + timedelta(hours=1), tick=False):
        retract(room, "work", "It was another bridge.")


@on_both
def test_each_month_has_a_page_with_its_checks(stranger: Browser, full_newsroom: Newsroom) -> None:
    publish_over_months(full_newsroom)

    index = stranger.get("/archive").text
    march = stranger.get("/archive/2026-03").text
    february = stranger.get("/archive/2026-02").text

    assert index.index('href="/archive/2026-03"') < index.index('href="/archive/2026-02"')
    assert 'March 2026</a> <span class="meta">n = 2' in index
    assert "/archive/2026-04" not in index
    assert march.count('href="/c/') == 2
    assert "Building costs fell" in march
    assert "We will build 42 bridges" in february
    assert "Building costs fell" not in february
    for name in ("2026-04", "2026-13", "2026-3", "March", "0000-01", "9999-12", "2026-03-01"):
        assert stranger.get(f"/archive/{name}").status_code == 404, name
    assert "http://localhost/archive/2026-03" in stranger.get("/sitemaps/pages.xml").text
    assert stranger.get("/archive?x", headers={"Cookie": ""}).headers["Cache-Control"] == (
        "public, no-cache"
    )


@on_both
def test_the_weeks_of_half_a_year_are_counted(stranger: Browser, full_newsroom: Newsroom) -> None:
    publish_over_months(full_newsroom)

    # A Wednesday; the week that it is in is not over and does not count.
    with time_machine.travel(datetime(2026, 8, 26, 12, tzinfo=UTC), tick=False):
        with full_newsroom.database.read() as session:
            cadence = measure_cadence(session)
        told = stranger.get("/archive").text

    weeks = {week.begins.isoformat(): week.checks for week in cadence.weeks}
    assert (len(weeks), cadence.checks, cadence.empty) == (26, 3, 24)
    # The last day of February and the first of March are of one week, from Monday on.
    assert {begins: checks for begins, checks in weeks.items() if checks} == {
        "2026-02-23": 2,
        "2026-03-30": 1,
    }
    assert "In the last 26 whole weeks: 3 checks, 0.1 a week; 24 weeks without any." in told


def test_an_empty_desk_says_so(stranger: Browser) -> None:
    assert "Nothing published yet" in stranger.get("/archive").text


def test_a_month_knows_its_days() -> None:
    month = month_of("2028-02")

    assert month is not None
    assert (month.begins.isoformat(), month.ends.isoformat()) == ("2028-02-01", "2028-02-29")
    assert clock.now().tzinfo is not None
