"""A small newsroom for tests: people, an article with its claims, a source, gathered context."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import col, select

from factcheck.accounts.models import User
from factcheck.accounts.service import actor_for, add_user, list_users, note_practised
from factcheck.articles.models import Article
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM, Actor
from factcheck.context.documents import read_document
from factcheck.context.gathering import gather, store_gathered
from factcheck.context.library import add_source
from factcheck.context.models import SourceDocument
from factcheck.context.providers import PROVIDERS
from factcheck.db import Database
from factcheck.extraction.types import Claim, Extraction, Quote, Span, Speaker
from factcheck.preparation import prepare_database
from factcheck.queueing.models import Outbox
from factcheck.queueing.outbox import finish_job, lease_job
from factcheck.tasks.models import Task
from factcheck.tasks.opening import open_tasks
from factcheck.tasks.service import get_task, take_task, task_id_of
from factcheck.verdicts.approval import approve_verdict
from factcheck.verdicts.handing_in import Proposal
from factcheck.verdicts.models import CheckedClaim, Verdict
from factcheck.verdicts.service import request_changes, submit_verdict
from factcheck.verdicts.statements import write_statement

TASKS = ("quote", "historic", "costs", "city", "work", "march")
PASSWORD = "correct horse battery"
PEOPLE = {
    "reviewer": ["reviewer"],
    "second": ["reviewer"],
    "editor": ["editor", "reviewer"],
    "admin": ["admin", "editor", "reviewer"],
    "reader": ["reader"],
}
QUOTE = "We will build 42 bridges by the end of next year"
RATIONALE = "The transcript says the opposite: she will not build 42 bridges, but two."
TITLE = "Minister promises bridges as costs rise"
TEXT = f"""{TITLE}

HARBOUR CITY — The transport minister, Ada Stone, set out her plans for the coast on Tuesday.

“{QUOTE},” Stone told reporters at the port. She called the programme “historic”.

Building costs fell by 4.2 per cent in the first half of the year, the statistics office said.

The city has 310,000 inhabitants, more than any other on the coast.

The opposition said that the plan was late.

Work on the first bridge will begin in March, Stone said.
"""
SOURCE_TITLE = "Transcript of the minister's statement at the port"
SOURCE = """Statement by Minister Ada Stone at the port, 12 November.

Thank you all for coming out in this weather.

We will not build 42 bridges by the end of next year, but we will build two.

It is a historic programme, and I thank the city for its patience.

Building costs fell by 4.2 per cent in the first half of the year.
"""


def extraction_of(text: str = TEXT) -> Extraction:
    """What stands in the article, as extraction would give it."""

    def place(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    def quote(words: str, form: str) -> Quote:
        start, end = place(words)
        return Quote(
            start=start,
            end=end,
            text=words,
            speaker="Ada Stone",
            speaker_raw="Stone",
            cue="told",
            form=form,  # type: ignore[arg-type]
            method="cue",
            confidence=0.9,
            spans=(Span(start, end),),
        )

    def claim(words: str, *types: str, speaker: str | None, score: float) -> Claim:
        start, end = place(words)
        return Claim(
            start=start,
            end=end,
            text=words,
            types=types,
            speaker=speaker,
            speaker_raw=speaker,
            cue="said" if speaker else None,
            checkable=True,
            score=score,
            reasons=("a number",) if any(map(str.isdigit, words)) else (),
        )

    return Extraction(
        quotes=(quote(QUOTE, "direct"), quote("historic", "single_word")),
        claims=(
            claim(
                "Building costs fell by 4.2 per cent in the first half of the year",
                "quantity",
                speaker="the statistics office",
                score=0.9,
            ),
            claim(
                "The city has 310,000 inhabitants, more than any other on the coast.",
                "quantity",
                speaker=None,
                score=0.7,
            ),
            claim(
                "Work on the first bridge will begin in March",
                "pledge",
                speaker="Ada Stone",
                score=0.55,
            ),
        ),
        speakers=(
            Speaker("Ada Stone", "person", aliases=("Stone",), role="transport minister"),
            Speaker("the statistics office", "body"),
        ),
    )


@dataclass
class Newsroom:
    """What is in the database; `people` and `tasks` by short names."""

    database: Database
    people: dict[str, User] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    article: Article | None = None
    source: SourceDocument | None = None

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])

    def task(self, name: str) -> Task:
        with self.database.read() as session:
            return get_task(session, self.tasks[name])

    def take(self, name: str, who: str = "reviewer") -> Task:
        with self.database.write() as session:
            return take_task(
                session,
                actor=self.actor(who),
                task_id=self.tasks[name],
                version=None,
                lease_minutes=15,
            )

    def submit(
        self,
        name: str,
        who: str = "reviewer",
        rating: str = "altered_material",
        rationale: str = RATIONALE,
    ) -> Verdict:
        """Take a ready task and hand in a verdict."""
        self.take(name, who)
        return self.hand_in(name, who, rating, rationale)

    def hand_in(
        self,
        name: str,
        who: str = "reviewer",
        rating: str = "altered_material",
        rationale: str = RATIONALE,
    ) -> Verdict:
        """A verdict on a task that the person holds; that it cites nothing is explained."""
        with self.database.write() as session:
            write_statement(
                session,
                actor=self.actor(who),
                task_id=self.tasks[name],
                said={"no_evidence": "Everybody can count them."},
            )
            return submit_verdict(
                session,
                actor=self.actor(who),
                task_id=self.tasks[name],
                version=None,
                proposal=Proposal(rating=rating, rationale=rationale),
            )

    def send_back(self, name: str, *, field: str, reason: str, who: str = "editor") -> Task:
        """Ask the author of a submitted verdict for a change."""
        with self.database.write() as session:
            return request_changes(
                session,
                actor=self.actor(who),
                task_id=self.tasks[name],
                version=None,
                field=field,
                reason=reason,
            )

    def publish(self, name: str, **how: str) -> CheckedClaim:
        """A verdict by the reviewer, approved by the editor."""
        self.submit(name, **how)
        with self.database.write() as session:
            return approve_verdict(
                session, actor=self.actor("editor"), task_id=self.tasks[name], version=None
            )


REPEATED_QUOTE = "We will build 24 bridges by the end of next year"
REPEATED_CLAIM = "Building costs fell by 4.2 per cent in half a year"
REPEATING = f"""The coast in brief

