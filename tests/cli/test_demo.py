"""A demo is begun anew: what was done in it is gone, and nothing else is touched."""

from pathlib import Path

import pytest
from sqlmodel import func, select

from factcheck.articles.models import Article
from factcheck.articles.service import add_article
from factcheck.audit.log import SYSTEM
from factcheck.cli.demo import forget_demo, prepare_demo
from factcheck.desk import Desk
from factcheck.settings import Settings


def prepared(data: Path) -> Desk:
    desk = Desk(Settings(data=data, mode="demo"))
    prepare_demo(desk, "http://127.0.0.1:8000")
    return desk


def articles_of(desk: Desk) -> int:
    with desk.database.read() as session:
        return session.exec(select(func.count()).select_from(Article)).one()


@pytest.mark.slow
def test_a_reset_demo_has_its_sample_and_nothing_else(tmp_path: Path) -> None:
    desk = prepared(tmp_path)
    with desk.database.write() as session:
        add_article(session, actor=SYSTEM, text="“We won,” said Ada Stone. " * 5)
    assert articles_of(desk) == 2
    desk.database.engine.dispose()

    second = prepared(tmp_path)
    assert articles_of(second) == 2, "a second start finds it all again"
    second.database.engine.dispose()
    forget_demo(tmp_path)

    again = prepared(tmp_path)
    assert articles_of(again) == 1
    again.database.engine.dispose()


def test_a_folder_that_no_demo_was_in_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "factcheck.sqlite3"
    kept.write_text("a desk's own")

    forget_demo(tmp_path)

    assert kept.read_text() == "a desk's own"
