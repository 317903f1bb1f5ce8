from datetime import timedelta

import pytest

from factcheck import clock
from factcheck.tasks.queries import TaskFilter
from factcheck.web.views import DEFAULT, View, read_view
from factcheck.web.working_through import next_in_view
from tests.web.newsroom import Newsroom


def view_of(room: Newsroom, query: str) -> View:
    with room.database.read() as session:
        return read_view(session, room.actor("reviewer"), query)


def test_an_empty_line_shows_what_is_ready(newsroom: Newsroom) -> None:
    view = view_of(newsroom, "  ")

    assert (view.query, view.where) == (DEFAULT, TaskFilter(states=("ready",)))


def test_a_line_is_read_key_by_key(full_newsroom: Newsroom) -> None:
    view = view_of(
        full_newsroom,
        'state:ready,returned type:quote speaker:"ada stone" holder:me score:>0.6 port',
    )

    assert view.where is not None
    assert view.where.states == ("ready", "returned")
    assert (view.where.kind, view.where.min_priority, view.where.words) == ("quote", 0.6, "port")
    assert view.where.holder_id == full_newsroom.people["reviewer"].id
    assert view.where.speaker_id is not None


def test_lengths_of_time_count_from_now(newsroom: Newsroom) -> None:
    where = view_of(newsroom, "age:>4h due:<2d").where

    assert where is not None
    assert where.created_before is not None
    assert abs(clock.now() - timedelta(hours=4) - where.created_before) < timedelta(minutes=1)
    assert where.due_until == (clock.now() + timedelta(days=2)).date()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("staet:ready", "Did you mean “state:”?"),
        ("state:open", "There is no state “open”"),
        ("type:video", "it can be quote, claim"),
        ('speaker:"Nobody"', "There is no speaker “Nobody”"),
        ("age:>yesterday", "needs a length of time"),
        ("article:x", "needs a number"),
        ("score:high", "needs a number"),
    ],
)
def test_what_is_not_understood_is_an_error_and_never_everything(
    newsroom: Newsroom, query: str, words: str
) -> None:
    view = view_of(newsroom, query)

    assert view.where is None
    assert words in view.problem


def test_the_next_task_of_a_view_is_another_one_that_is_free(full_newsroom: Newsroom) -> None:
    room = full_newsroom
    with room.database.read() as session:
        following = next_in_view(session, room.actor("reviewer"), DEFAULT, done=room.tasks["costs"])
        alone = next_in_view(
            session, room.actor("reviewer"), "historic", done=room.tasks["historic"]
        )

    assert following is not None
    assert following.id == room.tasks["city"]
    assert alone is None
