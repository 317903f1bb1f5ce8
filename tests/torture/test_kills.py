"""Nothing is lost and nothing is done twice, whatever is killed."""

import random
from pathlib import Path

import pytest

from factcheck.audit.verify import verify_log
from factcheck.cli.stack import HANDLERS
from tests.databases import KINDS, Databases
from tests.torture.articles import add_articles, deviations
from tests.torture.machine import KILLS, Machine

ARTICLES = 200
ADDED_AT_ONCE = 10
# Far more than it takes: a busy machine must not make it fail.
SECONDS_TO_DRAIN = 500

pytestmark = [pytest.mark.torture, pytest.mark.slow, pytest.mark.timeout(600)]


class Feed:
    """Brings the articles in a few at a time."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.added = 0

    def more(self) -> None:
        numbers = range(self.added, min(self.added + ADDED_AT_ONCE, ARTICLES))
        with self.machine.database.write() as session:
            add_articles(session, numbers)
        self.added = numbers.stop


@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_articles_go_through_once_each(
    kind: str, databases: Databases, tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    with (
        databases.copy(kind, tmp_path) as url,
        Machine(tmp_path / "desk", url, HANDLERS, seed) as machine,
    ):
        feed = Feed(machine)
        # when workers, their jobs, relays and the queue server are killed all the while
        machine.torment(feed.more)
        while feed.added < ARTICLES:
            feed.more()
        drained = machine.drain(SECONDS_TO_DRAIN)
        print(f"seed {seed}, {kind}: killed {dict(machine.killed)}")
        print(f"{machine.states()}; {machine.jobs_tried_again()} again; drained in {drained:.0f} s")
        # then every article's claims, tasks and context are there once, and the log says so
        assert set(machine.states()) == {"done"}
        with machine.database.read() as session:
            assert deviations(session, range(ARTICLES)) == []
            assert verify_log(session).whole
        assert machine.killed == KILLS
