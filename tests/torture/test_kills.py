"""Nothing is lost and nothing is done twice, whatever is killed."""

import random
from pathlib import Path

import pytest

from factcheck.audit.verify import verify_log
from factcheck.queueing.outbox import add_job
from tests.databases import KINDS, Databases
from tests.torture.handlers import METADATA, effects
from tests.torture.machine import Machine

JOBS = 200
ADDED_AT_ONCE = 10
SECONDS_OF_TORMENT = 12
SECONDS_TO_DRAIN = 60

pytestmark = [pytest.mark.torture, pytest.mark.slow]


class Feed:
    """Adds the jobs a few at a time, as an editor's day would."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.added = 0

    def more(self) -> None:
        with self.machine.database.write() as session:
            for _ in range(min(ADDED_AT_ONCE, JOBS - self.added)):
                self.added += 1
                add_job(session, "effect", self.added)


@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_jobs_are_each_done_once(
    kind: str, databases: Databases, tmp_path: Path
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    with (
        databases.copy(kind, tmp_path) as url,
        Machine(tmp_path / "desk", url, "tests.torture.handlers:HANDLERS", seed) as machine,
    ):
        METADATA.create_all(machine.database.engine)
        feed = Feed(machine)
        # when workers, jobs, relays and the queue server are killed while the jobs go through
        machine.torment(SECONDS_OF_TORMENT, feed.more)
        while feed.added < JOBS:
            feed.more()
        drained = machine.drain(SECONDS_TO_DRAIN)
        print(f"seed {seed}, {kind}: killed {dict(machine.killed)}, wiped {machine.wiped} times")
        print(f"{machine.jobs_tried_again()} jobs tried again; drained in {drained:.0f} s")
        # then each was done, once, and the log says so
        assert machine.states() == {"done": JOBS}
        assert effects(machine.database.engine) == dict.fromkeys(range(1, JOBS + 1), 1)
        with machine.database.read() as session:
            assert verify_log(session).whole
        assert machine.wiped == 2