“{REPEATED_QUOTE},” Stone told a radio station.

{REPEATED_CLAIM}, the statistics office said.
"""


def repeat_claims(room: Newsroom) -> dict[str, int]:
    """Another outlet's article that repeats `quote` and `costs`; their tasks, context gathered."""
    first = extraction_of()
    found = []
    for item, words in ((first.quotes[0], REPEATED_QUOTE), (first.claims[0], REPEATED_CLAIM)):
        start = REPEATING.index(words)
        found.append(replace(item, start=start, end=start + len(words), text=words))
    quote, claim = found
    assert isinstance(quote, Quote)
    assert isinstance(claim, Claim)
    quote = replace(quote, spans=(Span(quote.start, quote.end),))
    with room.database.write() as session:
        taken = add_article(
            session,
            actor=room.actor("reviewer"),
            text=REPEATING,
            title="The coast in brief",
            url="https://radio.example/coast",
            outlet="Coast Radio",
            published=date(2026, 3, 4),
        )
        assert taken.version is not None
        opened = open_tasks(
            session,
            actor=SYSTEM,
            version=taken.version,
            extraction=Extraction(quotes=(quote,), claims=(claim,), speakers=first.speakers),
        )
        tasks = dict(zip(("quote", "costs"), map(task_id_of, opened), strict=True))
    for task_id in tasks.values():
        gather_again(room, task_id)
    finish_jobs(room.database)
    return tasks


def gather_again(room: Newsroom, task_id: int) -> None:
    """What the worker does for a task."""
    gathered = gather(room.database, task_id, PROVIDERS)
    with room.database.write() as session:
        store_gathered(session, actor=SYSTEM, task_id=task_id, gathered=gathered)


def hire_people(url: str) -> None:
    """Bring a database up to date and add the people; slow, since passwords are."""
    database = Database(url)
    prepare_database(database)
    with database.write() as session:
        for name, roles in PEOPLE.items():
            user = add_user(
                session,
                actor=SYSTEM,
                email=f"{name}@desk.test",
                name=name.title(),
                password=PASSWORD,
                roles=roles,
            )
            note_practised(session, person_id=user.id or 0)
    database.engine.dispose()


def open_newsroom(database: Database) -> Newsroom:
    """The newsroom of a database whose people are there, with the tasks that it has."""
    with database.read() as session:
        people = {user.name.lower(): user for user in list_users(session)}
        ids = session.exec(select(Task.id).order_by(col(Task.id))).all()
    tasks = {name: int(task_id or 0) for name, task_id in zip(TASKS, ids, strict=False)}
    return Newsroom(database, people, tasks)


def fill_newsroom(room: Newsroom) -> Newsroom:
    """A source in the library, an article with five tasks, all of their context gathered.

    Tasks: `quote`, `historic`, `costs`, `city`, `work` (is it true?), `march` (did it happen?).
    """
    with room.database.write() as session:
        room.source, _ = add_source(
            session,
            actor=room.actor("reviewer"),
            document=read_document(SOURCE.encode(), filename="statement.txt"),
            data=SOURCE.encode(),
            title=SOURCE_TITLE,
            url="https://port.example/statement",
        )
        taken = add_article(
            session,
            actor=room.actor("reviewer"),
            text=TEXT,
            title=TITLE,
            url="https://news.example/bridges",
            outlet="The Harbour Post",
        )
        assert taken.version is not None
        room.article = taken.article
        opened = open_tasks(
            session,
            actor=SYSTEM,
            version=taken.version,
            extraction=extraction_of(taken.version.text),
        )
        room.tasks = dict(zip(TASKS, map(task_id_of, opened), strict=True))
    for task_id in room.tasks.values():
        gather_again(room, task_id)
    finish_jobs(room.database)
    return room


def finish_jobs(database: Database) -> None:
    """Mark every waiting job as done, as the workers would that a test does not start."""
    with database.write() as session:
        for job_id in session.exec(select(Outbox.id).where(Outbox.state == "pending")).all():
            lease = lease_job(session, int(job_id or 0), 60)
            assert lease is not None
            finish_job(session, lease.job_id, lease.fence)
