"""Outside providers of a task: asked in their own time, told about, asked again, never in the way."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlmodel import select

from factcheck import clock
from factcheck.audit.log import SYSTEM
from factcheck.context.asking import Asker, AskFailed, AskLater, Outbound, Service
from factcheck.context.evidence import evidence_of
from factcheck.context.gathering import gather, runs_of, store_gathered
from factcheck.context.keeping import MOST_WAITS
from factcheck.context.models import ProviderRun
from factcheck.context.outside import (
    ASK,
    ask_outside,
    give_up_asking,
    queue_outside,
    search_again,
    store_asked,
)
from factcheck.context.providers.base import Finding, Provider, Request, SwitchedOn
from factcheck.context.providers.outside import (
    OUTSIDE,
    archive_that_saves,
    outbound_for,
    switched_on,
    why_off,
)
from factcheck.db import Database
from factcheck.errors import InvalidInput
from factcheck.net.policy import policy_for
from factcheck.queueing.models import Outbox
from factcheck.settings import ProviderSettings, Settings
from factcheck.tasks.service import GATHER, get_task
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom


@dataclass
class Answering:
    """An outside provider that does what it is told, under a real one's name."""

    name: str = "gdelt"
    find_it: Callable[[], list[Finding]] = list
    label: str = "Answering"
    url: str = "https://service.example"
    needs_key: bool = False
    seconds: float = 1.0
    rate: int = 60
    asked: list[int] = field(default_factory=list)

    def find(self, ask: Asker, request: Request) -> list[Finding]:
        self.asked.append(request.task_id)
        ask.attempts += 1
        return self.find_it()

    @property
    def on(self) -> SwitchedOn:
        return SwitchedOn(self, Service(self.name, self.url, "", self.seconds, self.rate))


def raising(error: Exception) -> Callable[[], list[Finding]]:
    def raise_it() -> list[Finding]:
        raise error

    return raise_it


@pytest.fixture
def outbound(tmp_path: Path) -> Outbound:
    return outbound_for(Settings(data=tmp_path))


class Worker:
    """Does for one task what the jobs do."""

    def __init__(self, room: Newsroom, outbound: Outbound) -> None:
        self.database: Database = room.database
        self.outbound = outbound
        self.task_id, _ = task_in_state(room, "queued")

    def gather(self, *on: SwitchedOn) -> None:
        gathered = gather(self.database, self.task_id, ())
        with self.database.write() as session:
            store_gathered(session, actor=SYSTEM, task_id=self.task_id, gathered=gathered)
            queue_outside(session, task_id=self.task_id, providers=on)

    def ask(self, *on: SwitchedOn, seconds: float = 5) -> None:
        runs = ask_outside(self.database, self.task_id, on, self.outbound, seconds=seconds)
        with self.database.write() as session:
            for job in self.jobs(ASK):
                session.delete(session.merge(job))
            session.flush()
            store_asked(session, actor=SYSTEM, task_id=self.task_id, runs=runs, providers=on)

    def again(self, *on: SwitchedOn, name: str = "") -> None:
        with self.database.write() as session:
            search_again(session, actor=SYSTEM, task_id=self.task_id, providers=on, name=name)

    def runs(self) -> dict[str, ProviderRun]:
        with self.database.read() as session:
            rows = runs_of(session, self.task_id)
        return {row.provider: row for row in rows if row.provider != "comparison"}

    def jobs(self, kind: str) -> list[Outbox]:
        with self.database.read() as session:
            return list(
                session.exec(
                    select(Outbox).where(
                        Outbox.kind == kind,
                        Outbox.subject_id == self.task_id,
                        Outbox.state == "pending",
                    )
                )
            )

    def keys(self) -> list[str]:
        with self.database.read() as session:
            return [
                item.key
                for item in evidence_of(session, self.task_id)
                if item.provider in {provider.name for provider in OUTSIDE}
            ]


@pytest.fixture
def worker(shared_room: Newsroom, outbound: Outbound) -> Worker:
    return Worker(shared_room, outbound)


FOUND = Finding("one", "Title", "Words.", url="https://paper.example/a")


def test_a_task_is_ready_before_anybody_outside_is_asked(worker: Worker) -> None:
    provider = Answering(find_it=lambda: [FOUND])

    worker.gather(provider.on)

    with worker.database.read() as session:
        assert get_task(session, worker.task_id).state == "ready"
    assert worker.runs()["gdelt"].state == "waiting"
    assert len(worker.jobs(ASK)) == 1
    assert provider.asked == []

    worker.ask(provider.on)

    run = worker.runs()["gdelt"]
    assert (run.state, run.items, run.attempts) == ("found", 1, 1)
    assert worker.keys() == ["one"]
    assert worker.jobs(ASK) == []


