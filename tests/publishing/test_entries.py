"""What lists and exports read of a checked claim is what the check says, whatever becomes of it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, update
from sqlmodel import col, select

from factcheck.articles.models import Article
from factcheck.claims.models import Claim, Speaker
from factcheck.context.models import Outreach
from factcheck.publishing.checked import CheckedCursor, load_published
from factcheck.publishing.entries import at_base, list_entries, make_entries
from factcheck.publishing.models import CheckedEntry
from factcheck.publishing.narrowing import CheckedFilter
from factcheck.publishing.native import native_json
from factcheck.tasks.models import Task
from factcheck.verdicts.models import CheckedClaim
from tests.databases import KINDS
from tests.desks import Newsrooms
from tests.publishing.exports.checks import BASE, CORRECTION, act, publish_one_of_each
from tests.tasks.walking import task_in_state
from tests.web.newsroom import Newsroom


@pytest.fixture(scope="module", params=KINDS)
def desk(
    request: pytest.FixtureRequest, newsrooms: Newsrooms, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Newsroom]:
    with newsrooms.copy(request.param, tmp_path_factory.mktemp("desk")) as room:
        publish_one_of_each(room)
        yield room


def make_all(room: Newsroom) -> None:
    with room.database.write() as session:
        make_entries(session)


def unmade(room: Newsroom) -> int:
    with room.database.read() as session:
        return len(
            session.exec(select(CheckedEntry).where(col(CheckedEntry.native).is_(None))).all()
        )


def entries_say_what_checks_say(room: Newsroom) -> None:
    with room.database.read() as session:
        said = [
            json.loads(at_base(one.native, BASE)) for one in list_entries(session, CheckedFilter())
        ]
        rows = session.exec(
            select(CheckedClaim).order_by(col(CheckedClaim.updated_at), col(CheckedClaim.id))
        ).all()
        assert said == [native_json(load_published(session, row), BASE) for row in rows]
        for row in rows:
            entry = session.get_one(CheckedEntry, row.id)
            published = load_published(session, row)
            assert (entry.updated_at, entry.published_at) == (row.updated_at, row.published_at)
            assert (entry.question, entry.kind) == (published.task.question, published.claim.kind)
            assert entry.rating == published.verdict.rating
            assert entry.speaker == (published.speaker.name if published.speaker else "")
            assert entry.language == published.article.language.lower()
            assert entry.subtag == entry.language.partition("-")[0]
            assert entry.article_id == published.article.id


def test_an_entry_is_the_check_before_and_after_it_is_made(desk: Newsroom) -> None:
    with desk.database.write() as session:
        session.execute(update(CheckedEntry).values(native=None))
    assert unmade(desk) >= 4
    entries_say_what_checks_say(desk)
    make_all(desk)
    assert unmade(desk) == 0
    entries_say_what_checks_say(desk)


def test_a_correction_and_an_answer_to_it_take_the_entry_along(desk: Newsroom) -> None:
    task_id, other = task_in_state(desk, "approved")
    make_all(desk)
    act(desk, task_id, other, CORRECTION[0])
    assert unmade(desk) == 1
    entries_say_what_checks_say(desk)
    make_all(desk)
    act(desk, task_id, other, *CORRECTION[1:])
    entries_say_what_checks_say(desk)
    make_all(desk)
    entries_say_what_checks_say(desk)


CHANGES = {
    "claim": (Claim, {"anchor_state": "moved", "start_offset": 7, "prefix": "before"}),
    "article": (
        Article,
        {"title": "Another title", "language": "pt-BR", "published": date(2020, 1, 2)},
    ),
    "speaker": (Speaker, {"name": "A. Stone", "kind": "body"}),
    "affiliation": (Speaker, {"affiliation": "Harbour Party"}),
    "task": (Task, {"question": "happened"}),
    "outreach": (Outreach, {"asked": "Somebody else"}),
}


@pytest.mark.parametrize("table", CHANGES)
def test_whatever_an_entry_is_made_from_takes_it_along(desk: Newsroom, table: str) -> None:
    model, values = CHANGES[table]
    make_all(desk)
    with desk.database.write() as session:
        for row in session.exec(select(model)):
            if isinstance(row, Task) and row.id != desk.tasks["costs"]:
                continue
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)

    assert unmade(desk) > 0
    entries_say_what_checks_say(desk)
    make_all(desk)
    entries_say_what_checks_say(desk)


def test_a_page_of_made_entries_is_one_statement(desk: Newsroom) -> None:
    make_all(desk)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    with desk.database.read() as session:
        event.listen(desk.database.engine, "before_cursor_execute", note)
        try:
            assert len(list_entries(session, CheckedFilter())) >= 4
        finally:
            event.remove(desk.database.engine, "before_cursor_execute", note)

    (only,) = statements
    assert "checked_claim" not in only


def test_a_period_that_is_over_holds_what_came_out_in_it_whenever_it_changed(
    desk: Newsroom,
) -> None:
    make_all(desk)
    last = date(2019, 12, 31)
    with desk.database.write() as session:
        rows = session.exec(select(CheckedClaim).order_by(col(CheckedClaim.id))).all()
        for number, row in enumerate(rows):
            row.published_at = datetime(2019, 12, 31 - number, 23, tzinfo=UTC)
            row.updated_at = row.published_at if number % 2 else datetime.now(UTC)
        # The last one is of the day after.
        rows[-1].published_at = datetime(2020, 1, 1, tzinfo=UTC)
        session.add_all(rows)
        session.flush()
        meant = {row.id for row in rows[:-1]}

    with desk.database.read() as session:
        whole = list_entries(session, CheckedFilter(until=last))
        assert {one.checked_id for one in whole} == meant
        assert whole == sorted(whole, key=lambda one: (one.updated_at, one.checked_id))
        found = list_entries(session, CheckedFilter(until=last), limit=1)
        while len(found) < len(whole):
            after = CheckedCursor(found[-1].updated_at, found[-1].checked_id)
            found += list_entries(session, CheckedFilter(until=last), after=after, limit=1)
        assert found == whole
