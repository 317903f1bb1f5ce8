"""Asking a service that is slow, busy, broken or away: within the budget, and never for ever."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from factcheck import clock
from factcheck.context import retries
from factcheck.context.asking import AskFailed, AskLater
from factcheck.context.circuit import (
    FAILURES_ALLOWED,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    forget_quiet_hosts,
    note_failure,
    note_success,
    pause_after,
    paused_until,
    states_of,
    take_turn,
)
from factcheck.context.providers.base import OutsideProvider, Request
from factcheck.context.providers.fact_check_tools import FactCheckTools
from factcheck.context.providers.gdelt import Gdelt
from factcheck.context.providers.internet_archive import InternetArchive
from factcheck.context.providers.linked_pages import LinkedPages
from factcheck.context.providers.outside import OUTSIDE
from factcheck.context.providers.searxng import Searxng
from factcheck.context.providers.wikidata import Wikidata
from factcheck.context.providers.wikipedia import Wikipedia
from factcheck.db import Database
from tests.context.providers.conftest import ARTICLE, Answer, Desk, Fake

PATHS: dict[str, str] = {
    Wikipedia.name: "/w/api.php",
    Wikidata.name: "/sparql",
    FactCheckTools.name: "/v1alpha1/claims:search",
    Gdelt.name: "/api/v2/doc/doc",
    InternetArchive.name: "/wayback/available",
    Searxng.name: "/search",
    LinkedPages.name: "/page",
}


@pytest.fixture(params=OUTSIDE, ids=lambda provider: provider.name)
def provider(request: pytest.FixtureRequest) -> OutsideProvider:
    return request.param


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "FIRST_PAUSE_SECONDS", 0.01)


@pytest.fixture
def asked(fake: Fake, request_for: Callable[..., Request]) -> Request:
    """A claim beside a link, and with a page among its evidence: everybody has something to ask."""
    start = ARTICLE.index("Mara")
    link = {"url": f"{fake.url}/page", "text": "Mara Quist", "start": start, "end": start + 10}
    fake.on("/robots.txt", Answer("", 404, kind="text/plain"))
    return request_for(links=(link,), pages=("https://a.example/x",))


def test_every_provider_is_tried_here() -> None:
    assert set(PATHS) == {provider.name for provider in OUTSIDE}


def test_a_service_that_fails_is_asked_again_a_few_times_then_told(
    provider: OutsideProvider, desk: Desk, asked: Request
) -> None:
    path = PATHS[provider.name]
    desk.fake.on(path, Answer("{}", 500))
    asker = desk.asker(provider, key="k")

    with pytest.raises(AskFailed, match=r"answered with an error \(status 500\)"):
        provider.find(asker, asked)

    assert desk.fake.times(path) == asker.attempts == 3


def test_a_service_that_wants_rest_gets_it_and_is_asked_later(
    provider: OutsideProvider, desk: Desk, asked: Request
) -> None:
    path = PATHS[provider.name]
    desk.fake.on(path, Answer("{}", 429, {"Retry-After": "600"}))

    with pytest.raises(AskLater, match="left alone") as raised:
        desk.find(provider, asked, key="k")

    assert timedelta(seconds=590) < raised.value.until - clock.now() <= timedelta(seconds=600)
    assert desk.fake.times(path) == 1
    # Nor does any other task ask it before that.
    with pytest.raises(AskLater):
        desk.find(provider, asked, key="k")
    assert desk.fake.times(path) == 1


def test_a_service_that_hangs_costs_the_budget_and_no_more(
    provider: OutsideProvider, desk: Desk, asked: Request
) -> None:
    desk.fake.on(PATHS[provider.name], Answer("{}", delay=30))
    began = time.monotonic()

    with pytest.raises(AskFailed, match="did not answer within 1 seconds"):
        desk.find(provider, asked, seconds=1.0, key="k")

    assert time.monotonic() - began < 10


def test_a_huge_answer_is_refused(provider: OutsideProvider, desk: Desk, asked: Request) -> None:
    kind = "text/html" if provider.name == LinkedPages.name else "application/json"
    desk.fake.on(PATHS[provider.name], Answer(b'"' + b"x" * 300_000 + b'"', kind=kind))

    with pytest.raises(AskFailed, match="too large"):
        desk.find(provider, asked, key="k")


@pytest.mark.parametrize(
    "body", ["", "<html>Sorry</html>", '{"broken', "[1, 2]", "null", '"text"', "7", "[" * 100_000]
)
@pytest.mark.parametrize(
    "provider",
    # A page may have any shape.
    [provider for provider in OUTSIDE if provider.name != LinkedPages.name],
    ids=lambda provider: provider.name,
)
def test_an_answer_of_another_shape_is_told_and_raises_nothing_else(
    provider: OutsideProvider, desk: Desk, asked: Request, body: str
) -> None:
    desk.fake.on(PATHS[provider.name], Answer(body))

    with pytest.raises(AskFailed, match=r"cannot be read|not of a kind"):
        desk.find(provider, asked, key="k")


def test_a_short_retry_after_is_waited_for(desk: Desk, asked: Request) -> None:
    path = PATHS[Gdelt.name]
    desk.fake.on(path, Answer("", 429, {"Retry-After": "1"}), Answer({"articles": []}))

    assert desk.find(Gdelt(), asked) == []
    assert desk.fake.times(path) == 2


@pytest.mark.parametrize(("status", "told"), [(400, "status 400"), (403, "Check the key")])
def test_a_question_that_is_refused_is_not_repeated(
    status: int, told: str, desk: Desk, asked: Request
) -> None:
    path = PATHS[FactCheckTools.name]
    desk.fake.on(path, Answer({"error": {"code": status, "message": "no"}}, status))

    with pytest.raises(AskFailed, match=told):
        desk.find(FactCheckTools(), asked, key="k")

    assert desk.fake.times(path) == 1


def test_an_answer_that_may_be_kept_is_asked_for_once(desk: Desk, asked: Request) -> None:
    path = PATHS[Gdelt.name]
    desk.fake.on(path, Answer({"articles": []}, headers={"Cache-Control": "max-age=600"}))
    first, second = desk.asker(Gdelt()), desk.asker(Gdelt())

    assert Gdelt().find(first, asked) == Gdelt().find(second, asked) == []

    assert desk.fake.times(path) == 1
    assert (first.attempts, second.attempts) == (1, 0)


def test_who_asks_says_who_they_are(desk: Desk, asked: Request) -> None:
    desk.fake.on(PATHS[Gdelt.name], Answer({}))
    desk.find(Gdelt(), asked)

    assert desk.fake.asked[-1].headers["user-agent"].startswith("factcheck/")


# The breaker


def fail(database: Database, times: int) -> None:
    for _ in range(times):
        note_failure(database, "gdelt", "api.example", "It answered with an error (status 500).")


def test_after_five_failures_in_a_row_a_host_is_left_alone(desk: Desk, asked: Request) -> None:
    path = PATHS[Gdelt.name]
    desk.fake.on(path, Answer("", 500))
    for _ in range(FAILURES_ALLOWED):
        with pytest.raises(AskFailed):
            desk.find(Gdelt(), asked)
    sent = desk.fake.times(path)

    with pytest.raises(AskLater, match=r"Paused after 5 failures in a row.*status 500"):
        desk.find(Gdelt(), asked)

    assert desk.fake.times(path) == sent


def test_fewer_failures_than_five_pause_nothing_and_a_success_forgets_them(
    database: Database,
) -> None:
    fail(database, FAILURES_ALLOWED - 1)
    assert paused_until(database, "gdelt", "api.example") is None

    note_success(database, "gdelt", "api.example")
    fail(database, FAILURES_ALLOWED - 1)

    assert paused_until(database, "gdelt", "api.example") is None


def test_when_the_pause_is_over_one_worker_tries_and_the_others_wait(database: Database) -> None:
    fail(database, FAILURES_ALLOWED)
    assert paused_until(database, "gdelt", "api.example") is not None
    assert paused_until(database, "gdelt", "other.example") is None

    with database.write() as session:
        (state,) = states_of(session)
        state.paused_until = clock.now() - timedelta(seconds=1)
        session.add(state)

    assert paused_until(database, "gdelt", "api.example") is None
    assert paused_until(database, "gdelt", "api.example") is not None


def test_pauses_grow_up_to_an_hour() -> None:
    assert [pause_after(number) for number in (1, 5, 6, 7)] == [
        timedelta(0),
        FIRST_PAUSE,
        FIRST_PAUSE * 2,
        FIRST_PAUSE * 4,
    ]
    assert pause_after(5000) == LONGEST_PAUSE


# The pace


def test_turns_are_handed_out_one_after_the_other_and_not_too_far_ahead(
    database: Database,
) -> None:
    def turn(at_most: float = 100) -> float | None:
        return take_turn(database, "gdelt", "api.example", every=30, at_most=at_most)

    assert turn() == 0
    assert 29 < (turn() or 0) <= 30
    assert 59 < (turn() or 0) <= 60
    assert turn(at_most=50) is None
    # A turn that nobody took is still there.
    assert 89 < (turn() or 0) <= 90


def test_who_finds_no_turn_is_asked_later(desk: Desk, asked: Request) -> None:
    desk.fake.on(PATHS[Gdelt.name], Answer({}))
    assert desk.find(Gdelt(), asked, rate=1) == []

    with pytest.raises(AskLater, match="at most 1 times a minute"):
        desk.find(Gdelt(), asked, rate=1)

    assert desk.fake.times(PATHS[Gdelt.name]) == 1


def test_hosts_that_nobody_asked_for_a_day_are_forgotten(database: Database) -> None:
    take_turn(database, "linked_pages", "a.example", every=1, at_most=5)
    fail(database, 1)

    def left() -> int:
        with database.write() as session:
            forget_quiet_hosts(session)
            return len(states_of(session))

    assert left() == 2
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert left() == 0


def test_a_host_is_not_blamed_for_the_time_that_another_took(desk: Desk) -> None:
    asker = desk.asker(LinkedPages(), seconds=0.1)

    with pytest.raises(AskFailed):
        asker.get_page(f"{desk.fake.url}/page")

    assert asker.attempts == 0
    with desk.database.read() as session:
        assert states_of(session) == []