def test_gathering_again_does_not_ask_outside_again_until_a_person_wants_it(
    worker: Worker,
) -> None:
    provider = Answering()
    worker.gather(provider.on)
    worker.ask(provider.on)

    worker.gather(provider.on)
    worker.ask(provider.on)

    assert len(provider.asked) == 1
    assert worker.runs()["gdelt"].state == "nothing"

    worker.again(provider.on)
    worker.ask(provider.on)

    assert len(provider.asked) == 2


def test_one_that_fails_is_told_with_its_reason_and_hides_nobody(worker: Worker) -> None:
    bad = Answering("gdelt", raising(AskFailed("It answered with an error (status 500).")))
    odd = Answering("wikidata", raising(KeyError("x")))
    good = Answering("wikipedia", lambda: [FOUND])
    everybody = (bad.on, odd.on, good.on)
    worker.gather(*everybody)
    worker.ask(*everybody)

    assert {name: (run.state, run.detail, run.attempts) for name, run in worker.runs().items()} == {
        "gdelt": ("failed", "It answered with an error (status 500).", 1),
        "wikidata": ("failed", "It stopped with an error (KeyError).", 1),
        "wikipedia": ("found", "", 1),
    }


def test_one_that_hangs_is_left_behind_when_the_time_is_up(worker: Worker) -> None:
    release = threading.Event()

    def hang() -> list[Finding]:
        release.wait(30)
        return [FOUND]

    slow, quick = Answering("gdelt", hang), Answering("wikipedia", lambda: [FOUND])
    worker.gather(slow.on, quick.on)
    began = time.monotonic()
    try:
        worker.ask(slow.on, quick.on, seconds=0.5)
    finally:
        release.set()

    assert time.monotonic() - began < 20
    runs = worker.runs()
    assert runs["wikipedia"].state == "found"
    assert (runs["gdelt"].state, runs["gdelt"].detail) == (
        "failed",
        "It was not done after 0.5 seconds.",
    )


def test_a_provider_inside_that_hangs_is_left_behind_too(worker: Worker) -> None:
    release = threading.Event()

    class Hanging:
        name = "hanging"
        label = "Hanging"

        def gather(self, database: Database, request: Request) -> list[Finding]:
            release.wait(30)
            return []

    hanging: Provider = Hanging()
    try:
        gathered = gather(worker.database, worker.task_id, [hanging], seconds=0.2)
    finally:
        release.set()

    assert gathered.runs[0].failure == "It was not done after 0.2 seconds."


def test_one_that_is_to_be_asked_later_waits_and_is_asked_then(worker: Worker) -> None:
    until = clock.now() + timedelta(minutes=20)
    paused = Answering("gdelt", raising(AskLater("Paused after 5 failures in a row.", until)))
    done = Answering("wikipedia")
    worker.gather(paused.on, done.on)
    worker.ask(paused.on, done.on)

    run = worker.runs()["gdelt"]
    assert (run.state, run.detail) == ("waiting", "Paused after 5 failures in a row.")
    assert run.due_at == until
    (job,) = worker.jobs(ASK)
    assert job.next_dispatch >= until

    worker.ask(paused.on, done.on)
    assert len(paused.asked) == 1

    with time_machine.travel(until + timedelta(seconds=1)):
        paused.find_it = lambda: [FOUND]
        worker.ask(paused.on, done.on)

    assert worker.runs()["gdelt"].state == "found"
    assert (len(paused.asked), len(done.asked)) == (2, 1)


def test_nobody_waits_for_ever(worker: Worker) -> None:
    late = Answering("gdelt", raising(AskLater("Paused.", clock.now())))
    worker.gather(late.on)
    for _ in range(MOST_WAITS + 1):
        worker.ask(late.on)

    run = worker.runs()["gdelt"]
    assert (run.state, run.detail, run.due_at) == ("failed", "Paused.", None)
    assert worker.jobs(ASK) == []


