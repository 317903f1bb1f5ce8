"""Who is a speaker across articles, and who is only described in one."""

from sqlmodel import select

from factcheck.claims.models import Speaker
from factcheck.claims.service import ensure_speakers
from factcheck.db import Database
from factcheck.extraction import types as extracted


def test_a_named_person_is_the_same_in_every_article(database: Database) -> None:
    stone = extracted.Speaker("Ada Stone", "person")

    with database.write() as session:
        first = ensure_speakers(session, [stone], article_id=1)
        second = ensure_speakers(session, [stone], article_id=2)

    assert first == second


def test_a_described_person_is_another_one_in_another_article(database: Database) -> None:
    spokesman = extracted.Speaker("a spokesman", "unnamed")

    with database.write() as session:
        first = ensure_speakers(session, [spokesman], article_id=1)
        second = ensure_speakers(session, [spokesman], article_id=2)
        again = ensure_speakers(session, [spokesman], article_id=1)

    assert first != second
    assert first == again


def test_a_pronoun_that_stayed_open_is_nobody(database: Database) -> None:
    with database.write() as session:
        assert ensure_speakers(session, [extracted.Speaker("He", "unnamed")]) == {}
        assert session.exec(select(Speaker)).all() == []
