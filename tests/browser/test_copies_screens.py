"""The pages of copies, of what changed and of where a claim went hold in every mode."""

from pathlib import Path
from pprint import pformat

import pytest

from factcheck.articles.service import get_article
from tests.browser.conftest import MODES, Opener, faults_of
from tests.web.newsroom import Newsroom
from tests.web.test_copies import change_page, cite_page, claim_of, edit_article


@pytest.mark.parametrize("mode", MODES)
def test_copies_and_changes_hold_in_every_mode(
    newsroom: Newsroom, open_page: Opener, mode: str, tmp_path: Path
) -> None:
    with newsroom.database.read() as session:
        newsroom.article = get_article(session, 1)
    cite_page(newsroom, tmp_path)
    change_page(newsroom, tmp_path)
    edit_article(newsroom)
    article = "/articles/1"
    screens = (
        "/snapshots/2",
        "/snapshots/2?against=1",
        article,
        f"{article}?version=2&against=1",
        f"/claims/{claim_of(newsroom, 'costs').id}/anchor",
        f"/tasks/{newsroom.tasks['costs']}",
    )
    page = open_page(screens[0], "reviewer", mode=mode)
    broken = {}
    for path in screens:
        page.goto(path)
        if found := faults_of(page):
            broken[path] = found
    assert not broken, pformat(broken)