def test_searching_again_with_one_provider_asks_nobody_else_and_at_once(worker: Worker) -> None:
    later = clock.now() + timedelta(hours=1)
    one = Answering("gdelt", raising(AskLater("Paused.", later)))
    other = Answering("wikipedia")
    worker.gather(one.on, other.on)
    worker.ask(one.on, other.on)
    with worker.database.write() as session:
        for job in worker.jobs(GATHER):
            session.delete(session.merge(job))

    one.find_it = lambda: [FOUND]
    worker.again(one.on, other.on, name="gdelt")

    (job,) = worker.jobs(ASK)
    assert job.next_dispatch <= clock.now()
    assert worker.jobs(GATHER) == []
    worker.ask(one.on, other.on)
    assert (len(one.asked), len(other.asked)) == (2, 1)
    assert worker.runs()["gdelt"].state == "found"


def test_searching_again_with_a_provider_inside_asks_nobody_outside(worker: Worker) -> None:
    provider = Answering()
    worker.gather(provider.on)
    worker.ask(provider.on)

    worker.again(provider.on, name="source_library")

    assert len(worker.jobs(GATHER)) == 1
    assert worker.jobs(ASK) == []


def test_one_that_is_off_cannot_be_asked_and_one_turned_off_waits_no_more(worker: Worker) -> None:
    with pytest.raises(InvalidInput, match="switched off"):
        worker.again(name="gdelt")

    provider = Answering()
    worker.gather(provider.on)
    worker.ask()

    assert provider.asked == []
    assert worker.runs() == {}
    assert worker.jobs(ASK) == []


def test_asking_that_was_given_up_is_told_at_each_provider(worker: Worker) -> None:
    provider = Answering()
    worker.gather(provider.on)
    with worker.database.write() as session:
        give_up_asking(session, task_id=worker.task_id, reason="Five times in vain.")

    assert [(run.state, run.detail) for run in worker.runs().values()] == [
        ("failed", "Five times in vain.")
    ]


# Which are on


@pytest.fixture
def no_settings_around(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("PROVIDERS", *(provider.name.upper() for provider in OUTSIDE)):
        monkeypatch.delenv(f"FACTCHECK_{name}", raising=False)
    return monkeypatch


def names(settings: Settings) -> list[str]:
    return [one.provider.name for one in switched_on(settings)]


def test_nobody_outside_is_asked_unless_a_setting_says_so(no_settings_around: object) -> None:
    assert names(Settings()) == []
    assert why_off(OUTSIDE[0], Settings()).startswith("Off. Name it in FACTCHECK_PROVIDERS")


def test_all_means_all_that_have_what_they_need(no_settings_around: pytest.MonkeyPatch) -> None:
    no_settings_around.setenv("FACTCHECK_PROVIDERS", "all")
    free = ["linked_pages", "wikipedia", "wikidata", "gdelt", "internet_archive"]
    assert names(Settings()) == free
    assert archive_that_saves(Settings()) is None

    no_settings_around.setenv("FACTCHECK_FACT_CHECK_TOOLS_KEY", "k")
    no_settings_around.setenv("FACTCHECK_SEARXNG_URL", "https://search.example")
    no_settings_around.setenv("FACTCHECK_INTERNET_ARCHIVE_KEY", "me:secret")
    assert set(names(Settings())) == {provider.name for provider in OUTSIDE}
    assert archive_that_saves(Settings()) is not None


def test_each_providers_address_time_and_rate_are_settings(
    no_settings_around: pytest.MonkeyPatch,
) -> None:
    no_settings_around.setenv("FACTCHECK_PROVIDERS", "wikipedia")
    no_settings_around.setenv("FACTCHECK_WIKIPEDIA_URL", "https://wiki.example")
    no_settings_around.setenv("FACTCHECK_WIKIPEDIA_SECONDS", "3")
    no_settings_around.setenv("FACTCHECK_WIKIPEDIA_RATE", "7")

    (one,) = switched_on(Settings())

    assert one.service == Service("wikipedia", "https://wiki.example", "", 3.0, 7)


def test_a_name_that_is_no_provider_is_refused_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"“wikipaedia” is no provider.*gdelt"):
        Settings(providers=("wikipaedia",))
    assert names(Settings(providers=tuple(provider.name for provider in OUTSIDE)))


def test_the_user_agent_gives_the_desks_contact() -> None:
    policy = policy_for(Settings(contact="desk@paper.example"))
    assert policy.user_agent.endswith("(newsroom fact-checking; desk@paper.example)")
    with pytest.raises(ValueError, match="one line"):
        Settings(contact="a\r\nb: c")


def test_a_key_is_not_shown_where_settings_are() -> None:
    settings = Settings(gdelt=ProviderSettings(key="hidden"))
    assert "hidden" not in repr(settings)
