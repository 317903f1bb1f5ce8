"""The desk's service layer against a small model of it, driven at random.

Whatever people and the clock do, in whatever order: at most one holder a task, no approval by an
author, nothing outside but what was approved, a log that verifies, and only the states of the
lifecycle.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import select

from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM, Actor
from factcheck.audit.verify import verify_log
from factcheck.claims.service import choose_speaker
from factcheck.errors import Conflict
from factcheck.publishing.checked import load_all_published
from factcheck.tasks.due import expire_leases
from factcheck.tasks.lifecycle import STATES
from factcheck.tasks.models import Task
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import (
    extend_lease,
    get_task,
    note_context_gathered,
    release_task,
    take_task,
    task_id_of,
)
from factcheck.verdicts.approval import approve_verdict, correct_check, retract_check, undo_act
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import Approval, CheckedClaim
from factcheck.verdicts.service import (
    ask_second_opinion,
    request_changes,
    submit_verdict,
    verdicts_of,
)
from factcheck.verdicts.verification import verify_verdicts
from tests.databases import KINDS
from tests.desks import Newsrooms
from tests.web.newsroom import TEXT, Newsroom, extraction_of

MINUTES = 15
BEGINNING = datetime(2026, 11, 24, 6, tzinfo=UTC)
PEOPLE = ("reviewer", "second", "editor", "admin")
_editions = count(1)


@dataclass
class Known:
    """What the model knows of a task."""

    holder: str = ""
    until: datetime = BEGINNING
    authors: set[str] = field(default_factory=set)
    approved: int = 0
    retracted: bool = False


class DeskMachine(RuleBasedStateMachine):
    room: ClassVar[Newsroom]
    tasks = Bundle("tasks")
    who = st.sampled_from(PEOPLE)

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.known: dict[int, Known] = {}
        self.clock = self.stack.enter_context(time_machine.travel(BEGINNING, tick=False))

    def teardown(self) -> None:
        self.stack.close()
        self.nobody_approved_their_own()
        self.the_log_verifies()

    def actor(self, name: str) -> Actor:
        return self.room.actor(name)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def state(self, task_id: int) -> Task:
        with self.room.database.read() as session:
            return get_task(session, task_id)

    @initialize(target=tasks)
    def ingest_first(self) -> int:
        return self.ingest_one()

    @rule(target=tasks)
    def ingest(self) -> int:
        return self.ingest_one()

    def ingest_one(self) -> int:
        text = f"{TEXT}\nMachine's edition {next(_editions)}."
        with self.room.database.write() as session:
            taken = add_article(session, actor=SYSTEM, text=text)
            assert taken.version is not None
            extraction = extraction_of(text)
            task = open_tasks(session, actor=SYSTEM, version=taken.version, extraction=extraction)[
                0
            ]
            note_context_gathered(session, actor=SYSTEM, task_id=task_id_of(task))
        self.known[task_id_of(task)] = Known()
        return task_id_of(task)

    @rule(task=tasks, who=who)
    def take(self, task: int, who: str) -> None:
        state = self.state(task).state
        try:
            with self.room.database.write() as session:
                take_task(
                    session,
                    actor=self.actor(who),
                    task_id=task,
                    version=None,
                    lease_minutes=MINUTES,
                )
        except Conflict:
            assert state != "ready" or who in self.known[task].authors
            return
        assert state in ("ready", "returned")
        self.hold(task, who)

    def hold(self, task: int, who: str) -> None:
        self.known[task].holder = who
        self.known[task].until = self.now() + timedelta(minutes=MINUTES)

    @rule(task=tasks, who=who)
    def heartbeat(self, task: int, who: str) -> None:
        try:
            with self.room.database.write() as session:
                extend_lease(session, actor=self.actor(who), task_id=task, lease_minutes=MINUTES)
        except Conflict:
            assert self.known[task].holder != who
            return
        assert self.known[task].holder == who
        self.hold(task, who)

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.clock.shift(timedelta(minutes=minutes))
        with self.room.database.write() as session:
            expire_leases(session)
        for known in self.known.values():
            if known.holder and known.until < self.now():
                known.holder = ""

    @rule(task=tasks, who=who)
    def release(self, task: int, who: str) -> None:
        try:
            with self.room.database.write() as session:
                release_task(session, actor=self.actor(who), task_id=task, version=None)
        except Conflict:
            assert self.known[task].holder != who
            return
        assert self.known[task].holder == who
        self.known[task].holder = ""

    @rule(task=tasks, who=who, rating=st.sampled_from(["verbatim", "altered"]))
    def submit(self, task: int, who: str, rating: str) -> None:
        try:
            with self.room.database.write() as session:
                submit_verdict(
                    session,
                    actor=self.actor(who),
                    task_id=task,
                    version=None,
                    proposal=Proposal(rating=rating, rationale="Because."),
                )
        except Conflict:
            assert self.known[task].holder != who
            return
        assert self.known[task].holder == who
        self.known[task].holder = ""
        self.known[task].authors.add(who)

    @rule(task=tasks, name=st.sampled_from(["Ada Stone", "Ben Wood"]))
    def edit_speaker(self, task: int, name: str) -> None:
        with self.room.database.write() as session:
            choose_speaker(
                session,
                actor=self.actor("reviewer"),
                claim_id=get_task(session, task).claim_id,
                name=name,
            )

    @rule(task=tasks, who=who)
    def approve(self, task: int, who: str) -> None:
        try:
            with self.room.database.write() as session:
                approve_verdict(session, actor=self.actor(who), task_id=task, version=None)
        except Conflict:
            return
        assert who in ("editor", "admin")
        assert who not in self.known[task].authors
        self.known[task].approved += 1

    @rule(task=tasks, who=who)
    def send_back(self, task: int, who: str) -> None:
        try:
            with self.room.database.write() as session:
                request_changes(
                    session,
                    actor=self.actor(who),
                    task_id=task,
                    version=None,
                    field="wording",
                    reason="Shorter.",
                )
        except Conflict:
            return
        assert who not in self.known[task].authors

    @rule(task=tasks, who=who)
    def second_opinion(self, task: int, who: str) -> None:
        try:
            with self.room.database.write() as session:
                ask_second_opinion(session, actor=self.actor(who), task_id=task, version=None)
        except Conflict:
            return

    @rule(task=tasks, who=who)
    def correct(self, task: int, who: str) -> None:
        try:
            with self.room.database.write() as session:
                correct_check(
                    session,
                    actor=self.actor(who),
                    task_id=task,
                    version=None,
                    reason="A slip.",
                    lease_minutes=MINUTES,
                )
        except Conflict:
            return
        assert self.known[task].approved
        self.known[task].authors = set()
        self.hold(task, who)

    @rule(task=tasks, who=who)
    def retract(self, task: int, who: str) -> None:
        asked_by = self.state(task).retraction_by
        try:
            with self.room.database.write() as session:
                done = retract_check(
                    session, actor=self.actor(who), task_id=task, version=None, reason="Forged."
                )
                state = done.state
        except Conflict:
            return
        if state == "retracted":
            assert asked_by not in (None, self.actor(who).id)
            self.known[task].retracted = True

    @rule(task=tasks, who=who)
    def undo(self, task: int, who: str) -> None:
        before = self.state(task)
        try:
            with self.room.database.write() as session:
                undo_act(session, actor=self.actor(who), task_id=task, version=None)
        except Conflict:
            return
        after = self.state(task)
        assert before.state != "retracted"
        self.known[task].holder = ""
        if after.holder_id is not None:
            assert after.holder_id == self.actor(who).id
            assert after.lease_until is not None
            self.known[task].holder, self.known[task].until = who, after.lease_until
        if after.revision < before.revision:
            names = {user.id: name for name, user in self.room.people.items()}
            self.known[task].authors = {names[author] for author in after.author_ids}

    @invariant()
    def holders_are_those_of_the_model(self) -> None:
        with self.room.database.read() as session:
            rows = [get_task(session, task_id) for task_id in self.known]
        for row in rows:
            holder = self.known[task_id_of(row)].holder
            assert row.state in STATES
            assert row.holder_id == (self.actor(holder).id if holder else None)
            assert (row.state == "in_review") == bool(holder)

    @invariant()
    def nothing_is_outside_but_what_was_approved(self) -> None:
        with self.room.database.read() as session:
            rows = load_all_published(session, session.exec(select(CheckedClaim)).all())
        outside = {row.checked.task_id: row for row in rows if row.checked.task_id in self.known}
        assert set(outside) == {task for task, known in self.known.items() if known.approved}
        for task_id, row in outside.items():
            assert row.checked.revision == self.known[task_id].approved
            assert row.is_retracted == self.known[task_id].retracted

    def nobody_approved_their_own(self) -> None:
        with self.room.database.read() as session:
            for approval in session.exec(select(Approval)):
                written = verdicts_of(session, approval.task_id)
                authors = {v.author_id for v in written if v.revision == approval.revision}
                assert approval.approver_id not in authors

    def the_log_verifies(self) -> None:
        with self.room.database.read() as session:
            assert verify_log(session).problems == ()
            assert verify_verdicts(session) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_desk_behaves_like_its_model(kind: str, newsrooms: Newsrooms, tmp_path: Path) -> None:
    with newsrooms.copy(kind, tmp_path) as room:
        DeskMachine.room = room
        run_state_machine_as_test(
            DeskMachine,
            settings=settings(
                # Postgres takes each step several times as long.
                max_examples=30 if room.database.is_sqlite else 10,
                stateful_step_count=30,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
